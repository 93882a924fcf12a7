"""What the model took for a person or a place, doubted: what else it may be, and the score that convinces."""

import re
from collections.abc import Callable, Sequence

from viginote.french.lands import lands
from viginote.names.excuses import (
    is_after_saint,
    is_animal,
    is_diagnosis,
    is_eponym,
    is_listed,
    is_marked,
    is_medical_word,
    is_no_name,
    is_no_place,
    is_published,
    is_staged,
    is_thing,
    is_treatment,
    is_trial,
)
from viginote.names.lexicon import Lexicon, is_acronym
from viginote.names.lists import entries
from viginote.text import Note, fold

_ACRONYM = 5  # letters up to which a word in capitals may be an acronym
# Least scores of words in lower case that are first names or not, and of ordinary words.
_LOWER_FIRST_FLOOR, _LOWER_FLOOR, _COMMON_FLOOR = 0.5, 0.8, 0.8
# Least scores of capitalised first, last and unknown words: in a terse line; in prose, where few stand alone.
_TERSE_FLOORS, _PROSE_FLOORS = (0.0, 0.3, 0.6), (0.4, 0.5, 0.7)
_TITLED_FLOOR = 0.95  # of ordinary words in lower case behind a title
_CALLED_FLOOR = 0.8  # of first names that are surnames too, behind an article
_TOWN_FLOOR = 0.4  # of towns that no list knows
_EPONYM_FLOOR = 0.9  # of places that are eponyms or makes, too
_PROSE = 240  # characters from which a line is prose
_PHRASE_FLOOR = 0.8  # of phrases of ordinary words

