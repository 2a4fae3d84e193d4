"""Briefs decided again: what has changed is told, and what is no brief is refused."""

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.briefs import (
    LARGEST_BYTES,
    Brief,
    BriefUnreadable,
    Replay,
    replay,
    to_json,
    to_markdown,
    to_pdf,
    told,
)
from assistant.decisions import Tree, Trees, ways
from corpus import Cite, Document, Reading
from tests.assistant.briefs.conftest import (
    DESKS,
    ELSEWHERE,
    OTHER,
    LoadWhom,
    MakeBrief,
    brief_of,
    rewritten,
)
from tests.conftest import MakePdf

DOCUMENTS = (DESKS, OTHER)
FORMS = pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda made: to_markdown(made), id="Markdown"),
        pytest.param(lambda made: to_markdown(made).encode(), id="Markdown in bytes"),
        pytest.param(lambda made: to_pdf(made), id="PDF"),
    ],
)
Written = Callable[[Brief], bytes | str]
LOST = "Companies with an idea hire an AI researcher."


@FORMS
def test_what_has_not_changed_comes_out_the_same(
    written: Written, small: Brief, whom: Tree
) -> None:
    replayed = replay(written(small), {"whom": whom}, DOCUMENTS)
    assert replayed == Replay(small.record, "same", replayed.now)
    assert replayed.now and replayed.now.answers == {"prototype": "yes"}
    assert replayed.same
    assert told(replayed) == (
        "The same situation gets the same recommendation today.\n"
        "2026-11-25: ML engineer: a prototype is there.\n\n"
        "Nothing has changed: guides, tree and words are those it was made from."
    )


def test_every_way_through_the_guides_comes_out_the_same(
    trees: Trees, reading: Reading, make_brief: MakeBrief
) -> None:
    for name, tree in trees.items():
        for way in ways(tree):
            made = make_brief(name, way.answers)
            replayed = replay(to_markdown(made), trees, reading.documents)
            assert replayed == Replay(made.record, "same", replayed.now)
        pdf = to_pdf(made)
        assert replay(pdf, trees, reading.documents) == Replay(made.record, "same", replayed.now)


@pytest.mark.parametrize(
    "saved",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="with a byte order mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="with other line ends"),
        pytest.param(lambda text: text.rstrip("\n"), id="without its last line end"),
        pytest.param(lambda text: text.replace("\n- ", "\n* "), id="with other bullets"),
    ],
)
def test_a_file_may_be_saved_in_other_ways(
    saved: Callable[[str], bytes | str], small: Brief, whom: Tree
) -> None:
    replayed = replay(saved(to_markdown(small)), {"whom": whom}, DOCUMENTS)
    assert (replayed.verdict, replayed.edited) == ("same", False)


# What has changed since.


@FORMS
def test_a_guide_that_says_more_is_told(written: Written, small: Brief, whom: Tree) -> None:
    today = (replace(DESKS, text=f"{DESKS.text}\nMore.\n"), OTHER)
    replayed = replay(written(small), {"whom": whom}, today)
    assert replayed == Replay(
        small.record, "same", replayed.now, guides_changed=True, changed=("desks",)
    )
    assert "- The guide desks: its text is another." in told(replayed)


def test_words_that_are_gone_are_named(small: Brief, whom: Tree) -> None:
    today = (rewritten(DESKS, LOST, "Companies with an idea wait."), OTHER)
    replayed = replay(to_markdown(small), {"whom": whom}, today)
    assert (replayed.lost, replayed.changed) == ((Cite("desks", LOST),), ("desks",))
    assert f'- Cited words that desks no longer says: "{LOST}"' in told(replayed)


def test_a_tree_that_no_longer_holds_cannot_tell(small: Brief, load_whom: LoadWhom) -> None:
    today = rewritten(DESKS, LOST, "Companies with an idea wait.")
    replayed = replay(to_markdown(small), load_whom(document=today), (today, OTHER))
    assert (replayed.verdict, replayed.now, replayed.same) == ("no tree", None, False)
    assert told(replayed).startswith(
        "Nobody can tell: the decision tree whom is not there for these documents.\n"
    )


def test_guides_that_come_and_go_are_told(small: Brief, whom: Tree) -> None:
    replayed = replay(to_markdown(small), {"whom": whom}, (DESKS,))
    assert replayed == Replay(small.record, "same", replayed.now, guides_changed=True)
    assert "none that the brief cites" in told(replayed)
    replayed = replay(to_markdown(small), {"whom": whom}, (OTHER,))
    assert replayed.gone == ("desks",)
    assert told(replayed).count("desks") == 1


