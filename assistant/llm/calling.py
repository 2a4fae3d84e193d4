"""The tools as a language model sees them, and what it is told when it calls one wrongly."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessageChunk, ToolCall, ToolMessage
from pydantic import ValidationError

from assistant.citing import numbered, to_read
from assistant.decisions import WrongAnswer
from assistant.decisions.errors import shown
from assistant.figures.wanting import kinds
from assistant.figures.wording import place_of_level
from assistant.finding import Guides
from assistant.grounding import Evidence
from assistant.listing import listed
from assistant.tools import ClaimFound, DecisionFound, Search, claims_in, tools_for
from corpus import Cite, named, statements

MOST_CLAIMS = 24
"""Of one search; those behind them are further from the question."""
MOST_NEARBY = 12
"""Statements of passages that are near a question without a worked answer."""
_LONGEST_RESULT = 16_000

Schema = dict[str, Any]


class WrongCall(Exception):
    """A tool was called with what it cannot take; the message says what it takes."""


@dataclass
class Looked:
    """What one conversation has looked up so far."""

    evidence: Evidence = field(default_factory=Evidence)
    claims: dict[str, frozenset[int]] = field(default_factory=dict)
    """What the tools say in whole sentences, and the numbers of the words they rest on."""
    decision: DecisionFound | None = None
    """Of the tree that was walked last."""
    taken: tuple[str, ...] = ()
    """From which of the person's words its answers were taken."""


class Toolbox:
    """The tools over some guides, with schemas that name everything that may be asked for."""

    def __init__(self, guides: Guides) -> None:
        self._guides = guides
        fits = {
            "decide": bool(guides.trees),
            "look_up_figures": bool(guides.figures),
            "check_posting": bool(guides.rules.kept),
        }
        self._tools = {tool.name: tool for tool in tools_for(guides) if fits.get(tool.name, True)}
        self._known = {
            "role": sorted({one.role for one in guides.figures} - {""}),
            "measure": list(kinds()),
            "level": sorted({one.level for one in guides.figures} - {""}, key=place_of_level),
        }
        self.schemas = list(self._schemas())

    def called(
        self, message: AIMessageChunk, turns: Sequence[str], looked: Looked
    ) -> list[ToolMessage]:
        """What all calls of a message return, in their order."""
        wrong = [
            ToolMessage(
                f"The arguments of `{call['name']}` are no JSON object. Call it again.",
                tool_call_id=call["id"] or "",
                status="error",
            )
            for call in message.invalid_tool_calls
        ]
        return [*(self._called(call, turns, looked) for call in message.tool_calls), *wrong]

    def searched(self, question: str) -> Search:
        """What the guides have for a question, as the built-in model would look it up."""
        call = {"name": "search_guides", "args": {"question": question}, "id": "call"}
        message: ToolMessage = self._tools["search_guides"].invoke({**call, "type": "tool_call"})
        found: Search = message.artifact
        return found

    def _called(self, call: ToolCall, turns: Sequence[str], looked: Looked) -> ToolMessage:
        try:
            content = self._told(call["name"], call["args"], turns, looked)
            return ToolMessage(content[:_LONGEST_RESULT], tool_call_id=call["id"] or "")
        except (WrongCall, WrongAnswer, ValidationError) as error:
            said = _in_words(error) if isinstance(error, ValidationError) else str(error)
            return ToolMessage(said, tool_call_id=call["id"] or "", status="error")

    def _told(self, name: str, given: Any, turns: Sequence[str], looked: Looked) -> str:
        if name not in self._tools:
            raise WrongCall(f"There is no tool {shown(name)}. The tools are {listed(self._tools)}.")
        arguments = self._checked(name, given, turns)
        taken = arguments.pop("taken", ())
        call = {"name": name, "args": arguments, "id": "call", "type": "tool_call"}
        message: ToolMessage = self._tools[name].invoke(call)
        found = message.artifact
        if name == "decide":
            looked.decision, looked.taken = found, taken
        claims = [
            claim
            for claim in _claims(found)
            if numbered(claim, looked.evidence, self._guides.place)
        ]
        for claim in claims:
            looked.claims[claim["text"]] = frozenset(one["n"] for one in claim["cites"])
        nearby = self._nearby(found, looked.evidence)
        told = [str(message.content)] if message.content else []
        return "\n".join((*told, *self._beside(name, found), *map(to_read, claims), *nearby)) or (
            "Nothing was found. Ask in other words, or say that the guides do not cover it."
        )

    def _checked(self, name: str, given: Any, turns: Sequence[str]) -> dict[str, Any]:
        """The arguments as the tool takes them."""
        if not isinstance(given, Mapping):
            raise WrongCall(f"`{name}` takes a JSON object.")
        arguments = {key: value for key, value in given.items() if value not in (None, "")}
        if name == "decide":
            return self._answers(arguments, turns)
        if name == "look_up_figures":
            for key in ("role", "measure", "level"):
                self._known_name(key, arguments.get(key))
        return arguments

    def _known_name(self, key: str, value: Any) -> None:
        known = self._known[key]
        if value is None and key == "level":
            return
        if not isinstance(value, str) or (value not in known and not named(value, key)):
            raise WrongCall(
                f"{shown(value)} is no {key} of the guides: use {listed(known or ['nothing'])}."
            )

    def _answers(self, arguments: Mapping[str, Any], turns: Sequence[str]) -> dict[str, Any]:
        """Only what the person has said is an answer; the rest is asked."""
        tree = arguments.get("tree")
        if tree not in self._guides.trees:
            raise WrongCall(
                f"{shown(tree)} is no tree: use {listed(self._guides.trees or ['nothing'])}."
            )
        answers: dict[str, str] = {}
        taken = []
        given = arguments.get("answers", [])
        for one in given if isinstance(given, list) else _as_list(given):
            if not isinstance(one, Mapping) or not {"question", "answer", "words"} <= set(one):
                raise WrongCall("Each of `answers` is an object of question, answer and words.")
            words = str(one["words"])
            if not _said(words, turns):
                raise WrongCall(
                    f"The person has not said {shown(words)}. Take their own words to the letter, "
                    "or leave the question out: what was not said is asked."
                )
            answers[str(one["question"])] = str(one["answer"])
            taken.append(f"{one['question']} = {one['answer']}: “{words}”")
        return {"tree": tree, "answers": answers, "taken": tuple(taken)}

    def _nearby(self, found: Any, evidence: Evidence) -> Iterator[str]:
        """What the passages near a question say, where no worked answer is sure."""
        near = [self._guides.passage(one) for one in found.get("near", ())]
        said = [(passage, one) for passage in near for one in statements(passage)]
        if said:
            yield "Near the question stands:"
        for passage, one in said[:MOST_NEARBY]:
            cite = Cite(passage.document, one.words)
            place = self._guides.place(cite)
            if place:
                yield f'  [{evidence.add(cite, *place)}] "{one.words}"'

    def _beside(self, name: str, found: Any) -> Iterator[str]:
        """What is no claim and must be known."""
        if name == "decide":
            yield from self._walked(found)
        elif name == "search_guides":
            if found["covered"] is False and found["missing"]:
                yield f"The guides give no {listed(found['missing'])}: say so."
            if found["closing"]:
                yield f"Of the figures together: {found['closing']}"
        elif name == "look_up_figures":
            yield from found["notes"]

    def _walked(self, found: DecisionFound) -> Iterator[str]:
        if not found["question"]:
            yield "The tree has decided. Its outcome is shown first; do not repeat or change it."
            return
        tree = self._guides.trees[found["tree"]]
        question = next(one for one in tree.questions.values() if one.ask == found["question"])
        yield (
            f"Not decided yet. Ask the person: {question.ask} "
            f"({question.id}: {listed(question.choices, 'or')})"
        )

    def _schemas(self) -> Iterator[Schema]:
        for name, tool in self._tools.items():
            about = tool.description
            if name == "decide":
                trees = "\n".join(_described(tree) for tree in self._guides.trees.values())
                yield _schema(name, f"{about}\n{trees}", self._deciding())
            elif name == "look_up_figures":
                yield _schema(name, about, _looking_up(self._known))
            else:
                properties = tool.tool_call_schema.model_json_schema()["properties"]  # type: ignore[union-attr]
                plain = {
                    key: {"type": "string", "description": one["description"]}
                    for key, one in properties.items()
                }
                yield _schema(name, about, plain)

    def _deciding(self) -> Schema:
        return {
            "tree": {"type": "string", "enum": list(self._guides.trees)},
            "answers": {
                "type": "array",
                "description": "What the person has said, and nothing else. May be empty.",
                "items": {
                    "type": "object",
                    "properties": {
                        "question": {"type": "string", "description": "Its short name."},
                        "answer": {"type": "string", "description": "One of its answers."},
                        "words": {"type": "string", "description": "The person's own words."},
                    },
                    "required": ["question", "answer", "words"],
                },
            },
        }


