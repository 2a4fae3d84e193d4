from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.commands.coverage import unused
from corpus import Cite, Passage, Sentence, WorkedAnswer, read_folder, split

GUIDES = Path(__file__).parents[2] / "corpus" / "guides"
# A heading without words, or a line of the front matter, is nothing to be asked about.
MOST_UNUSED = 0.1


def passage(id: str, text: str) -> Passage:
    return Passage(id, "pay", "Pay", (), 0, len(text), text)


def test_a_passage_is_used_when_an_answer_cites_its_words() -> None:
    used, left = passage("pay#1", "Engineers earn $200k."), passage("pay#2", "Parrots talk.")
    sentence = Sentence("They earn $200k.", (Cite("pay", "earn $200k"),))
    answer = WorkedAnswer("a", "fact", ("pay?",), (), "pay", (sentence,))
    assert unused([used, left], [answer]) == [left]


def test_the_worked_answers_use_nearly_all_of_the_guides() -> None:
    reading = read_folder(GUIDES)
    passages = [passage for document in reading.documents for passage in split(document)]
    assert len(unused(passages, reading.answers)) <= MOST_UNUSED * len(passages)


def test_the_command_tells_how_much_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--corpus", str(GUIDES)]) == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert last.startswith("1086 worked answers rest on")
