import pytest

from assistant.builtin.plan import Plan, search_for
from assistant.builtin.writing import written
from assistant.tools import ClaimFound, EntryFound, Search


def _claim(text: str, document: str = "guide") -> ClaimFound:
    return {"text": text, "cites": [{"document": document, "words": text, "n": 0}]}


def _entry(*claims: ClaimFound, question: str = "", note: str = "") -> EntryFound:
    return {
        "id": "entry",
        "score": 9.0,
        "kind": "fact",
        "attribute": "pay",
        "roles": ["ml engineer"],
        "level": "",
        "note": note,
        "question": question,
        "unknown": [],
        "claims": list(claims),
    }


def _said(question: str, entry: EntryFound) -> tuple[str, ...]:
    search: Search = {
        "question": question,
        "trust": 0.99,
        "entries": [entry],
        "sentences": [],
        "sentences_trust": 0.0,
        "told_from": 0.5,
        "covered": None,
        "figures": [],
        "closing": "",
        "missing": [],
        "untold": "",
        "bounds": [],
        "near": [],
    }
    draft = written(Plan((search_for(question),)), [search], [question])
    return (*(claim["text"] for claim in draft.claims), draft.closing)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(
            "So the loop has four blocks?", "No: the loop has five blocks.", id="a premise"
        ),
        pytest.param("How many blocks has the loop?", "The loop has five blocks.", id="none"),
        pytest.param(
            "Is a loop of four a bad idea?", "The loop has five blocks.", id="turned round"
        ),
    ],
)
def test_only_who_asks_so_is_told_yes_or_no(question: str, said: str) -> None:
    entry = _entry(_claim("No: the loop has five blocks."), question="Are there four blocks?")
    assert _said(question, entry) == (said, "")


def test_figures_of_others_are_left_out_and_what_they_do_is_not() -> None:
    entry = _entry(
        _claim("AI researchers need 3-6 months."),
        _claim("ML engineers need 2-4 weeks."),
        _claim("ML engineers finally ship."),
    )
    of_researchers = "How long do AI researchers take?"
    assert _said(of_researchers, entry)[:-1] == (
        "AI researchers need 3-6 months.",
        "ML engineers finally ship.",
    )
    assert _said("How long does an AI researcher take, or an engineer?", entry)[1:2] == (
        "ML engineers need 2-4 weeks.",
    )
    senior = _entry(_claim("Senior ML engineers: $300K."), _claim("Staff ML engineers: $700K."))
    assert _said("What do staff ML engineers make?", senior)[0] == "Staff ML engineers: $700K."


def test_an_answer_about_others_altogether_keeps_its_figures() -> None:
    entry = _entry(_claim("ML engineers have a Slack of 30K members."), _claim("They chat."))
    assert "30K" in _said("how big is the slack group where MLOps specialists chat", entry)[0]


def test_who_asks_how_much_less_is_told_that_alone() -> None:
    less = _claim("In Austin, expect salaries 15-25% below Bay Area rates.")
    base = _claim("Base salary of ML engineers in the Bay Area: $200k.")
    assert _said("How much lower is pay in Austin?", _entry(base, less)) == (less["text"], "")
    assert _said("What is the pay in Austin?", _entry(base, less))[0] == base["text"]


def test_figures_are_of_different_bases_only_where_two_are() -> None:
    base, total = _claim("A: $200k base salary."), _claim("B: $300K total compensation.")
    neither = _claim("C: $100K, base salary or total compensation not said.")
    assert _said("pay?", _entry(base, total))[-1].startswith("These are different bases")
    assert _said("pay?", _entry(neither))[-1] == ""
    assert _said("pay?", _entry(base, neither))[-1] == ""


def test_guides_differ_only_where_two_are_cited() -> None:
    one, same, other = _claim("Ten."), _claim("Twelve."), _claim("Twelve.", "another")
    note = "guides differ"
    assert _said("how many?", _entry(one, other, note=note))[-1] == "The guides differ here."
    assert _said("how many?", _entry(one, same, note=note))[-1] == "The guide itself differs here."
    assert _said("how many?", _entry(one, note=note))[-1] == ""


def test_of_a_list_by_role_only_what_is_asked_for_is_said() -> None:
    scientists = _claim("Applied scientists are put off by demands to ship features.")
    engineers = _claim("ML engineers are put off by vague product vision.")
    said, _ = _said("what puts ML engineers off?", _entry(scientists, engineers))
    assert said == engineers["text"]
    both = _claim("ML engineers are put off by it, and research engineers by no direction.")
    assert len(_said("what puts ML engineers off?", _entry(scientists, both))) > 2
