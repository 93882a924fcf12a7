"""A scan or a redaction on Spark: the same function as in local workers, through mapInArrow.

    findings = scan(df, columns=["note"], key="id")
    redacted = redact(df, columns=["note"], policy=policy)

Every Python worker of an executor builds one scanner and keeps it for all its tasks; the model lies in the
installed package, so nothing but the settings travels. A distributed frame has no row numbers: rows are
told apart by `key`, an integer column.
"""

import pickle
import secrets
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from viginote.batch.cells import cells_of
from viginote.batch.mapping import ColumnRole, Role, TableMapping
from viginote.batch.profiling import SAMPLE, TableProfiler
from viginote.batch.redacting import with_edits
from viginote.batch.work import FINDINGS, ScannerLike, findings_batch, scan_cells
from viginote.batch.workers import default_scanner
from viginote.errors import ViginoteError
from viginote.redaction import Context, Keys, Policy
from viginote.redaction import redact as redact_text
from viginote.redaction.keys import Purpose
from viginote.sources.parquet import as_texts, with_texts

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from viginote.scanner import Settings

#: `kind` of a line that stands for a cell that could not be scanned: nothing is missed in silence.
UNSCANNED = "unscanned"


def scan(
    df: "DataFrame",
    *,
    columns: Collection[str] | None = None,
    key: str | None = None,
    mapping: TableMapping | None = None,
    source: str = "spark",
    table: str = "rows",
    keys: Keys | None = None,
    settings: "Settings | None" = None,
    make_scanner: Callable[[], ScannerLike] | None = None,
) -> "DataFrame":
    """The findings of a data frame, as a data frame with the columns of a findings table.

    `columns`: scan these; by default those found to hold text. `key`: integer column that becomes
    `record_id`; `row` is null. `mapping`: what columns hold, by default found out from the first rows.
    `keys`: for fingerprints, by default a random key of this call. A cell that could not be scanned gives
    a line whose kind is `unscanned`. Raises ViginoteError for columns that do not exist or do not fit.
    """
    _check(df, columns, key)
    learned = _with_key(mapping or _learned(df, table), key)
    secret = keys.subkey(Purpose.FINGERPRINT) if keys else secrets.token_bytes(32)
    maker = pickle_maker(make_scanner or partial(default_scanner, settings))
    chosen = set(columns) if columns is not None else None

    def find(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        scanner = scanner_of(maker)
        for batch in batches:
            yield find_in_batch(scanner, batch, learned, chosen, source=source, secret=secret)

    return df.mapInArrow(find, _schema())


def find_in_batch(
    scanner: ScannerLike,
    batch: pa.RecordBatch,
    mapping: TableMapping,
    columns: Collection[str] | None,
    *,
    source: str,
    secret: bytes,
) -> pa.RecordBatch:
    """The findings of one Arrow batch."""
    cells = cells_of(as_texts(batch), mapping, 0, columns=columns)
    scanned = scan_cells(scanner, cells)
    findings = findings_batch(cells, scanned, source, mapping.table, secret).to_pylist()
    findings += [
        {"source": source, "table": mapping.table, "kind": UNSCANNED}
        | {name: cells.column(name)[index].as_py() for name in ("record_id", "column")}
        for index in scanned.failed
    ]
    for finding in findings:
        finding["row"] = None
    return pa.RecordBatch.from_pylist(findings, schema=FINDINGS)


def redact(
    df: "DataFrame",
    *,
    columns: Collection[str] | None = None,
    policy: Policy | None = None,
    mapping: TableMapping | None = None,
    keys: Keys | None = None,
    settings: "Settings | None" = None,
    make_scanner: Callable[[], ScannerLike] | None = None,
) -> "DataFrame":
    """The data frame with its text columns redacted under `policy`; other columns and the schema stay.

    A cell that could not be scanned is blanked. Parameters as for `scan`.
    """
    _check(df, columns, None)
    learned = mapping or _learned(df, "rows")
    strings = [field.name for field in df.schema.fields if field.dataType.simpleString() == "string"]
    chosen = {c for c in (columns if columns is not None else learned.free_text) if c in strings}
    maker = pickle_maker(make_scanner or partial(default_scanner, settings))
    context = None if keys is None else Context(keys)

    def hide(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        scanner = scanner_of(maker)
        for batch in batches:
            yield redact_batch(scanner, batch, learned, chosen, policy=policy, context=context)

    return df.mapInArrow(hide, df.schema)


def redact_batch(
    scanner: ScannerLike,
    batch: pa.RecordBatch,
    mapping: TableMapping,
    columns: Collection[str],
    *,
    policy: Policy | None,
    context: Context | None,
) -> pa.RecordBatch:
    """One Arrow batch redacted."""
    texts = as_texts(batch)
    cells = cells_of(texts, mapping, 0, columns=columns)
    scanned = scan_cells(scanner, cells)
    edits: dict[str, dict[int, str]] = {}
    for index, cell in enumerate(cells.to_pylist()):
        failed = index in scanned.failed
        new = "" if failed else redact_text(cell["text"], scanned.findings[index], policy, context)
        if new != cell["text"]:
            edits.setdefault(cell["field"], {})[cell["row"]] = new
    return with_texts(batch, texts, with_edits(texts, edits)) if edits else batch


def pickle_maker(make: Callable[[], ScannerLike]) -> bytes:
    """A scanner's maker as bytes: equal makers share one scanner in a worker."""
    return pickle.dumps(make)


@lru_cache(maxsize=1)
def scanner_of(maker: bytes) -> ScannerLike:
    """The worker's scanner, built once."""
    make: Callable[[], ScannerLike] = pickle.loads(maker)  # noqa: S301 (made by this module)
    return make()


def _learned(df: "DataFrame", table: str) -> TableMapping:
    """What columns hold, from the first rows."""
    profiler = TableProfiler(table)
    sample: Any = df.limit(SAMPLE).toArrow()
    batches = sample.to_batches() or [pa.RecordBatch.from_pylist([], schema=sample.schema)]
    for batch in batches:
        profiler.observe(as_texts(batch))
    return profiler.mapping


def _with_key(mapping: TableMapping, key: str | None) -> TableMapping:
    """The mapping with `key`, and nothing else, as the row's own key."""
    columns = {
        name: ColumnRole(name, Role.CODE, c.confidence, c.filled, c.scan) if c.role is Role.RECORD_ID else c
        for name, c in mapping.columns.items()
    }
    if key is not None:
        columns[key] = ColumnRole(key, Role.RECORD_ID, scan=False)
    return TableMapping(mapping.table, columns, mapping.rows)


def _check(df: "DataFrame", columns: Collection[str] | None, key: str | None) -> None:
    types = {field.name: field.dataType.simpleString() for field in df.schema.fields}
    for column in columns or ():
        if column not in types:
            raise ViginoteError(f"data frame: no column {column!r}; the columns are: {', '.join(types)}")
    if key is not None and types.get(key) not in ("tinyint", "smallint", "int", "bigint"):
        raise ViginoteError(
            f"data frame: the key {key!r} must be an integer column; "
            "make one with monotonically_increasing_id() and keep it with the data"
        )


def _schema() -> str:
    """The findings table as Spark writes a schema."""
    kinds = {pa.string(): "string", pa.int64(): "bigint", pa.int32(): "int", pa.float64(): "double"}
    return ", ".join(f"`{field.name}` {kinds[field.type]}" for field in FINDINGS)
