import pytest

from corpus.formats.tables import restore_tables


def _tables(*lines: str) -> list[str]:
    return [line for line in restore_tables(lines) if line]


@pytest.mark.parametrize(
    ("line", "restored"),
    [
        pytest.param(
            "| a | b | |---|---:| | c | d | | e | f |",
            ["| a | b |", "|---|---|", "| c | d |", "| e | f |"],
            id="a table on one line",
        ),
        pytest.param(
            "Pay: | a | b | |---|---| | c | d | Sources below.",
            ["Pay:", "| a | b |", "|---|---|", "| c | d |", "Sources below."],
            id="words before and after stay outside",
        ),
        pytest.param(
            "| a | b | |---|---| | c | | | | d |",
            ["| a | b |", "|---|---|", "| c |  |", "|  | d |"],
            id="empty cells stay in their columns",
        ),
        pytest.param(
            "|a|b||---|---||c|d||e|f|",
            ["| a | b |", "|---|---|", "| c | d |", "| e | f |"],
            id="without a space between its rows",
        ),
        pytest.param(
            "| a | b | |---|---| | c | d | | e |",
            ["| a | b | |---|---| | c | d | | e |"],
            id="what cannot be told stays",
        ),
        pytest.param("a | b | c", ["a | b | c"], id="pipes in a sentence are none"),
    ],
)
def test_a_table_run_together_gets_its_rows_back(line: str, restored: list[str]) -> None:
    assert _tables(line) == restored


@pytest.mark.parametrize(
    ("lines", "restored"),
    [
        pytest.param(
            [
                "AspectAI ResearcherML Engineer",
                "Primary FocusNovel models, theoryShipping models with PyTorch",
                "Time-to-Value3-6 months2-4 weeks",
            ],
            [
                "| Aspect | AI Researcher | ML Engineer |",
                "|---|---|---|",
                "| Primary Focus | Novel models, theory | Shipping models with PyTorch |",
                "| Time-to-Value | 3-6 months | 2-4 weeks |",
            ],
            id="words and figures",
        ),
        pytest.param(
            [
                "RoleBase SalaryEquityNotes",
                "ML Engineer (Senior)$250k$320k1-3%Scarce (per Levels.fyi)",
                "Researcher (Ph.D.)$200k$280k1-2.5%Few with a PhD",
            ],
            [
                "| Role | Base Salary | Equity | Notes |",
                "|---|---|---|---|",
                "| ML Engineer (Senior) | $250k-$320k | 1-3% | Scarce (per Levels.fyi) |",
                "| Researcher (Ph.D.) | $200k-$280k | 1-2.5% | Few with a PhD |",
            ],
            id="ranges that lost their dash",
        ),
        pytest.param(
            ["LevelEngineerScientist", "Junior$95k$115k", "Senior$160k$195k"],
            [
                "| Level | Engineer | Scientist |",
                "|---|---|---|",
                "| Junior | $95k | $115k |",
                "| Senior | $160k | $195k |",
            ],
            id="two amounts are no range when there is a column for each",
        ),
        pytest.param(
            [
                *("LevelPayNotes", "Junior$95kFew", "Mid$125kSome", "Nobody knows"),
                *("Senior$160kMany", "That is all."),
            ],
            [
                "| Level | Pay | Notes |",
                "|---|---|---|",
                "| Junior | $95k | Few |",
                "| Mid | $125k | Some |",
                "| Nobody knows |  |  |",
                "| Senior | $160k | Many |",
                "That is all.",
            ],
            id="a row that cannot be cut stays whole, and a sentence ends the table",
        ),
        pytest.param(
            [
                "OpenAI and DeepMind hire",
                "We asked OpenAI and then",
                "DeepMind and HuggingFace too",
            ],
            [
                "OpenAI and DeepMind hire",
                "We asked OpenAI and then",
                "DeepMind and HuggingFace too",
            ],
            id="names with a capital inside are no cells",
        ),
    ],
)
def test_glued_cells_are_cut(lines: list[str], restored: list[str]) -> None:
    assert _tables(*lines) == restored


TWO_COLUMNS = ["Role", "What it does", "Engineer", "Ships models", "Scientist", "Finds new methods"]
THREE_COLUMNS = [
    *("Dimension", "ML engineer (MLE)", "Applied scientist"),
    *("Deliverable", "Shipped production model", "Research artifact (new method)"),
    *("Median pay (2026)", "$320K", "$480K"),
    *("Time to fill", "70 days", "110 days"),
    *("Channels", "MLOps Community Slack, Kaggle", "arXiv outreach, NeurIPS workshops"),
]


@pytest.mark.parametrize(
    ("lines", "restored"),
    [
        pytest.param(
            [*THREE_COLUMNS, "The premium reflects the size of the pool."],
            [
                "| Dimension | ML engineer (MLE) | Applied scientist |",
                "|---|---|---|",
                "| Deliverable | Shipped production model | Research artifact (new method) |",
                "| Median pay (2026) | $320K | $480K |",
                "| Time to fill | 70 days | 110 days |",
                "| Channels | MLOps Community Slack, Kaggle | arXiv outreach, NeurIPS workshops |",
                "The premium reflects the size of the pool.",
            ],
            id="three columns",
        ),
        pytest.param(
            [*THREE_COLUMNS[:12], "What follows", "A sentence."],
            [
                "| Dimension | ML engineer (MLE) | Applied scientist |",
                "|---|---|---|",
                "| Deliverable | Shipped production model | Research artifact (new method) |",
                "| Median pay (2026) | $320K | $480K |",
                "| Time to fill | 70 days | 110 days |",
                "What follows",
                "A sentence.",
            ],
            id="the heading of what follows is no cell",
        ),
        pytest.param(
            TWO_COLUMNS,
            [
                "| Role | What it does |",
                "|---|---|",
                "| Engineer | Ships models |",
                "| Scientist | Finds new methods |",
            ],
            id="two columns",
        ),
        pytest.param(
            [cell for cell in TWO_COLUMNS for cell in (cell, "")],
            [
                "| Role | What it does |",
                "|---|---|",
                "| Engineer | Ships models |",
                "| Scientist | Finds new methods |",
            ],
            id="with blank lines between",
        ),
        pytest.param(
            ["Topics", "We like engines.", "And models."],
            ["Topics", "We like engines.", "And models."],
            id="sentences are no cells",
        ),
    ],
)
def test_cells_one_a_line_get_their_rows_back(lines: list[str], restored: list[str]) -> None:
    assert _tables(*lines) == restored


def test_cells_with_tabs_become_a_table() -> None:
    assert _tables("Role\tPay", "Engineer\t$1|2", "Alone\tx\ty") == [
        "| Role | Pay |",
        "|---|---|",
        "| Engineer | $1\\|2 |",
        "Alone\tx\ty",
    ]
