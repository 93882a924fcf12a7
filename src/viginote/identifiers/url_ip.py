"""Web addresses, IP addresses and social-media handles.

Not: an OID (1.2.250.1.213...), a missing space after a full stop ("patient.Il", "TVP.de"), a version, the
hour.

>>> validate("https://exemple.fr/a"), validate("192.168.1.20"), validate("1.2.250.1.213"), validate("TVP.de")
(True, True, False, False)

Source: RFC 3986 (URI), RFC 791 and RFC 4291 (IPv4 and IPv6 addresses).
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import Hit, Rule, Search, before
from viginote.regex import regex
from viginote.text import Note

_URL = regex(r"(?:https?://|ftp://|www\.)[^\s<>\"|]{3,400}")
_DOMAIN = regex(
    r"\.(?:fr|com|org|net|eu|info|gouv|io|be|ch|lu|example|local|lan|bzh|app|online|site|paris|care"
    r"|health|tv|ca)(?![a-z0-9\-@])(?:/[^\s<>\"|,;)]{0,300})?"
)
_LABELS_BEFORE = regex(r"[a-z0-9](?:[a-z0-9\-.]{1,60})\Z")
#: Short domains whose path says whose page it is: "fb.com/nom", "t.me/nom", and pages of a house.
_PAGE = Anchored(
    r"(?:in/(?=[a-z]+-[a-z0-9])[a-z0-9-]{4,60}(?![\w/.])|(?:fb\.(?:com|me)|t\.me|wa\.me|x\.com|bit\.ly|g\.co|youtu\.be|intranet|extranet)/)[^\s<>\"|,;)]{2,300}"
)
_IPV4 = regex(r"[0-9](?<![0-9].)(?<![0-9.].)[0-9]{0,2}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9]|\.[0-9])")
_IPV6 = regex(r":[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,6}(?![0-9a-z:])")
#: What may follow an address: a port, a path.
_PORT = regex(r"(?::[0-9]{2,5})?(?:/[a-z0-9/._\-]{1,60})?")
#: A share on a server: "\\\\srv-dpi\\commun".
_SHARE = regex(r"\\\\[a-z0-9\-.]{2,30}(?:\\[\w\-.$]{1,40}){1,6}")
_HEX_BEFORE = regex(r"(?<![0-9a-z])[0-9a-f]{1,4}\Z")
_HANDLE = regex(r"@[a-z_](?<![\w.@]..)[\w.]{2,29}")
_NETWORK = Anchored(
    r"(?:instagram|insta|facebook|fb|snap(?:chat)?|twitter|tiktok|linkedin|skype|telegram|discord|twitch"
    r"|onlyfans|grindr|tinder|pseudo)"
    r"(?![a-z])(?: (?:de |du )[a-z' ]{2,20}?(?= ?: ?[a-z_]+[._0-9]))?"
    r"(?:[ ]?[:=@][ ]?[\"«]?[ ]?|[ ](?:est |sous |pseudo |de )?(?=@"
    r"|[\w.]*[_0-9]))(@?[a-z_][\w.\-]{2,29})"
)
_DOTS = 3  # in the address of a computer
_IP_CUE = regex(r"\b(?:ip|ipv4|adresse ip|serveur|poste)[ :]*\Z")


def _find(note: Note) -> Iterator[Hit]:
    text, folded = note.text, note.folded
    if "://" in folded or "www." in folded:
        for m in _URL.finditer(folded):
            yield Hit(m.start(), m.start() + len(m[0].rstrip(".,;:!?)]'")), 0.99, "scheme or www")
    for m in _DOMAIN.finditer(folded):
        if hit := _bare_domain(text, folded, m):
            yield hit
    for m in _PAGE.matches(folded):
        yield Hit(m.start(), m.start() + len(m[0].rstrip(".:!?")), 0.85, "page of a network or a house")
    for m in _IPV4.finditer(folded) if folded.count(".") >= _DOTS else ():
        if validate(m[0]) and (len(m[0]) >= 10 or _IP_CUE.search(before(folded, m.start(), 16))):
            more = _PORT.match(folded, m.end())
            yield Hit(m.start(), more.end() if more else m.end(), 0.9, "IPv4 address")
    for m in _SHARE.finditer(folded):
        yield Hit(m.start(), m.end(), 0.9, "share on a server")
    for m in _IPV6.finditer(folded):
        first = _HEX_BEFORE.search(before(folded, m.start(), 6))
        if first and validate(first[0] + m[0]) and any(c in "abcdef" for c in first[0] + m[0]):
            yield Hit(m.start() - len(first[0]), m.end(), 0.9, "IPv6 address")
    yield from _handles(folded)


def _handles(folded: str) -> Iterator[Hit]:
    """Names on social networks, by their sign or behind the name of the network."""
    if "@" in folded:
        for m in _HANDLE.finditer(folded):
            if (
                not (m.start() and (folded[m.start() - 1].isalnum() or folded[m.start() - 1] in "._-@"))
                and folded[m.end() : m.end() + 1] != "@"
            ):
                yield Hit(m.start(), m.start() + len(m[0].rstrip(".")), 0.85, "handle")
    for m in _NETWORK.matches(folded):
        yield Hit(m.start(1), m.start(1) + len(m[1].rstrip(".-")), 0.85, "name of a network before")


def _bare_domain(text: str, folded: str, m: re.Match[str]) -> Hit | None:
    """A domain without a scheme: in lower case, at least three characters before its ending, no e-mail."""
    left = _LABELS_BEFORE.search(before(folded, m.start(), 64))
    if not left:
        return None
    start = m.start() - len(left[0])
    raw = text[start : m.end()]
    if (
        (start and folded[start - 1] in "@._/")
        or raw.startswith("www.")
        or not raw.split("/")[0].islower()
        or len(left[0]) < 4
        or ".." in raw
    ):
        return None
    return Hit(start, m.start() + len(m[0].rstrip(".")), 0.85, "domain name")


def validate(value: str) -> bool:
    """Whether `value` as a whole is a web address, a domain or an IP address."""
    if value[:1].isdigit() or (":" in value[:5] and "//" not in value):
        try:
            ip_address(value)
        except ValueError:
            return False
        return True
    return any(hit.start == 0 and hit.end == len(value) for hit in _find(Note(value)))


RECOGNIZER = Rule("url_ip", "URL_IP", Search(_find, digits=0))
