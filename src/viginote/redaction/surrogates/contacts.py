"""False e-mail, web and IP addresses and handles, in ranges reserved for documentation."""

import re

from viginote.redaction.keys import canonical
from viginote.redaction.surrogates.draw import Draw
from viginote.redaction.surrogates.people import name_for
from viginote.redaction.surrogates.style import plain

_DOMAIN = "example.org"  # RFC 2606
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_IP_V4 = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_IP_V6 = re.compile(r"[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
_SCHEME = re.compile(r"[A-Za-z]{3,6}://")


def email(draw: Draw, value: str, _: str = "") -> str | None:
    """An address at example.org whose name parts are the surrogates of the true ones."""
    local = value.partition("@")[0]
    words = [plain(name_for(draw, canonical(word))) for word in _LETTERS.findall(local)]
    return ".".join([*words, draw.digits("email", canonical(value), 4)]).lower() + f"@{_DOMAIN}"


def url_or_ip(draw: Draw, value: str, _: str = "") -> str | None:
    """An IP address for documentation (RFC 5737, RFC 3849), a page of example.org, or a made-up handle."""
    key = canonical(value)
    if _IP_V4.fullmatch(value):
        return f"203.0.113.{draw.number('ip', key, 256)}"
    if _IP_V6.fullmatch(value):
        return f"2001:db8::{draw.number('ip', key, 1 << 16):x}"
    if value.startswith("@"):
        return f"@compte{draw.digits('handle', key, 6)}"
    scheme = _SCHEME.match(value)
    return f"{scheme[0] if scheme else ''}{_DOMAIN}/{draw.digits('url', key, 6)}"