def test_another_recommendation_is_told_beside_the_old_one(
    small: Brief, load_whom: LoadWhom
) -> None:
    replayed = replay(to_markdown(small), load_whom(*ELSEWHERE), DOCUMENTS)
    assert replayed.verdict == "different"
    assert (replayed.tree_changed, replayed.outcome_changed) == (True, True)
    assert told(replayed).split("\n")[:3] == [
        "The same situation gets another recommendation today.",
        "2026-11-25: ML engineer: a prototype is there.",
        "Today: AI researcher: there is an idea.",
    ]
    assert "- The outcome: researcher, not engineer." in told(replayed)


def test_the_same_outcome_in_other_words_is_told(small: Brief, load_whom: LoadWhom) -> None:
    trees = load_whom(("ML engineer: a prototype is there.", "ML engineer: there is a prototype."))
    replayed = replay(to_markdown(small), trees, DOCUMENTS)
    assert (replayed.verdict, replayed.same, replayed.outcome_changed) == ("reworded", False, False)


def test_answers_that_are_no_longer_taken_are_told(small: Brief, load_whom: LoadWhom) -> None:
    trees = load_whom(("answers.yes]", "answers.shown]"))
    replayed = replay(to_markdown(small), trees, DOCUMENTS)
    assert replayed.verdict == "undecided"
    assert replayed.refused == ("'yes' does not answer prototype: answer shown or no.",)
    assert "To be answered first: Is there a prototype? (shown or no)" in told(replayed)
    assert "- An answer: 'yes' does not answer prototype: answer shown or no." in told(replayed)


def test_a_question_that_is_no_longer_asked_is_told(small: Brief, load_whom: LoadWhom) -> None:
    trees = load_whom(("questions.prototype", "questions.demo"))
    replayed = replay(to_markdown(small), trees, DOCUMENTS)
    assert replayed.verdict == "undecided"
    assert replayed.refused == ("'prototype' is not asked by whom: it asks demo.",)


def test_all_of_it_is_there_for_a_program(small: Brief, load_whom: LoadWhom) -> None:
    row = to_json(replay(to_markdown(small), load_whom(*ELSEWHERE), (DESKS,)))
    assert json.loads(json.dumps(row)) == row
    assert {name: row[name] for name in ("verdict", "same", "tree", "answers", "now")} == {
        "verdict": "different",
        "same": False,
        "tree": "whom",
        "answers": {"prototype": "yes"},
        "now": {
            "outcome": "researcher",
            "recommendation": "AI researcher: there is an idea.",
            "question": None,
        },
    }
    assert (row["guides_changed"], row["changed"], row["edited"]) == (True, [], False)


# What somebody has edited.


def test_a_note_that_is_added_is_told(small: Brief, whom: Tree) -> None:
    noted = to_markdown(small).replace("## Why\n", "## Why\n\nThe board agrees.\n")
    replayed = replay(noted, {"whom": whom}, DOCUMENTS)
    assert (replayed.verdict, replayed.edited) == ("same", True)
    assert "- The brief itself: words were added or changed" in told(replayed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"prototype": "yes"', '"prototype": "no"', id="an answer"),
        pytest.param('"outcome": "engineer"', '"outcome": "researcher"', id="the outcome"),
        pytest.param('"recommendation": "ML', '"recommendation": "No ML', id="its words"),
        pytest.param('"tree": "whom"', '"tree": "first-hire"', id="the tree"),
        pytest.param('"day": "2026-11-25"', '"day": "2025-11-25"', id="the day"),
        pytest.param('hire an AI researcher.",', 'wait.",', id="cited words"),
        pytest.param(re.compile('"guides": "[0-9a-f]'), '"guides": "', id="a version cut short"),
        pytest.param(re.compile('"text": "[0-9a-f]+"'), '"text": ""', id="the digest of the text"),
        pytest.param('"day"', '"Day"', id="a name"),
        pytest.param('"record": {', '"more": 1,\n "record": {', id="something more"),
        pytest.param('"record": {', '"record": ' + "[" * 10_000, id="something very deep"),
        pytest.param('"check": "', '"check": "0', id="the check"),
        pytest.param("{\n", "{\ud800\n", id="half a sign"),
    ],
)
def test_a_record_that_was_edited_is_refused(
    old: str | re.Pattern[str], new: str, small: Brief, whom: Tree
) -> None:
    text = to_markdown(small)
    at = text.index("<!--")
    record = re.sub(old if isinstance(old, re.Pattern) else re.escape(old), new, text[at:])
    assert record != text[at:]
    with pytest.raises(BriefUnreadable, match="cannot be read|was changed by hand"):
        replay(text[:at] + record, {"whom": whom}, DOCUMENTS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("ML engineer: a", "No ML engineer: a", id="the recommendation"),
        pytest.param("There is a prototype", "There is no prototype", id="an answer"),
    ],
)
def test_a_text_that_contradicts_its_record_is_refused(
    old: str, new: str, small: Brief, whom: Tree
) -> None:
    text = to_markdown(small)
    at = text.index("<!--")
    edited = text[:at].replace(old, new) + text[at:]
    with pytest.raises(BriefUnreadable, match="changed by hand and no longer says"):
        replay(edited, {"whom": whom}, DOCUMENTS)


