"""Surrogates: consistent, of the same kind, valid in form, in ranges that belong to nobody."""

import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import nir

from viginote.findings import Finding
from viginote.redaction import Context, Keys, Policy, redact
from viginote.redaction.surrogates import Surrogates
from viginote.taxonomy import IDENTIFIERS
from viginote.text import fold

KEY = bytes(range(32))
OURS = Surrogates(KEY)
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MANY = [Surrogates(bytes([i]) * 32) for i in range(12)]


def names() -> list[tuple[str, str, str]]:
    text = (resources.files("viginote.redaction.surrogates") / "data/names.csv").read_text(encoding="utf-8")
    return [(row["origin"], row["kind"], row["name"]) for row in csv.DictReader(text.splitlines())]


def name(value: str, ours: Surrogates = OURS) -> str:
    false = ours.of(value, "PERSON")
    assert false is not None
    return false


def shift(value: str, person: str = "p", ours: Surrogates = OURS) -> str | None:
    return ours.of(value, "DATE", person)


# People


@pytest.mark.parametrize("ours", MANY[:4])
def test_one_person_has_one_false_name_however_it_is_written(ours: Surrogates) -> None:
    first, last = name("Jean", ours), name("Dupont", ours)
    assert fold(name("DUPONT Jean", ours)) == fold(f"{last} {first}")
    assert name("Jean Dupont", ours) == f"{first} {last}"
    assert name("dupont", ours) == last.lower()
    assert name("J. Dupont", ours) == f"{first[0]}. {last}"
    assert name("j dupont", ours) == f"{first[0]} {last}".lower()
    assert name("Mme Dupont", ours) == f"Mme {last}"
    assert name("Dupont-Jean", ours) == f"{last}-{first}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le Gall", "LEGALL"),
        ("Le Gall", "le-gall"),
        ("N'Diaye", "NDIAYE"),
        ("N’Diaye", "n'diaye"),
        ("Hélène", "HELENE"),
        ("Ben Salah", "Bensalah"),
        ("De La Tour", "DELATOUR"),
        ("d'Estrée", "Destree"),
        ("Lœb", "LOEB"),
        ("Yıldız", "YILDIZ"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(name(one)) == fold(name(other))


@pytest.mark.parametrize("ours", MANY)
@pytest.mark.parametrize(
    ("value", "origin", "kind"),
    [
        ("Catherine", "french", "F"),
        ("GERARD", "french", "M"),
        ("Fatiha", "maghreb", "F"),
        ("mourad", "maghreb", "M"),
        ("Benhaddou", "maghreb", "S"),
        ("El Mansouri", "maghreb", "S"),
        ("Aminata", "west_africa", "F"),
        ("Coulibaly", "west_africa", "S"),
        ("Da Silva", "portugal", "S"),
        ("Rodriguez", "spain", "S"),
        ("Bertolini", "italy", "S"),
        ("Kowalewski", "slavic", "S"),
        ("Nguyen", "vietnam", "S"),
        ("Kerguelen", "breton", "S"),
        ("Hovsepian", "armenia", "S"),
        ("Rakotovao", "madagascar", "S"),
        ("Sivalingam", "south_asia", "S"),
        ("Durand", "french", "S"),
        ("Lefebvre", "french", "S"),
        ("Duprez", "french", "S"),
    ],
)
def test_origin_and_gender_stay_plausible(ours: Surrogates, value: str, origin: str, kind: str) -> None:
    assert fold(name(value, ours)) in {fold(n) for o, k, n in names() if (o, k) == (origin, kind)}


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("DUPONT", r"[A-Z]+"),
        ("DÉROULÈDE", r"[A-ZÀ-Ý]+"),
        ("dupont", r"[a-zà-ÿ]+"),
        ("J.-P. M.", r"[A-Z]\.-[A-Z]\. [A-Z]\."),
        ("Ph. Durand", r"[A-Z]\. [A-ZÀ-Ý][a-zà-ÿ]+"),
        ("Jean-Pierre DURAND", r"[A-ZÀ-Ý][a-zà-ÿ]+-[A-ZÀ-Ý][a-zà-ÿ]+ [A-Z]+"),
        ("Dr Martin née Durand", r"Dr [A-ZÀ-Ý]\w+ née [A-ZÀ-Ý]\w+"),
        ("Durand\n(Paul)", r"[A-ZÀ-Ý]\w+\n\([A-ZÀ-Ý]\w+\)"),
    ],
)
def test_looks_stay(value: str, pattern: str) -> None:
    assert re.fullmatch(pattern, name(value))


