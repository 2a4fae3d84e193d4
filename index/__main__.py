"""`python -m index build | search | check`: the index from the command line."""

import argparse
import json
import logging
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn, TextIO

from corpus import lost_questions
from index.building import Built, build
from index.embedding import EmbeddingModel, open_model
from index.errors import CAN_BE_PUT_RIGHT, BatchUnreadable
from index.offline import go_offline
from index.opening import corpus_of, open_build, open_or_rebuild
from index.progress import Bar
from index.recipe import Recipe, recipe_for
from index.searching import Match, passage_index
from index.settings import Settings

WRONG = 2
"""Exit status when a person has to put something right."""
STOPPED = 130
WIDTH = 96


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status."""
    go_offline()
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    try:
        asked = _parser().parse_args(arguments)
        _run(asked)
    except CAN_BE_PUT_RIGHT as error:
        print(f"error: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print("Stopped. The index is as it was.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # Whoever read our words has enough; nothing may be said any more, not even at exit.
        sys.stdout = None
    return 0


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        print(f"error: {message}; `{self.prog} --help` tells more.", file=sys.stderr)
        raise SystemExit(WRONG)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m index",
        description="Build an index of a folder of documents, and search it.",
        epilog="Without --corpus the five guides are meant. Settings are read from ASSISTANT_* "
        "variables and .env; an option goes before a setting.",
    )
    where = _Parser(add_help=False)
    where.add_argument(
        "--corpus",
        type=Path,
        metavar="DIR",
        help="the folder of documents: Markdown, text, saved HTML, PDF",
    )
    where.add_argument(
        "--index",
        type=Path,
        metavar="DIR",
        help="where the index is kept; give each folder of documents its own",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands.add_parser(
        "build", parents=[where], help="build the index, or bring it up to date", add_help=True
    )
    search = commands.add_parser(
        "search", parents=[where], help="show the passages that fit a question best"
    )
    search.add_argument("words", nargs="*", help="the question")
    search.add_argument("--limit", type=_count, default=5, metavar="N", help="at most N passages")
    search.add_argument("--json", action="store_true", help="one JSON object, for programs")
    search.add_argument(
        "--batch",
        metavar="FILE",
        help='many questions: lines of {"id", "query"} in, lines of {"id", "passages"} out; '
        "- reads standard input",
    )
    commands.add_parser(
        "check", parents=[where], help="say whether the index is whole, and of what"
    )
    return parser


def _count(said: str) -> int:
    if not said.isdecimal() or int(said) < 1:
        raise argparse.ArgumentTypeError(f"{said!r} is not a number from 1 on")
    return int(said)


class Query(NamedTuple):
    """A question, and what its answer is labelled with."""

    id: object
    words: str


@dataclass(frozen=True)
class _Place:
    """The folders that are meant, and the model."""

    recipe: Recipe
    index: Path
    model: EmbeddingModel


def _run(asked: argparse.Namespace) -> None:
    if asked.command == "search":
        if bool(asked.words) == bool(asked.batch):
            raise BatchUnreadable("Search for words, or for --batch FILE: one of the two.")
        words = " ".join(asked.words)
        queries = list(_batch(asked.batch)) if asked.batch else [Query("", words)]
    place = _place(asked)
    if asked.command == "build":
        _say_built(build(place.recipe, place.index, progress=Bar()), place)
    elif asked.command == "check":
        _check(place)
    else:
        _search(place, queries, asked)


def _place(asked: argparse.Namespace) -> _Place:
    settings = Settings.read()
    index = (asked.index or settings.index).resolve()
    # An index of other documents must never be replaced by one of the guides.
    told = None if asked.command == "build" else corpus_of(index)
    corpus = (asked.corpus or told or settings.corpus).resolve()
    settings = settings.model_copy(update={"corpus": corpus, "index": index})
    model = open_model(settings.embedding_model, cache=settings.models)
    recipe = recipe_for(settings, model)
    if asked.command == "search" and asked.corpus:
        build(recipe, index, progress=Bar())
    return _Place(recipe, index, model)


def _say_built(built: Built, place: _Place) -> None:
    for one in built.skipped:
        print(f"Skipped {one.path}: {one.reason}", file=sys.stderr)
    done = "is up to date" if built.up_to_date else f"is built, {built.embedded} texts embedded"
    print(
        f"The index in {place.index} {done}: "
        f"{built.documents} documents, {built.passages} passages."
    )


def _check(place: _Place) -> None:
    with open_build(
        place.index, identity=place.model.identity, chroma_url=place.recipe.chroma_url
    ) as opened:
        told = opened.manifest
        print(f"The index in {place.index} is whole.")
        print(f"Built {told.created} from {told.corpus}, by {told.model} in {told.engine}.")
        print(f"{len(opened.documents)} documents, {len(opened.passages)} passages:")
        for document in opened.documents:
            mine = [one for one in opened.passages if one.document == document.id]
            questions = sum(len(one.questions) for one in mine)
            print(f"  {document.id}: {len(mine)} passages, {questions} known questions")
            for question in lost_questions(document):
                print(f"    known question without its words: {question}")
        for one in told.skipped:
            print(f"  skipped {one.path}: {one.reason}")


def _search(place: _Place, queries: list[Query], asked: argparse.Namespace) -> None:
    with open_or_rebuild(place.recipe, place.index, progress=Bar()) as opened:
        found = passage_index(opened, place.model)
        for id, words in queries:
            matches = found.search(words, limit=asked.limit)
            if asked.batch:
                print(_line({"id": id, "passages": [_as_row(match) for match in matches]}))
            elif asked.json:
                print(_line({"query": words, "passages": [_as_row(match) for match in matches]}))
            else:
                _show(matches)


def _batch(name: str) -> Iterator[Query]:
    try:
        with sys.stdin if name == "-" else Path(name).open(encoding="utf-8") as file:
            yield from _queries(file, name)
    except (OSError, UnicodeDecodeError) as error:
        raise BatchUnreadable(f"{name} cannot be read as UTF-8 text: check the name.") from error


def _queries(file: TextIO, name: str) -> Iterator[Query]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            id, query = row["id"], row["query"]
        except (ValueError, TypeError, KeyError) as error:
            raise BatchUnreadable(
                f'{name}, line {number} is not a JSON object with "id" and "query".'
            ) from error
        if not isinstance(query, str):
            raise BatchUnreadable(f'{name}, line {number}: "query" is not a string.')
        yield Query(id, query)


def _as_row(match: Match) -> dict[str, object]:
    passage = match.passage
    return {
        "passage": passage.id,
        "document": passage.document,
        "section": list(passage.section),
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "score": round(match.score, 6),
    }


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _show(matches: list[Match]) -> None:
    for number, match in enumerate(matches, start=1):
        passage = match.passage
        print(f"[{number}] {' > '.join((passage.title, *passage.section))}  ({match.score:.2f})")
        for line in passage.text.split("\n"):
            print(textwrap.fill(line, WIDTH, initial_indent="    ", subsequent_indent="    "))
        print()


if __name__ == "__main__":
    sys.exit(main())
