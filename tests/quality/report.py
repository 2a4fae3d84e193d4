"""`python -m tests.quality.report`: our cases, answered in four ways in the same run.

Two of the ways are ours. The others show what they find as it stands, whatever is asked, as one
has it without an assistant: the usual tutorial chain, and keyword search. With
`--model provider:name` a language model answers, too, beside ours alone; its address and key come
from the settings.
"""

import argparse
from collections.abc import Iterator, Sequence

from assistant import Answer, Assistant, BuiltInModel, Citation, Settings
from assistant.llm import Counts, author_for
from corpus import Document
from tests.quality.answers import PARTS, Answering, cases, graded, opened_guides, ours, tables
from tests.quality.retrieval import WORDS, Way, tutorial
from tests.quality.retrieval_sets import Search, guide_documents

TOP = 4
KEYWORDS = Way("keyword search", merging=WORDS, questions=False)
"""Without the questions that we have put beside the guides."""


def main() -> None:
    """Print the tables; nothing of a case but what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="kept")
    parser.add_argument("--model", default="", help="provider:name of a language model")
    given = parser.parse_args()
    asked = cases(given.part)
    documents = guide_documents()
    found = {
        name: [graded(case, answering(case.turns)) for case in asked]
        for name, answering in (seated(given.model) if given.model else ways(documents))
    }
    print("\n".join(tables(found)))


def seated(model: str) -> Iterator[tuple[str, Answering]]:
    """Ours alone, and with a language model in the built-in one's seat."""
    settings = Settings.read().model_copy(update={"model": model})
    with opened_guides() as guides:
        yield "built-in", ours(guides)
        author = author_for(settings, guides)
        assistant = Assistant(guides, BuiltInModel(guides=guides), author=author)
        yield model, lambda turns: assistant.ask(*turns)
        if author:
            print("\n".join(costs(author.spending.counts)))


def costs(counts: Counts) -> Iterator[str]:
    """What the language model took, and how often the built-in one had to answer."""
    spent, answers = counts.spent, counts.answers
    yield f"{answers} answers, {spent.calls} calls, {spent.tokens} tokens"
    yield f"{counts.sentences_cut} sentences cut"
    for reason, count in counts.fallbacks.items():
        yield f"{count} answers by the built-in model: the language model {reason}"


def ways(documents: Sequence[Document]) -> Iterator[tuple[str, Answering]]:
    """Each is made when its turn comes."""
    with opened_guides() as guides:
        yield "ours", ours(guides)
    with opened_guides(worked=False) as guides:
        yield "ours, no worked answers", ours(guides)
    yield "tutorial chain", shown_as_found(tutorial(documents))
    yield "keyword search", shown_as_found(KEYWORDS.search(documents))


def shown_as_found(search: Search) -> Answering:
    """What is found for the last turn is the answer; a table row comes with its head."""

    def answer(turns: Sequence[str]) -> Answer:
        found = search(turns[-1], TOP)
        return Answer(
            "answer",
            "\n\n".join(f"{one.context}\n{one.text}".strip() for one in found),
            tuple(
                Citation(number, one, one.text, one.start, one.end)
                for number, one in enumerate(found, start=1)
            ),
        )

    return answer


if __name__ == "__main__":
    main()
