"""`python -m tests.quality.learning_tellings`: learn anew to hear what people tell a tree.

The last layers of the embedding model learn which facts a text tells, from lines of ours and from
what strangers told. How sure that makes an answer, beside the patterns, is learned from batches of
strangers that nothing else was learned from.
"""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from assistant import Settings
from assistant.decisions import load_trees
from assistant.decisions.choosing import requested
from assistant.decisions.clauses import clauses
from assistant.decisions.cues import facts_in
from assistant.decisions.hearing import TUNING, Hearing, Numbers, Weights, signs, told_in, units_of
from assistant.decisions.knowing import facts_of
from assistant.decisions.patterns import cues
from corpus import read_folder
from index import open_model
from index.encoders import SentenceTransformersEncoder
from index.model_files import verified
from index.tuning import Tuning
from tests.quality.keeping import is_kept
from tests.quality.regression import logistic
from tests.quality.tellings import (
    Example,
    from_strangers,
    in_frames,
    put_together,
    replies,
    sides,
    single_lines,
)
from tests.quality.tuning import Beside

FOLDS = tuple(
    map(
        frozenset,
        (
            ("b12", "b14", "b18", "b22", "r0"),
            ("b15", "b19", "b23", "r1"),
            ("b16", "b17", "b20", "b21", "b24", "r2"),
        ),
    )
)
"""Left out by turns: batches that the patterns were never mended for."""
PUT_TOGETHER, IN_FRAMES = 2_000, 1_800
ROUNDS = 7
STEP = 1.5e-3
TOGETHER = 32
"""So many examples make a step."""
KEPT_LAYERS = 3
"""The first of them stay as published, so that what they make of a text is reckoned once."""
MOST_PIECES = 110
SCALE = 12.0
LEAST, LEAST_READ, HEARD = 0.8, 0.2, 0.3
LEAST_REPLIED = 0.8
FEWEST = 10
"""Of a fact that fewer examples tell of, only the patterns are believed."""
PULL_TO_ZERO = 0.1
SEED = 3


