"""`python -m index build | search | figures | check`: the index from the command line."""

import argparse
import io
import json
import logging
import os
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn, TextIO

from corpus import Figure, Passage, drop_invisible, lost_questions, named
from index.building import Built, build
from index.builds import newest_first
from index.embedding import EmbeddingModel, open_model
from index.errors import CAN_BE_PUT_RIGHT, BatchUnreadable, IndexDamaged, OutputUnwritable
from index.figure_table import as_table
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
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a dash still shows the words around it.
        sys.stdout.reconfigure(errors="replace")
    try:
        _run(_parser().parse_args(arguments))
    except CAN_BE_PUT_RIGHT as error:
        _say_wrong(str(error))
        return WRONG
    except KeyboardInterrupt:
        print("Stopped. The index is as it was.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        return 0  # whoever read our words has enough
    return 0


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        _say_wrong(f"{message}; `{self.prog} --help` tells more.")
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
        type=_folder,
        metavar="DIR",
        help="the folder of documents: Markdown, text, saved HTML, PDF",
    )
    where.add_argument(
        "--index",
        type=_folder,
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
    figures = commands.add_parser(
        "figures", parents=[where], help="list the figures that the documents give, and of what"
    )
    _take_figures_options(figures)
    commands.add_parser(
        "check", parents=[where], help="say whether the index is whole, and of what"
    )
    return parser


def _take_figures_options(figures: argparse.ArgumentParser) -> None:
    figures.add_argument("--role", type=_role, metavar="R", help="only those of a role: MLE")
    figures.add_argument("--json", action="store_true", help="a JSON object a line, for programs")


def _count(said: str) -> int:
    if not said.isdecimal() or int(said) < 1:
        raise argparse.ArgumentTypeError(f"{said!r} is not a number from 1 on")
    return int(said)


def _role(said: str) -> str:
    """The role's name, however it is written; one we do not know stays as it is."""
    return next(iter(named(said, "role")), said)


class Query(NamedTuple):
    """A question, and what its answer is labelled with."""

    id: object
    words: str


def _folder(said: str) -> Path:
    if not said:
        # It would be the folder the program was started in.
        raise argparse.ArgumentTypeError("an empty name is no folder")
    return Path(said)


@dataclass(frozen=True)
class _Place:
    """The folders that are meant, and the model."""

    recipe: Recipe
    index: Path
    model: EmbeddingModel


def _run(asked: argparse.Namespace) -> None:
    if asked.command == "search":
        words = " ".join(asked.words)
        if bool(drop_invisible(words).strip()) == bool(asked.batch):
            raise BatchUnreadable("Search for words, or for --batch FILE: one of the two.")
        queries = list(_batch(asked.batch)) if asked.batch else [Query("", words)]
    place = _place(asked)
    if asked.command == "build":
        _say_built(build(place.recipe, place.index, progress=Bar()), place)
    elif asked.command == "check":
        _check(place)
    elif asked.command == "figures":
        _figures(place, asked)
    else:
        _search(place, queries, asked)


def _place(asked: argparse.Namespace) -> _Place:
    settings = Settings.read()
    # Not Path.resolve, which stumbles over links that lead in a circle.
    index = Path(os.path.realpath(asked.index or settings.index))
    corpus = Path(os.path.realpath(asked.corpus or _corpus_of(index, asked, settings)))
    settings = settings.model_copy(update={"corpus": corpus, "index": index})
    model = open_model(settings.embedding_model, cache=settings.models)
    recipe = recipe_for(settings, model)
    if asked.command in ("search", "figures") and asked.corpus:
        _say_skipped(build(recipe, index, progress=Bar()))
    return _Place(recipe, index, model)


def _corpus_of(index: Path, asked: argparse.Namespace, settings: Settings) -> Path:
    """An index of other documents must never be replaced by one of the guides in passing."""
    if not asked.index:
        return settings.corpus
    told = corpus_of(index)
    theirs = "corpus" not in settings.model_fields_set
    if told is None and theirs and newest_first(index):
        raise IndexDamaged(
            f"The index in {index} is damaged and no longer tells which documents it is of: "
            "name their folder with --corpus."
        )
    return told or settings.corpus


def _say_built(built: Built, place: _Place) -> None:
    _say_skipped(built)
    done = "is up to date" if built.up_to_date else f"is built, {built.embedded} texts embedded"
    _say(
        f"The index in {place.index} {done}: "
        f"{built.documents} documents, {built.passages} passages."
    )


def _say_skipped(built: Built) -> None:
    for one in built.skipped:
        print(f"Skipped {one.path}: {one.reason}", file=sys.stderr)


def _check(place: _Place) -> None:
    with open_build(
        place.index, identity=place.model.identity, chroma_url=place.recipe.chroma_url
    ) as opened:
        told = opened.manifest
        passages: dict[str, list[Passage]] = defaultdict(list)
        for passage in opened.passages:
            passages[passage.document].append(passage)
        _say(f"The index in {place.index} is whole.")
        _say(f"Built {told.created} from {told.corpus}, by {told.model} in {told.engine}.")
        _say(f"{len(opened.documents)} documents, {len(opened.passages)} passages:")
        for document in opened.documents:
            mine = passages[document.id]
            questions = sum(len(one.questions) for one in mine)
            _say(f"  {document.id}: {len(mine)} passages, {questions} known questions")
            for question in lost_questions(document):
                _say(f"    known question without its words: {question}")
        for one in told.skipped:
            _say(f"  skipped {one.path}: {one.reason}")


def _search(place: _Place, queries: list[Query], asked: argparse.Namespace) -> None:
    with open_or_rebuild(place.recipe, place.index, progress=Bar()) as opened:
        found = passage_index(opened, place.model)
        for id, words in queries:
            matches = found.search(words, limit=asked.limit)
            if asked.batch:
                _say(_line({"id": id, "passages": [_as_row(match) for match in matches]}))
            elif asked.json:
                _say(_line({"query": words, "passages": [_as_row(match) for match in matches]}))
            else:
                _show(matches)


def _figures(place: _Place, asked: argparse.Namespace) -> None:
    with open_or_rebuild(place.recipe, place.index, progress=Bar()) as opened:
        found: list[Figure] = [
            one for one in opened.figures if asked.role is None or one.role == asked.role
        ]
    if asked.json:
        for one in found:
            _say(_line(asdict(one)))
        return
    for line in as_table(found):
        _say(line)
    whose = f" of the role {asked.role}" if asked.role else ""
    _say(f"{len(found)} figures{whose}.")


def _batch(name: str) -> Iterator[Query]:
    said = "Standard input" if name == "-" else name
    try:
        with _opened(name) as file:
            yield from _queries(file, said)
    except UnicodeDecodeError as error:
        raise BatchUnreadable(f"{said} is not UTF-8 text: save it as UTF-8.") from error
    except OSError as error:
        raise BatchUnreadable(f"{said} cannot be read: {error.strerror}.") from error


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    """JSON is UTF-8, whatever the terminal speaks."""
    if name != "-":
        with Path(name).open(encoding="utf-8-sig") as file:
            yield file
        return
    if sys.stdin is None:
        raise BatchUnreadable("Standard input is closed: name a file, or pipe one in.")
    yield io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig")


def _queries(file: TextIO, name: str) -> Iterator[Query]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            id, query = row["id"], row["query"]
            json.dumps(id, allow_nan=False)  # Python reads NaN, and no other program would
        except (ValueError, TypeError, KeyError, RecursionError) as error:
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
    """In ASCII: it survives every terminal, and half a character, which UTF-8 does not know."""
    return json.dumps(row)


def _show(matches: list[Match]) -> None:
    for number, match in enumerate(matches, start=1):
        passage = match.passage
        _say(f"[{number}] {' > '.join((passage.title, *passage.section))}  ({match.score:.2f})")
        for line in passage.text.split("\n"):
            _say(textwrap.fill(line, WIDTH, initial_indent="    ", subsequent_indent="    "))
        _say("")


def _say(line: str) -> None:
    """Write a line at once: what cannot be written is known while it can still be told."""
    try:
        print(line, flush=True)
    except OSError as error:
        # Python would try again at exit, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise OutputUnwritable(f"Standard output cannot be written: {error.strerror}.") from error


def _say_wrong(message: str) -> None:
    print(f"error: {' '.join(message.splitlines())}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
