import re
import xml.etree.ElementTree as ElementTree

import httpx
import pytest

from assistant.web import Library
from assistant.web.charts import amount, chart, panels
from assistant.web.routes.figures import Filter, found

XLINK = "{http://www.w3.org/1999/xlink}href"
SVG = "{http://www.w3.org/2000/svg}"


def test_each_basis_has_a_panel_of_its_own(library: Library) -> None:
    drawn = panels(found(library, Filter(measure="pay")), library)
    assert [(one.title, len(one.bars)) for one in drawn] == [
        ("Salary (range, US, 2025)", 1),
        ("Base salary (range, Bay Area, 2026)", 5),
        ("Salary (range, top labs, US, 2025)", 1),
        ("Total compensation (median, top-50 employers, US, 2026)", 2),
        ("Total compensation (band, frontier labs, 2026)", 2),
        ("Total compensation (range, US, 2026)", 10),
        ("Salary (Bay Area, 2026)", 1),
    ]
    differing = [bar.shown for one in drawn for bar in one.bars if bar.differs]
    assert differing == ["$220k-$300k", "$260k-$300k"]


def test_every_bar_leads_to_its_words(http: httpx.Client, library: Library) -> None:
    reply = http.get("/api/figures/chart.svg", params={"measure": "time to fill"})
    assert (reply.status_code, reply.headers["content-type"]) == (200, "image/svg+xml")
    root = ElementTree.fromstring(reply.content)
    links = {one.get(XLINK) or "" for one in root.iter(f"{SVG}a")}
    assert len(links) == 2  # two of the three figures stand in one sentence
    for link in links:
        match = re.fullmatch(r"#/guides/([\w-]+)/([\w-]+)%23(\w+)\?from=(\d+)&to=(\d+)", link)
        assert match, link
        document, passage, hash, start, end = match.groups()
        assert f"{passage}#{hash}" in library.passage_by_id
        words = library.by_id[document].text[int(start) : int(end)]
        assert re.search(r"\d+ days", words), words


def test_the_words_of_a_chart_are_text(http: httpx.Client) -> None:
    reply = http.get("/api/figures/chart.svg", params={"measure": "pay", "role": "MLE"})
    root = ElementTree.fromstring(reply.content)
    texts = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
    assert {"ML engineer, senior", "$380K-$750K", "Total compensation (range, US, 2026)"} <= set(
        texts
    )
    assert root.get("role") == "img"
    title = root.find(f"{SVG}title")
    assert title is not None and title.text is not None
    assert "ML engineer, senior $380K-$750K" in title.text
    assert not re.search(r"<script|<metadata|http://(?!www\.w3\.org)", reply.text)


@pytest.mark.parametrize("format", ["svg", "png"])
def test_the_same_figures_give_the_same_bytes(library: Library, format: str) -> None:
    drawn = panels(found(library, Filter(role="applied scientist")), library)
    first = chart.__wrapped__(drawn, format=format)
    assert chart.__wrapped__(drawn, format=format) == first
    assert chart.__wrapped__(drawn, format=format, theme="dark") != first


def test_a_chart_is_a_picture_too(http: httpx.Client) -> None:
    for theme in ("light", "dark"):
        for width in ("wide", "narrow"):
            reply = http.get(
                "/api/figures/chart.png", params={"measure": "pay", "theme": theme, "width": width}
            )
            assert reply.content.startswith(b"\x89PNG")


def test_nothing_is_drawn_as_nothing(http: httpx.Client) -> None:
    reply = http.get("/api/figures/chart.svg", params={"role": "beekeeper"})
    assert reply.status_code == 200
    assert "No figures fit." in reply.text


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0, "USD", "$0"),
        (250_000, "USD", "$250K"),
        (1_600_000, "USD", "$1.6M"),
        (4, "percent", "4%"),
        (70, "days", "70 days"),
        (12_000, "people", "12,000 people"),
        (5, "count", "5"),
    ],
)
def test_amounts_on_an_axis(value: float, unit: str, said: str) -> None:
    assert amount(value, unit) == said


def test_figures_as_csv_open_in_a_spreadsheet_without_doing_anything(http: httpx.Client) -> None:
    reply = http.get("/api/figures.csv", params={"role": "MLE", "level": "senior"})
    lines = reply.text.splitlines()
    assert lines[0].startswith("role,level,measure,low,high,unit,shown,")
    assert lines[1].startswith("ml engineer,senior,base salary,250000.0,320000.0,USD,$250k-$320k")
    assert not re.search(r"(?:^|,)[=+@-]", reply.text, flags=re.MULTILINE)
    assert http.get("/api/figures", params={"role": "MLE"}).json()[0]["role"] == "ml engineer"