@pytest.mark.parametrize("value", ["", "...", "Mme", "M. "])
def test_no_name_to_replace(value: str) -> None:
    false = OURS.of(value, "PERSON")
    assert false is None or "M." not in false


def test_another_key_another_name() -> None:
    assert len({name("Dupont", ours) for ours in MANY}) > 6


def test_initials_are_always_others() -> None:
    for ours in MANY:
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            assert name(f"{letter}. Durand", ours)[0] != letter


def test_false_names_can_be_written_in_any_file_of_french_software() -> None:
    for _, _, listed in names():
        for encoding in ("cp1252", "cp850", "mac_roman"):
            assert (listed + listed.upper()).encode(encoding).decode(encoding) == listed + listed.upper()


def test_names_are_reviewed_data() -> None:
    rows = names()
    assert not [row for row, count in Counter(rows).items() if count > 1]
    assert {kind for _, kind, _ in rows} == {"F", "M", "S"}
    assert all(sum((o, k) == (origin, kind) for o, k, _ in rows) >= 10 for origin, kind, _ in rows)


# Dates


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("12/03/1954", r"\d\d/\d\d/19\d\d"),
        ("12/03/54", r"\d\d/\d\d/\d\d"),
        ("2.3.54", r"\d{1,2}\.\d{1,2}\.\d\d"),
        ("12-03-1954", r"\d\d-\d\d-19\d\d"),
        ("12 03 1954", r"\d\d \d\d 19\d\d"),
        ("1954-03-12", r"19\d\d-\d\d-\d\d"),
        ("12031954", r"\d{4}19\d\d"),
        ("19540312", r"19\d{6}"),
        ("12 mars 1954", r"(1er|\d{1,2}) [a-zéû]+ 19\d\d"),
        ("12 MARS 1954", r"(1ER|\d{1,2}) [A-ZÉÛ]+ 19\d\d"),
        (
            "1er janv. 80",
            r"(1er|\d{1,2}) (janv\.|févr\.|mars|avr\.|mai|juin|juil\.|août|sept\.|oct\.|nov\.|déc\.) \d\d",
        ),
        ("vingt-six février 2012", r"[a-z-]+( et un)? [a-zéû]+ 20\d\d"),
        ("mars 2019", r"[a-zéû]+ 201\d"),
        ("en 2011", r"en 20\d\d"),
        ("03/1954", r"\d\d/19\d\d"),
        ("03 1954", r"\d\d 19\d\d"),
        ("12, Mai 1973", r"(1er|\d{1,2}), [A-Z][a-zéû]+ 19\d\d"),
        ("02/54", r"\d\d/\d\d"),
        ("12/03", r"\d\d/\d\d"),
        ("le lundi 3 février", r"le lundi (1er|\d{1,2}) [a-zéû]+"),
        ("12/03/2024 à 14h30", r"\d\d/\d\d/20\d\d à 14h30"),
        ("1954-03-12T00:00:00Z", r"19\d\d-\d\d-\d\dT00:00:00Z"),
        ("1954-03-12 10:15:00.123456+02:00", r"19\d\d-\d\d-\d\d 10:15:00\.123456\+02:00"),
        ("12/03/1954 00:00:00", r"\d\d/\d\d/19\d\d 00:00:00"),
        ("12-MAR-54", r"\d\d-(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)-\d\d"),
        ("12-feb-1954", r"\d\d-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-19\d\d"),
        ("12 déc 2019", r"(1er|\d{1,2}) (janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc) 201\d"),
        ("-498614400", r"-\d{9}"),
        ("-498614400000", r"-\d{12}"),
        ("12/03/2024 et le 15/03/2024", r"\d\d/\d\d/20\d\d et le \d\d/\d\d/20\d\d"),
    ],
)
@pytest.mark.parametrize("person", ["p", "q", "r"])
def test_the_way_a_date_is_written_stays(value: str, pattern: str, person: str) -> None:
    false = shift(value, person)
    assert false is not None
    assert re.fullmatch(pattern, false)
    assert false != value


