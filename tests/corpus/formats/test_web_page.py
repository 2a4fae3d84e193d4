import pytest

from corpus.errors import UnreadableDocument
from corpus.formats.messages import Parsed
from corpus.formats.web_page import parse

PAGE = """<!doctype html><html><head><title>Pay in 2026 | VAMI</title>
<meta property="og:site_name" content="VAMI"><meta property="article:published_time"
content="2026-03-06T10:00:00Z"><style>p {color: red}</style></head>
<body><header>Menu</header><nav><a href="/">Home</a></nav>
<article><header><h1>Pay in 2026</h1><span>9 min read</span></header>
<p>Seniors get <a href="https://example.org">$200k</a> to <b>$300k</b>.<!-- not this --></p>
<h2>By level</h2><img src="x.png" alt="A chart">
<table><tr><td>Level</td><td>Pay</td></tr><tr><td>Junior|Mid</td><td>$100k</td></tr></table>
<ul><li>base</li><li>equity</li></ul>
<script>alert(1)</script><form><input value="x">Ask us</form></article>
<aside>Related</aside><footer>© VAMI</footer></body></html>"""


def test_a_page_becomes_markdown() -> None:
    assert parse(PAGE.encode()) == Parsed(
        "# Pay in 2026\n\nSeniors get $200k to **$300k**.\n\n## By level\n\n"
        "| Level | Pay |\n| --- | --- |\n| Junior\\|Mid | $100k |\n\n- base\n- equity\n",
        title="Pay in 2026",
        publisher="VAMI",
        date="2026-03-06",
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>no</p>",
        "<p aria-hidden='true'>no</p>",
        "<p style='color: red; DISPLAY : none !important'>no</p>",
        "<p style='visibility:hidden'>no</p>",
        "<p style='font-size:0'>no</p>",
        "<div style='display:none'><p hidden>no</p></div>",
        "<div role='navigation'>no</div>",
        "<template>no</template><noscript>no</noscript>",
        "<svg><text>no</text></svg>",
        "<!-- no --><![CDATA[no]]>",
    ],
)
def test_what_a_reader_would_not_see_is_not_read(hidden: str) -> None:
    assert parse(f"<body><p>yes</p>{hidden}</body>".encode()).text == "yes\n"


def test_the_title_of_a_page_is_without_the_name_of_its_site() -> None:
    assert parse(b"<title>Pay in 2026 - VAMI</title><p>x</p>").title == "Pay in 2026 - VAMI"
    assert parse("<title>Pay in 2026 – VAMI</title><p>x</p>".encode()).title == "Pay in 2026"


def test_a_page_without_text_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        parse(b"<script>document.write('all')</script>")
