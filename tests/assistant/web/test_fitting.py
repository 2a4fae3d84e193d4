import httpx

from assistant.decisions import ways
from assistant.web import Library

DEMO = "We are five people with a notebook demo, two pilots want to sign, and nothing is deployed."


def fit(http: httpx.Client, text: str, whom: str) -> list[tuple[str, bool, int]]:
    found = http.post("/api/decide/fitting", json={"text": text, "for": whom}).json()
    return [(one["tree"], one["asked"], one["filled"]) for one in found]


def test_trees_that_words_answer_most_of_come_first(http: httpx.Client) -> None:
    found = fit(http, DEMO, "hiring")
    assert {"first-hire", "company-stage"} == {tree for tree, _, filled in found if filled > 1}
    assert [filled for *_, filled in found] == sorted((one[2] for one in found), reverse=True)
    assert not any(asked for _, asked, _ in found)


def test_the_tree_that_words_ask_for_comes_before_all(http: httpx.Client) -> None:
    said = "We can afford only one AI hire. Who should it be?"
    assert fit(http, said, "hiring")[0][:2] == ("one-hire", True)


def test_only_trees_for_who_asks_are_offered(http: httpx.Client) -> None:
    assert fit(http, "I have a PhD.", "candidate") == [("which-track", False, 1)]


def test_every_way_through_a_tree_is_told_in_words(http: httpx.Client, library: Library) -> None:
    tree = library.guides.trees["first-hire"]
    assert http.get("/api/trees/first-hire").json()["ways"] == [
        {
            "steps": [step.claim.text for step in way.steps],
            "outcome": way.outcome.recommendation.text,
        }
        for way in ways(tree)
    ]
