"""What the tests of the readers share."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from viginote.sources import open_source
from viginote.sources.base import Source


def read(path: Path | str, **options: Any) -> tuple[dict[str, list[dict[str, str | None]]], Source]:
    """All rows by table, and the source with its coverage."""
    source = open_source(str(path), **options)
    tables: dict[str, list[dict[str, str | None]]] = {}
    for chunk in source.chunks():
        rows = tables.setdefault(chunk.table, [])
        assert chunk.first_row == len(rows) + 1
        rows += chunk.rows.to_pylist()
    return tables, source


def losses(source: Source) -> list[tuple[str, int, int]]:
    """Reason, count and unread rows of each loss."""
    return [(loss.reason, loss.count, loss.rows) for loss in source.coverage.losses]


def rewritten(
    path: Path | str, destination: Path, changes: dict[tuple[int, str], str | None], **options: Any
) -> bytes:
    """The bytes of a copy in which the cells at (row, column) are changed."""
    source = open_source(str(path), **options)
    source.rewrite(destination, lambda chunk: _changed(chunk, changes))
    assert destination.stat().st_mode & 0o777 == 0o600
    return destination.read_bytes()


def _changed(chunk: Any, changes: dict[tuple[int, str], str | None]) -> Any:
    import pyarrow as pa

    columns = []
    for name, column in zip(chunk.rows.schema.names, chunk.rows.columns, strict=True):
        values = column.to_pylist()
        for (row, changed), value in changes.items():
            at = row - chunk.first_row
            if changed == name and 0 <= at < len(values):
                values[at] = value
        columns.append(pa.array(values, pa.string()))
    return pa.RecordBatch.from_arrays(columns, names=chunk.rows.schema.names)


def pdf(*pages: str, objects: Sequence[bytes] = (), catalog: str = "", info: str = "") -> bytes:
    """A PDF of pages, each given by its instructions and, behind a NUL, what more its dictionary has.

    Helvetica is the font F, the object 5 is drawn as X. `objects`: numbered from 5 on.
    """
    first = 5 + len(objects)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    own = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<<{info}>>".encode("cp1252"),
        *objects,
    ]
    for n, content in enumerate(pages):
        drawn, _, more = content.partition("\0")
        resources = "<</Font<</F 3 0 R>>/XObject<</X 5 0 R>>>>"
        at = first + 2 * n + 1
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources{resources}/Contents {at} 0 R{more}>>"
        )
        own.append(page.encode())
        own.append(pdf_stream("", drawn.encode("cp1252")))
    raw, places = b"%PDF-1.7\n", []
    for number, content in enumerate(own, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    size = len(own) + 1
    table = "0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R/Info 4 0 R>>\n"
    return raw + f"{end}startxref\n{len(raw)}\n%%EOF\n".encode()


def pdf_stream(dictionary: str, data: bytes) -> bytes:
    return f"<<{dictionary}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def pdf_lines(*lines: str) -> str:
    """The instructions that write lines on a page."""
    return "BT /F 12 Tf 72 770 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
