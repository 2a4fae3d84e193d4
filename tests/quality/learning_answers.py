"""`python -m tests.quality.learning_answers`: learn anew which answer a question is for.

What is learned from are the ways to ask for each worked answer and what strangers asked, also what
nothing answers. What stands in assistant/worked/recognising.npz comes of it.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from assistant.understanding import understood
from assistant.worked.recognising import NOTHING, Recogniser
from corpus import WorkedAnswer
from index import (
    PassageIndex,
    passage_index,
    terms,
    written_out,
)
from tests.quality.answers import opened_index
from tests.quality.keeping import is_kept
from tests.quality.strangers import REWORDINGS, Part, answers_of, both

FEWEST = 2
"""So often a word must be there to be learned."""
ROUNDS = 800
AT_A_TIME = 1024
STEP = 0.03
STRANGERS = 2.0
"""How much more often than a way to ask a stranger's question is looked at."""
SHARPNESS = 3.0
LOUDNESS = 5.0
"""How fast words are learned, beside meanings."""
PULL_WORDS, PULL_MEANING = 0.1, 0.01
MOST_WORDS = 40
SEED = 7


def learned(
    index: PassageIndex, answers: Sequence[WorkedAnswer], rows: Sequence[dict[str, Any]]
) -> Recogniser:
    """Weights under which each question finds an answer of its own, or none."""
    torch.manual_seed(SEED)
    ids = (*(answer.id for answer in answers), NOTHING)
    numbers = {id: number for number, id in enumerate(ids)}
    asked = [(way, [number]) for number, answer in enumerate(answers) for way in answer.asked]
    count, often_of = len(asked), []
    for row in rows:
        ids_of = answers_of(row)
        right = [numbers[id] for id in ids_of if id in numbers]
        if right or not ids_of:
            asked.append((row["q"], right or [numbers[NOTHING]]))
            often_of.append(1.0 if row["from"] == REWORDINGS else STRANGERS)
    read = [understood(written_out(question)).question for question, _ in asked]
    said = [sorted(set(terms(index.in_full(question)))) for question in read]
    counts = Counter(term for one in said for term in one)
    words = tuple(sorted(term for term, found in counts.items() if found >= FEWEST))
    vectors = torch.from_numpy(np.stack([index.vector(question) for question in read]))
    meant = torch.zeros(len(asked), len(ids), dtype=torch.bool)
    for number, (_, some) in enumerate(asked):
        meant[number, some] = True
    often = torch.tensor([1.0] * count + often_of)
    middle = torch.zeros(len(ids), vectors.shape[1]).index_add(
        0, meant[:count].int().argmax(1), vectors[:count]
    )
    beginning = torch.nn.functional.normalize(middle, dim=1).T
    return _fitted(ids, words, vectors, _numbered(said, words), meant, often, beginning)


def _numbered(
    said: Sequence[Sequence[str]], words: Sequence[str]
) -> tuple[torch.Tensor, torch.Tensor]:
    """The numbers of the words of each question, filled up; and what each counts."""
    known = {word: number for number, word in enumerate(words)}
    numbers = torch.zeros(len(said), MOST_WORDS, dtype=torch.long)
    counts = torch.zeros(len(said), MOST_WORDS)
    for row, some in enumerate(said):
        found = [known[word] for word in some if word in known][:MOST_WORDS]
        numbers[row, : len(found)] = torch.tensor(found, dtype=torch.long)
        counts[row, : len(found)] = 1 / max(1, len(found)) ** 0.5
    return numbers, counts


def _fitted(
    ids: tuple[str, ...],
    words: tuple[str, ...],
    vectors: torch.Tensor,
    said: tuple[torch.Tensor, torch.Tensor],
    meant: torch.Tensor,
    often: torch.Tensor,
    beginning: torch.Tensor,
) -> Recogniser:
    meaning = torch.nn.Parameter(beginning.clone())
    of_words = torch.nn.Parameter(torch.zeros(len(words), len(ids)))
    always = torch.nn.Parameter(torch.zeros(len(ids)))
    optimizer = torch.optim.Adam([meaning, of_words, always], lr=STEP)
    numbers, counts = said
    for done in range(ROUNDS):
        some = torch.multinomial(often, AT_A_TIME, replacement=True)
        by_words = torch.nn.functional.embedding_bag(
            numbers[some], of_words, per_sample_weights=counts[some], mode="sum"
        )
        scores = SHARPNESS * vectors[some] @ meaning + LOUDNESS * by_words + always
        found = torch.log_softmax(scores, 1).masked_fill(~meant[some], -1e9)
        loss = -torch.logsumexp(found, 1).mean()
        loss = loss + PULL_WORDS / len(ids) * (of_words**2).sum()
        loss = loss + PULL_MEANING / len(ids) * ((meaning - beginning) ** 2).sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        optimizer.param_groups[0]["lr"] = STEP * (1 - done / ROUNDS)
        if done % 50 == 0:
            print(f"round {done}: {loss.item():.3f}", flush=True)
    return Recogniser(
        ids,
        words,
        np.ascontiguousarray(meaning.detach().numpy().T),
        (LOUDNESS * of_words).detach().numpy(),
        always.detach().numpy(),
    )


def tell(recogniser: Recogniser, index: PassageIndex, rows: Sequence[dict[str, Any]]) -> None:
    """How often the likeliest is right, and how often nothing is said to be meant."""
    first: list[bool] = []
    none: list[bool] = []
    for row in rows:
        question = understood(written_out(row["q"])).question
        chances = recogniser.chances(index.vector(question), terms(index.in_full(question)))
        likeliest = recogniser.ids[int(chances.argmax())]
        right = row.get("ids")
        (first if right else none).append(likeliest in (right or (NOTHING,)))
    print(f"right {100 * np.mean(first):.1f}%, nothing rightly {100 * np.mean(none):.1f}%")


def main() -> None:
    """Learn, tell what it is worth on what was kept apart, and keep it."""
    keep = is_kept(__doc__)
    with opened_index() as (opened, model):
        index = passage_index(opened, model)
        found = learned(index, opened.answers, both("learn"))
        parts: tuple[Part, ...] = ("learn", "apart", "kept")
        for part in parts:
            print(part, end=": ")
            tell(found, index, both(part))
        if keep:
            found.save()


if __name__ == "__main__":
    main()