@pytest.mark.parametrize(
    "value",
    [
        "31/02/1999",
        "demain",
        "",
        "12/03/1954 Jean",
        "deux mille douze",
        "du 12 au 15 mars 2024",
        "3 mars, 0612",
    ],
)
def test_what_is_not_surely_a_date_gets_none(value: str) -> None:
    assert shift(value) is None


def test_a_date_without_surrogate_becomes_a_placeholder() -> None:
    found = [Finding(0, 6, "DATE", 0.9, "test")]
    assert redact("demain", found, Policy.named("surrogate"), Context(Keys(KEY))) == "[DATE]"


moments = st.dates(date(1910, 1, 1), date(2029, 12, 31))


@given(moments, moments, st.text(max_size=5), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d%m%Y"]))
def test_days_between_two_dates_of_a_person_stay(one: date, other: date, person: str, form: str) -> None:
    false = [shift(d.strftime(form), person) for d in (one, other)]
    moved = [date(*map(int, _parts(f, form))) for f in false if f is not None]
    assert len(moved) == 2
    assert moved[1] - moved[0] == other - one
    assert timedelta(-1820) <= moved[0] - one <= timedelta(-371)
    assert moved[0].weekday() == one.weekday()


def _parts(text: str, form: str) -> tuple[str, str, str]:
    digits = re.sub(r"\D", "", text)
    if form.startswith("%Y"):
        return digits[:4], digits[4:6], digits[6:]
    return digits[4:], digits[2:4], digits[:2]


def test_time_since_1970_is_shifted_as_its_day_is() -> None:
    day = shift("1954-03-15", "p")
    assert day is not None
    seconds = int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())
    assert (shift("-498614400", "p"), shift("-498614400000", "p")) == (str(seconds), f"{seconds}000")


@given(moments, st.text(max_size=5))
def test_all_ways_to_write_a_date_agree(moment: date, person: str) -> None:
    month = MONTHS[moment.month - 1]
    numeric = shift(moment.strftime("%d/%m/%Y"), person)
    written = shift(f"{moment.day} {month} {moment.year}", person)
    assert numeric is not None
    assert written is not None
    day, number, year = numeric.split("/")
    assert written.replace("1er", "1") == f"{int(day)} {MONTHS[int(number) - 1]} {year}"
    if moment.year > 1930:
        assert shift(moment.strftime("%d/%m/%y"), person) == f"{day}/{number}/{year[2:]}"


def test_people_have_shifts_of_their_own() -> None:
    assert len({shift("12/03/1954", str(i)) for i in range(50)}) > 30


def test_shift_of_a_note_without_a_person_is_the_notes_own() -> None:
    keys, policy = Keys(KEY), Policy.named("surrogate")

    def hidden(text: str, person: str | None = None) -> str:
        return redact(text, [Finding(0, 10, "DATE", 0.9, "t")], policy, Context(keys, person=person))[:10]

    assert len({hidden(f"12/03/1954 {i}") for i in range(20)}) > 10
    assert len({hidden(f"12/03/1954 {i}", "record 7") for i in range(20)}) == 1


# Numbers


