"""Fuzzing: damaged files of every format through their readers, and any text through the scanner.

Hypothesis draws the inputs: a small well-formed file of a format with bytes flipped, cut, doubled and
replaced, or a text of clinical fragments and arbitrary characters. Told are the inputs, those read with a
counted loss, those refused in one clear line, and the failures, which should be none:

- crash: an exception other than ViginoteError;
- hang: more than 20 seconds of processor time for one input;
- leak: a cell's value in an error or in the place or reason of a loss;
- changed: a rewriting that changes nothing, and yet does not give the same bytes;
- wrong: findings with offsets outside the text, or identifiers that overlap, or that a redaction leaves.

    python benchmarks/fuzz.py [--inputs N] [--seed S] [--only NAME] [--keep FOLDER]

Exit status 1 where anything failed; `--keep` writes the first input of each failure there.
"""

import argparse
import itertools
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from fuzz_inputs import ANY_TEXT, CANARY, EDITS, FILES, damaged
from viginote import Identity, Scanner
from viginote.errors import ViginoteError
from viginote.sources import open_source
from viginote.sources.base import Chunk

HANG_SECONDS = 20
_ROUND = 2000  # inputs drawn by one run of hypothesis
#: Formats whose copy is written anew, so that its bytes may differ.
_REMADE = ("parquet", "sqlite", "zip", "tar", "gzip")


@dataclass
class Tally:
    """What became of the inputs of one target. `failures`: kind and place -> how often."""

    inputs: int = 0
    refused: int = 0
    lossy: int = 0
    failures: Counter[str] = field(default_factory=Counter)


class Failure(Exception):
    """What is wrong with the outcome of one input, by kind."""


class _Hang(Exception):
    """One input took too long."""


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    """Raise _Hang after so many seconds of processor time: a busy machine is no hang.

    And each second from then on, since what is raised while garbage is collected is ignored.
    """

    def ring(*_: object) -> None:
        raise _Hang

    previous = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


def read(name: str, raw: bytes, folder: Path) -> str:
    """Read and rewrite one damaged file: what became of it."""
    path = folder / f"input{FILES[name][0]}"
    path.write_bytes(raw)
    try:
        source = open_source(str(path))
        for chunk in source.chunks():
            _check_chunk(chunk)
    except ViginoteError as error:
        _refuse_canary(str(error))
        return "refused"
    for loss in source.coverage.losses:
        _refuse_canary(f"{loss.place} {loss.reason}")
    complete = source.coverage.complete
    if source.rewritable and name.split(maxsplit=1)[0] not in _REMADE:
        copy = folder / "copy"
        open_source(str(path)).rewrite(copy, lambda chunk: chunk.rows)
        if complete and copy.read_bytes() != raw and source.coverage.rows:
            raise Failure("changed")
    return "read" if complete else "lossy"


def _check_chunk(chunk: Chunk) -> None:
    if any(column.type != pa.string() for column in chunk.rows.columns):
        raise Failure("wrong: a column that is no text")
    chunk.rows.validate(full=True)


def _refuse_canary(message: str) -> None:
    if CANARY in message:
        raise Failure("leak")


_KNOWN = Identity(
    last_names=["DURAND"], first_names=["Jean-Pierre"], birth_date="1985-07-04", phones=["0639981234"]
)


def scan(scanner: Scanner, text: str) -> str:
    """Scan one text, check what every result must keep, and redact it."""
    result = scanner.scan(text, known=_KNOWN if len(text) % 2 else None)
    for finding in result.findings:
        if not 0 <= finding.start < finding.end <= len(text):
            raise Failure("wrong: offsets outside the text")
    identifiers = result.identifiers
    if any(a.end > b.start for a, b in itertools.pairwise(identifiers)):
        raise Failure("wrong: identifiers overlap")
    kept = [text[a.end : b.start] for a, b in itertools.pairwise(identifiers)]
    redacted = result.redact()
    if any(part not in redacted for part in kept):
        raise Failure("wrong: text outside the findings changed")
    return "read"


def run(
    inputs: int,
    number: int,
    strategy: st.SearchStrategy[Any],
    outcome: Callable[[Any], str],
    keep: Callable[[str, Any], None],
) -> Tally:
    """Draw `inputs` inputs and tally their outcomes."""
    tally = Tally()

    def one(drawn: Any) -> None:
        tally.inputs += 1
        try:
            with alarm(HANG_SECONDS):
                what = outcome(drawn)
        except Failure as failure:
            kind = str(failure)
        except _Hang:
            kind = "hang"
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"crash: {type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        else:
            tally.refused += what == "refused"
            tally.lossy += what == "lossy"
            return
        if kind not in tally.failures:
            keep(kind, drawn)
        tally.failures[kind] += 1

    while tally.inputs < inputs:
        count = min(_ROUND, inputs - tally.inputs)
        number += 1
        configured = settings(
            max_examples=count, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        before = tally.inputs
        seed(number)(configured(given(strategy)(one)))()
        if tally.inputs == before:
            break
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=20_000, help="over all targets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one target: a format, or scan")
    parser.add_argument("--keep", type=Path, help="folder for the first input of each failure")
    options = parser.parse_args()
    names = [options.only] if options.only else [*FILES, "scan"]
    each = max(1, options.inputs // len(names))
    scanner = Scanner()
    scanner.scan("")  # loads the model, which is no part of any input
    started, failed, total = time.monotonic(), 0, 0
    print(f"{'target':16}{'inputs':>9}{'lossy':>9}{'refused':>9}{'failed':>8}")
    for number, name in enumerate(names):
        with tempfile.TemporaryDirectory(dir=_memory_folder()) as folder:

            def keep(kind: str, drawn: Any, name: str = name) -> None:
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    raw = (
                        drawn.encode("utf-8", "surrogatepass")
                        if isinstance(drawn, str)
                        else damaged(FILES[name][1], drawn)
                    )
                    safe = "".join(c if c.isalnum() else "_" for c in f"{name} {kind}")
                    (options.keep / f"{safe}{FILES.get(name, ('.txt',))[0]}").write_bytes(raw)

            if name == "scan":
                tally = run(each, options.seed + number, ANY_TEXT, lambda text: scan(scanner, text), keep)
            else:
                tally = run(
                    each,
                    options.seed + 1000 * number,
                    EDITS,
                    lambda e, name=name, folder=folder: read(name, damaged(FILES[name][1], e), Path(folder)),
                    keep,
                )
        failures = tally.failures.total()
        print(f"{name:16}{tally.inputs:9,}{tally.lossy:9,}{tally.refused:9,}{failures:8,}", flush=True)
        for kind, count in tally.failures.most_common():
            print(f"    {count:6,}  {kind}", flush=True)
        failed, total = failed + failures, total + tally.inputs
    print(f"{total:,} inputs in {time.monotonic() - started:,.0f} s, {failed} failures")
    return 1 if failed else 0


def _memory_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


if __name__ == "__main__":
    sys.exit(main())
