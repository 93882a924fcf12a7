"""How severe a breach is: ENISA's methodology, with the evidence for each factor and room to override.

ENISA, Recommendations for a methodology of the assessment of severity of personal data breaches (2013):
severity = DPC x EI + CB.

- DPC, data processing context, 1 to 4. Simple data start at 1; they count 2 where they allow assumptions
  about the person, 3 where they lead to assumptions about health: patients with comments of their doctor.
  Sensitive data are 4.
- EI, ease of identification: 0.25 negligible, 0.5 limited, 0.75 significant, 1 maximum.
- CB, circumstances of the breach, a sum: loss of confidentiality (nobody outside has the data 0, known
  recipients 0.25, unknown ones 0.5), of integrity (data altered: can be put right 0.25, cannot 0.5), of
  availability (data out of reach: for a time 0.25, for good 0.5), malicious intent 0.5.

Below 2 low, below 3 medium, below 4 high, from 4 very high; the CNIL's four levels are told beside them.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from viginote.errors import ViginoteError


class Recipients(StrEnum):
    """Who may have the data: nobody outside, a known number of recipients, or nobody knows."""

    NONE = "none"
    KNOWN = "known"
    UNKNOWN = "unknown"


class Loss(StrEnum):
    """Of integrity or availability: none, one that can be or was made good, one for good."""

    NONE = "none"
    RECOVERABLE = "recoverable"
    PERMANENT = "permanent"


_LOSS = {Loss.NONE: 0.0, Loss.RECOVERABLE: 0.25, Loss.PERMANENT: 0.5}
_CONFIDENTIALITY = {Recipients.NONE: 0.0, Recipients.KNOWN: 0.25, Recipients.UNKNOWN: 0.5}
_LEVELS = ((2.0, "low", "négligeable"), (3.0, "medium", "limitée"), (4.0, "high", "importante"))
_TOP = ("very_high", "maximale")
#: What a factor set by hand may be.
_BOUNDS = {"dpc": (1, 4), "ei": (0.25, 1), "cb": (0, 2)}
#: ENISA flags a breach of more people than this apart.
_MANY = 100


@dataclass(frozen=True)
class Circumstances:
    """What the data cannot tell. The defaults are those of a leak found in the open; each may be overridden.

    `integrity`: whether data were altered; `availability`: whether they are out of reach.
    `unintelligible`: the data are encrypted and the key is safe. `dpc`, `ei`, `cb`: a factor set by hand,
    whatever the data say.
    """

    recipients: Recipients = Recipients.UNKNOWN
    malicious: bool = True
    integrity: Loss = Loss.NONE
    availability: Loss = Loss.NONE
    unintelligible: bool = False
    dpc: float | None = None
    ei: float | None = None
    cb: float | None = None

    def __post_init__(self) -> None:
        for name, (least, most) in _BOUNDS.items():
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                raise ViginoteError(f"severity: {name} must lie between {least} and {most}")


@dataclass(frozen=True)
class Facts:
    """What the severity rests on: numbers of people, a note of nobody known counting as one."""

    people: int
    core: int = 0
    sensitive: int = 0
    with_notes: int = 0
    minors: int = 0
    named: int = 0
    with_nir: int = 0
    fully_identified: int = 0


@dataclass(frozen=True)
class Severity:
    """`reasons`: factor -> {value, code, and the figures the sentence needs}; told in words by the report."""

    dpc: float
    ei: float
    cb: float
    flags: list[str] = field(default_factory=list)
    reasons: list[dict[str, Any]] = field(default_factory=list)

    @property
    def score(self) -> float:
        return round(self.dpc * self.ei + self.cb, 2)

    def as_dict(self) -> dict[str, Any]:
        level, cnil = level_of(self.score)
        return {
            "dpc": self.dpc,
            "ei": self.ei,
            "cb": self.cb,
            "score": self.score,
            "level": level,
            "cnil_level": cnil,
            "flags": self.flags,
            "reasons": self.reasons,
        }


def level_of(score: float) -> tuple[str, str]:
    """ENISA's level of a score, and the CNIL's."""
    for bound, level, cnil in _LEVELS:
        if score < bound:
            return level, cnil
    return _TOP


def assess(facts: Facts, circumstances: Circumstances) -> Severity:
    """The severity of a breach of these facts under these circumstances."""
    dpc, dpc_reason = _context(facts)
    ei, ei_reason = _identification(facts)
    cb, cb_reasons = _breach(circumstances)
    reasons = [dpc_reason, ei_reason, *cb_reasons]
    for factor, value in (("dpc", circumstances.dpc), ("ei", circumstances.ei), ("cb", circumstances.cb)):
        if value is not None:
            reasons.append({"factor": factor, "value": value, "code": "override"})
    return Severity(
        dpc if circumstances.dpc is None else circumstances.dpc,
        ei if circumstances.ei is None else circumstances.ei,
        cb if circumstances.cb is None else circumstances.cb,
        _flags(facts, circumstances),
        reasons,
    )


def regraded(severity: dict[str, Any], facts: Facts, whole: dict[str, Any]) -> dict[str, Any]:
    """A severity told before, with the context that `facts` make of the data, unless that was set by hand.

    `whole`: the severity of the whole leak, which has the circumstances and reasons of all its practices.
    """
    dpc, reason = _context(facts)
    if any(r["factor"] == "dpc" and r["code"] == "override" for r in whole["reasons"]):
        dpc = whole["dpc"]
    reasons = [reason, *(r for r in whole["reasons"] if r["factor"] != "dpc" or r["code"] == "override")]
    told = Severity(dpc, severity["ei"], whole["cb"], severity["flags"], reasons).as_dict()
    return {key: told[key] for key in severity}


def _context(facts: Facts) -> tuple[float, dict[str, Any]]:
    if facts.sensitive:
        value, code, people = 4.0, "sensitive_content", facts.sensitive
    elif facts.with_notes:
        value, code, people = 3.0, "comments_of_a_carer", facts.with_notes
    else:
        value, code, people = 2.0, "patients_of_a_practice", facts.people
    return value, {"factor": "dpc", "value": value, "code": code, "people": people, "core": facts.core}


def _identification(facts: Facts) -> tuple[float, dict[str, Any]]:
    share = facts.fully_identified / facts.people if facts.people else 0.0
    if share >= 0.5:
        value, code = 1.0, "full_identity"
    elif facts.fully_identified or facts.with_nir:
        value, code = 0.75, "partly_full_identity"
    elif facts.named:
        value, code = 0.5, "name_only"
    else:
        value, code = 0.25, "no_direct_identifier"
    people = facts.fully_identified or facts.named
    return value, {"factor": "ei", "value": value, "code": code, "people": people, "with_nir": facts.with_nir}


def _breach(circumstances: Circumstances) -> tuple[float, list[dict[str, Any]]]:
    confidentiality = _CONFIDENTIALITY[circumstances.recipients]
    parts = [
        (confidentiality, f"recipients_{circumstances.recipients}"),
        (_LOSS[circumstances.integrity], f"integrity_{circumstances.integrity}"),
        (_LOSS[circumstances.availability], f"availability_{circumstances.availability}"),
        (0.5 if circumstances.malicious else 0.0, "malicious"),
    ]
    reasons = [{"factor": "cb", "value": v, "code": code} for v, code in parts if v]
    return sum(v for v, _ in parts), reasons


def _flags(facts: Facts, circumstances: Circumstances) -> list[str]:
    held = {
        "more_than_100_people": facts.people > _MANY,
        "minors": facts.minors > 0,
        "social_security_numbers": facts.with_nir > 0,
        "unintelligible": circumstances.unintelligible,
    }
    return [flag for flag, so in held.items() if so]