@pytest.mark.parametrize("ours", MANY)
@pytest.mark.parametrize(
    "value", ["1 85 05 78 006 084 36", "2850578006084", "1.85.05.2A.006.084 44", "285052B00608491"]
)
def test_nir_has_a_right_key_and_no_departement(ours: Surrogates, value: str) -> None:
    false = ours.of(value, "NIR")
    assert false is not None
    number = re.sub(r"\D", "", false)
    assert re.sub(r"\w", "x", false) == re.sub(r"\w", "x", value)
    assert number[0] == value[0]
    assert number[5:7] == "00"
    if len(number) == 15:
        assert nir.is_valid(number)
    assert ours.of(re.sub(r"\W", "", value), "NIR") == number


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("06 12 34 56 78", r"06 39 98 \d\d \d\d"),
        ("07.12.34.56.78", r"06\.39\.98\.\d\d\.\d\d"),
        ("0142123456", r"019900\d{4}"),
        ("02-40-12-34-56", r"02-61-91-\d\d-\d\d"),
        ("03 83 12 34 56", r"03 53 01 \d\d \d\d"),
        ("04 91 12 34 56", r"04 65 71 \d\d \d\d"),
        ("05 56 12 34 56", r"05 36 49 \d\d \d\d"),
        ("+33 6 12 34 56 78", r"\+33 6 39 98 \d\d \d\d"),
        ("+33 (0)1 42 12 34 56", r"\+33 \(0\)1 99 00 \d\d \d\d"),
        ("0033612345678", r"003363998\d{4}"),
        ("O6 12 34 56 78", r"06 39 98 \d\d \d\d"),
        ("+32 475 12 34 56", r"\+32 00\d \d\d \d\d \d\d"),
        ("+213 550 12 34 56", r"\+213 00\d \d\d \d\d \d\d"),
        ("+41791234567", r"\+4100\d{7}"),
    ],
)
def test_phones_ring_nowhere(value: str, pattern: str) -> None:
    false = OURS.of(value, "PHONE")
    assert false is not None
    assert re.fullmatch(pattern, false)


def test_one_phone_however_it_is_spaced() -> None:
    spellings = ["06 12 34 56 78", "0612345678", "06.12.34.56.78", "+33 6 12 34 56 78"]
    assert len({re.sub(r"\D", "", OURS.of(v, "PHONE") or "")[-9:] for v in spellings}) == 1


@pytest.mark.parametrize("ours", MANY)
@pytest.mark.parametrize(
    ("value", "bank"),
    [
        ("FR76 3000 6000 0112 3456 7890 189", "00000"),
        ("DE89 3704 0044 0532 0130 00", "0000"),
        ("GB82WEST12345698765432", "XXXX"),
        ("BE68 5390 0754 7034", "0000"),
    ],
)
def test_iban_has_right_check_digits_and_no_bank(ours: Surrogates, value: str, bank: str) -> None:
    from stdnum import iban

    false = ours.of(value, "IBAN")
    assert false is not None
    compact = false.replace(" ", "")
    assert iban.is_valid(compact, check_country=value.startswith("FR"))
    assert compact[:2] == value[:2]
    assert compact[4:].startswith(bank)
    assert re.sub(r"\w", "x", false) == re.sub(r"\w", "x", value)


def test_rib_has_a_right_key() -> None:
    false = OURS.of("30006 00001 12345678901 89", "IBAN")
    assert false is not None
    bank, branch, account, key = false.split()
    assert (bank, branch) == ("00000", "00000")
    assert int(key) == 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97