def test_a_pdf_whose_pages_say_something_else_is_refused(
    small: Brief, whom: Tree, make_pdf: MakePdf
) -> None:
    other = make_pdf("AI researcher, says the guide. There is a prototype.")
    with pytest.raises(BriefUnreadable, match="no longer says 'ML engineer: a prototype"):
        replay(other + b"\n%" + _kept(small), {"whom": whom}, DOCUMENTS)


def _kept(made: Brief) -> bytes:
    found = re.search(rb"hiring-assistant-brief:[\w+/=]+", to_pdf(made))
    assert found
    return found.group()


# What is no brief at all.


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param("", "It is no brief", id="nothing"),
        pytest.param("# A page\n\n<!-- a comment -->\n", "It is no brief", id="other Markdown"),
        pytest.param(b"\xff\xfe\x00", "neither Markdown nor PDF", id="bytes"),
        pytest.param(b"\x00" * 1_000, "It is no brief", id="zeros"),
        pytest.param(b"x" * (LARGEST_BYTES + 1), "larger than 4 MB", id="a large file"),
        pytest.param("x" * (LARGEST_BYTES + 1), "larger than 4 MB", id="a long text"),
        pytest.param("é" * LARGEST_BYTES, "It is no brief", id="a long text of other letters"),
        pytest.param(b"%PDF-1.4\n", "This PDF is no brief", id="a PDF of nothing"),
        pytest.param(b"%PDF-1.4\nhiring-assistant-brief:e30=", "This PDF cannot be read", id="cut"),
    ],
)
def test_what_is_no_brief_is_refused(content: bytes | str, says: str, whom: Tree) -> None:
    with pytest.raises(BriefUnreadable, match=says):
        replay(content, {"whom": whom}, DOCUMENTS)


def test_two_briefs_in_one_file_are_refused(small: Brief, whom: Tree) -> None:
    with pytest.raises(BriefUnreadable, match="It holds 2 briefs"):
        replay(to_markdown(small) * 2, {"whom": whom}, DOCUMENTS)
    other = brief_of(whom, {"prototype": "no"})
    with pytest.raises(BriefUnreadable, match="This PDF is no brief"):
        replay(to_pdf(small) + to_pdf(other), {"whom": whom}, DOCUMENTS)


def test_a_pdf_that_unpacks_to_far_too_much_is_refused(
    small: Brief, whom: Tree, make_pdf: MakePdf
) -> None:
    line = b"BT /F1 11 Tf 50 740 Td (" + b"word " * 4_000 + b") Tj ET\n"
    bomb = make_pdf(content=line * 300) + b"\n%" + _kept(small)
    assert len(bomb) < LARGEST_BYTES
    with pytest.raises(BriefUnreadable, match=r"This PDF cannot be read\. It "):
        replay(bomb, {"whom": whom}, DOCUMENTS)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_pdf_that_is_cut_off_is_refused_or_whole(small: Brief, whom: Tree, share: float) -> None:
    pdf = to_pdf(small)
    try:
        replayed = replay(pdf[: int(len(pdf) * share)], {"whom": whom}, DOCUMENTS)
    except BriefUnreadable:
        return
    assert replayed.same


@pytest.mark.parametrize("kept", [b"e30=", b"AAAA", b"====", base64.b64encode(b"\xff\xfe")])
def test_a_pdf_with_another_record_is_refused(kept: bytes, whom: Tree, make_pdf: MakePdf) -> None:
    pdf = make_pdf("ML engineer: a prototype is there.") + b"\n%hiring-assistant-brief:" + kept
    with pytest.raises(BriefUnreadable, match="Its record cannot be read"):
        replay(pdf, {"whom": whom}, DOCUMENTS)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_done_to_a_brief_is_refused_or_told(
    data: st.DataObject, small: Brief, whom: Tree
) -> None:
    content = bytearray(to_markdown(small).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    trees: Mapping[str, Tree] = {"whom": whom}
    documents: tuple[Document, ...] = DOCUMENTS
    try:
        replayed = replay(bytes(content), trees, documents)
    except BriefUnreadable as error:
        assert re.search(r"[.] ?$", str(error)) and "\n" not in str(error)
    else:
        assert (replayed.record, replayed.verdict) == (small.record, "same")
