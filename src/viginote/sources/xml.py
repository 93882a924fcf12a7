"""Any other XML: every text, attribute and comment, under the path of its element."""

from collections.abc import Iterator

from viginote.sources._documents import Part, attribute_parts, walk_xml, xml_path
from viginote.sources.base import FileCoverage
from viginote.sources.cda import CdaSource
from viginote.sources.format import Format, Head


class XmlSource(CdaSource):
    """One XML document."""

    format = "xml"

    def parts(self, text: str, patient: dict[str, str | None], file: FileCoverage) -> Iterator[Part]:
        for node in walk_xml(text):
            if node.text is not None:
                yield Part(xml_path(node.path), node.text, node.start, node.end, node.encode)
            else:
                yield from attribute_parts(text, node)


def _recognise(head: Head) -> float:
    start = head.text.lstrip()
    if head.binary or not start.startswith("<"):
        return 0.0
    return 0.5 if start.startswith("<?xml") or head.suffix in FORMAT.suffixes else 0.0


FORMAT = Format("xml", (".xml",), _recognise, XmlSource)
