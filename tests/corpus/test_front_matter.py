import pytest

from corpus.front_matter import MAX_LENGTH, FrontMatter, front_matter


def test_front_matter_says_what_a_document_is() -> None:
    head = (
        "---\ntitle: 'Pay: a guide'\npublisher: VAMI\ndate: March 6, 2026\n"
        "url: https://example.org/pay\ntags: [a, b]\nbasis: Base salary, 2026.\n---\n"
    )

    assert front_matter(head + "Text") == FrontMatter(
        title="Pay: a guide",
        publisher="VAMI",
        date="2026-03-06",
        source="https://example.org/pay",
        basis="Base salary, 2026.",
        end=len(head),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\ntitle: [\n---\nText", id="malformed"),
        pytest.param("---\ntitle: never closed\n", id="never closed"),
        pytest.param("---\njust a sentence\n---\n", id="no mapping"),
        pytest.param("Text\n---\ntitle: x\n---\n", id="not at the start"),
        pytest.param("----\ntitle: x\n---\n", id="a rule"),
        pytest.param("---\n" + "[" * 9000 + "\n---\n", id="nested too deep"),
        pytest.param("---\nx: " + "y" * MAX_LENGTH + "\n---\n", id="too long"),
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert front_matter(text) == FrontMatter()


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "//example.org"]
)
def test_only_a_web_address_becomes_the_source(source: str) -> None:
    assert front_matter(f"---\nsource: {source!r}\n---\n").source == ""


def test_tags_in_front_matter_build_nothing() -> None:
    text = "---\ntitle: !!python/object/apply:os.getcwd []\npublisher: !!int x\n---\n"

    assert (front_matter(text).title, front_matter(text).publisher) == ("", "x")
