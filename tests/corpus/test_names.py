import re
import tomllib

import pytest

from corpus.names import NAMES, Mention, mentions, named, units_of

_SAID = tomllib.loads(NAMES.read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Who pays more, RS or RE?", ("research scientist", "research engineer")),
        ("MLEs and machine-learning engineers", ("ml engineer",)),
        ("four blocks for the AS loop", ("applied scientist",)),
        ("as soon as we are ready", ()),
        pytest.param("HIRE AS SOON AS POSSIBLE", (), id="shouting names nobody"),
        pytest.param("an applied AI engineer", (), id="an applied AI engineer is no AI engineer"),
        pytest.param("data, ML and AI engineers", (), id="all engineers are no AI engineers"),
        ("ML and AI engineers", ("ai engineer",)),
        ("AI researchers and engineers", ("ai researcher",)),
        pytest.param("a UX researcher", (), id="the longer of two names is meant"),
        ("1 ML ops specialist", ("mlops specialist",)),
        pytest.param("the MLOps Community Slack", (), id="a channel is no role"),
    ],
)
def test_roles_are_found_however_they_are_written(text: str, roles: tuple[str, ...]) -> None:
    assert named(text, "role") == roles


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("ML2/ML3", "level", ("mid-level",)),
        ("Staff / Principal", "level", ("staff",)),
        ("Manager / Director", "level", ("manager",)),
        ("the hiring manager", "level", ()),
        ("Bay Area / SF rates", "place", ("Bay Area",)),
        ("tell us more", "place", ()),
        ("Toronto, Austin or Europe", "place", ("Toronto", "Austin", "Europe")),
        ("the U Toronto Vector Institute", "place", ()),
        ("at top-50 US tech employers", "tier", ("top-50 employers",)),
        ("Series C+ US companies", "tier", ("Series C+",)),
        ("base salary and total comp", "measure", ("base salary", "total compensation")),
        ("how long is time-to-fill", "measure", ("time to fill",)),
        ("75 % have a PhD", "measure", ("PhD share",)),
        ("a PhD", "measure", ()),
    ],
)
def test_other_things_are_found_too(text: str, kind: str, names: tuple[str, ...]) -> None:
    assert named(text, kind) == names


def test_a_mention_tells_where_it_stands() -> None:
    text = "Senior MLEs in Austin"
    assert mentions(text) == (
        Mention("level", "senior", 0, 6),
        Mention("role", "ml engineer", 7, 11),
        Mention("place", "Austin", 15, 21),
    )


def test_a_long_text_is_read_in_good_time() -> None:
    text = "Senior research engineers in Austin earn a base salary. " * 2_000
    assert len(mentions(text)) == 10_000


def test_a_measure_knows_its_units() -> None:
    assert units_of("equity") == {"percent"}
    assert units_of("no such measure") == frozenset()
    assert set(_SAID["counted_in"]) == set(_SAID["measure"])


def test_every_name_finds_itself_or_has_a_pattern_that_compiles() -> None:
    for kind in ("role", "other_role", "level", "place", "tier"):
        for name, patterns in _SAID[kind].items():
            assert name in named(name, kind), name
            assert all(re.compile(pattern) for pattern in patterns)
