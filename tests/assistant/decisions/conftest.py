"""The trees on the guides, and a small one whose answers can be worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Settings
from assistant.decisions import Tree, Trees, load_trees
from assistant.decisions.hearing import Hearing, open_hearing
from corpus import Document, read_folder
from index import open_model

GUIDES = Path(__file__).parents[3] / "corpus" / "guides"

COLOURS = """\
title = "Paint"
about = "For people with a wall."

[quotes]
dark = ["walls", "Dark rooms want white."]
bright = ["walls", "Bright rooms take 2 coats of blue."]
silent = ["walls", "Nothing is said of grey."]

[questions.dark]
ask = "Is the room dark?"
why = "It decides most."
cites = ["dark"]
[questions.dark.answers.yes]
label = "Yes"
means = "the room is dark"
leads = "north"
examples = ["no windows"]
[questions.dark.answers.no]
label = "No"
means = "the room is bright"
leads = "north-when-bright"
cites = ["bright"]
examples = ["lots of windows"]

[questions.north]
ask = "Does it look north?"
why = "The light differs."
cites = ["bright"]
[questions.north.answers.yes]
label = "Yes"
means = "it looks north"
leads = "white"
examples = ["north"]
[questions.north.answers.no]
label = "No"
means = "it does not look north"
leads = "white"
examples = ["south"]

[again.north-when-bright]
question = "north"
leads = { yes = "white", no = "blue" }

[claims.white]
text = "White: dark rooms want it."
cites = ["dark"]
[claims.blue]
text = "Blue, in 2 coats."
cites = ["bright"]
[claims.grey]
text = "Nothing is said of grey."
cites = ["silent"]

[outcomes.white]
recommendation = "white"
roles = ["white"]
reasons = ["white"]
unsettled = ["grey"]
next_steps = ["white"]

[outcomes.blue]
recommendation = "blue"
roles = ["blue"]
reasons = ["blue"]
next_steps = ["buy"]
"""
SHARED = """\
[quotes]
shop = ["walls", "Paint is sold in shops."]
[claims.buy]
text = "Go to a shop."
cites = ["shop"]
[claims.unused]
text = "Nobody says this here."
cites = ["shop"]
"""
WALLS = Document(
    "walls",
    "walls.md",
    "Walls",
    "Dark rooms want white. Bright rooms take 2 coats of blue. Nothing is said of grey. "
    "Paint is sold in shops.",
)

LoadSmall = Callable[..., Trees]


@pytest.fixture(scope="session")
def guides() -> tuple[Document, ...]:
    return read_folder(GUIDES).documents


@pytest.fixture(scope="session")
def trees(guides: tuple[Document, ...]) -> Trees:
    return load_trees(guides, strict=True)


@pytest.fixture(scope="session")
def hearing() -> Hearing:
    settings = Settings.read()
    found = open_hearing(open_model(settings.embedding_model, cache=settings.models))
    assert found
    return found


@pytest.fixture
def load_small(tmp_path: Path) -> LoadSmall:
    """Load the small tree, with words of its file replaced first."""

    def load(*replaced: tuple[str, str], document: Document = WALLS, strict: bool = False) -> Trees:
        text = COLOURS
        for old, new in replaced:
            assert old in text, f"the small tree has no {old!r}"
            text = text.replace(old, new)
        folder = tmp_path / "trees"
        folder.mkdir(exist_ok=True)
        (folder / "colours.toml").write_text(text, "utf-8")
        shared = tmp_path / "shared.toml"
        shared.write_text(SHARED, "utf-8")
        return load_trees([document], folder=folder, shared=shared, strict=strict)

    return load


@pytest.fixture
def colours(load_small: LoadSmall) -> Tree:
    return load_small(strict=True)["colours"]
