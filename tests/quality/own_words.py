"""`python -m tests.quality.own_words`: learn anew what assistant/own_words/ holds as data.

The hints are made from the worked answers. Where the documents say what they say, the weights are
learned from questions of strangers about the guides, once with the questions the guides are known
to answer and once on their words alone; a statement is right when it overlaps words that an answer
to the question cites. For all other documents they are learned from other people's folders.
"""

import argparse
import csv
import json
import math
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from assistant.own_words import weights as kept
from assistant.own_words.hints import Hints, hints
from assistant.own_words.matching import TRUST_SIGNS, Looked, Statements
from assistant.own_words.saying import Saying
from assistant.own_words.signs import HINTS, SIGNS
from assistant.own_words.sources import Everywhere
from assistant.understanding import understood
from corpus import WorkedAnswer, figures_in, read_folder
from index import (
    EmbeddingModel,
    OpenedBuild,
    Settings,
    open_model,
    passage_index,
    written_out,
)
from tests.quality import strangers
from tests.quality.indexed import PLACE, folder, opened
from tests.quality.other_folders import other_folders, questions, right_ones
from tests.quality.regression import logistic
from tests.quality.retrieval_sets import CHUNKING

Vectors = npt.NDArray[np.float32]
Truths = npt.NDArray[np.bool_]

FOLDS = 5
SEED = 7
KEEP_SMALL = 1e-3
CANDIDATES = 40
SAID = 3
"""Of so many statements, one must be right for the answer to be right."""
STARTED_FROM = ("passage", "meaning", "hint")
"""By these the candidates are found that are learned from."""
ENOUGH: dict[kept.Mode, float] = {"hinted": 0.45, "plain": 0.6}
"""From here on it is better to answer than to decline; both are shifted to `EVEN`."""
EVEN = 0.4
OTHERS_COUNT = 0.1
"""Their questions were written by a model that saw what answers them."""
LEFT_OUT_COUNT = 0.2
"""What is missing because it was taken away is told more easily than what was never there."""
TRUST_PULL = 2e-4
"""The signs of trust are few: drawn to zero harder, those that seldom speak are not heard."""
OTHERS = ("chatlogs", "state_of_the_union", "wikitexts")
HERE = Path(__file__).parent
OF_ROLES = tuple(name for name in (*SIGNS, *TRUST_SIGNS) if "role" in name)
MODES = {"hinted": (), "plain": (*HINTS, *OF_ROLES, "likest hint")}
"""What is not looked at in each."""


def sayings_of(statements: Statements) -> Sequence[Saying]:
    """All that there are."""
    if not isinstance(statements.source, Everywhere):
        raise TypeError("There are too many documents to learn from.")
    return statements.source.sayings


def made_hints(answers: Sequence[WorkedAnswer], model: EmbeddingModel) -> Hints:
    """The worked answers as vectors."""
    asked, said, owners, figures = [], [], [], []
    for number, answer in enumerate(answers):
        ways = model.vectors([written_out(way) for way in answer.asked])
        asked.append(ways.mean(axis=0))
        said.append(model.vectors([one.text for one in answer.sentences]))
        owners += [number] * len(answer.sentences)
        figures += [sorted(figures_in(one.text)) for one in answer.sentences]
    return Hints(
        np.stack(asked),
        np.concatenate(said),
        np.array(owners, dtype=np.int32),
        np.array([figure for some in figures for figure in some]),
        np.array([len(some) for some in figures], dtype=np.int32),
    )


RightOf = Callable[[Sequence[str]], frozenset[int]]


def cited(
    statements: Statements, build: OpenedBuild, answers: Mapping[str, WorkedAnswer]
) -> RightOf:
    """A function from the ids of answers to the numbers of statements with words they cite."""
    texts = {document.id: document.text for document in build.documents}
    spans = [(one.passage.document, one.start, one.end) for one in sayings_of(statements)]

    def found(ids: Sequence[str]) -> frozenset[int]:
        numbers: set[int] = set()
        for id in ids:
            for cite in (
                [c for s in answers[id].sentences for c in s.cites] if id in answers else ()
            ):
                start = texts[cite.document].find(cite.words)
                end = start + len(cite.words)
                numbers.update(
                    number
                    for number, (document, first, last) in enumerate(spans)
                    if document == cite.document and first < end and start < last
                )
        return frozenset(numbers)

    return found


