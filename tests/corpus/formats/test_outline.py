import pytest

from corpus.formats.outline import outlined

PROSE = "Hiring is a decision that compounds over the years, so it is worth a week of thought."


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param(
            f"The verdict\n{PROSE}\nPay in 2026\n{PROSE}",
            ["## The verdict", PROSE, "## Pay in 2026", PROSE],
            id="short lines above prose are headings",
        ),
        pytest.param(
            f"Career paths\nScientist path\n• one\n• two\nEngineer path\n• three\nPay\n{PROSE}",
            [
                *("## Career paths", "### Scientist path", "- one\n- two"),
                *("### Engineer path", "- three", "## Pay", PROSE),
            ],
            id="a heading right below a heading is a part of it, and so is its sibling",
        ),
        pytest.param(
            f"FAQ\nDo I need a PhD?\n{PROSE}\nIs it worth it? What is the risk?\n{PROSE}",
            [
                "## FAQ",
                "### Do I need a PhD?",
                PROSE,
                "### Is it worth it? What is the risk?",
                PROSE,
            ],
            id="questions among questions",
        ),
        pytest.param(
            f"{PROSE}\nDo I need a PhD?\n{PROSE}",
            [PROSE, "## Do I need a PhD?", PROSE],
            id="questions that no heading announces",
        ),
        pytest.param(
            f"{PROSE}\n\nQuestion 2: Is depth needed? Mostly, it is.",
            [PROSE, "### Question 2: Is depth needed?", "Mostly, it is."],
            id="a question with its answer on the same line",
        ),
        pytest.param(
            f"{PROSE}\n\n1\n\nBefore Product-Market Fit\n\nSignal: nothing sold yet\n\n"
            "Recommendation: hire a researcher\n\n2\n\nScaling\n\nSignal: models plateau\n\n"
            "Recommendation: hire an engineer",
            [
                PROSE,
                "### 1. Before Product-Market Fit",
                "Signal: nothing sold yet\nRecommendation: hire a researcher",
                "### 2. Scaling",
                "Signal: models plateau\nRecommendation: hire an engineer",
            ],
            id="numbered signals",
        ),
        pytest.param(
            f"{PROSE}\n\nThe trade-off:\n\n{PROSE}\n\nHire badly, and you will face:\n\n• debt",
            [PROSE, "### The trade-off", PROSE, "Hire badly, and you will face:", "- debt"],
            id="a label is a heading and a lead-in is not",
        ),
        pytest.param(
            f"Glossary\n{PROSE}\nResearch artifact\nWhat a scientist delivers.\nMLE\nAn engineer.",
            [
                *("## Glossary", PROSE, "### Research artifact", "What a scientist delivers."),
                *("### MLE", "An engineer."),
            ],
            id="the terms of a glossary",
        ),
        pytest.param(
            f"{PROSE}\n~4% vs 21%\n{PROSE}", [PROSE, "~4% vs 21%", PROSE], id="a figure on show"
        ),
        pytest.param(
            "| a |\n|---|\n| b |\n\n| c |\n|---|",
            ["| a |\n|---|\n| b |", "| c |\n|---|"],
            id="two tables stay two",
        ),
        pytest.param(
            "  1. Ask\n  2) Listen\n  • a\n      • b",
            ["1. Ask\n2. Listen", "- a\n  - b"],
            id="lists",
        ),
        pytest.param("## Given\ntext", ["## Given", "text"], id="Markdown headings stay"),
    ],
)
def test_lines_become_blocks(text: str, blocks: list[str]) -> None:
    assert outlined(text.split("\n")) == blocks
