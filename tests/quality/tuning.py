"""`python -m tests.quality.tuning`: learn anew what index/tuning.npz adds to the embedding model.

Ways to ask for one worked answer, and what it says, are to come close; those for answers that are
easily taken for it, and what no answer is for, apart. Thin matrices are learned beside the weights,
which stay as published. Texts of other kinds are to stay where they were: what Python's own library
says of itself, and words thrown together.
"""

import ast
import random
import sysconfig
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from corpus import WorkedAnswer, read_folder
from index import Settings, written_out
from index.encoders import SentenceTransformersEncoder
from index.model_files import verified
from index.tuning import Tuning
from tests.quality.keeping import is_kept
from tests.quality.strangers import answers_of, covered, uncovered

RANK = 24
LAYERS = range(1, 6)
ROUNDS = 500
ANSWERS = 48
"""So many are told apart in one round."""
LIKE_EACH_OTHER = 6
"""So many of them are easily taken for one another."""
WAYS = 3
"""Of each answer, in one round: one of its own, and what others ask."""
MISSED_BY = 3
"""A near miss is told apart from so many answers."""
NO_ANSWER = -1
MOST_SAID = 400
SAID_EVERY = 3
STEP = 1.2e-3
SHARPNESS = 20.0
TWINS = 0.95
"""What two answers say is the same from here on; they are not told apart."""
OTHERS = 40
"""So many texts of other kinds are held where they were in one round."""
HELD = 12.0
"""How much it counts that they stay."""
PARAGRAPH = range(6, 60)
"""Words of a paragraph that is taken."""
THROWN = 6000
"""So many texts are words thrown together."""
SEED = 7

Pair = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """A worked answer, as it is asked for."""

    ways: tuple[str, ...]
    others: tuple[str, ...]
    """What people asked who did not know its own ways."""
    said: str


class Beside(torch.nn.Module):
    """A layer as it was, and a thin one beside it that begins with doing nothing."""

    def __init__(self, layer: torch.nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        wide = layer.in_features
        self.into = torch.nn.Parameter(torch.randn(RANK, wide) / wide**0.5)
        self.out = torch.nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """The sum of both."""
        result: torch.Tensor = self.layer(values) + (values @ self.into.T) @ self.out.T
        return result


class Learner:
    """The published model with thin layers beside its own."""

    def __init__(self) -> None:
        self._files = verified(tuned=False)
        self._model: Any = SentenceTransformersEncoder(self._files).model
        encoder: Any = self._model[0].auto_model
        encoder.requires_grad_(False)
        self._beside = {}
        for number in LAYERS:
            for name, layer in list(encoder.encoder.layer[number].named_modules()):
                if isinstance(layer, torch.nn.Linear):
                    full = f"encoder.layer.{number}.{name}"
                    parent, _, last = full.rpartition(".")
                    self._beside[full] = Beside(layer)
                    setattr(encoder.get_submodule(parent), last, self._beside[full])

    @property
    def parameters(self) -> list[torch.nn.Parameter]:
        """All that is learned."""
        return [one for layer in self._beside.values() for one in (layer.into, layer.out)]

    def vectors(self, texts: Sequence[str]) -> torch.Tensor:
        """One row for each text; those of a length go together, so that little is padded."""
        order = sorted(range(len(texts)), key=lambda each: len(texts[each]))
        rows = []
        for some in np.array_split(np.array(order), max(1, len(texts) // 36)):
            features = self._model.preprocess([texts[each] for each in some.tolist()])
            rows.append(self._model(features)["sentence_embedding"])
        back = torch.from_numpy(np.argsort(np.array(order)))
        return torch.nn.functional.normalize(torch.cat(rows), dim=1)[back]

    @property
    def words(self) -> list[str]:
        """All whole words of its vocabulary, in order."""
        return sorted(word for word in self._model.tokenizer.get_vocab() if word.isalpha())

    def tuning(self) -> Tuning:
        """What has been learned, ready to be kept."""
        layers = {
            name: (beside.into.detach().numpy(), beside.out.detach().numpy())
            for name, beside in self._beside.items()
        }
        return Tuning(self._files.fingerprint, layers)


def examples(answers: Sequence[WorkedAnswer], rows: Sequence[dict[str, Any]]) -> list[Example]:
    """Each worked answer with what others asked for it."""
    return [
        Example(
            tuple(map(written_out, answer.asked)),
            tuple(written_out(row["q"]) for row in rows if answer.id in answers_of(row)),
            answer.text[:MOST_SAID],
        )
        for answer in answers
    ]


def twins(
    answers: Sequence[WorkedAnswer], rows: Sequence[dict[str, Any]], said: torch.Tensor
) -> set[Pair]:
    """Answers that are right for the same question, or say the same."""
    numbers = {answer.id: number for number, answer in enumerate(answers)}
    found = {(int(a), int(b)) for a, b in torch.nonzero(said @ said.T > TWINS).tolist()}
    for row in rows:
        right = [numbers[id] for id in row["ids"] if id in numbers]
        found.update((a, b) for a in right for b in right)
    return found


def other_texts(words: Sequence[str]) -> list[str]:
    """Texts about anything else: the paragraphs that Python explains itself in, and loose words."""
    paragraphs: dict[str, None] = {}
    for file in sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py")):
        if "site-packages" not in file.parts and "test" not in file.parts:
            paragraphs.update(dict.fromkeys(_explained(file)))
    thrown = [
        " ".join(random.sample(words, random.randint(2, PARAGRAPH.start))) for _ in range(THROWN)
    ]
    return [*paragraphs, *thrown]


def _explained(file: Path) -> Iterator[str]:
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):  # some are there to be wrong
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
                words = paragraph.split()
                if len(words) in PARAGRAPH:
                    yield " ".join(words)


def learn(
    learner: Learner,
    some: Sequence[Example],
    together: set[Pair],
    missed: Sequence[str],
    others: Sequence[str],
) -> None:
    """Change what stands beside the layers."""
    with torch.no_grad():
        were = torch.cat(
            [learner.vectors(others[at : at + 720]) for at in range(0, len(others), 720)]
        )
        middle = torch.nn.functional.normalize(
            torch.stack([learner.vectors(one.ways[:5]).mean(0) for one in some]), dim=1
        )
        near = (middle @ middle.T).argsort(1, descending=True)[:, :24].tolist()
        missed_by = _missed_by(learner, middle, missed)
    optimizer = torch.optim.AdamW(learner.parameters, lr=STEP, weight_decay=0.01)
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda done: min(1.0, (done + 1) / 10) * max(0.05, 1 - done / ROUNDS)
    )
    start = time.monotonic()
    for done in range(ROUNDS):
        chosen = _chosen(near)
        asked = [(way, number) for number in chosen for way in _ways(some[number])]
        said = [(some[number].said, number) for number in chosen] if done % SAID_EVERY == 0 else []
        nobody = [
            (random.choice(texts), NO_ANSWER) for texts in map(missed_by.get, chosen) if texts
        ]
        loss = _loss(learner, asked, [*said, *nobody], together)
        held = random.sample(range(len(others)), OTHERS)
        loss = loss + HELD * _moved(learner, [others[each] for each in held], were[held])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learner.parameters, 1.0)
        optimizer.step()
        slower.step()
        if done % 20 == 0:
            print(f"round {done}: {loss.item():.3f}, {time.monotonic() - start:.0f} s", flush=True)


