"""`check-posting`: a job posting held against the guides."""

import argparse

from assistant.commands import files
from assistant.commands.opening import read_documents
from assistant.commands.terminal import Pen, say, say_json
from assistant.posting import check_posting, described, load_rules, pay_bands, to_json
from corpus import figures_of


def run(asked: argparse.Namespace) -> bool:
    """Tell what the guides advise against, or what was checked and is fine."""
    text = files.text(asked.file)
    documents = read_documents(asked)
    figures = (figure for document in documents for figure in figures_of(document))
    report = check_posting(text, rules=load_rules(documents), bands=pay_bands(figures))
    if asked.json:
        say_json(to_json(report))
    else:
        say(Pen().text(described(report, text)))
    return True
