"""For every test: no look-ups, no telemetry, no settings of whoever runs it; and small PDFs."""

import os
import zlib
from collections.abc import Callable

from index.offline import go_offline

go_offline()  # before any test imports a library that would phone home

import pytest  # noqa: E402

from assistant import Settings  # noqa: E402  the line above comes first
from index import Settings as IndexSettings  # noqa: E402

for _name in [name for name in os.environ if name.upper().startswith("ASSISTANT_")]:
    del os.environ[_name]
for _settings in (IndexSettings, Settings):
    _settings.model_config["env_file"] = os.devnull

MakePdf = Callable[..., bytes]


def _make_pdf(*pages: str, title: str = "", content: bytes = b"") -> bytes:
    """Write a PDF with a line of text for each line given, or with this content stream."""
    streams = [content] if content else [_drawn(page) for page in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for stream in streams:
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects) + 2} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        packed = zlib.compress(stream, 9)
        objects.append(
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
            + packed
            + b"\nendstream"
        )
    objects.append(f"<< /Title ({title}) >>".encode())
    written = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    start = len(written)
    size = len(objects) + 1
    return (
        written
        + f"xref\n0 {size}\n0000000000 65535 f \n".encode()
        + table
        + f"trailer << /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\n".encode()
        + f"startxref\n{start}\n%%EOF\n".encode()
    )


def _drawn(page: str) -> bytes:
    lines = "".join(f"({line}) Tj T*\n" for line in page.split("\n"))
    return f"BT /F1 11 Tf 14 TL 50 740 Td\n{lines}ET".encode()


@pytest.fixture
def make_pdf() -> MakePdf:
    return _make_pdf