def _missed_by(
    learner: Learner, middle: torch.Tensor, missed: Sequence[str]
) -> dict[int, list[str]]:
    """By answer, the near misses that are nearest to it."""
    found: dict[int, list[str]] = defaultdict(list)
    for start in range(0, len(missed), 256):
        some = missed[start : start + 256]
        order = (learner.vectors(some) @ middle.T).argsort(1, descending=True)
        for text, numbers in zip(some, order[:, :MISSED_BY].tolist(), strict=True):
            for number in numbers:
                found[number].append(text)
    return found


def _chosen(near: Sequence[Sequence[int]]) -> list[int]:
    """Answers in groups that are easily taken for one another."""
    chosen: dict[int, None] = {}
    while len(chosen) < ANSWERS:
        one = random.randrange(len(near))
        chosen.update(dict.fromkeys((one, *random.sample(near[one][1:], LIKE_EACH_OTHER - 1))))
    return list(chosen)[:ANSWERS]


def _ways(example: Example) -> Iterator[str]:
    others = min(len(example.others), WAYS - 1)
    yield from random.sample(example.ways, WAYS - others)
    yield from random.sample(example.others, others)


def _loss(
    learner: Learner,
    asked: Sequence[tuple[str, int]],
    beside: Sequence[tuple[str, int]],
    together: set[Pair],
) -> torch.Tensor:
    """How far each way to ask is from the rest of its answer, compared with all others."""
    numbers = [number for _, number in (*asked, *beside)]
    vectors = torch.cat(
        [learner.vectors([text for text, _ in part]) for part in (asked, beside) if part]
    )
    likeness = SHARPNESS * vectors[: len(asked)] @ vectors.T
    own = torch.tensor([[a == b for b in numbers] for _, a in asked])
    alike = torch.tensor([[a != b and (a, b) in together for b in numbers] for _, a in asked])
    itself = torch.eye(len(asked), len(numbers), dtype=torch.bool)
    likeness = likeness.masked_fill(itself | alike, -1e9)
    right = likeness.masked_fill(~own, -1e9)
    return (torch.logsumexp(likeness, 1) - torch.logsumexp(right, 1)).mean()


def _moved(learner: Learner, texts: Sequence[str], were: torch.Tensor) -> torch.Tensor:
    """How far texts have moved from where they were."""
    return (1 - (learner.vectors(texts) * were).sum(1)).mean()


def main() -> None:
    """Learn, and keep it."""
    keep = is_kept(__doc__)
    torch.manual_seed(SEED)
    random.seed(SEED)
    answers, rows = read_folder(Settings().corpus).answers, covered("learn", reworded=True)
    missed = [written_out(row["q"]) for row in uncovered("learn", reworded=True)]
    learner = Learner()
    with torch.no_grad():
        said = learner.vectors([answer.text[:MOST_SAID] for answer in answers])
    learn(
        learner,
        examples(answers, rows),
        twins(answers, rows, said),
        missed,
        other_texts(learner.words),
    )
    if keep:
        learner.tuning().save()


if __name__ == "__main__":
    main()
