import pytest

from assistant.understanding import leads_back, moves


@pytest.mark.parametrize(
    ("text", "origin", "goal"),
    [
        ("from RS to RE, is that possible?", "research scientist", "research engineer"),
        ("Can an ML engineer become a researcher?", "ml engineer", "ai researcher"),
        ("AI engineer -> AI researcher", "ai engineer", "ai researcher"),
        (
            "I'm an MLE, what do I need to become an applied scientist?",
            "ml engineer",
            "applied scientist",
        ),
        pytest.param("How do I become an RS?", "", "research scientist", id="from anywhere"),
        pytest.param("switching from engineer to AI researcher", "engineer", "ai researcher"),
    ],
)
def test_a_move_has_a_direction(text: str, origin: str, goal: str) -> None:
    assert moves(text) == {(origin, goal)}


@pytest.mark.parametrize(
    "text",
    [
        "what is the applied scientist to MLE ratio?",
        "pay of an RS compared to an MLE",
        "research scientist or ML engineer first?",
    ],
)
def test_where_nobody_moves_there_is_no_move(text: str) -> None:
    assert not moves(text)


def test_the_way_back_is_told_from_the_way() -> None:
    there = moves("Can a research engineer become a research scientist?")
    back = moves("Can an RS become an RE?")
    assert leads_back(back, there, there)
    assert not leads_back(there, there, there)
    assert not leads_back(back, there, there | back), "of both ways it tells at least once"
    assert not leads_back(moves("How do I become an RE?"), there, there), "nobody says from where"
    engineers = moves("Can an engineer become an AI researcher?")
    assert leads_back(moves("from researcher to MLE"), engineers, engineers), "titles cut short"
