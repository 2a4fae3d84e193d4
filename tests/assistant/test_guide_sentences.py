"""What is said in the documents' own words, over a few lines and a model one can follow."""

from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from assistant.own_words import GuideSentences
from assistant.own_words.composing import Composing
from assistant.own_words.hints import Hints, hints
from assistant.own_words.matching import TRUST_SIGNS
from assistant.own_words.saying import LONGEST_ROW, Saying
from assistant.own_words.signs import HINTS, SIGNS, counts
from assistant.own_words.weights import Mode, weights
from assistant.understanding import understood
from corpus import Document, split, statements
from index import PassageIndex, terms
from index.encoders import Vectors
from index.keywords import KeywordIndex
from index.records import points
from index.vectors import VectorsInMemory

GUIDE = """\
# Baking bread

Two teams bake here, and the loaves of both are sold.

Before you bake, three things must be true:

- the oven is hot
- the dough has risen
- the table is free

A loaf bakes for 40 minutes. The bread cools for an hour.

Table: what bakers earn.

| Level | Research engineer | Applied scientist |
|---|---|---|
| Senior | $200k and a seat by the window | $300k and all that is left over in the \
evening when the shop has closed, and on most days that is far more than a family of five can \
eat or sell |
"""


def sayings() -> list[Saying]:
    document = Document(id="bread", path="bread.md", title="Baking bread", text=GUIDE)
    return [
        Saying(passage, one, number)
        for passage in split(document)
        for number, one in enumerate(statements(passage))
    ]


def said(question: str, *starts: str) -> list[tuple[str, int]]:
    """What is put together of the statements that start so, and how many words each rests on."""
    everything = sayings()
    beside: dict[str, list[Saying]] = {}
    for one in everything:
        beside.setdefault(one.passage.id, []).append(one)
    chosen = [one for start in starts for one in everything if one.text.startswith(start)]
    assert len(chosen) == len(starts)
    ranked = [(one, 10.0 - place) for place, one in enumerate(chosen)]
    sentences = Composing(understood(question), lambda passage: beside[passage.id]).sentences(
        ranked
    )
    for sentence in sentences:
        for cite in sentence.cites:
            assert any(cite.words in one.passage.text for one in everything)
    return [(one.text, len(one.cites)) for one in sentences]


def test_a_line_that_announces_a_list_is_said_with_the_list() -> None:
    assert said("what must be true?", "Before you bake") == [
        (
            "Before you bake, three things must be true: the oven is hot; the dough has risen; "
            "the table is free.",
            4,
        )
    ]


def test_items_that_are_no_sentences_are_said_with_what_announces_them() -> None:
    assert said("what must be true?", "the table", "the oven") == [
        ("Before you bake, three things must be true: the oven is hot; the table is free.", 3)
    ]


def test_what_is_far_behind_the_best_is_not_said() -> None:
    everything = sayings()
    best = next(one for one in everything if one.text.startswith("A loaf"))
    other = next(one for one in everything if one.text.startswith("Two teams"))
    composing = Composing(understood("how long?"), lambda _: [best])
    assert len(composing.sentences([(best, 10.0), (other, 1.0)])) == 1


def test_nothing_is_said_twice() -> None:
    best = next(one for one in sayings() if one.text.startswith("A loaf"))
    composing = Composing(understood("how long?"), lambda _: [best])
    assert len(composing.sentences([(best, 10.0), (best, 9.9)])) == 1


def test_of_a_wide_row_only_the_column_of_the_role_is_said() -> None:
    row = next(one for one in sayings() if one.statement.cells)
    assert row.words > LONGEST_ROW
    text = row.said_to(frozenset({"applied scientist"}), frozenset())
    assert text.startswith("Level: Senior; Applied scientist: $300k")
    assert "$200k" not in text
    assert "$200k" in row.said_to(frozenset(), frozenset())


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        pytest.param("It takes 5 blocks.", "How many blocks?", True, id="a number of them"),
        pytest.param("five coding blocks", "how many blocks are there", True, id="spelt out"),
        pytest.param("5 rounds, in blocks", "How many hours?", False, id="of something else"),
        pytest.param("Several blocks.", "How many blocks?", False, id="no number"),
        pytest.param("Several blocks.", "Which blocks?", True, id="nothing is counted"),
    ],
)
def test_what_is_counted_must_be_counted(text: str, question: str, expected: bool) -> None:
    assert counts(text, question) is expected


