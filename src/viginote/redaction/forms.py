"""The forms that redaction writes into a text, so that they are recognised and never taken for findings.

Placeholder `[PERSON]`, `[SENSITIVE]`; keyed hash `[PERSON#` 16 hex digits `]`; encrypted token
`[vg1r:PERSON:key-id:payload]` (`r`: random, `c`: consistent), payload in URL-safe base64 without padding.
All are plain ASCII without quotes, commas, semicolons, backslashes, tabs, bars, ampersands or angle
brackets: they pass through CSV, SQL, JSON, XML and HL7 without escaping.

The label of a sensitive mention is never written: `[PSYCHIATRY]` would tell what it hides.
"""

import re

from viginote.taxonomy import IDENTIFIERS

#: What stands for the category of a sensitive mention.
SENSITIVE = "SENSITIVE"
#: What stands for the label of a piece of the original text that merely looks like a token.
LITERAL = "LITERAL"

_NAMES = "|".join([*IDENTIFIERS, SENSITIVE])
_KEY_ID = r"[A-Za-z0-9._-]{1,64}"

#: A placeholder as the policies write it by default.
PLACEHOLDER = re.compile(rf"\[(?:{_NAMES})\]")
#: A sign of an encrypted token, whole or damaged: its beginning (of any version), or all that follows it.
#: Every whole token holds both, so that no single alteration makes it pass for ordinary text.
MARKER = re.compile(rf"\[vg[0-9]|:(?:{_NAMES}|{LITERAL}):{_KEY_ID}:[A-Za-z0-9_-]{{22,}}\]")
#: A whole encrypted token of this version: algorithm, label, key id, payload.
TOKEN = re.compile(rf"\[(vg1[rc]):({_NAMES}|{LITERAL}):({_KEY_ID}):([A-Za-z0-9_-]+)\]")
#: A valid key id.
KEY_ID = re.compile(rf"{_KEY_ID}\Z")
#: Everything that redaction writes and that a scanner must leave alone.
WRITTEN = re.compile(
    rf"\[(?:{_NAMES})(?:#[0-9a-f]{{16}})?\]|\[vg1[rc]:(?:{_NAMES}|{LITERAL}):{_KEY_ID}:[A-Za-z0-9_-]{{22,}}\]"
)


def public_name(label: str) -> str:
    """The name under which a label may be shown in a redacted text."""
    return label if label in IDENTIFIERS or label == LITERAL else SENSITIVE
