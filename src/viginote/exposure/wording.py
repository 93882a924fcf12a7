"""Numbers, dates and labels as people read them, in French and English."""

from typing import Any

THIN, NO_BREAK = "\u202f", "\u00a0"

CATEGORY_NAMES = {
    "fr": {
        "hiv": "VIH",
        "sexual_orientation": "orientation sexuelle, genre",
        "sex_life": "vie sexuelle",
        "psychiatry": "psychiatrie",
        "substance_use": "alcool, tabac, drogues",
        "sti_hepatitis": "IST, hépatites",
        "reproductive": "IVG, contraception, PMA",
        "violence": "violences",
        "family_social": "famille, difficultés sociales",
        "judicial": "justice",
        "origin_belief": "origine, religion, opinions",
        "genetic": "génétique",
        "disability_protection": "handicap, protection juridique",
    },
    "en": {
        "hiv": "HIV",
        "sexual_orientation": "sexual orientation, gender",
        "sex_life": "sex life",
        "psychiatry": "psychiatry",
        "substance_use": "alcohol, tobacco, drugs",
        "sti_hepatitis": "STIs, hepatitis",
        "reproductive": "abortion, contraception, fertility",
        "violence": "violence",
        "family_social": "family and social difficulties",
        "judicial": "justice",
        "origin_belief": "origin, belief, opinion",
        "genetic": "genetics",
        "disability_protection": "disability, legal protection",
    },
}


def number(value: float, lang: str = "fr") -> str:
    """`12345` as `12 345` with narrow no-break spaces; English: `12,345`.

    >>> number(12345, "en")
    '12,345'
    """
    text = f"{int(value) if value == int(value) else value:,}"
    return text if lang == "en" else text.replace(",", THIN).replace(".", ",")


def percent(share: float, lang: str = "fr") -> str:
    """A share of one as a percentage with one decimal; below 0.1 % it says so."""
    if 0 < share < 0.001:
        return f"< 0,1{THIN}%" if lang == "fr" else "< 0.1%"
    text = f"{share * 100:.1f}".removesuffix(".0")
    return f"{text.replace('.', ',')}{THIN}%" if lang == "fr" else f"{text}%"


def span(low: float, high: float, lang: str = "fr") -> str:
    """`de 12 à 15`, unbroken at the end of a line; where both are one, the number alone."""
    if low == high:
        return number(low, lang)
    if lang == "fr":
        return f"de{NO_BREAK}{number(low)}{NO_BREAK}à{NO_BREAK}{number(high)}"
    return f"{number(low, lang)}{NO_BREAK}to{NO_BREAK}{number(high, lang)}"


def bounds(low: float, high: float, lang: str = "fr") -> str:
    """The same in little room, for cells of tables: `12–15`."""
    return number(low, lang) if low == high else f"{number(low, lang)}–{number(high, lang)}"


def day(iso: str | None, lang: str = "fr") -> str:
    """`2026-02-26` as `26/02/2026`; unknown as a dash."""
    if not iso:
        return "–"
    return iso if lang == "en" else f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}"


def category(label: str, lang: str = "fr") -> str:
    return CATEGORY_NAMES[lang][label]


def of(words: str, count: float, lang: str = "fr") -> str:
    """The words that go with a number: `mineur|mineurs`, one or several; in French none is one.

    >>> of("mineur|mineurs", 0), of("minor|minors", 0, "en")
    ('mineur', 'minors')
    """
    one, _, several = words.partition("|")
    return one if count == 1 or (lang == "fr" and count < 2) else several


def filters(lang: str) -> dict[str, Any]:
    """The above as Jinja filters of one language."""
    return {
        "number": lambda value: number(value, lang),
        "percent": lambda share: percent(share, lang),
        "span": lambda pair: span(pair["low"], pair["high"], lang),
        "bounds": lambda pair: bounds(pair["low"], pair["high"], lang),
        "day": lambda iso: day(iso, lang),
        "category": lambda label: category(label, lang),
        "of": lambda words, count: of(words, count, lang),
    }
