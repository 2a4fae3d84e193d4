"""`python -m assistant ask | decide | replay | check-posting | gaps | coverage | mcp | ...`."""

import argparse
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from assistant.commands import (
    asking,
    briefing,
    checking,
    coverage,
    deciding,
    embedding,
    gaps,
    programs,
)
from assistant.commands.errors import CAN_BE_PUT_RIGHT
from assistant.commands.terminal import prepare, say_aside, say_wrong
from index.offline import go_offline

WRONG = 2
"""Exit status when a person has to put something right."""
STOPPED = 130

EXAMPLES = """\
examples:
  python -m assistant ask "What does a senior ML engineer earn?"
  python -m assistant ask "What does an MLE earn?" "and a research engineer?"
  python -m assistant ask --batch questions.jsonl > answers.jsonl
  python -m assistant decide first-hire --answer prototype=yes
  python -m assistant decide first-hire --answer prototype=no --brief first-hire.pdf
  python -m assistant replay first-hire.pdf
  python -m assistant check-posting posting.txt

Without --corpus the five guides are meant. Settings are read from ASSISTANT_*
variables and .env; an option goes before a setting. What a person has to put
right is told in one line, and the exit status is 2.
"""
BATCH = """\
A batch is a line of JSON for each conversation, and so is what comes out:
  in   {"id": 1, "turns": ["What does an MLE earn?", "and in Toronto?"]}
  out  {"id": 1, "kind": ..., "text": ..., "citations": [{"n", "passage",
       "document", "title", "section", "quote", "start", "end"}], "notes",
       "layer", "path", "suggestions", "seconds"}
The last of the turns is answered. A line that cannot be read is told on standard
error, the others are answered, and the exit status is 2.
"""
REPLAY = """\
A brief is what `decide --brief` wrote. Told is whether the same situation gets the
same recommendation from the guides and trees of today, and what has changed. The
exit status is 2 when it does not.
"""
TOOLS = """\
A program starts this command and speaks the Model Context Protocol with it. The tools
are ask, search_guides, decide and check_posting. Over HTTP the page offers them at /mcp.
"""
EMBED_HELP = "tell what keeps a page from showing the assistant"
EMBED = """\
Told is what keeps the page from showing the assistant, each with the line to add. The
page is fetched from here, as is what the assistant answers to its readers. The exit
status is 2 when something is in the way.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status."""
    go_offline()
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    prepare()
    asked = _parser().parse_args(arguments)
    try:
        return 0 if asked.run(asked) else WRONG
    except CAN_BE_PUT_RIGHT as error:
        say_wrong(str(error))
        return WRONG
    except KeyboardInterrupt:
        say_aside("Stopped.")
        return STOPPED
    except BrokenPipeError:
        return 0  # whoever read our words has enough


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        say_wrong(f"{message}; `{self.prog} --help` tells more.")
        raise SystemExit(WRONG)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m assistant",
        description="Answers about hiring for AI roles, each sentence with the words of the "
        "guides it rests on.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], bool], help: str, epilog: str = ""
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(
            name,
            parents=[_where()],
            help=help,
            description=f"{help[:1].upper()}{help[1:]}.",
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(run=run)
        return added

    _take_ask_options(command("ask", asking.run, "answer a question, or many", BATCH))
    _take_decide_options(command("decide", deciding.run, "walk a decision tree of the guides"))
    replay = command("replay", briefing.run, "decide again what a brief decided", REPLAY)
    replay.add_argument("file", metavar="FILE", help="a brief; - reads standard input")
    replay.add_argument("--json", action="store_true", help="one JSON object, for programs")
    posting = command("check-posting", checking.run, "hold a job posting against the guides")
    posting.add_argument("file", metavar="FILE", help="a text file; - reads standard input")
    posting.add_argument("--json", action="store_true", help="one JSON object, for programs")
    kept = command("gaps", gaps.run, "list the questions that could not be answered")
    kept.add_argument("--json", action="store_true", help="a JSON object a line, for programs")
    kept.add_argument("--clear", action="store_true", help="forget them")
    used = command("coverage", coverage.run, "list the passages that no worked answer uses")
    used.add_argument("--json", action="store_true", help="a JSON object a line, for programs")
    _take_embed_options(command("check-embed", embedding.run, EMBED_HELP, EMBED))
    command("mcp", programs.run_tools, "be a tool of other models, over standard input", TOOLS)
    for name, run, help in (
        ("api-key", programs.run_key, "make a key for a program that asks over HTTP"),
        ("password", programs.run_password, "let somebody log in to the page"),
    ):
        given = command(name, run, help)
        given.add_argument("name", nargs="?", metavar="NAME", help="whose; without any, a list")
        given.add_argument("--remove", action="store_true", help="take it away again")
        given.add_argument("--json", action="store_true", help="for programs")
    return parser


def _where() -> _Parser:
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
    return where


def _take_ask_options(ask: argparse.ArgumentParser) -> None:
    ask.add_argument(
        "turns",
        nargs="*",
        metavar="QUESTION",
        help="a question; more of them are the turns of one conversation, and the last is "
        "answered. Without any, a conversation on the terminal",
    )
    ask.add_argument("--json", action="store_true", help="one JSON object, for programs")
    ask.add_argument("--batch", metavar="FILE", help="many questions; - reads standard input")


def _take_decide_options(decide: argparse.ArgumentParser) -> None:
    decide.add_argument(
        "tree", nargs="?", metavar="TREE", help="its name; without any, the trees are listed"
    )
    decide.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="QUESTION=ANSWER",
        help="an answer by the tree's own names; as many as are known",
    )
    decide.add_argument(
        "--text",
        metavar="WORDS",
        help="your situation in your own words: answers are read out of it and, when no TREE is "
        "named, which decision it asks for",
    )
    decide.add_argument("--link", metavar="LINK", help="answers as in a link, tree=...&...=...")
    decide.add_argument(
        "--brief", metavar="FILE", help="take it along as well: a file that ends in .md or .pdf"
    )
    decide.add_argument("--json", action="store_true", help="one JSON object, for programs")
    decide.add_argument(
        "--diagram", action="store_true", help="the tree in Mermaid, with the way so far"
    )


def _take_embed_options(embed: argparse.ArgumentParser) -> None:
    embed.add_argument("page", metavar="URL", help="the page that shows it, or shall")
    embed.add_argument("--host", metavar="URL", help="the assistant; else the page's snippet says")
    embed.add_argument("--json", action="store_true", help="one JSON object, for programs")


def _folder(said: str) -> Path:
    if not said:
        # It would be the folder the program was started in.
        raise argparse.ArgumentTypeError("an empty name is no folder")
    return Path(said)


if __name__ == "__main__":
    sys.exit(main())