def _looking_up(known: Mapping[str, Sequence[str]]) -> Schema:
    return {
        "role": _one_of(known["role"]),
        "measure": _one_of(known["measure"]),
        "level": {**_one_of(known["level"]), "description": "Leave it out for all levels."},
    }


def _one_of(names: Sequence[str]) -> Schema:
    """No model takes a list of nothing."""
    return {"type": "string", "enum": list(names)} if names else {"type": "string"}


def _schema(name: str, about: str, properties: Schema) -> Schema:
    required = [key for key in properties if key != "level"]
    return {
        "type": "function",
        "function": {
            "name": name,
            "description": about,
            "parameters": {"type": "object", "properties": properties, "required": required},
        },
    }


def _described(tree: Any) -> str:
    questions = "; ".join(
        f"{one.id} ({one.ask} {'|'.join(one.choices)})" for one in tree.questions.values()
    )
    return f"- {tree.id}: {tree.title}. {questions}"


def _claims(found: Any) -> list[ClaimFound]:
    """Each once, the first of them."""
    by_text: dict[str, ClaimFound] = {}
    for claim in claims_in(found):
        by_text.setdefault(claim["text"], claim)
    return list(by_text.values())[:MOST_CLAIMS]


def _as_list(given: Any) -> list[Any]:
    """Some models send the list as text."""
    try:
        found = json.loads(given) if isinstance(given, str) else None
    except ValueError:
        found = None
    if not isinstance(found, list):
        raise WrongCall("`answers` is a list of objects of question, answer and words.")
    return found


def _said(words: str, turns: Sequence[str]) -> bool:
    """Whether the words stand in what the person said, whatever their case and spaces."""
    wanted = " ".join(words.casefold().split()).strip(" .,;:!?\"'“”‘’")
    return bool(wanted) and any(wanted in " ".join(turn.casefold().split()) for turn in turns)


def _in_words(error: ValidationError) -> str:
    wrong = "; ".join(f"{one['loc'][0]}: {one['msg']}" for one in error.errors(include_input=False))
    return f"The arguments do not fit: {wrong}."
