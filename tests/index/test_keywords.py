from pathlib import Path

import numpy as np

from index.keywords import KeywordIndex

TEXTS = ["the engineer ships", "the scientist publishes", "an engineer and a scientist talk"]


def test_a_text_with_the_word_scores_and_others_do_not() -> None:
    scores, _ = KeywordIndex.build(TEXTS).scores("publishing")
    assert [score > 0 for score in scores] == [False, True, False]


def test_no_text_scores_more_than_one_with_every_word_could() -> None:
    scores, reachable = KeywordIndex.build(TEXTS).scores("engineer scientist talk")
    assert scores.argmax() == 2
    assert 0 < scores.max() <= reachable


def test_unknown_words_score_nothing() -> None:
    scores, reachable = KeywordIndex.build(TEXTS).scores("the plumber")
    assert scores.tolist() == [0.0, 0.0, 0.0]
    assert reachable == 0.0


def test_a_word_said_twice_counts_once() -> None:
    index = KeywordIndex.build(TEXTS)
    once, twice = index.scores("engineer")[0], index.scores("engineer engineers")[0]
    assert np.array_equal(once, twice)


def test_texts_without_words_can_be_indexed() -> None:
    assert KeywordIndex.build(["", "?!"]).scores("anything")[0].tolist() == [0.0, 0.0]


def test_a_saved_index_scores_the_same(tmp_path: Path) -> None:
    built = KeywordIndex.build(TEXTS)
    built.save(tmp_path / "keywords")
    loaded = KeywordIndex.load(tmp_path / "keywords")
    assert np.array_equal(built.scores("engineer")[0], loaded.scores("engineer")[0])
    assert list(loaded.words) == list(built.words)
