"""Numbers that other countries give to persons, by their own form: Belgium, Switzerland, Spain, Italy..."""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import JOINED, LONG, NUMBERS, PARTED, Hit, at_numbers, before
from viginote.identifiers.patient_id.references import NOT_OF_A_PERSON
from viginote.identifiers.patient_id.values import is_number
from viginote.regex import regex

_ALONE = r"(?<![\w.,/\-].)"  # nothing before the digit that begins the number
_END = r"(?![\w@]|[.,/:\-][0-9]| [0-9])"
#: By the kind of number that each begins with; no other number is written so.
_FORMS = (
    # Belgium's, from the birth date on: "79.04.12-201.55"
    (PARTED, rf"[0-9]{_ALONE}" r"[0-9][.\-][01][0-9][.\-][0-3][0-9][ \-][0-9]{3}[.\-][0-9]{2}"),
    # or all of that joined: "540312-123-45"
    (LONG, rf"[0-9]{_ALONE}" r"[0-9][01][0-9][0-3][0-9][ \-][0-9]{3}[.\-][0-9]{2}"),
    # the cards of the insured in Switzerland and the European Union: "80756000010001234567"
    (LONG, rf"8{_ALONE}" r"0[0-9]{18}"),
    # Switzerland's: "756.1234.5678.97"
    (NUMBERS, rf"7{_ALONE}" r"56([. ])[0-9]{4}\1[0-9]{4}\1[0-9]{2}"),
    # the Nordic ones, from the birth date on: "010190-1234", "19850312-1234"
    (LONG, rf"[0-3]{_ALONE}" r"[0-9](?:[01][0-9]{3}|[0-9]{2}[01][0-9][0-3][0-9])-[0-9]{4}"),
    # the United States': "123-45-6789"
    (NUMBERS, rf"[0-9]{_ALONE}" r"[0-9]{2}-[0-9]{2}-[0-9]{4}"),
    # Brazil's: "123.456.789-09"
    (NUMBERS, rf"[0-9]{_ALONE}" r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}"),
    # the pension number of Germany: "65 140359 N 021"
    (NUMBERS, rf"[0-9]{_ALONE}" r"[0-9]( ?)[0-3][0-9][01][0-9]{3}\1[A-Z]\1[0-9]{3}"),
    # of prisoners and clients, behind their name: "Marcus Delacroix #618-442"
    (NUMBERS, r"[0-9](?<=[a-z] #.)(?:[0-9]{4,}|[0-9]+(?:-[0-9]{2,}){1,2}(?<=[0-9\-]{6}))"),
    # Spain's: "12345678Z", "45.678.123-K"
    (NUMBERS, rf"[0-9]{_ALONE}" r"[0-9]\.?[0-9]{3}\.?[0-9]{3}-?[A-HJ-NP-TV-Z]"),
)
#: Those that begin with letters, from their first digit on.
_LETTERED = (
    # of foreigners in Spain, and of Britons: "X1234567L", "QQ123456C"
    (JOINED, r"[0-9](?:(?<=\b[XYZ].)[0-9]{6}-?[A-Z]|(?<=\b[A-Z]{2}.)[0-9]{5}[A-D])"),
    # of the sick in Germany: "A123456780"
    (JOINED, r"[0-9](?<=\b[A-Z].)[0-9]{8}"),
    # Italy's: "RSSMRA85T10A562S"
    (JOINED, r"[0-9](?<=\b[A-Z]{6}.)[0-9][A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]"),
    # Quebec's: "TREM 1404 1718"
    (LONG, r"[0-9](?<=\b[A-Z]{4} .)[0-9]{3} [0-9]{4}"),
)
_PLAIN_FORMS = [(kind, regex(form + _END)) for kind, form in _FORMS]
_LETTERED_FORMS = [(kind, regex(form + _END)) for kind, form in _LETTERED]
_LETTERS = regex(r"[A-Z]+ ?\Z")
_MOST_LETTERS = 7
_REASON = "national number of another country"
#: Registers abroad that are other words or abbreviations too, told by their capitals and a long number:
#: insurances and states, hospitals, prisons ("CNS", "IC", "HN", "BOP"). Drugs have a CIP too, from 34009 on.
_REGISTER = Anchored(
    r"(?:CNS|CIP[AF]?|PHN|OHIP|MSI|AHCIP|NIF|NIK|BPJS|KTP|IIN|TC|TZ|SNS|SUS|ESIC|PAN|QID|IC|CI|CIN|RUC|RU[NT]"
    r"|HC|HCL?N|HN|H&C|HRN|URN?|MRD|MR|MPI|IPD|OPD|IP|CR|FIN|OS|AM|A-?Z|B?G?-?Az|Reg|Rec|Inc|Exp"
    r"|BOP|SID|DOC|EDIPI|A(?=[ ]?#)|INCUCAI|HIC|MBI)"
    r"(?![A-Za-z])\.?[ ]?(?:[Nn](?:°|º|[or]\.?)|#|:)?[ ]?"
    r"(?P<value>(?!34009)[A-Z]{0,4}[0-9](?:[0-9A-Z]|[ .\-/](?=[0-9])){3,18}(?:[ \-/][A-Z]{1,2}(?![\w]))?)"
    r"(?![\w@%€]|[.,/:\-][0-9]|/[a-z]|[ ]?(?:%|€|[mµk]?g|m?l|[mk]?UI|[cm]m|h|ans|mois|jours?|fois"
    r"|x)(?![a-z]))"
)
_LEAST = 6  # signs of a number behind such a register


def abroad(text: str, folded: str) -> Iterator[Hit]:
    """The national numbers of other countries, by their form or behind the register that gave them."""
    for m in _REGISTER.matches(folded, text):
        if is_number(folded[slice(*m.span("value"))], _LEAST, least_spaced=_LEAST):
            yield Hit(*m.span("value"), 0.85, "register of another country")
    for kind, form in _PLAIN_FORMS:
        for m in at_numbers(folded, form, kind, text):
            if not NOT_OF_A_PERSON.search(before(folded, m.start(), 60)):
                yield Hit(m.start(), m.end(), 0.97, _REASON)
    for kind, form in _LETTERED_FORMS:
        for m in at_numbers(folded, form, kind, text):
            letters = _LETTERS.search(text, max(0, m.start() - _MOST_LETTERS), m.start())
            if letters and not NOT_OF_A_PERSON.search(before(folded, letters.start(), 60)):
                yield Hit(letters.start(), m.end(), 0.97, _REASON)
