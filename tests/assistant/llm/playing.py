"""Replies that were recorded once, played again with the numbers that the tools give today."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.assistant.llm.server import Reply, calls, says

RECORDED = Path(__file__).with_name("recorded.jsonl")
_CUE = re.compile(r"\{\{(.+?)\}\}")
_QUOTE = re.compile(r'^\s*\[(\d+)\] "(.*)"$', re.MULTILINE)


def recorded() -> list[tuple[str, str]]:
    """Each question with its reply, in which `{{some words}}` stands for the mark of a quote."""
    rows = map(json.loads, RECORDED.read_text("utf-8").splitlines())
    return [(row["question"], row["text"]) for row in rows]


def answering(
    question: str, text: str, *tools: tuple[str, dict[str, Any]]
) -> Callable[[Any], Reply]:
    """Look the question up, then reply."""
    called = tools or (("search_guides", {"question": question}),)

    def play(request: dict[str, Any]) -> Reply:
        if request["messages"][-1]["role"] != "tool":
            return calls(*called)
        return says(with_marks(text, request))

    return play


def with_marks(text: str, request: dict[str, Any]) -> str:
    """With the numbers of the quotes that hold the words."""
    told = "\n".join(
        one["content"] for one in request["messages"] if one["role"] == "tool" and one["content"]
    )
    quotes = _QUOTE.findall(told)

    def number(found: re.Match[str]) -> str:
        for mark, words in quotes:
            if found[1] in words:
                return f"[{mark}]"
        raise AssertionError(f"no tool has returned: {found[1]}")

    return _CUE.sub(number, text)


_CLAIM = re.compile(r'^- (.+)\n((?:  \[\d+\] ".*"\n?)+)', re.MULTILINE)


def parroting(request: dict[str, Any]) -> Reply:
    """A model that looks the last question up and repeats the first sentences it is given."""
    *_, last = request["messages"]
    if last["role"] != "tool":
        return calls(("search_guides", {"question": last["content"]}))
    claims = _CLAIM.findall(last["content"])[:PARROTED]
    marks = ("".join(f" [{mark}]" for mark, _ in _QUOTE.findall(quotes)) for _, quotes in claims)
    said = (f"{claim.rstrip('.')}{mark}." for (claim, _), mark in zip(claims, marks, strict=True))
    return says(" ".join(said) or "The guides do not cover this.")


PARROTED = 3
