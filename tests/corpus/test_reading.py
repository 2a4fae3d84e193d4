import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import CorpusMissing, Document, Reading, Skipped, read_folder

MakePdf = Callable[..., bytes]


def _ids(folder: Path) -> dict[str, str]:
    return {document.path: document.id for document in read_folder(folder).documents}


def test_a_folder_becomes_documents_in_the_order_of_their_paths(
    tmp_path: Path, make_pdf: MakePdf
) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "pay.MD").write_text(
        "---\ntitle: Pay bands\npublisher: VAMI\ndate: 6 March 2026\nsource: https://v.org/pay\n"
        "---\n# Pay\n\nFair.\n"
    )
    (tmp_path / "b.html").write_text("<title>Page</title><p>Seen.</p><p hidden>Not seen.</p>")
    (tmp_path / "c.pdf").write_bytes(make_pdf("We hire.", title="Hiring"))
    (tmp_path / "a.txt").write_text("How we hire\nUpdated May 2026\n\nSlowly.\n")
    (tmp_path / "plan.csv").write_text("not a document")

    assert read_folder(tmp_path) == Reading(
        (
            Document(
                "a",
                "a.txt",
                "How we hire",
                "How we hire\nUpdated May 2026\n\nSlowly.\n",
                "",
                "2026-05",
            ),
            Document("b", "b.html", "Page", "Seen.\n"),
            Document("c", "c.pdf", "Hiring", "We hire.\n"),
            Document(
                "team/pay",
                "team/pay.MD",
                "Pay bands",
                (tmp_path / "team" / "pay.MD").read_text(),
                "VAMI",
                "2026-03-06",
                "https://v.org/pay",
            ),
        )
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"# T\n\n  caf\xc3\xa9 \t| a |\n\n\n", id="spaces and accents"),
        pytest.param(b"one\r\ntwo\rthree", id="other line ends"),
        pytest.param(b"---\ntitle: x\n---\ntext", id="front matter stays in the text"),
        pytest.param("می\u200cخواهم 👩\u200d💻".encode(), id="joiners between letters"),
    ],
)
@pytest.mark.parametrize("ending", [".md", ".txt"])
def test_the_text_is_the_file_to_the_letter(tmp_path: Path, content: bytes, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    file.write_bytes(content)

    assert read_folder(tmp_path).documents[0].text == file.read_text(encoding="utf-8")


def test_invisible_characters_become_spaces_so_that_offsets_stay(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("pay\u202e \x07now\u200b!", encoding="utf-8")

    assert read_folder(tmp_path).documents[0].text == "pay   now !"


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbf# Pay\n")

    document = read_folder(tmp_path).documents[0]
    assert (document.title, document.text) == ("Pay", "# Pay\n")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("x.md", b"a\0b", "It is not a text file", id="binary named .md"),
        pytest.param("x.txt", b"%PDF-1.4 text", "It is not a text file", id="a PDF named .txt"),
        pytest.param("x.md", b"caf\xe9", "It is not UTF-8 text: save it as UTF-8.", id="Latin-1"),
        pytest.param("x.md", "Pay".encode("utf-16"), "It is not a text file", id="UTF-16"),
        pytest.param("x.md", b"", "It is empty.", id="empty"),
        pytest.param("x.txt", b" \n\t\n", "It is empty.", id="blank"),
        pytest.param("x.txt", "\u200b\u2060".encode(), "It is empty.", id="invisible"),
        pytest.param("x.pdf", b"<p>page</p>", "It is not a PDF", id="a page named .pdf"),
        pytest.param("x.pdf", b"%PDF-1.4 cut off", "It is damaged", id="a PDF cut off"),
        pytest.param("x.html", b"<p>a\0b</p>", "It is not a web page", id="binary named .html"),
        pytest.param("x.htm", b"<script>x</script>", "It shows no text", id="a page without text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_others_go_on(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / "good.md").write_text("# Good\n")
    (tmp_path / name).write_bytes(content)

    reading = read_folder(tmp_path)
    assert [document.path for document in reading.documents] == ["good.md"]
    assert [(one.path, one.reason[: len(reason)]) for one in reading.skipped] == [(name, reason)]


def test_a_file_that_is_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Good\n")
    with (tmp_path / "large.md").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)

    assert read_folder(tmp_path).skipped == (
        Skipped("large.md", "It is larger than 64 MB: split it."),
    )


def test_a_bomb_is_told_and_the_next_file_is_read(tmp_path: Path, make_pdf: MakePdf) -> None:
    (tmp_path / "bomb.pdf").write_bytes(make_pdf(content=b" " * 100_000_000))
    (tmp_path / "good.pdf").write_bytes(make_pdf("We hire."))

    reading = read_folder(tmp_path)
    assert [document.id for document in reading.documents] == ["good"]
    assert reading.skipped == (
        Skipped("bomb.pdf", "It unpacks to far more than it should: save it anew."),
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_we_may_not_open_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Good\n")
    (tmp_path / "locked.md").write_text("# Locked\n")
    (tmp_path / "locked.md").chmod(0)

    assert read_folder(tmp_path).skipped == (
        Skipped("locked.md", "It cannot be opened: Permission denied."),
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_make_us_wait(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Good\n")
    os.mkfifo(tmp_path / "pipe.md")

    assert read_folder(tmp_path).skipped == (Skipped("pipe.md", "It is no ordinary file."),)


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("good.md", ".hidden.md", ".git/inside.md"):
        (tmp_path / name).write_text("# Text\n")

    assert read_folder(tmp_path) == Reading((Document("good", "good.md", "Text", "# Text\n"),))


def test_links_lead_nowhere_else(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    for folder in (outside, inside):
        folder.mkdir()
        (folder / "a.md").write_text("# A\n")
    (inside / "escape.md").symlink_to(outside / "a.md")
    (inside / "twin.md").symlink_to("a.md")
    (inside / "broken.md").symlink_to("none.md")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)

    reading = read_folder(inside)
    assert [document.path for document in reading.documents] == ["a.md", "twin.md"]
    assert reading.skipped == (
        Skipped("broken.md", "It links to nothing: copy the file here."),
        Skipped("escape.md", "It links to a file outside the folder: copy the file here."),
        Skipped("folder", "It links to a folder: copy the folder here."),
        Skipped("loop", "It links to a folder: copy the folder here."),
    )


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        pytest.param(["a.md", "b/a.md"], ["a", "b/a"], id="folders tell them apart"),
        pytest.param(["a.md", "a.txt", "b.md"], ["a.md", "a.txt", "b"], id="all keep their ending"),
        pytest.param(
            ["a.md", "a.md.txt", "a.txt"], ["a.md", "a.md.txt", "a.txt"], id="even a third one"
        ),
        pytest.param(["v1.2.md", "v1.3.md"], ["v1.2", "v1.3"], id="only the last ending goes"),
    ],
)
def test_no_two_documents_share_an_id(tmp_path: Path, names: list[str], ids: list[str]) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# The same title\n")

    assert _ids(tmp_path) == dict(zip(names, ids, strict=True))


def test_an_id_does_not_change_when_its_twin_becomes_readable(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    (tmp_path / "a.txt").write_text("")

    assert _ids(tmp_path) == {"a.md": "a.md"}


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda _: None, "There is no folder", id="missing"),
        pytest.param(lambda path: path.write_text("x"), "is a file: name the folder", id="a file"),
        pytest.param(lambda path: path.mkdir(), "holds no document: put files in it", id="empty"),
        pytest.param(
            lambda path: (path.mkdir(), (path / "a.md").write_text("")),
            r"None of the 1 files .* The first is a\.md: It is empty\.",
            id="nothing readable",
        ),
    ],
)
def test_a_corpus_that_is_not_there_says_what_to_do(
    tmp_path: Path, make: Callable[[Path], object], says: str
) -> None:
    make(tmp_path / "guides")

    with pytest.raises(CorpusMissing, match=says):
        read_folder(tmp_path / "guides")


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("piece", ["word ", "# ", "wörd ", "| a ", "[", "- "])
def test_a_single_line_of_50_mb_is_read_quickly(tmp_path: Path, name: str, piece: str) -> None:
    text = piece * (50_000_000 // len(piece.encode()))
    (tmp_path / name).write_text(text, encoding="utf-8")
    started = time.process_time()

    assert read_folder(tmp_path).documents[0].text == text
    assert time.process_time() - started < 10


def test_thousands_of_files_are_read_quickly(tmp_path: Path) -> None:
    for number in range(2_000):
        (tmp_path / f"{number}.md").write_text("---\ntitle: Pay\n---\n" + "Fair pay. " * 200)
    started = time.process_time()

    assert len(read_folder(tmp_path).documents) == 2_000
    assert time.process_time() - started < 10


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_a_name_that_cannot_be_shown_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Good\n")
    (tmp_path / "line\nbreak.md").write_text("# Bad\n")

    assert read_folder(tmp_path).skipped == (
        Skipped("line\ufffdbreak.md", "Its name holds characters that cannot be shown: rename it."),
    )