def vector(text: str) -> Vectors:
    """Texts are close when they share words."""
    found = np.ones(64, dtype=np.float32)
    for word in terms(text):
        found[crc32(word.encode()) % 64] += 3
    return np.asarray(found / np.linalg.norm(found), dtype=np.float32)


def read(text: str, *questions: tuple[str, str]) -> GuideSentences:
    document = Document("bread", "bread.md", "Baking bread", text, questions=questions)
    passages = split(document)
    expected = points(passages)
    vectors = VectorsInMemory(np.stack([vector(one.text) for one in expected]), expected)
    index = PassageIndex(passages, vectors, KeywordIndex.of(passages), partial(partial, vector))
    return GuideSentences(index, [document])


@pytest.fixture
def own_words() -> GuideSentences:
    return read(GUIDE, ("cools for an hour", "When may I slice the bread?"))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("How long does a loaf bake?", "A loaf bakes for 40 minutes.", id="its words"),
        pytest.param(
            "When may I slice the bread?", "The bread cools for an hour.", id="a known question"
        ),
        pytest.param(
            "What does a senior research engineer earn?",
            "Level: Senior; Research engineer: $200k and a seat by the window.",
            id="a row, and of it the column of the role",
        ),
    ],
)
def test_the_best_statement_comes_first(
    own_words: GuideSentences, question: str, first: str
) -> None:
    assert own_words.chosen(understood(question)).sentences[0].text == first


def test_what_is_about_another_role_is_trusted_less(own_words: GuideSentences) -> None:
    trust = [
        own_words.chosen(understood(f"What does a senior {role} earn?")).trust
        for role in ("research engineer", "ml engineer", "prompt engineer")
    ]
    assert trust[0] > max(trust[1:])


def test_nothing_is_said_out_of_code() -> None:
    assert read("```\nbake()\n```").chosen(understood("How long?")).sentences == ()


def test_passages_can_be_left_out_to_learn_from(own_words: GuideSentences) -> None:
    asked = understood("How long does a loaf bake?")
    first = own_words.statements.look(asked).ranked[0].saying
    others = own_words.statements.look(asked, but=[first.passage.id]).ranked
    assert others
    assert all(one.saying.passage.id != first.passage.id for one in others)


@pytest.mark.parametrize("mode", ["hinted", "plain"])
def test_every_sign_has_a_weight(mode: Mode) -> None:
    shipped = weights(mode)
    assert (len(shipped.ranking), len(shipped.trust)) == (len(SIGNS), len(TRUST_SIGNS))
    assert np.isfinite(shipped.ranking).all()
    assert np.isfinite(shipped.trust).all()


def test_without_hints_no_weight_rests_on_them() -> None:
    assert [weights("plain").ranking[SIGNS.index(name)] for name in HINTS] == [0, 0]


def test_hints_of_some_answers_keep_their_sentences_and_figures() -> None:
    whole = hints()
    wanted = np.zeros(len(whole.asked), dtype=bool)
    wanted[[3, 5]] = True
    some = whole.of(wanted)
    assert len(some.asked) == 2
    assert set(some.owners.tolist()) == {0, 1}
    assert np.allclose(some.said, whole.said[wanted[whole.owners]])
    everything = whole.figures_of(np.flatnonzero(wanted[whole.owners]))
    assert some.figures_of(np.arange(len(some.said))) == everything


def test_hints_are_nearly_the_same_when_they_have_been_written(tmp_path: Path) -> None:
    some = hints()
    some.save(tmp_path / "hints.npz")
    again = Hints.load(tmp_path / "hints.npz")
    assert np.vecdot(again.asked, some.asked).min() > 0.999
    assert np.array_equal(again.figures, some.figures)
