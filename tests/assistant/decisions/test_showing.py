"""Decisions as text and as pictures."""

from xml.etree import ElementTree

import pytest

from assistant.decisions import Tree, Trees, decide, described, mermaid, svg, ways

SVG = "{http://www.w3.org/2000/svg}"


def test_an_outcome_is_told_with_its_path_and_its_words(colours: Tree) -> None:
    assert described(decide(colours, {"dark": "yes", "north": "no"})) == (
        """\
White: dark rooms want it [1].

Your answers:
- The room is dark [1].
- It does not look north [2].

Why:
- White: dark rooms want it [1].

What the guides leave open:
- Nothing is said of grey [3].

Next steps:
- White: dark rooms want it [1].

What would change it:
- If the room is bright: Blue, in 2 coats [2].

[1] walls: "Dark rooms want white."
[2] walls: "Bright rooms take 2 coats of blue."
[3] walls: "Nothing is said of grey.\""""
    )


def test_a_question_is_told_with_its_answers(colours: Tree) -> None:
    assert described(decide(colours, {})) == (
        """\
Is the room dark?
It decides most [1].
- yes: Yes
- no: No

[1] walls: "Dark rooms want white.\""""
    )


def test_help_stands_beside_the_answer(trees: Trees) -> None:
    told = described(decide(trees["first-hire"], {}))
    assert "- yes: Yes (A demo in a notebook counts.)" in told


def test_everything_that_is_told_of_every_way_carries_a_mark(trees: Trees) -> None:
    for tree in trees.values():
        for way in ways(tree):
            told = described(decide(tree, way.answers)).split("\n\n")
            sentences = [
                line for part in told[:-1] for line in part.split("\n") if not line.endswith(":")
            ]
            assert all(line.rstrip(".?!").endswith("]") for line in sentences)
            assert way.outcome.recommendation.text[:-1] in told[0]


def test_mermaid_draws_every_node_and_marks_what_was_walked(colours: Tree) -> None:
    steps = decide(colours, {"dark": "no", "north": "yes"}).steps
    assert mermaid(colours, steps) == (
        """\
flowchart TD
  n_dark["Is the room dark?"]
  n_north["Does it look north?"]
  n_north_when_bright["Does it look north?"]
  n_white(["White: dark rooms want it."])
  n_blue(["Blue, in 2 coats."])
  n_dark -->|"Yes"| n_north
  n_dark -->|"No"| n_north_when_bright
  n_north -->|"Yes"| n_white
  n_north -->|"No"| n_white
  n_north_when_bright -->|"Yes"| n_white
  n_north_when_bright -->|"No"| n_blue
  linkStyle 1,4 stroke-width:4px
  classDef walked stroke-width:4px
  class n_dark,n_north_when_bright,n_white walked
"""
    )
    assert "walked" not in mermaid(colours)


def test_signs_that_mean_something_to_mermaid_are_written_otherwise(trees: Trees) -> None:
    for tree in trees.values():
        for line in mermaid(tree).splitlines()[1:]:
            assert line.count('"') == 2
            assert "<" not in line
    assert "#quot;We need you to ship features quickly#quot;" in mermaid(trees["posting"])


@pytest.mark.parametrize("walked", [False, True])
def test_the_svg_of_every_tree_is_well_formed_and_tells_what_it_is(
    trees: Trees, walked: bool
) -> None:
    for tree in trees.values():
        way = max(ways(tree), key=lambda one: len(one.steps))
        drawn = ElementTree.fromstring(svg(tree, way.steps if walked else ()))
        title, about = drawn[0], drawn[1]
        assert drawn.get("role") == "img"
        assert drawn.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
        assert title.text == f"Decision tree: {tree.title}"
        assert ("Walked so far" in (about.text or "")) is walked
        bold = [one.text or "" for one in drawn.iter(f"{SVG}text") if one.get("font-weight")]
        shown = " ".join(bold)
        for step in way.steps if walked else ():
            assert step.question.ask.split()[0] in shown
        thick = [one for one in drawn.iter(f"{SVG}rect") if one.get("stroke-width") == "3"]
        assert len(thick) == (len(way.steps) + 1 if walked else 0)


def test_the_svg_says_every_question_and_recommendation_and_stays_in_its_frame(
    trees: Trees,
) -> None:
    for tree in trees.values():
        drawn = ElementTree.fromstring(svg(tree))
        said = " ".join(one.text or "" for one in drawn.iter(f"{SVG}text"))
        for way in ways(tree):
            assert way.outcome.recommendation.text in said
            assert all(step.question.ask in said for step in way.steps)
        _, _, width, height = map(float, (drawn.get("viewBox") or "").split())
        for box in drawn.iter(f"{SVG}rect"):
            x, y, w, h = (float(box.get(name) or -1) for name in ("x", "y", "width", "height"))
            assert 0 <= x < x + w <= width
            assert 0 <= y < y + h <= height


def test_the_svg_takes_its_colours_from_the_text_around_it(trees: Trees) -> None:
    for tree in trees.values():
        drawn = svg(tree)
        assert 'fill="currentColor"' in drawn
        assert "#" not in drawn.replace("&#", "")


def test_a_path_that_is_not_finished_is_drawn_as_far_as_it_goes(colours: Tree) -> None:
    steps = decide(colours, {"dark": "no"}).steps
    drawn = ElementTree.fromstring(svg(colours, steps))
    thick = [one for one in drawn.iter(f"{SVG}rect") if one.get("stroke-width") == "3"]
    assert len(thick) == 2  # the question that was answered, and the one that is next
