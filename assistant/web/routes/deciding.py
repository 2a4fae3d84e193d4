"""`/api/trees` and `/api/decide`: the decision trees, walked without keeping anything."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from assistant.briefs import Brief, NotDecided, brief, to_markdown, to_pdf
from assistant.decisions import Decision, Tree, WrongAnswer, decide, svg
from assistant.decisions.situations import Situation as Known
from assistant.decisions.situations import is_for_candidates, situation
from assistant.web import shown
from assistant.web.errors import Refused, invalid, unknown
from assistant.web.library import Library
from assistant.web.routes.asked import BriefAsked, Situation
from assistant.web.serving import Serving

SVG = "image/svg+xml"
FORMATS = {"md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}


def router(library: Library, serving: Serving) -> APIRouter:
    """The routes, over some guides."""
    routes = APIRouter(tags=["decide"])
    trees = library.guides.trees

    @routes.get("/api/trees", response_model=list[shown.TreeShown], summary="List the trees")
    async def listed() -> Response:
        return JSONResponse([shown.tree(one) for one in trees.values()])

    @routes.get(
        "/api/trees/{id}/diagram.svg",
        response_class=Response,
        responses={200: {"content": {SVG: {}}}},
        summary="Draw a tree, with the way that some answers walk",
    )
    async def diagram(id: str, request: Request) -> Response:
        """Answers are given as in a link: `?prototype=no`."""
        tree = _tree(trees, id)
        decision = _decided(tree, dict(request.query_params))
        return Response(svg(tree, decision.steps), media_type=SVG)

    @routes.get(
        "/api/trees/{id}",
        response_model=shown.TreeWithQuestions,
        summary="Show a tree with all that it may ask",
    )
    async def one_tree(id: str) -> Response:
        return JSONResponse(shown.tree_with_questions(_tree(trees, id), library))

    @routes.post(
        "/api/decide", response_model=shown.DecisionShown, summary="Follow answers through a tree"
    )
    async def decided(asked: Situation) -> Response:
        """With words of one's own, answers are read out of them; answers that are given go before.

        Without a tree, the words choose it.
        """
        found = await serving.threads.run(lambda: known(asked, trees))
        decision = _decided(found.tree, found.answers)
        return JSONResponse(shown.decision(decision, found.taken, library))

    @routes.post(
        "/api/decide/fitting",
        response_model=list[shown.FittingShown],
        summary="Tell which trees a person's words answer questions of, what fits best first",
    )
    async def fit(asked: Situation) -> Response:
        """The one that the words ask for comes first, those they tell nothing of come last."""
        those = _of(trees, asked.audience)
        return JSONResponse(await serving.threads.run(lambda: fitting(asked.text, those)))

    @routes.post(
        "/api/decide/brief",
        response_class=Response,
        responses={200: {"content": {"application/pdf": {}, "text/markdown": {}}}},
        summary="Take a decision along, as PDF or Markdown",
    )
    async def taken_along(asked: BriefAsked) -> Response:
        made = _brief(_decided(_tree(trees, asked.tree), asked.answers), library)
        is_pdf = asked.format == "pdf"
        content = await serving.threads.run(
            lambda: to_pdf(made) if is_pdf else to_markdown(made).encode()
        )
        name = f"{asked.tree}.{asked.format}"
        return Response(
            content,
            media_type=FORMATS[asked.format],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return routes


def _brief(decision: Decision, library: Library) -> Brief:
    try:
        return brief(
            decision,
            documents=library.documents,
            answers=library.answers,
            figures=library.figures,
            day=date.today(),
        )
    except NotDecided as error:
        raise Refused(409, "undecided", str(error)) from error


def known(asked: Situation, trees: Mapping[str, Tree]) -> Known:
    """What the words tell, then the answers that are given: those count.

    Raises:
        Refused: No tree is named, and the words ask for none.
    """
    tree = _tree(trees, asked.tree) if asked.tree else None
    if not asked.text.strip():
        if tree is None:
            raise invalid("Name a tree, or tell the situation in words.")
        return Known(tree, asked.answers)
    found = situation(asked.text, _of(trees, asked.audience), tree)
    if found is None:
        raise invalid(
            "The words ask for no decision that the guides know. "
            f"Name a tree: {', '.join(trees) or 'there is none'}."
        )
    answers = {**found.answers, **asked.answers}
    taken = [one for one in found.taken if answers[one.question] == one.answer]
    return Known(found.tree, answers, taken)


def fitting(text: str, trees: Mapping[str, Tree]) -> list[shown.FittingShown]:
    """How many questions of each tree the words answer."""
    asked = situation(text, trees)
    found = []
    for tree in trees.values():
        told = situation(text, trees, tree)
        found.append(
            shown.FittingShown(
                tree=tree.id,
                title=tree.title,
                asked=asked is not None and asked.tree.id == tree.id,
                filled=len(told.answers) if told else 0,
            )
        )
    return sorted(found, key=lambda one: (not one["asked"], -one["filled"]))


def _of(trees: Mapping[str, Tree], audience: str | None) -> Mapping[str, Tree]:
    if audience is None:
        return trees
    seeks_work = audience == "candidate"
    return {id: one for id, one in trees.items() if is_for_candidates(id) == seeks_work}


def _tree(trees: Mapping[str, Tree], id: str) -> Tree:
    if id not in trees:
        raise unknown(f"There is no such tree. There are: {', '.join(trees) or 'none'}.")
    return trees[id]


def _decided(tree: Tree, answers: Mapping[str, str]) -> Decision:
    try:
        return decide(tree, answers)
    except WrongAnswer as error:
        raise invalid(str(error)) from error