class Learner:
    """The published model, its last layers with thin ones beside them, and a layer of facts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._files = verified(tuned=False)
        model: Any = SentenceTransformersEncoder(self._files, attention="eager").model
        self._tokens, encoder = model.tokenizer, model[0].auto_model.eval()
        encoder.requires_grad_(False)
        self._embeddings, self._layers = encoder.embeddings, encoder.encoder.layer
        with torch.no_grad():
            self._low = dict(self._of_first_layers(sorted(set(texts), key=len)))
        self._beside: dict[str, Beside] = {}
        for number in range(KEPT_LAYERS, len(self._layers)):
            for name, layer in list(self._layers[number].named_modules()):
                if isinstance(layer, torch.nn.Linear):
                    full = f"encoder.layer.{number}.{name}"
                    parent, _, last = full.rpartition(".")
                    self._beside[full] = Beside(layer)
                    setattr(encoder.get_submodule(parent), last, self._beside[full])
        self._says = torch.nn.Linear(384, len(sides()))
        torch.nn.init.zeros_(self._says.weight)
        self._says.bias.data.fill_(-3)
        self.thin = [one for each in self._beside.values() for one in (each.into, each.out)]
        self.last = list(self._says.parameters())

    def _of_first_layers(self, texts: Sequence[str]) -> Iterator[tuple[str, torch.Tensor]]:
        for start in range(0, len(texts), 64):
            some = list(texts[start : start + 64])
            pieces = self._tokens(
                some, padding=True, truncation=True, max_length=MOST_PIECES, return_tensors="pt"
            )
            there = pieces["attention_mask"].float()
            values = self._embeddings(input_ids=pieces["input_ids"])
            values = self._through(values, there, range(KEPT_LAYERS))
            for text, row, mask in zip(some, values, there, strict=True):
                yield text, row[: int(mask.sum())].half().clone()

    def _through(self, values: torch.Tensor, there: torch.Tensor, layers: range) -> torch.Tensor:
        unseen = (1.0 - there[:, None, None, :]) * -1e9
        for number in layers:
            out = self._layers[number](values, unseen)
            values = out[0] if isinstance(out, tuple) else out
        return values

    def says(self, texts: Sequence[str], *, learning: bool = False) -> torch.Tensor:
        """How loudly each text says each side of each fact."""
        order = sorted(range(len(texts)), key=lambda each: len(self._low[texts[each]]))
        rows = [
            self._vectors([texts[each] for each in order[start : start + 24]])
            for start in range(0, len(order), 24)
        ]
        vectors = torch.cat(rows)[torch.argsort(torch.tensor(order))]
        result: torch.Tensor = self._says(
            torch.nn.functional.dropout(vectors * SCALE, 0.1, learning)
        )
        return result

    def _vectors(self, texts: Sequence[str]) -> torch.Tensor:
        low = [self._low[text].float() for text in texts]
        values = torch.nn.utils.rnn.pad_sequence(low, batch_first=True)
        there = torch.zeros(values.shape[:2])
        for row, one in zip(there, low, strict=True):
            row[: len(one)] = 1
        values = self._through(values, there, range(KEPT_LAYERS, len(self._layers)))
        mean = (values * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        return torch.nn.functional.normalize(mean)

    def learned(self) -> tuple[Tuning, Numbers]:
        """What stands beside the layers, and what the vectors are multiplied with."""
        layers = {
            name: (beside.into.detach().numpy(), beside.out.detach().numpy())
            for name, beside in self._beside.items()
        }
        weight, bias = (one.detach().numpy() for one in self.last)
        return Tuning(self._files.fingerprint, layers), np.vstack((SCALE * weight.T, bias))


def learn(examples: Sequence[Example]) -> tuple[Tuning, Numbers]:
    """Go through the examples a few times."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    learner = Learner([text for one in examples for text in (one.text, *one.sentences)])
    groups = [{"params": learner.thin, "lr": STEP}, {"params": learner.last, "lr": 5 * STEP}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = ROUNDS * -(-len(examples) // TOGETHER)
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda done: max(0.01, min(1.0, done / 30) * (1 - done / steps))
    )
    start = time.monotonic()
    for number in range(ROUNDS):
        total, order = 0.0, chance.sample(range(len(examples)), len(examples))
        for first in range(0, len(order), TOGETHER):
            loss = _loss(learner, [examples[each] for each in order[first : first + TOGETHER]])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learner.thin, 1.0)
            optimizer.step()
            slower.step()
            total += loss.item() * TOGETHER / len(order)
        print(f"round {number}: {total:.2f}, {time.monotonic() - start:.0f} s", flush=True)
    return learner.learned()


def _loss(learner: Learner, some: Sequence[Example]) -> torch.Tensor:
    """Of the whole texts, and half as much of their loudest sentences."""
    texts = list(dict.fromkeys(text for one in some for text in (one.text, *one.sentences)))
    places = {text: number for number, text in enumerate(texts)}
    says = learner.says(texts, learning=True)
    whole = says[torch.tensor([places[one.text] for one in some])]
    single = torch.stack(
        [
            says[torch.tensor([places[text] for text in one.sentences or (one.text,)])].amax(0)
            for one in some
        ]
    )
    told = torch.tensor([[float(one.labels.get(side, -1)) for side in sides()] for one in some])
    known = (told >= 0).float()
    several = torch.tensor([[len(one.sentences) > 1] for one in some]).float()
    back = torch.tensor([[one.takes_back] for one in some])
    of_sentences = known * several * torch.where((told == 0) & back, 0.0, 0.5)
    weight = torch.tensor(2.0)
    total = torch.zeros(())
    for values, counts in ((whole, known), (single, of_sentences)):
        off = torch.nn.functional.binary_cross_entropy_with_logits(
            values, told.clamp(min=0), reduction="none", pos_weight=weight
        )
        total = total + (off * counts).sum()
    return total / len(some)


@dataclass(frozen=True)
class Apart:
    """The signs of an example that nothing was learned from, and what is so."""

    signs: Numbers
    told: Numbers


