from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.posting import PayBand, Report, Rules, check_posting, load_rules, pay_bands
from corpus import Document, figures_of, read_folder

GUIDES = Path(__file__).parents[3] / "corpus" / "guides"


@pytest.fixture(scope="session")
def guides() -> tuple[Document, ...]:
    return tuple(read_folder(GUIDES).documents)


@pytest.fixture(scope="session")
def rules(guides: tuple[Document, ...]) -> Rules:
    return load_rules(guides)


@pytest.fixture(scope="session")
def bands(guides: tuple[Document, ...]) -> tuple[PayBand, ...]:
    return pay_bands(figure for guide in guides for figure in figures_of(guide))


@pytest.fixture(scope="session")
def check(rules: Rules, bands: tuple[PayBand, ...]) -> Callable[[str], Report]:
    return lambda text: check_posting(text, rules=rules, bands=bands)
