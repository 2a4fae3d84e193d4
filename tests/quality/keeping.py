"""Whether what a script learns is kept."""

import argparse


def is_kept(what: str | None) -> bool:
    """Read the arguments of a script that learns; with `--dry` it only tells how well it went."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--dry", action="store_true", help="keep nothing")
    return not parser.parse_args().dry
