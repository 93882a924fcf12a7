"""Plain tuples of INSERT statements made into CSV, so that Arrow reads them.

A dump's tuples are nearly all of one shape: strings in single quotes, numbers, NULL. Where quotes and
parentheses of a block stand just so, what is between the tuples is masked out, and the rest is CSV. Anything
else (casts, introducers, functions) is left to the pattern that reads one tuple after the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_QUOTE, _DOUBLE_QUOTE, _OPEN, _CLOSE, _COMMA, _SPACE, _LF = 39, 34, 40, 41, 44, 32, 10
_BLANKS = (32, 9, 10, 13, _OPEN)
#: More kinds of gaps between tuples than this are no plain dump.
_GAP_KINDS = 6
#: Stand for `\\\\` and `\\'` while quotes are counted. A block that holds the first byte is read one by one.
_PAIR, _ESCAPED_QUOTE = b"\x01\x01", b"\x01\x02"

#: How Arrow parts the values of tuples as CSV, and which of them are none.
FORM = {"delimiter": ",", "quote_char": "'", "newlines_in_values": True, "ignore_empty_lines": False}
NULLS = ("NULL", "null", "DEFAULT")

_Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Tuples:
    """Tuples as CSV; where each begins in the block, and where the last one ends with what follows it."""

    csv: bytes
    starts: Sequence[int]
    end: int


def plain_tuples(data: bytes, head: bytes, row_end: re.Pattern[bytes], *, backslash: bool) -> Tuples | None:
    """The tuples at the start of `data`; None where they are not plain.

    `head`: the statement up to its first tuple, which may come again before later ones. `row_end`: what
    follows a tuple. `backslash`: whether it escapes in strings.
    """
    if data[len(head) if data.startswith(head) else 0 :][:1] != b"(":
        return None
    text = data
    if backslash and b"\\" in data:
        if b"\x01" in data:
            return None
        text = data.replace(b"\\\\", _PAIR).replace(b"\\'", _ESCAPED_QUOTE)
    array = np.frombuffer(text, np.uint8)
    quote = array == _QUOTE
    inside = np.logical_xor.accumulate(quote)
    outside = ~(inside | quote)
    _mask_heads(outside, text, head)
    if backslash and (outside & (array == _DOUBLE_QUOTE)).any():
        return None
    opens = np.flatnonzero(outside & (array == _OPEN))
    closes = np.flatnonzero(outside & (array == _CLOSE))
    count = _whole(data, head, opens, closes, row_end)
    if not count:
        return None
    opens, closes = opens[:count], closes[:count]
    if not _quotes_in_place(array, np.flatnonzero(quote[: closes[-1] + 1])):
        return None
    end = row_end.match(data, int(closes[-1]) + 1)
    assert end is not None  # _whole counts only tuples that it follows
    return Tuples(_csv(array, opens, closes, outside), opens.tolist(), end.end())


def _mask_heads(outside: _Array, text: bytes, head: bytes) -> None:
    """Take the parentheses of a column list and the quotes of names out of the count."""
    if b"(" in head or b'"' in head:
        for match in re.finditer(re.escape(head), text):
            if outside[match.start()]:
                outside[match.start() : match.end()] = False


def _whole(data: bytes, head: bytes, opens: _Array, closes: _Array, row_end: re.Pattern[bytes]) -> int:
    """How many tuples at the start are whole and follow each other as tuples of one table do."""
    count = min(len(opens), len(closes))
    if not count or opens[0] != (len(head) if data.startswith(head) else 0):
        return 0
    opens, closes = opens[:count], closes[:count]
    nested = np.flatnonzero(opens >= closes)
    nested = np.concatenate([nested, np.flatnonzero(closes[:-1] >= opens[1:])])
    count = int(nested.min()) if len(nested) else count
    if not count:
        return 0
    bad = _bad_gap(data, head, opens[:count], closes[:count], row_end)
    count = count if bad is None else bad + 1
    while count and not row_end.match(data, int(closes[count - 1]) + 1):
        count -= 1
    return count


def _bad_gap(
    data: bytes, head: bytes, opens: _Array, closes: _Array, row_end: re.Pattern[bytes]
) -> int | None:
    """The first tuple after which something else stands than what may stand between two."""
    array = np.frombuffer(data, np.uint8)
    begins, lengths = closes[:-1] + 1, opens[1:] - closes[:-1] - 1
    bad: list[int] = []
    kinds = np.unique(lengths)
    for length in kinds[:_GAP_KINDS]:
        which = np.flatnonzero(lengths == length)
        first = int(begins[which[0]])
        sample = data[first : first + int(length)]
        match = row_end.match(sample)
        if match is None or sample[match.end() :] not in (b"", head):
            bad.append(int(which[0]))
            continue
        stretch = array[begins[which][:, None] + np.arange(length)]
        other = np.flatnonzero((stretch != np.frombuffer(sample, np.uint8)).any(axis=1))
        bad += [int(which[other[0]])] if len(other) else []
    for length in kinds[_GAP_KINDS:]:
        bad.append(int(np.flatnonzero(lengths == length)[0]))
    return min(bad) if bad else None


def _quotes_in_place(array: _Array, quotes: _Array) -> bool:
    """Whether every string begins right after a comma or parenthesis and ends right before one."""
    opening, closing = quotes[::2], quotes[1::2]
    before, before_that = array[opening - 1], array[opening - 2]
    begins = np.isin(before, (_OPEN, _COMMA, _QUOTE)) | ((before == _SPACE) & (before_that == _COMMA))
    return bool(begins.all() and np.isin(array[closing + 1], (_COMMA, _CLOSE, _QUOTE)).all())


def _csv(array: _Array, opens: _Array, closes: _Array, outside: _Array) -> bytes:
    """The tuples as lines: strings whole, blanks and parentheses outside of them dropped."""
    size = int(closes[-1]) + 1
    step = np.zeros(size, np.int8)
    step[opens] = 1
    step[closes] = -1
    keep = np.cumsum(step, dtype=np.int8).astype(bool)
    keep &= ~(outside[:size] & np.isin(array[:size], _BLANKS))
    keep[closes] = True
    lines = array[:size].copy()
    lines[closes] = _LF
    return bytes(lines[keep].tobytes())


def masked_back(text: str) -> str:
    """A cell with its backslash pairs as they stood."""
    return text.replace("\x01\x01", "\\\\").replace("\x01\x02", "\\'")
