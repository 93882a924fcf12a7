"""spaCy: `nlp.add_pipe("viginote")` marks identifiers and sensitive mentions on a Doc.

- `doc.spans["viginote"]`: one span a finding, its label the finding's, grown to whole tokens.
- `span._.viginote`: the Finding behind such a span, with exact character offsets, assertion, score, reason.
- `doc._.viginote`: the ScanResult, with `.identifiers`, `.sensitive` and `.redact(policy)`.

It needs no other component, runs after any tokenizer, in `nlp.pipe` as well, and survives `Doc.to_bytes` and
`DocBin(store_user_data=True)`.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from viginote.findings import Explanation, Finding, ScanResult
from viginote.scanner import Scanner
from viginote.taxonomy import Assertion

#: The name of the component, of its spans and of its extensions.
NAME = "viginote"


class Component:
    """Scans a Doc's text and keeps the findings on the Doc."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner

    def __call__(self, doc: Doc) -> Doc:
        return _marked(doc, self._scanner.scan(doc.text))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """The Docs of a stream, in order, scanned in batches."""
        docs_left = iter(stream)
        while docs := list(islice(docs_left, batch_size)):
            results = self._scanner.scan_many(doc.text for doc in docs)
            for doc, result in zip(docs, results, strict=True):
                yield _marked(doc, result)


@Language.factory(
    NAME,
    default_config={"lexicons": [], "names": [], "allow": [], "thresholds": {}},
    assigns=["doc.spans", "doc._.viginote", "span._.viginote"],
)
def make(  # noqa: PLR0917 (spaCy passes them by name)
    nlp: Language,
    name: str,
    lexicons: list[str],
    names: list[str],
    allow: list[str],
    thresholds: dict[str, float],
) -> Component:
    """The component; its settings are those of `Scanner`: vocabulary files, lowest score per label."""
    return Component(Scanner(lexicons=lexicons, names=names, allow=allow, thresholds=thresholds))


def _marked(doc: Doc, result: ScanResult) -> Doc:
    spans = [
        doc.char_span(f.start, f.end, label=f.label, span_id=number, alignment_mode="expand")
        for number, f in enumerate(result.findings, 1)
    ]
    doc.spans[NAME] = SpanGroup(
        doc,
        name=NAME,
        attrs={"findings": [_packed(f) for f in result.findings]},
        spans=[span for span in spans if span is not None],
    )
    return doc


def _packed(finding: Finding) -> list[Any]:
    """The finding in plain values, which spaCy can serialise."""
    why = finding.explain
    assertion = None if finding.assertion is None else str(finding.assertion)
    place = [finding.start, finding.end, finding.label, finding.score, finding.detector, assertion]
    return [*place, why.reason, why.term, why.cue, why.subject]


def _unpacked(values: list[Any]) -> Finding:
    start, end, label, score, detector, assertion, *why = values
    said = None if assertion is None else Assertion(assertion)
    return Finding(start, end, label, score, detector, said, Explanation(*why))


def _result_of(doc: Doc) -> ScanResult | None:
    """What was found in the Doc, or None when the component has not run on it."""
    if NAME not in doc.spans:
        return None
    return ScanResult(doc.text, tuple(map(_unpacked, doc.spans[NAME].attrs["findings"])))


def _finding_of(span: Span) -> Finding | None:
    """The finding of a span of this component, or None for any other span."""
    result = _result_of(span.doc)
    if result is None or not 0 < span.id <= len(result.findings):
        return None
    finding = result.findings[span.id - 1]
    return finding if finding.label == span.label_ else None


if not Doc.has_extension(NAME):
    Doc.set_extension(NAME, getter=_result_of)
    Span.set_extension(NAME, getter=_finding_of)
