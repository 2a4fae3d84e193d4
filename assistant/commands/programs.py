"""`mcp`, `api-key` and `password`: for other people's programs, and for who may come in."""

import argparse
import getpass
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from assistant.access import Access, Kind
from assistant.commands.errors import NothingAsked
from assistant.commands.opening import settings_for
from assistant.commands.terminal import say, say_aside, say_json
from assistant.opened import opened
from assistant.settings import Settings
from index import open_model

SHORTEST_PASSWORD = 10
LONGEST_NAME = 60

Value = TypeVar("Value")


def run_tools(asked: argparse.Namespace) -> bool:
    """Answer a program on standard input and output, as the Model Context Protocol says."""
    # Only this command needs the web and the SDK, which take seconds to import.
    from assistant.web.library import Library
    from assistant.web.tools_server import ToolsServer

    settings = settings_for(asked)
    model = open_model(settings.embedding_model, cache=settings.models)
    with opened(settings, model) as everything:
        library = Library.of(everything.build, everything.guides, everything.assistant)
        anyio.run(ToolsServer(library, _in_a_thread).answer_on_standard_output)
    return True


def _in_a_thread(work: Callable[[], Value]) -> Awaitable[Value]:
    return anyio.to_thread.run_sync(work)


def run_key(asked: argparse.Namespace) -> bool:
    """Make a key, take one away, or tell who has one."""
    access = Access(Settings.read().access)
    if not asked.name:
        return _list(access, "key", asked)
    name = _name(asked.name)
    if asked.remove:
        return _remove(access, "key", name)
    key = access.make_key(name)
    if asked.json:
        say_json({"name": name, "key": key})
    else:
        say(key)
        say_aside("This is the only time it is shown. Send it as: Authorization: Bearer KEY")
    return True


def run_password(asked: argparse.Namespace) -> bool:
    """Let somebody log in, take that away, or tell who may."""
    access = Access(Settings.read().access)
    if not asked.name:
        return _list(access, "password", asked)
    name = _name(asked.name)
    if asked.remove:
        return _remove(access, "password", name)
    if sys.stdin is not None and sys.stdin.isatty():
        password = getpass.getpass("Password: ")
    else:
        password = sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
    if len(password) < SHORTEST_PASSWORD:
        raise NothingAsked(f"A password has at least {SHORTEST_PASSWORD} characters.")
    access.set_password(name, password)
    say_aside(f"{name} may log in where ASSISTANT_LOGIN=basic is set.")
    return True


def _name(said: str) -> str:
    if not said.isprintable() or ":" in said or len(said) > LONGEST_NAME:
        raise NothingAsked(f"A name has up to {LONGEST_NAME} characters, and no colon among them.")
    return said


def _list(access: Access, kind: Kind, asked: argparse.Namespace) -> bool:
    names = access.names(kind)
    if asked.json:
        say_json(names)
    else:
        for name in names:
            say(name)
        if not names:
            say_aside("Nobody has one yet: add a NAME to the command.")
    return True


def _remove(access: Access, kind: Kind, name: str) -> bool:
    removed = access.remove(kind, name)
    say_aside(f"Removed {removed} of {name}." if removed else f"{name} has none.")
    return bool(removed)
