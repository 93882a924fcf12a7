"""A scanner that needs no model: telephone numbers, the word VIH, and the record's own last name."""

import re
import time
from collections.abc import Iterable, Iterator

from viginote.findings import Finding, Identity, ScanResult
from viginote.taxonomy import Assertion

_PHONE = re.compile(r"0\d(?:[ .]?\d\d){4}")


class FakeScanner:
    """Finds what tests plant. A text with the word `crash` makes it fail."""

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        texts = list(texts)
        for text, identity in zip(texts, known or [None] * len(texts), strict=True):
            if "crash" in text:
                raise RuntimeError("a fault that must not cost the other cells")
            found = [Finding(*m.span(), "PHONE", 0.9, "fake") for m in _PHONE.finditer(text)]
            found += [
                Finding(*m.span(), "hiv", 0.8, "fake", Assertion.AFFIRMED) for m in re.finditer("VIH", text)
            ]
            for name in identity.last_names if identity else ():
                found += [
                    Finding(*m.span(), "PERSON", 0.7, "known") for m in re.finditer(re.escape(name), text)
                ]
            yield ScanResult(text, tuple(sorted(found, key=lambda f: (f.start, f.end, f.label))))


class SlowScanner(FakeScanner):
    """Takes its time, so that a test can kill it on its way."""

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        time.sleep(0.15)
        yield from super().scan_many(texts, known)


class DyingScanner(FakeScanner):
    """Ends its process without a word, as the system does when memory runs out."""

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        import os
        import signal

        os.kill(os.getpid(), signal.SIGKILL)
        yield from ()
