from functools import partial

import numpy as np
import numpy.typing as npt
import pytest

from corpus import Passage
from index.keywords import KeywordIndex
from index.records import points
from index.searching import PassageIndex
from index.vectors import VectorsInMemory

VOCABULARY = ("engineer", "scientist", "pay", "interview", "city", "paper")


def _vector(text: str) -> npt.NDArray[np.float32]:
    """Texts are close when they share words of a small vocabulary."""
    counts = np.array([text.lower().count(word) for word in VOCABULARY], dtype=np.float32)
    return counts / max(float(np.linalg.norm(counts)), 1.0)


def _index(*texts: str, documents: str = "") -> PassageIndex:
    passages = [
        Passage(
            id=f"{number}",
            document=documents[number] if documents else str(number),
            title="",
            section=(),
            start=0,
            end=len(text),
            text=text,
            searchable=text,
        )
        for number, text in enumerate(texts)
    ]
    vectors = VectorsInMemory(np.stack([_vector(text) for text in texts]), points(passages))
    return PassageIndex(passages, vectors, KeywordIndex.build(texts), partial(partial, _vector))


def _found(index: PassageIndex, question: str, *, limit: int = 1) -> list[str]:
    return [match.passage.text for match in index.search(question, limit=limit)]


def test_the_passage_that_means_the_same_comes_first() -> None:
    index = _index("engineer pay", "scientist pay", "engineer interview")
    assert _found(index, "interview of an engineer") == ["engineer interview"]


def test_words_the_model_does_not_know_decide() -> None:
    index = _index("pay in Berlin", "pay in Nairobi")
    assert _found(index, "pay Nairobi") == ["pay in Nairobi"]


def test_short_forms_and_typing_slips_find_their_passage() -> None:
    index = _index("research scientist pay", "research engineer pay")
    assert _found(index, "RE pay") == ["research engineer pay"]
    assert _found(index, "reserch scietnist pay") == ["research scientist pay"]


def test_of_two_that_fit_the_one_amid_others_that_fit_comes_first() -> None:
    index = _index("city", "engineer pay", "city", "pay", "engineer pay", "pay", documents="aaabbb")
    assert [match.passage.id for match in index.search("engineer pay", limit=2)] == ["4", "1"]


def test_equal_passages_keep_their_order() -> None:
    index = _index("pay", "pay", "pay")
    assert [match.passage.id for match in index.search("pay", limit=2)] == ["0", "1"]


def test_the_same_question_gives_the_same_matches() -> None:
    index = _index("engineer pay", "scientist pay", "city")
    assert index.search("pay", limit=3) == index.search("pay", limit=3)


def test_no_more_is_found_than_there_is() -> None:
    assert len(_index("pay", "city").search("pay", limit=10)) == 2


def test_nothing_is_found_when_nothing_is_wanted() -> None:
    assert _index("pay").search("pay", limit=0) == []


def test_a_question_without_words_still_has_an_order() -> None:
    assert len(_index("pay", "city").search("?!", limit=2)) == 2


def test_a_match_says_how_close_it_is() -> None:
    (match,) = _index("engineer pay").search("engineer pay", limit=1)
    assert match.meaning == pytest.approx(1.0)


def test_a_known_question_leads_to_its_passage() -> None:
    texts = ("a city", "the interview")
    passages = [
        Passage(str(n), str(n), "", (), 0, 9, text, searchable=text, questions=asked)
        for n, (text, asked) in enumerate(zip(texts, [("scientist paper?",), ()], strict=True))
    ]
    expected = points(passages)
    vectors = VectorsInMemory(np.stack([_vector(point.text) for point in expected]), expected)
    keywords = KeywordIndex.of(passages)
    index = PassageIndex(passages, vectors, keywords, partial(partial, _vector))
    (match,) = index.search("paper", limit=1)
    assert match.passage == passages[0]
    assert match.meaning == pytest.approx(0.5**0.5)
