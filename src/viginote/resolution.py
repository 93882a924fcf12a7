"""Several rooms may claim the same characters: here each character ends under one label.

Presidio's anonymizer must be given disjoint spans (with overlapping ones its operators see whole
original spans, and encryption corrupts the text), so overlaps are decided before redaction.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from viginote.findings import Finding
from viginote.taxonomy import Kind
from viginote.text import Note


def resolve(note: Note, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Disjoint identifiers, and mentions disjoint within each category, sorted by start.

    Where identifiers overlap, the one with the most expected right characters (score times length) keeps
    its span, and what sticks out of the others stays found: nothing that was found is shown again.
    """
    layers: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        layers["" if finding.kind is Kind.IDENTIFIER else finding.label].append(finding)
    resolved = [kept for layer in layers.values() for kept in _disjoint(note, layer)]
    return tuple(sorted(resolved, key=lambda f: (f.start, f.end, f.label)))


def _disjoint(note: Note, layer: list[Finding]) -> Iterator[Finding]:
    layer.sort(key=lambda f: (f.start, f.end))
    cluster: list[Finding] = []
    reach = -1
    for finding in layer:
        if finding.start >= reach and cluster:
            yield from _decide(note, cluster)
            cluster = []
        cluster.append(finding)
        reach = max(reach, finding.end)
    yield from _decide(note, cluster)


def _decide(note: Note, cluster: list[Finding]) -> list[Finding]:
    if len(cluster) <= 1:
        return cluster
    first = cluster[0].start
    taken = bytearray(max(f.end for f in cluster) - first)
    kept: list[Finding] = []
    for finding in sorted(cluster, key=_claim, reverse=True):
        for part in _free_parts(note, finding, taken, first):
            taken[part.start - first : part.end - first] = b"\1" * (part.end - part.start)
            kept.append(part)
    return kept


def _claim(finding: Finding) -> tuple[float, float, str, int]:
    return finding.score * (finding.end - finding.start), finding.score, finding.label, -finding.start


def _free_parts(note: Note, finding: Finding, taken: bytearray, first: int) -> Iterator[Finding]:
    """The parts of `finding` that no kept one covers; a mention of content is whole or not at all.

    `taken`: 1 for each character from `first` on that is covered, so that the work grows with the length.
    """
    start, end = finding.start - first, finding.end - first
    if taken.find(1, start, end) < 0:
        yield finding
        return
    if finding.kind is Kind.SENSITIVE:
        return
    while (start := taken.find(0, start, end)) >= 0:
        stop = taken.find(1, start, end)
        stop = end if stop < 0 else stop
        yield from _trimmed(note, finding, start + first, stop + first)
        start = stop


def _trimmed(note: Note, finding: Finding, start: int, end: int) -> Iterator[Finding]:
    """`finding` cut to start..end less the blanks and punctuation at its edges, if anything is left."""
    while start < end and not note.text[start].isalnum():
        start += 1
    while start < end and not note.text[end - 1].isalnum():
        end -= 1
    if start < end:
        yield replace(finding, start=start, end=end)
