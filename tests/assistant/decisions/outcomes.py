"""Every way through every tree, as a table for people.

Written again with `python -m tests.assistant.decisions.outcomes`; a change shows in review.
"""

from pathlib import Path

from assistant.decisions import Trees, load_trees, ways
from corpus import read_folder

TABLE = Path(__file__).with_name("outcomes.txt")
GUIDES = Path(__file__).parents[3] / "corpus" / "guides"


def table(trees: Trees) -> str:
    """A line of answers for each way, and below it what is recommended."""
    lines = []
    for tree in trees.values():
        lines += [f"{tree.id}: {tree.title}", ""]
        for way in ways(tree):
            answers = ", ".join(f"{name} {answer}" for name, answer in way.answers.items())
            open_ends = len(way.outcome.unsettled)
            lines.append(f"  {answers}")
            lines.append(f"    {way.outcome.recommendation.text}")
            lines.append(
                f"    [{way.outcome.id}; {' / '.join(way.outcome.roles) or 'no role'};"
                f" cautions {len(way.outcome.cautions)}, left open {open_ends}]"
            )
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    TABLE.write_text(table(load_trees(read_folder(GUIDES).documents, strict=True)), "utf-8")