def ranking(signs: Sequence[Vectors], right: Sequence[Truths], counts: Sequence[float]) -> Vectors:
    """Weights under which right statements come first; `counts`: how much each question does."""
    most = max(len(one) for one in signs)
    values = torch.zeros(len(signs), most, signs[0].shape[1])
    there = torch.full((len(signs), most), -1e9)
    target = torch.zeros(len(signs), most)
    for number, (some, truths) in enumerate(zip(signs, right, strict=True)):
        values[number, : len(some)] = torch.from_numpy(some)
        there[number, : len(some)] = 0
        target[number, : len(some)] = torch.from_numpy(truths.astype(np.float32))
    worth = torch.tensor(counts) / sum(counts)
    spread = torch.from_numpy(np.concatenate(signs).std(0)) + 1e-6
    scaled = values / spread
    weights = torch.zeros(values.shape[2], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        scores = scaled @ weights + there
        best_right = torch.logsumexp(scores.masked_fill(target == 0, -1e9), 1)
        loss = ((torch.logsumexp(scores, 1) - best_right) * worth).sum()
        loss = loss + KEEP_SMALL * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return (weights.detach() / spread).numpy()


def trust(signs: Vectors, right: Truths, counts: Vectors) -> Vectors:
    """Weights of the signs that the best statement is right."""
    return logistic(signs, right, counts=counts / counts.mean(), pull=TRUST_PULL, evenly=True)


@dataclass(frozen=True)
class Task:
    """Questions to an index, each with the numbers of the statements that answer it, if any do."""

    statements: Statements
    asked: Sequence[tuple[str, frozenset[int]]]
    left_out: bool = False
    """What answers them is taken away before they are put."""
    count: float = 1.0
    """How much each question counts."""

    def put(
        self, weighed: kept.Weights, *, answered: bool = False
    ) -> Iterator[tuple[Looked, Truths]]:
        """What is looked at for each, and which of it is right."""
        self.statements.weights = weighed
        sayings = sayings_of(self.statements)
        numbers = {id(one): number for number, one in enumerate(sayings)}
        for question, right in self.asked:
            if answered and not right:
                continue
            asked = understood(self.statements.index.in_full(question))
            gone = {sayings[one].passage.id for one in right} if self.left_out else ()
            looked = self.statements.look(asked, but=gone)
            yield looked, np.array([numbers[id(one.saying)] in right for one in looked.ranked])


def on_guides(build: OpenedBuild, model: EmbeddingModel) -> Task:
    """Questions of strangers about the guides, and some that the guides do not answer."""
    answers = {one.id: one for one in read_folder(Settings().corpus).answers}
    statements = Statements(passage_index(build, model), build.documents, hints=hints())
    right_of = cited(statements, build, answers)
    rows = [*strangers.covered("learn", "apart"), *strangers.uncovered("learn")]
    return Task(statements, [(row["q"], right_of(row.get("ids", ()))) for row in rows])


def on_others(model: EmbeddingModel) -> Iterator[Task]:
    """Questions about other matters, with what answers them and without it."""
    for name in OTHERS if CHUNKING.is_dir() else ():
        text = CHUNKING / "corpora" / f"{name}.md"
        place = PLACE / name
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, place / text.name)
        with opened(place, model) as build:
            statements = Statements(passage_index(build, model), build.documents)
        spans = [(one.start, one.end) for one in sayings_of(statements)]
        asked = []
        with (CHUNKING / "questions_df.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["corpus_id"] == name:
                    wanted = [
                        (place["start_index"], place["end_index"])
                        for place in json.loads(row["references"])
                    ]
                    right = frozenset(
                        number
                        for number, (start, end) in enumerate(spans)
                        if any(start < last and first < end for first, last in wanted)
                    )
                    asked.append((row["question"], right))
        yield Task(statements, asked, count=OTHERS_COUNT)
        yield Task(statements, asked, left_out=True, count=OTHERS_COUNT * LEFT_OUT_COUNT)


def on_folders(model: EmbeddingModel) -> Iterator[Task]:
    """Questions to folders about something else, and those once more without what answers them."""
    for place in other_folders("seen"):
        with opened(place, model) as build:
            statements = Statements(passage_index(build, model), build.documents)
        texts = [one.text for one in sayings_of(statements)]
        asked = [(row["q"], right_ones(row, texts)) for row in questions(place)]
        yield Task(statements, asked)
        without = [one for one in asked if one[1]]
        yield Task(statements, without, left_out=True, count=LEFT_OUT_COUNT)


def learned(mode: kept.Mode, tasks: Sequence[Task]) -> dict[str, dict[str, float]]:
    """The weights of one mode, by the names of their signs."""
    masks = [
        np.array([name not in MODES[mode] for name in names]) for names in (SIGNS, TRUST_SIGNS)
    ]
    start = np.array([float(name in STARTED_FROM) for name in SIGNS], dtype=np.float32)
    weighed = kept.Weights(start * masks[0], np.zeros(len(TRUST_SIGNS), dtype=np.float32))
    signs, right, counts = [], [], []
    for task in tasks:
        for looked, truths in task.put(weighed, answered=True) if not task.left_out else ():
            if truths[:CANDIDATES].any():
                signs.append(np.stack([one.signs for one in looked.ranked[:CANDIDATES]]))
                right.append(truths[:CANDIDATES])
                counts.append(task.count)
    found = ranking([some[:, masks[0]] for some in signs], right, counts)
    weighed = kept.Weights(_spread(found, masks[0]), weighed.trust)
    trust_signs, truth, fold, counts = [], [], [], []
    for task in tasks:
        several = [
            (looked.trust_signs, truths[:SAID].any()) for looked, truths in task.put(weighed)
        ]
        trust_signs += [one for one, _ in several]
        truth += [one for _, one in several]
        counts += [task.count] * len(several)
        # The same question is put more than once: it stays in one fold.
        fold += np.random.default_rng(SEED).integers(0, FOLDS, len(several)).tolist()
        answerable = [one for (_, one), (_, r) in zip(several, task.asked, strict=True) if r]
        print(mode, f"right among the first {SAID}: {np.mean(answerable):.3f}", flush=True)
    all_signs, truths = np.stack(trust_signs)[:, masks[1]], np.array(truth)
    worth = np.array(counts, dtype=np.float32)
    _tell_trust(all_signs, truths, np.array(fold), worth)
    trusted = trust(all_signs, truths, worth)
    trusted[-1] += _log_odds(EVEN) - _log_odds(ENOUGH[mode])
    weighed = kept.Weights(weighed.ranking, _spread(trusted, masks[1]))
    return {
        "ranking": dict(zip(SIGNS, map(_short, weighed.ranking), strict=True)),
        "trust": dict(zip(TRUST_SIGNS, map(_short, weighed.trust), strict=True)),
    }


def _log_odds(likely: float) -> float:
    return math.log(likely / (1 - likely))


def _short(number: np.float32) -> float:
    return round(float(number), 4)


def _spread(found: Vectors, mask: Truths) -> Vectors:
    whole = np.zeros(len(mask), dtype=np.float32)
    whole[mask] = found
    return whole


def _tell_trust(signs: Vectors, right: Truths, fold: npt.NDArray[np.intp], counts: Vectors) -> None:
    """What the weights are worth on questions they were not learned from."""
    likely = np.empty(len(signs))
    for number in range(FOLDS):
        kept_out = fold == number
        found = trust(signs[~kept_out], right[~kept_out], counts[~kept_out])
        likely[kept_out] = 1 / (1 + np.exp(-signs[kept_out] @ found))
    for least in (0.2, 0.3, 0.4, 0.5, 0.6):
        said = likely >= least
        print(
            f"trusted from {least}: right {100 * right[said].mean():.1f}% of what is said, "
            f"said {100 * said[right].mean():.1f}% of what is right, "
            f"declined {100 * (~said[~right]).mean():.1f}% of what is wrong"
        )


def main() -> None:
    """Learn, say how well it went on what was left out, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hints", action="store_true", help="make the hints anew, too")
    asked = parser.parse_args()
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    if asked.hints:
        made_hints(read_folder(settings.corpus).answers, model).save()
    known = folder("known", ".md", ".questions.jsonl")
    bare = folder("bare", ".md")
    with opened(known, model) as first, opened(bare, model) as second:
        hinted = learned("hinted", [on_guides(one, model) for one in (first, second)])
    plain = learned("plain", [*on_others(model), *on_folders(model)])
    kept.save({"hinted": hinted, "plain": plain})


if __name__ == "__main__":
    main()
