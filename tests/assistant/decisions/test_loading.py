from dataclasses import replace
from pathlib import Path

import pytest

from assistant.decisions import LeftOut, UnsoundTree, load_trees
from tests.assistant.decisions.conftest import WALLS, LoadSmall


def test_a_tree_is_made_of_its_file_and_of_what_it_takes_from_the_shared_one(
    load_small: LoadSmall,
) -> None:
    trees = load_small(('reasons = ["blue"]', 'reasons = ["blue", "buy"]'))
    tree = trees["colours"]
    assert trees.left_out == ()
    assert (tree.id, tree.title, tree.root) == ("colours", "Paint", "dark")
    assert list(tree.nodes) == ["dark", "north", "north-when-bright"]
    assert tree.nodes["north-when-bright"].question is tree.nodes["north"].question
    assert list(tree.questions) == ["dark", "north"]
    assert [claim.text for claim in tree.outcomes["blue"].reasons] == [
        "Blue, in 2 coats.",
        "Go to a shop.",
    ]
    yes, no = tree.questions["dark"].choices.values()
    assert [cite.words for cite in yes.cites] == ["Dark rooms want white."]  # of its question
    assert [cite.words for cite in no.cites] == ["Bright rooms take 2 coats of blue."]


FAULTS = [
    pytest.param(
        [('leads = "north"', 'leads = "south"')],
        "question dark: answer yes leads to south, which is not there.",
        id="an answer that leads nowhere",
    ),
    pytest.param(
        [("no = \"blue\" }", "no = \"blu\" }")],
        "question north-when-bright: answer no leads to blu, which is not there.",
        id="an answer in another place that leads nowhere",
    ),
    pytest.param(
        [('leads = "north"', 'leads = "white"')],
        "question north: no answer leads to it, and none leads to dark.",
        id="two roots",
    ),
    pytest.param(
        [('no = "blue" }', 'no = "dark" }')],
        "questions: each is led to by another, so none is the first.",
        id="no root",
    ),
    pytest.param(
        [('no = "blue" }', 'no = "white" }')],
        "blue: it cannot be reached.",
        id="an outcome nobody reaches",
    ),
    pytest.param(
        [
            (
                '[claims.white]',
                '[again.loop]\nquestion = "dark"\nleads = { yes = "pool", no = "white" }\n'
                '[again.pool]\nquestion = "north"\nleads = { yes = "loop", no = "white" }\n'
                "[claims.white]",
            )
        ],
        "loop: it cannot be reached.\ncolours.toml, pool: it cannot be reached.",
        id="an island that leads to itself",
    ),
    pytest.param(
        [
            (
                'leads = { yes = "white", no = "blue" }',
                'leads = { yes = "loop", no = "blue" }\n'
                '[again.loop]\nquestion = "size"\nleads = '
                '{ yes = "north-when-bright", no = "white" }',
            ),
            (
                "[questions.north]",
                '[questions.size]\nask = "Big?"\nwhy = "So."\ncites = ["dark"]\n'
                '[questions.size.answers.yes]\nlabel = "Yes"\nmeans = "big"\nleads = "north"\n'
                'examples = ["huge"]\n'
                '[questions.size.answers.no]\nlabel = "No"\nmeans = "small"\nleads = "white"\n'
                'examples = ["tiny"]\n[questions.north]',
            ),
            ('leads = "north"\nexamples = ["no windows"]', 'leads = "size"\nexamples = ["none"]'),
        ],
        "question north-when-bright: it leads back to itself "
        "(north-when-bright -> loop -> north-when-bright).",
        id="a circle",
    ),
    pytest.param(
        [
            ('yes = "white", no = "blue"', 'yes = "again", no = "blue"'),
            (
                "[claims.white]",
                '[again.again]\nquestion = "dark"\nleads = { yes = "white", no = "white" }\n'
                "[claims.white]",
            ),
        ],
        "question again: dark was asked already on the way to it.",
        id="a question asked twice on a way",
    ),
    pytest.param(
        [('cites = ["bright"]\nexamples', 'cites = ["brigth"]\nexamples')],
        "question dark, answer no: there is no quote brigth.",
        id="a quote that is not there",
    ),
    pytest.param(
        [('[claims.blue]\ntext = "Blue, in 2 coats."\ncites = ["bright"]',
          '[claims.blue]\ntext = "Blue."\ncites = ["blau"]')],
        "claim blue: there is no quote blau.",
        id="a claim whose quote is not there",
    ),
    pytest.param(
        [('unsettled = ["grey"]', 'unsettled = ["gray"]')],
        "outcome white: there is no claim gray.\ncolours.toml, claim grey: no outcome says it.",
        id="a claim that is not there",
    ),
    pytest.param(
        [('unsettled = ["grey"]\n', "")],
        "claim grey: no outcome says it.",
        id="a claim nobody uses",
    ),
    pytest.param(
        [("[questions.dark]", 'paper = ["walls", "Dark"]\n[questions.dark]')],
        "quote paper: nobody cites it.",
        id="a quote nobody uses",
    ),
    pytest.param(
        [("[outcomes.blue]", "[outcomes.north]"), ('no = "blue" }', 'no = "north" }')],
        "north: two things have this name.",
        id="a name used twice",
    ),
    pytest.param(
        [('question = "north"', 'question = "south"')],
        "again north-when-bright: there is no question south.",
        id="a question that is not there asked again",
    ),
    pytest.param(
        [('leads = { yes = "white", no = "blue" }', 'leads = { yes = "white", nope = "blue" }')],
        "again north-when-bright: its answers are not those of question north.",
        id="other answers when asked again",
    ),
    pytest.param(
        [("questions.north", "questions.tree"), ('leads = "north"', 'leads = "tree"'),
         ('question = "north"', 'question = "tree"')],
        "question tree: links call the tree so, give it another name.",
        id="a question called tree",
    ),
    pytest.param(
        [("Nothing is said of grey.\"]", "Grey is fine.\"]")],
        "quote silent: walls does not say 'Grey is fine.'.",
        id="words that are not there",
    ),
    pytest.param(
        [("Blue, in 2 coats.", "Blue, in 3 coats.")],
        "claim blue: the words it cites have no 3.",
        id="a figure that is not in the words",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("replaced", "message"), FAULTS)
def test_a_fault_is_told_with_its_file_and_place(
    load_small: LoadSmall, replaced: list[tuple[str, str]], message: str
) -> None:
    trees = load_small(*replaced)
    assert trees == {}
    assert trees.left_out == (LeftOut("colours.toml", f"colours.toml, {message}", faulty=True),)
    with pytest.raises(UnsoundTree) as caught:
        load_small(*replaced, strict=True)
    assert str(caught.value) == f"colours.toml, {message}"


FORMS = [
    pytest.param(("[quotes]", "[quotes"), "cannot be read", id="no TOML"),
    pytest.param(('title = "Paint"\n', ""), "title: Field required", id="a part that is missing"),
    pytest.param(('title = "Paint"', "title = 7"), "title: Input should be", id="a wrong type"),
    pytest.param(('title = "Paint"', 'title = ""'), "title: String should", id="an empty text"),
    pytest.param(("why = \"The", "wy = \"The"), "questions north wy: Extra", id="a misspelt part"),
    pytest.param(('ask = "Is the room dark?"', 'ask = "Dark"'), "questions dark ask: String should",
                 id="a sentence without end"),
    pytest.param(("Blue, in 2 coats.", "Blue"), "claims blue text: String should",
                 id="a claim without end"),
    pytest.param(("[outcomes.blue]", '[outcomes."Blue "]'), "outcomes Blue  [key]: String should",
                 id="a name no link could carry"),
    pytest.param(('examples = ["north"]', "examples = []"), "examples: List should",
                 id="an answer without examples"),
    pytest.param(('dark = ["walls", "Dark rooms want white."]', 'dark = ["walls"]'),
                 "quotes dark 1: Field required", id="a quote without words"),
]  # fmt: skip


@pytest.mark.parametrize(("replaced", "message"), FORMS)
def test_a_file_of_another_form_is_told(
    load_small: LoadSmall, replaced: tuple[str, str], message: str
) -> None:
    (left_out,) = load_small(replaced).left_out
    assert left_out.reason.startswith("colours.toml")
    assert message in left_out.reason
    assert left_out.faulty


def test_what_the_shared_file_has_may_not_be_said_again(load_small: LoadSmall) -> None:
    (left_out,) = load_small(("[claims.blue]", "[claims.buy]")).left_out
    assert left_out.reason == "colours.toml: buy is in shared.toml as well."


def test_all_faults_of_a_kind_are_told_together(load_small: LoadSmall) -> None:
    (left_out,) = load_small(
        ("Dark rooms want white.", "Dark rooms."), ('Nothing is said of grey."]', 'Grey."]')
    ).left_out
    assert left_out.reason == (
        "colours.toml, quote dark: walls does not say 'Dark rooms.'.\n"
        "colours.toml, quote silent: walls does not say 'Grey.'."
    )  # fmt: skip


def test_a_tree_on_other_documents_is_left_out_without_fault(load_small: LoadSmall) -> None:
    trees = load_small(document=replace(WALLS, id="floors"), strict=True)
    assert trees == {}
    assert trees.left_out == (
        LeftOut("colours.toml", "It rests on documents that are not here: walls.", faulty=False),
    )


def test_a_document_that_lost_the_words_is_a_fault(load_small: LoadSmall) -> None:
    changed = replace(WALLS, text=WALLS.text.replace("want white", "want cream"))
    (left_out,) = load_small(document=changed).left_out
    assert left_out.reason == (
        "colours.toml, quote dark: walls does not say 'Dark rooms want white.'."
    )
    assert left_out.faulty


def test_one_bad_tree_does_not_cost_the_others(load_small: LoadSmall, tmp_path: Path) -> None:
    load_small()
    (tmp_path / "trees" / "bad.toml").write_text("?", "utf-8")
    trees = load_trees([WALLS], folder=tmp_path / "trees", shared=tmp_path / "shared.toml")
    assert list(trees) == ["colours"]
    assert [one.file for one in trees.left_out] == ["bad.toml"]


def test_a_folder_of_trees_needs_no_shared_file(load_small: LoadSmall, tmp_path: Path) -> None:
    load_small(('next_steps = ["buy"]', 'next_steps = ["blue"]'))
    trees = load_trees([WALLS], folder=tmp_path / "trees", shared=tmp_path / "none.toml")
    assert list(trees) == ["colours"]
