"""Versions of what a recommendation comes from: short digests, and the tool's own number."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from importlib import metadata

from assistant.decisions import Tree
from corpus import Document

TOOL = "hiring-assistant"


def document_version(document: Document) -> str:
    """Changes with the text and what is said about it, not with the questions kept beside it."""
    return replace(document, questions=()).sha256[:12]


def guides_version(documents: Iterable[Document]) -> str:
    """Changes when one of the documents does, or when one comes or goes."""
    digests = sorted(replace(one, questions=()).sha256 for one in documents)
    return _short("\n".join(digests))


def tree_version(tree: Tree) -> str:
    """Changes with what a tree asks, says or cites, and where it leads.

    The phrases by which free text is understood are not part of it, nor which answers stand in
    what order, whether a role may be told early, or what is said meanwhile: they decide nothing.
    A tree that makes no use of what trees came to hold later keeps the version it had.
    """
    values = asdict(tree)
    del values["chooses_roles"], values["meanwhile"]
    if not values["grounds"]:
        del values["grounds"]
    asked = [*values["questions"].values(), *(one["question"] for one in values["nodes"].values())]
    for question in asked:
        del question["listed"]
        for choice in question["choices"].values():
            del choice["examples"]
            if not choice["lasts"]:
                del choice["lasts"]
    return _short(json.dumps(values, sort_keys=True))


def tool_version() -> str:
    """The version that is installed, or a word for none."""
    try:
        return metadata.version(TOOL)
    except metadata.PackageNotFoundError:
        return "not installed"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