def apart(hearing: Hearing, one: Example) -> Apart:
    """An example as it is heard; of a reply, what it was asked for."""
    request = requested(one.text)
    sentences = request.sentences if request else frozenset()
    parts = clauses(one.text, requests=sentences)
    units = units_of(one.text, parts)
    loud = hearing.loudness(told_in(one.text, sentences), units)
    told = [
        [float(one.labels.get((name, holds), -1)) for holds in (True, False)]
        for name in hearing.weights.facts
    ]
    if one.case and "asked" in one.case:
        asked = facts_of(one.case["tree"], one.case["asked"])
        told = [
            row if name in asked else [-1.0, -1.0]
            for name, row in zip(hearing.weights.facts, told, strict=True)
        ]
    return Apart(
        signs(parts, units, facts_in(one.text, sentences), loud, hearing.weights.numbers),
        np.array(told, dtype=np.float32),
    )


def how_sure(some: Sequence[Apart]) -> Numbers:
    """Weights of the signs; the last is a start."""
    rows = np.concatenate([one.signs[one.told >= 0] for one in some])
    told = np.concatenate([one.told[one.told >= 0] for one in some])
    with_start = np.column_stack((rows, np.ones(len(rows), dtype=np.float32)))
    return logistic(with_start, told > 0, pull=PULL_TO_ZERO / len(rows))


def main() -> None:
    """Learn without some batches, how sure that makes; then from all, and keep it."""
    keep = is_kept(__doc__)
    settings = Settings.read()
    trees = load_trees(read_folder(settings.corpus).documents)
    lines, strangers = list(single_lines()), list(from_strangers(trees))
    replied = list(replies())
    examples = [
        *strangers,
        *replied,
        *lines,
        *put_together(lines, PUT_TOGETHER, SEED),
        *in_frames(lines, IN_FRAMES, SEED),
    ]
    heard: list[Apart] = []
    heard_replies: list[Apart] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, batches in enumerate(FOLDS):
            tuning, says = learn([one for one in examples if one.batch not in batches])
            tuning.save(path := Path(folder, f"{number}.npz"))
            nothing = np.zeros(1, dtype=np.float32)
            weights = _weights(examples, says, nothing, nothing)
            hearing = Hearing(open_model(cache=Path(folder), tuning=path), weights)
            for some, found in ((strangers, heard), (replied, heard_replies)):
                found += [apart(hearing, one) for one in some if one.batch in batches]
    sure, in_reply = how_sure(heard), how_sure(heard_replies)
    _tell(heard, sure)
    _tell(heard_replies, in_reply)
    if keep:
        tuning, says = learn(examples)
        tuning.save(TUNING)
        _weights(examples, says, sure, in_reply).save()


def _weights(
    examples: Sequence[Example], says: Numbers, sure: Numbers, in_reply: Numbers
) -> Weights:
    """Of the facts that enough examples of people tell of."""
    told = Counter(
        name
        for one in examples
        if one.batch != "together"
        for (name, _), so in one.labels.items()
        if so
    )
    every = tuple(cues()["facts"])
    facts = tuple(name for name in every if told[name] >= FEWEST)
    columns = [2 * every.index(name) + side for name in facts for side in (0, 1)]
    return Weights(
        facts,
        says[:, columns],
        sure,
        LEAST,
        LEAST_READ,
        HEARD,
        replied=in_reply,
        least_replied=LEAST_REPLIED,
    )


def _tell(heard: Sequence[Apart], sure: Numbers) -> None:
    signed = np.concatenate([one.signs[one.told >= 0] for one in heard])
    told = np.concatenate([one.told[one.told >= 0] for one in heard])
    likely = 1 / (1 + np.exp(-(signed @ sure[:-1] + sure[-1])))
    print("| filled from | of what is told | wrong |\n|---|---|---|")
    for least in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        filled = likely >= least
        right = (told[filled] == 1).sum()
        wrong = (told[filled] == 0).sum()
        print(f"| {least} | {right / (told == 1).sum():.0%} | {wrong / max(1, filled.sum()):.1%} |")


if __name__ == "__main__":
    main()
