"""The assistant as tools for other people's models: the Model Context Protocol.

The only module that knows its SDK.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal, Protocol, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, InputRequiredResult
from pydantic import Field, ValidationError
from starlette.routing import BaseRoute

from assistant.answers import Turn
from assistant.decisions import WrongAnswer, decide
from assistant.web import shown
from assistant.web.errors import Refused
from assistant.web.library import Library
from assistant.web.refusing import in_words
from assistant.web.routes.asked import MOST_POSTED, MOST_TURNS, Answers, Situation, Words
from assistant.web.routes.deciding import known
from assistant.web.routes.guides import MOST_FOUND, search
from assistant.web.routes.posting import checked

PATH = "/mcp"
NAME = "hiring-assistant"
INSTRUCTIONS = (
    "Answers about hiring for AI roles, from five guides. Every sentence of an answer has marks, "
    "[1], and `citations` holds the words each mark stands for: keep the marks beside what you "
    "repeat. What the guides do not cover is declined; do not fill it in."
)

Value = TypeVar("Value")


class Runner(Protocol):
    """Runs work where it holds nobody up."""

    def __call__(self, work: Callable[[], Value]) -> Awaitable[Value]:
        """What the work returns."""


class _Server(MCPServer):
    """Tells what does not fit in our words, and never what was sent."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Any = None
    ) -> CallToolResult | InputRequiredResult:
        """As the SDK does."""
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                said = map(in_words, error.__cause__.errors(include_url=False))
                raise ToolError(f"{name}: {' '.join(dict.fromkeys(said))}") from None
            raise


class ToolsServer:
    """Four tools, over HTTP or over standard input and output; `run` gives work a thread."""

    def __init__(self, library: Library, run: Runner) -> None:
        self._server = _server(library, run)

    @property
    def routes(self) -> list[BaseRoute]:
        """Over HTTP. It keeps no sessions, and who may ask is not its business here."""
        app = self._server.streamable_http_app(
            streamable_http_path=PATH,
            stateless_http=True,
            json_response=True,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        return list(app.routes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While this lasts, the routes answer. Once only."""
        async with self._server.session_manager.run():
            yield

    async def answer_on_standard_output(self) -> None:
        """Until standard input ends."""
        await self._server.run_stdio_async()


def _server(library: Library, run: Runner) -> MCPServer:
    server = _Server(NAME, title="Hiring assistant", instructions=INSTRUCTIONS, log_level="ERROR")

    @server.tool()
    async def ask(
        question: Annotated[Words, Field(description="In the person's own words.")],
        earlier: Annotated[
            list[Words],
            Field(max_length=MOST_TURNS, description="What they asked before, oldest first."),
        ] = [],  # noqa: B006  pydantic copies it
    ) -> shown.AnswerShown:
        """Answer a question about hiring for AI roles, each sentence with its sources."""
        turns = [Turn(one) for one in (*earlier, question)]
        return await _told(run, lambda: shown.answer(library.assistant.ask(*turns)))

    @server.tool()
    async def search_guides(
        words: Annotated[Words, Field(description="A question, or words.")],
        limit: Annotated[int, Field(ge=1, le=MOST_FOUND)] = 5,
    ) -> list[shown.PassageShown]:
        """Find the passages of the guides that fit best, best first."""
        return await _told(run, lambda: search(library, words, limit=limit))

    @server.tool()
    async def decide(
        tree: Annotated[str, Field(description=f"One of: {', '.join(library.guides.trees)}.")] = "",
        answers: Annotated[
            Answers, Field(description="What is known, by the tree's own names.")
        ] = {},  # noqa: B006  pydantic copies it
        text: Annotated[Words, Field(description="The situation in the person's words.")] = "",
        audience: Literal["hiring", "candidate"] | None = None,
    ) -> shown.DecisionShown:
        """Walk a decision tree of the guides: the next question, or where the answers lead."""
        asked = Situation.model_validate(
            {"tree": tree, "answers": answers, "text": text, "for": audience}
        )
        return await _told(run, lambda: _decided(library, asked))

    @server.tool()
    async def check_posting(
        text: Annotated[str, Field(max_length=MOST_POSTED, description="The whole posting.")],
    ) -> shown.ReportShown:
        """Hold a job posting against what the guides say."""
        return await _told(run, lambda: checked(library, text))

    return server


def _decided(library: Library, asked: Situation) -> shown.DecisionShown:
    found = known(asked, library.guides.trees)
    try:
        decision = decide(found.tree, found.answers)
    except WrongAnswer as error:
        raise Refused(422, "invalid", str(error)) from error
    return shown.decision(decision, found.taken, library)


async def _told(run: Runner, work: Callable[[], Value]) -> Value:
    """What the work returns, or why it is refused. Of anything else the SDK tells nothing."""
    try:
        return await run(work)
    except Refused as error:
        raise ToolError(error.message) from None
