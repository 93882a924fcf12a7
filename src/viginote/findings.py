"""The data model: what a scan finds, and the identity a record may bring along."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import filterfalse
from typing import TYPE_CHECKING, Any

from viginote.taxonomy import Assertion, Kind, kind_of

if TYPE_CHECKING:
    from viginote.redaction import Context, Policy


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a finding was made, in words that hold no scanned identifier.

    `reason`: the rule in a phrase ("key valid", "title before"). For sensitive mentions also
    `term`: the lexicon entry; `cue`: the lexicon cue that set the assertion; `subject`: who is spoken of.
    """

    reason: str = ""
    term: str | None = None
    cue: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One span of a note.

    `start`, `end`: character offsets into the text as given. `label`: an identifier label (upper case) or
    a sensitive category (lower case). `assertion`: None for identifiers. `score`: 0..1, the share of such
    findings expected to be right. `detector`: the rule or model that said so.
    """

    start: int
    end: int
    label: str
    score: float
    detector: str
    assertion: Assertion | None = None
    explain: Explanation = field(default_factory=Explanation, compare=False)

    @property
    def kind(self) -> Kind:
        """Identifier or sensitive mention."""
        return kind_of(self.label)

    def overlaps(self, other: "Finding") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def as_dict(self) -> dict[str, Any]:
        """What the finding says, for JSON: positions and reasons, no scanned text."""
        return {
            "start": self.start,
            "end": self.end,
            "label": self.label,
            "kind": str(self.kind),
            "assertion": self.assertion and str(self.assertion),
            "score": self.score,
            "detector": self.detector,
            "explain": {
                "reason": self.explain.reason,
                "term": self.explain.term,
                "cue": self.explain.cue,
                "subject": self.explain.subject,
            },
        }


@dataclass(frozen=True, slots=True)
class ScanResult:
    """A text and its findings, sorted by start.

    Identifiers do not overlap each other; mentions of one sensitive category do not overlap each other;
    an identifier and a sensitive mention may. Its `repr`, which logs are apt to hold, does not show the text.
    """

    text: str = field(repr=False)
    findings: tuple[Finding, ...]

    @property
    def identifiers(self) -> tuple[Finding, ...]:
        """The findings that say who the person is."""
        return tuple(f for f in self.findings if f.kind is Kind.IDENTIFIER)

    @property
    def sensitive(self) -> tuple[Finding, ...]:
        """The findings that say what must not be known."""
        return tuple(f for f in self.findings if f.kind is Kind.SENSITIVE)

    def redact(self, policy: "Policy | None" = None, context: "Context | None" = None) -> str:
        """The text with its findings redacted under `policy` (default: identifiers become `[LABEL]`).

        `context`: the keys of a policy that encrypts, hashes or draws surrogates, and whose text this is.
        """
        from viginote.redaction import redact

        return redact(self.text, self.findings, policy, context)


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """What the record already says of its patient: looked for in the note in any spelling.

    Every field is optional, and what is missing (None, NaN) says nothing. `birth_date` is a date or an ISO
    8601 string; the others are strings or numbers as stored, where several are possible a list of them or one
    alone. Its `repr` shows none of them.
    """

    last_names: Iterable[str] = ()
    first_names: Iterable[str] = ()
    birth_date: date | str | None = None
    nir: str | None = None
    phones: Iterable[str] = ()
    emails: Iterable[str] = ()
    address: str | None = None
    postcode: str | None = None
    city: str | None = None
    patient_ids: Iterable[str] = ()

    def __post_init__(self) -> None:
        for name in ("last_names", "first_names", "phones", "emails", "patient_ids"):
            given: Any = getattr(self, name)
            listed = given if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
            object.__setattr__(self, name, tuple(map(stored, filterfalse(_is_missing, listed))))
        for name in ("nir", "address", "postcode", "city"):
            value = getattr(self, name)
            object.__setattr__(self, name, None if _is_missing(value) else stored(value))
        if _is_missing(self.birth_date):
            object.__setattr__(self, "birth_date", None)


def _is_missing(value: object) -> bool:
    """None, or what tables hold in its place."""
    return value is None or (not isinstance(value, str) and str(value) in {"nan", "NaT", "<NA>"})


def stored(value: object) -> str:
    """The value of a table as text; a column of numbers with gaps makes floats of them (639981234.0)."""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)
