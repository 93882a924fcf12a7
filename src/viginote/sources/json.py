"""A JSON array of records as a table; any other JSON document as rows of path and text."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from viginote.sources._documents import PATH, Container, DocumentRows, Part
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._json import (
    UNREAD_NAMES,
    JsonRows,
    json_literal,
    leaf_spans,
    unread_names,
    whole_elements,
)
from viginote.sources._stream import Buffer, Rows, Span, StreamSource
from viginote.sources.base import BLOCK_BYTES, MAX_RECORD_BYTES, FileCoverage
from viginote.sources.format import Format, Head, Options


class JsonSource(StreamSource):
    """One JSON document. The elements of an array are read one after the other, whatever its length."""

    format = "json"
    table = "rows"

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)
        self.located_by = None if _is_array(input_file.head) else PATH

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        buffer.more()
        if buffer.data.startswith(b"\xef\xbb\xbf"):
            yield buffer.drop(3)
        if self.located_by is None:
            yield buffer.drop(buffer.data.index(b"[") + 1)
            yield from self._elements(buffer, decoder, file)
        else:
            yield from self._document(buffer, decoder, file)

    def _elements(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        while True:
            records, places = whole_elements(buffer.data, buffer.ended, decoder.settled(buffer.data))
            if records:
                yield self._rows(buffer, records, places, decoder, file)
            elif len(buffer.data) >= MAX_RECORD_BYTES or not buffer.more(BLOCK_BYTES):
                break
        rest = buffer.data.strip()
        if rest != b"]":
            file.lose(
                f"byte {buffer.offset}", "JSON array damaged or cut short: the rest was not read", rows=1
            )
            while buffer.more():
                buffer.drop(len(buffer.data))
        yield b"]\n" if rest != b"]" else buffer.drop(len(buffer.data))

    def _rows(
        self,
        buffer: Buffer,
        records: list[Any],
        places: list[Span],
        decoder: Decoder,
        file: FileCoverage,
    ) -> Rows:
        offset = buffer.offset
        raw = buffer.drop(places[-1][1])
        decoder.utf8(raw, offset)  # counts what does not decode
        rows = JsonRows(raw, records, places, self.table, decoder)
        if unread := unread_names(rows.batch.schema.names):
            file.lose(f"byte {offset}", UNREAD_NAMES, count=unread)
        return rows

    def _document(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        """One value, or several one after the other; the paths of the second begin with `2.`."""
        number = 0
        while True:
            while len(buffer.data) < MAX_RECORD_BYTES and buffer.more():
                pass
            _, places = whole_elements(buffer.data, buffer.ended, decoder.settled(buffer.data))
            if not places:
                break
            offset = buffer.offset
            raw = buffer.drop(places[-1][1])
            decoder.utf8(raw, offset)  # counts what does not decode
            spans: dict[str, Span] = {}
            for start, end in places:
                number += 1
                for path, span in leaf_spans(raw[start:end], decoder).items():
                    spans[path if number == 1 else f"{number}.{path}"] = (span[0] + start, span[1] + start)
            if unread := unread_names(spans):
                file.lose("", UNREAD_NAMES, count=unread)
            yield DocumentRows(raw, self.table, list(_leaves(raw, spans, decoder)))
        rest = buffer.drop(len(buffer.data))
        if rest.strip():
            file.lose("", "JSON document damaged, cut short or too large: not read", rows=1)
            while buffer.more():
                buffer.drop(len(buffer.data))
        else:
            yield rest


def _leaves(raw: bytes, spans: dict[str, Span], decoder: Decoder) -> Iterator[Container]:
    for path, (start, end) in spans.items():
        old = raw[start:end]
        if old[:1] == b'"':
            value = json.loads(decoder.text(old), strict=False)
            clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
            encode = partial(json_literal, old=old, decoder=decoder)
            yield Container((start, end), clean, encode, [Part(path, clean, 0, len(clean))])


def _is_array(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")


def _recognise(head: Head) -> float:
    text = head.text.lstrip()
    if head.binary or text[:1] not in ("[", "{"):
        return 0.0
    if head.suffix in FORMAT.suffixes:
        return 0.8
    return 0.5 if text[1:].lstrip()[:1] in ("{", '"', "]") else 0.0


FORMAT = Format("json", (".json",), _recognise, JsonSource)