@pytest.mark.parametrize(
    ("value", "label", "pattern"),
    [
        ("10003456789", "PRO_ID", r"199\d{8}"),
        ("1000 3456 789", "PRO_ID", r"199\d \d{4} \d{3}"),
        ("750000018", "PRO_ID", r"00\d{7}"),
        ("2A0000014", "PRO_ID", r"00\d{7}"),
        ("75013", "POSTCODE", r"00\d{3}"),
        ("75 013", "POSTCODE", r"00 \d{3}"),
        ("AB-123-CD", "PLATE", r"[IOU]{2}-\d{3}-[IOU]{2}"),
        ("1234 AB 75", "PLATE", r"\d{4} [IOU]{2} 00"),
        ("8012345678", "PATIENT_ID", r"\d{10}"),
        ("NDA-2024/0012", "PATIENT_ID", r"[A-Z]{3}-\d{4}/\d{4}"),
        ("jean.dupont@hopital.fr", "EMAIL", r"[a-z]+\.[a-z]+\.\d{4}@example\.org"),
        ("192.168.1.12", "URL_IP", r"203\.0\.113\.\d{1,3}"),
        ("fe80::1ff:fe23:4567:890a", "URL_IP", r"2001:db8::[0-9a-f]+"),
        ("https://www.durand.fr/page", "URL_IP", r"https://example\.org/\d{6}"),
        ("@jeannot33", "URL_IP", r"@compte\d{6}"),
        (
            "12 bis rue des Lilas, bât B",
            "ADDRESS",
            r"\d{1,3} (rue|avenue|boulevard|impasse|allée|chemin|place|route) .+",
        ),
        ("VILLEURBANNE", "CITY", r"[A-ZÀ-Ý' -]+"),
        ("lyon", "CITY", r"[a-zà-ÿ' -]+"),
        ("Hôpital Tenon", "HOSPITAL", r"Hôpital .+"),
        ("CSAPA Horizon", "HOSPITAL", r"CSAPA .+"),
        ("Tenon", "HOSPITAL", r"\w.+"),
        ("Renault", "EMPLOYER", r"\w.+"),
    ],
)
def test_kinds_of_values(value: str, label: str, pattern: str) -> None:
    false = OURS.of(value, label)
    assert false is not None
    assert re.fullmatch(pattern, false)
    assert fold(OURS.of(value.lower(), label, "another person") or "") == fold(false)


def test_professional_numbers_pass_luhn() -> None:
    assert all(
        luhn.is_valid(ours.of(v, "PRO_ID") or "") for ours in MANY for v in ("10003456789", "750000018")
    )


def test_email_agrees_with_the_name() -> None:
    false = OURS.of("jean.durand@orange.fr", "EMAIL")
    assert false is not None
    assert false.startswith(f"{name('jean')}.{name('durand')}".lower().replace("é", "e"))


@pytest.mark.parametrize(
    ("value", "label"), [("123", "NIR"), ("abc", "PHONE"), ("FR", "IBAN"), ("12", "PRO_ID"), ("", "PLATE")]
)
def test_no_surrogate_for_what_is_no_number(value: str, label: str) -> None:
    assert OURS.of(value, label) is None


@pytest.mark.parametrize("label", list(IDENTIFIERS))
def test_what_is_too_long_to_be_a_value_gets_none(label: str) -> None:
    assert OURS.of("1 mars " * 30, label) is None


def test_a_whole_note_reads_on() -> None:
    text = "M. DUPONT Jean, vu le 12/03/2024, revu le 26/03/2024. M. Dupont va mieux."
    found = [
        Finding(text.index(v), text.index(v) + len(v), label, 0.9, "test")
        for v, label in (
            ("DUPONT Jean", "PERSON"),
            ("12/03/2024", "DATE"),
            ("26/03/2024", "DATE"),
            ("Dupont", "PERSON"),
        )
    ]
    hidden = redact(text, found, Policy.named("surrogate"), Context(Keys(KEY), person="record 7"))
    form = r"M\. ([A-Z]+) \w+, vu le (\S+), revu le (\S+)\. M\. (\w+) va mieux\."
    match = re.fullmatch(form, hidden)
    assert match
    assert match[1].casefold() == match[4].casefold()
    first, second = (date(int(d[6:]), int(d[3:5]), int(d[:2])) for d in (match[2], match[3]))
    assert second - first == timedelta(14)


def test_a_name_that_is_a_word_between_names_elsewhere_is_replaced() -> None:
    assert "ou" not in name("OU Sophie").lower().split()
    assert "maitre" not in name("Paul MAITRE").lower()
    assert " née " in name("DURAND née MARTIN")


@pytest.mark.parametrize(
    ("short", "month"),
    [
        ("jan", "janvier"), ("fev", "février"), ("fevr", "février"), ("mar", "mars"), ("jun", "juin"),
        ("jul", "juillet"), ("juill", "juillet"), ("aou", "août"), ("sep", "septembre"),
    ],
)  # fmt: skip
def test_a_month_in_short_is_that_month(short: str, month: str) -> None:
    days = [re.findall("[0-9]+", OURS.of(f"12 {name} 2020", "DATE") or "") for name in (short, month)]
    assert days[0] == days[1] != []