_ISSUE_AFTER = re.compile(r"(?: \d{1,2})?;\d")  # a journal's "2008 May;93(5)"
_MOLECULE = re.compile(r"[A-Z][a-z]{1,2}[A-Z]{1,2}[0-9]?")  # "IgA", "LpA"; "McD" is nobody's whole name
_CODES = re.compile(r"(?:[^\W\d_] )*(?P<letter>[^\W\d_]) (?P=letter)(?: [^\W\d_]+)*")  # a plan's "J J J RH"
#: A room has a name as well: "chambre Lilas", "salle Ubaye".
_ROOM_BEFORE = re.compile(r"\b(?:salles?|chambres?|amphi(?:theatre)?|couloir|box) \Z")
_ROOM = re.compile(r"(?:salles?|chambres?|amphi(?:theatre)?|couloir|box) [a-z'-]+\Z")
_ROOM_FLOOR = 0.97  # of what bears such a name and is somebody, or a site, all the same
_CAMEL = re.compile(r"^[A-Z]?[a-z]{1,3}[A-Z]|[A-Z]-[A-Z]")  # "NaCl", "mTOR", "HAS-BLED"
#: A feast has the name of a first name: "à Noël".
_FEAST = re.compile(r"\b(?:a|de|pour|depuis|avant|apres|vers|fin|joyeux|ete|des|jusqu'a) \Z")
_BEFORE_LONE = re.compile(r"(?<![\w'])(?:l[ea]s?|une?|du) \Z")  # an article: "le Vidal" is a book
_IN_ADDRESS = re.compile(r"&?\w*=")  # a parameter: "Src=Art&ManNum=33"
#: Departments and regions behind their article are no towns: "la Creuse", "le Gard".
_ARTICLE = re.compile(r"\b(?:la|le|les|l|du|des|en|dans) ?'?\Z")
_IN_LAND = re.compile(r"\b(?:en|au|du|de l'|dans l[ea']) ?\Z")
_TOWN_BEFORE = re.compile(r"(?<![\w'-])([a-z'-]{3,20}), ?\Z")
_PART_OF_LAND = re.compile(r"[ -](?:occidental|oriental|meridional|septentrional|centrale|du (?:nord|sud))")
_PLACE_BEFORE = re.compile(r"(?<![a-z])(?:a|de|d'|vers|sur|en|depuis|pres de|habite|[0-9]{5}) ?\Z")
#: Behind an abbreviation with dots: "suivi P.O. 7 jours"; years are somebody's age.
_AMOUNT_AFTER = re.compile(r" ?:? ?[0-9]+(?![0-9]| ?ans\b)")
#: The laboratory method that is a first name in other letters.
_ASSAY_BEFORE = re.compile(
    r"\b(?:test|par|technique|methode|en|1er|premier|western blot|et|vih|hiv|igg|igm|hbs|ac) \Z"
)
_ASSAY_AFTER = re.compile(
    r" (?:vih|hiv|de [0-9]|combine|posit|negat|\+|-|faux|fausse|douteu|igg|igm|[34]e|\()"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONE_LETTER = re.compile(r"[^\W\d_]\.?")  # "Bio N.", "PTG G": no initial unless a title says so
_WITH_LETTER = re.compile(r"([a-zà-ÿ]{2,}) [^\W\d_]\.?")  # "calca D.", "ménino B."
_REGION = re.compile(r"[a-z]{3,}o(?:-[a-z]{3,})*-(?P<last>[a-z]{3,})")  # "curage ilio-obturateur"
_ARTICLED = re.compile(r"l[ea] (?=[^\W\d_a-zà-ÿß]\w+\Z)")  # "le Vidal" is a book


class Doubts:
    """The reasons against what the model found in one note.

    `is_titled`: whether a title stands right before an offset. `cited`: 1 for each character of a literature
    reference.
    """

    def __init__(
        self, note: Note, lexicon: Lexicon, is_titled: Callable[[int], bool], cited: bytearray
    ) -> None:
        self.text, self.folded = note.text, note.folded
        self.lexicon, self.is_titled, self.cited = lexicon, is_titled, cited

    def of(self, label: str, start: int, end: int, score: float) -> bool:
        """Whether there is a reason not to believe that the span is what `label` says."""
        if self._is_named_thing(label, start, end, score):
            return True
        if label == "PERSON":
            return self._of_person(start, end, score)
        if label == "ADDRESS":
            return not self._has_way(start, end) or self._of_place(start, end, score)
        may_be_thing = label in ("CITY", "HOSPITAL")  # whoever makes a thing employs people
        if (may_be_thing and self._is_eponym(start, end, score)) or is_acronym(self.text[start:end]):
            return True
        if label == "CITY" and self._of_town(start, end, score):
            return True
        return self._of_place(start, end, score)

    def _is_named_thing(self, label: str, start: int, end: int, score: float) -> bool:
        """Whether a room, a trial, a country or a region has that name."""
        if score < _ROOM_FLOOR and self._is_room(start, end):
            return True
        is_name = self.lexicon.is_name(self.folded[start:end])
        if is_trial(self.text, start, end, is_name=is_name) and not self.is_titled(start):
            return True
        return self._is_land(label, start, end)

    def _of_person(self, start: int, end: int, score: float) -> bool:
        """Whether what looks like a person is a disease, a score, an author of the literature, a word."""
        value = self.text[start:end]
        if self._is_quoted_work(start, end) or is_no_name(value):
            return True
        if self.is_titled(start):
            if len(value) == 1 and value.islower():  # "bonjour docteur c est Mounia"
                return True
            words = self.folded[start:end].split()
            return value.islower() and score < _TITLED_FLOOR and all(map(self.lexicon.is_common, words))
        return self._is_other_thing(start, end) or self._is_doubtful(start, end, score)

    def _is_room(self, start: int, end: int) -> bool:
        before = _ROOM_BEFORE.search(self.folded, max(0, start - 14), start)
        return before is not None or _ROOM.match(self.folded, start, end) is not None

    def _is_land(self, label: str, start: int, end: int) -> bool:
        """Whether a country or a region stands there; somebody may bear its name, where no place stands."""
        name = self.folded[start:end].removeprefix("l'")
        if name not in lands() or (label == "PERSON" and self.is_titled(start)):
            return False
        if label != "PERSON" or not self.lexicon.is_name(name):
            return True
        return bool(
            _IN_LAND.search(self.folded, max(0, start - 8), start) or _PART_OF_LAND.match(self.folded, end)
        )

    def _is_quoted_work(self, start: int, end: int) -> bool:
        """Whether the span stands in a reference, before the issue of a journal, or in a web address."""
        return bool(
            self.cited[start] or _ISSUE_AFTER.match(self.text, end) or _IN_ADDRESS.match(self.text, end)
        )

    def _is_other_thing(self, start: int, end: int) -> bool:
        """Whether the span is an author, a code, an eponym, an animal, a feast, a score with its stage."""
        value, folded = self.text[start:end], self.folded[start:end]
        if (
            is_published(self.folded, start, end)
            or is_animal(self.folded, start)
            or is_after_saint(self.folded, start)
        ):
            return True
        is_first = value[0].isupper() and self.lexicon.is_first(folded) and not self.lexicon.is_common(folded)
        thing = is_eponym(self.folded, start, end, is_first=is_first) or is_listed(self.folded, start, end)
        if thing and not self._is_full_name(start, end):
            return True
        coded = not any(map(str.isalpha, value)) or all(any(map(str.isdigit, w)) for w in value.split())
        measured = is_acronym(value.replace(".", "")) and _AMOUNT_AFTER.match(self.text, end)
        numbered = self.text[max(0, start - 1) : start].isdigit()
        if coded or measured or numbered:  # "c.68_69del", "P.A. 14/8", "la 3e. Gayet"
            return True
        if folded == "noel" and _FEAST.search(self.folded, max(0, start - 10), start):
            return True
        if folded == "elisa" and (
            _ASSAY_BEFORE.search(self.folded, max(0, start - 14), start)
            or _ASSAY_AFTER.match(self.folded, end)
        ):
            return True
        return self._is_reported(start, end) or (folded.isalpha() and is_staged(self.folded, start, end))

    def _is_reported(self, start: int, end: int) -> bool:
        """Whether one word stands before a mark, or where a diagnosis does."""
        alone = " " not in self.folded[start:end]
        return alone and (is_marked(self.folded, end) or is_diagnosis(self.folded, start))

    def _is_doubtful(self, start: int, end: int, score: float) -> bool:
        value, words = self.text[start:end], _WORD.findall(self.folded[start:end])
        if any(shape.fullmatch(value) for shape in (_LONE_LETTER, _MOLECULE, _CODES)) or _ARTICLED.match(
            value
        ):
            return True
        region = _REGION.fullmatch(self.folded, start, end) if value.islower() else None
        if region and not self.lexicon.is_whole_name(region["last"]):
            return True
        if (lettered := _WITH_LETTER.fullmatch(value)) and not self.lexicon.is_name(fold(lettered[1])):
            return True
        if len(words) != 1 or "." in value:
            return self._is_doubtful_phrase(value, words, score)
        floors = _PROSE_FLOORS if self._is_prose(start) else _TERSE_FLOORS
        called = _BEFORE_LONE.search(self.text, max(0, start - 5), start) is not None
        if called and not self._is_called_so(words[0], score):
            return True
        return self._is_doubtful_word(value, words[0], score, floors)

    def _is_called_so(self, word: str, score: float) -> bool:
        """Whether a word behind an article is somebody's name: "le petit" is none, "la Chantal" is one."""
        return self.lexicon.is_first(word) and (score >= _CALLED_FLOOR or not self.lexicon.is_last(word))

    def _is_full_name(self, start: int, end: int) -> bool:
        """Whether a first name and a surname, or its initial, stand there: "examen de Jordan W."."""
        words = self.folded[start:end].split(" ")
        if is_thing("-".join(words)):  # "Charles Bell"
            return False
        if len(words) != 2 or not self.lexicon.is_first(words[0]) or self.lexicon.is_common(words[0]):
            return False
        known = self.lexicon.is_last(words[1]) and not self.lexicon.is_common(words[1])
        return (known or len(words[1].rstrip(".")) == 1) and not set(words) & entries("eponyms")

    def _has_way(self, start: int, end: int) -> bool:
        """Whether an address holds a number or a word for a way, or a name with a capital."""
        if any(map(str.isdigit, self.text[start:end])):
            return True
        words = [self.text[slice(*m.span())] for m in _WORD.finditer(self.folded, start, end)]
        return any(
            fold(word) in entries("gate_addresses")
            or (word[0].isupper() and fold(word) not in entries("never_names"))
            for word in words
        )

    def _is_prose(self, at: int) -> bool:
        """Whether the line around `at` is long."""
        low, high = max(0, at - _PROSE), min(len(self.text), at + _PROSE)
        start, end = self.text.rfind("\n", low, at), self.text.find("\n", at, high)
        return (high if end < 0 else end) - (low if start < 0 else start) > _PROSE

    def _is_doubtful_word(
        self, word: str, folded: str, score: float, floors: tuple[float, float, float]
    ) -> bool:
        """Whether a single word without a title is too like an ordinary word or an acronym to be a name."""
        is_name, is_first = self.lexicon.is_name(folded), self.lexicon.is_first(folded)
        common = self.lexicon.is_common(folded)
        if not is_name and is_medical_word(folded):
            return True
        if word.islower():
            return common or not is_name or score < (_LOWER_FIRST_FLOOR if is_first else _LOWER_FLOOR)
        if word.isupper() and len(word) <= _ACRONYM:
            return not is_name
        if _CAMEL.search(word) and not is_name:
            return True
        if common and not is_first:
            return score < _COMMON_FLOOR
        return score < floors[0 if is_first else 1 if is_name else 2]

    def _is_doubtful_phrase(self, value: str, words: Sequence[str], score: float) -> bool:
        """The same for several words: none is a name, or all are ordinary."""
        if not words:
            return False
        if words[0] in entries("medical_nouns") and self.lexicon.is_common(words[0]):
            return True
        named = [w for w in words if self.lexicon.is_name(w) and not self.lexicon.is_common(w)]
        if value.islower():
            return not named or (score < _LOWER_FLOOR and not any(map(self.lexicon.is_first, named)))
        return score < _PHRASE_FLOOR and all(self.lexicon.is_common(w) for w in words)

    def _of_place(self, start: int, end: int, score: float) -> bool:
        """Whether what looks like a place is too short, or ordinary words with little behind them."""
        value, words = self.text[start:end], _WORD.findall(self.folded[start:end])
        if not any(len(w) > 2 for w in words) or (len(words) < 3 and is_listed(self.folded, start, end)):
            return True
        if (
            is_no_place(self.folded, start)
            or is_treatment(self.folded, start, end)
            or self._is_reported(start, end)
        ):
            return True
        ordinary = value.islower() and all(self.lexicon.is_common(w) for w in words)
        return ordinary and score < _COMMON_FLOOR

    def _is_eponym(self, start: int, end: int, score: float) -> bool:
        """Whether a place gave its name to a score, or to nothing: "Heimlich par le surveillant"."""
        words = re.split(r"[. ]+", self.folded[start:end].strip(" ."))
        return score < _EPONYM_FLOOR and all(map(is_thing, words))

    def _of_town(self, start: int, end: int, score: float) -> bool:
        name = self.folded[start:end]
        bare = re.sub(r"^(?:l[ae]s? |l')", "", name)
        if bare in entries("regions") and (
            bare != name or _ARTICLE.search(self.folded, max(0, start - 6), start)
        ):
            return True
        if name in entries("never_names") or any(map(str.isdigit, name)):
            return True
        if is_after_saint(self.folded, start):
            return True
        if self.lexicon.is_town(name):
            return False
        floor = _LOWER_FLOOR if self.text[start:end].islower() else _TOWN_FLOOR
        told = _PLACE_BEFORE.search(self.folded, max(0, start - 8), start) is not None
        worded = not told and self.lexicon.is_common(name)
        return score < floor or worded or is_medical_word(name)
