"""What stands for a town where a word, a code or a street points at it, and what does not."""

import re
from collections.abc import Iterator

from viginote.french.calendar import WEEKDAYS
from viginote.french.lands import lands
from viginote.french.numbers import NAMES, VALUES
from viginote.identifiers._base import UPPER, Hit
from viginote.identifiers._places import town_end
from viginote.regex import regex
from viginote.text import words

_NOT_A_TOWN = frozenset((*WEEKDAYS, *NAMES, *VALUES)) | frozenset(
    words(
        "etat thanksgiving halloween cell asperger heathrow "
        "apgar terme domicile minuit midi la le les l son sa ses leur un une proximite cote "
        "paris-x mi eux "
        "elle lui temps plein risque distance nouveau pied jour present cesarienne maternite hopital france "
        "algerie maroc tunisie foyer ehpad famille chez ete "
        "seul voie siege rdv rendez-vous urgences irm tdm "
        "scanner sau chu ch chr chru had ssr cmp csapa hdj "
        "uhcd msp esat ime samu smur caf cpam ase spip fiv "
        "amp ide bloc rea monsieur madame mme mlle "
        "dr docteur pr maman papa noel paques toussaint marseille- "
        "voir etre avoir faire prendre parler boire manger fumer sortir partir rentrer rester aller "
        "sud droite gauche bac ecole college lycee plat "
        "quelques plusieurs vl pl "
        "place peniche bateau terrain route longueur seule seuls mal bien vie type base police "
        "nationale mission mobile alzheimer mort demander revoir cause ca squat camping hotel auberge "
        "caravane dessus dessous besoin fond bout coin bord calme loin premier deuxieme troisieme "
        "quatrieme cinquieme sixieme septieme huitieme dernier rez-de-chaussee rez-de-jardin rdc supprimer "
        "verifier corriger fusionner milieu pres rez large grand-air chaud froid sec adeli rpps "
        "finess siret iban refaire remplir explorer preciser completer rappeler prevenir controler "
        "arriver second pays gaz funerarium "
        "conserver remettre detacher renvoyer retourner signer joindre adresser programmer surveiller "
        "poursuivre traiter rediger imprimer transmettre deposer classer archiver detruire jeter garder "
        "inclure exclure discuter evaluer reevaluer envisager prescrire renouveler commander recuperer "
        "recevoir demander poser retirer changer laver donner distribuer administrer diluer "
        "injecter perfuser peser mesurer reconvoquer recontacter relancer reprogrammer modifier saisir "
        "scanner numeriser photocopier valider coder facturer regler payer afficher lire relire traduire "
        "apporter ramener presenter"
        # what an infection is one of: "méningite à Neisseria"
        "neisseria helicobacter salmonella salmonelles clostridium clostridioides staphylocoque "
        "staphylococcus streptocoque streptococcus pneumocoque meningocoque gonocoque escherichia klebsiella "
        "pseudomonas proteus enterobacter enterocoque enterococcus candida aspergillus listeria "
        "legionella mycobacterium "
        "mycoplasma chlamydia campylobacter shigella yersinia bartonella borrelia coxiella rickettsia "
        "leptospira treponema toxoplasma plasmodium cryptococcus cryptocoque haemophilus acinetobacter "
        "serratia nocardia brucella pasteurella rotavirus adenovirus enterovirus parvovirus cytomegalovirus"
    )
)
#: Regions of France (origin_belief in docs/labels.md).
_REGIONS = frozenset(words("corse bretagne alsace reunion"))
_ARTICLES = ("le", "la", "les")
LOWER_TOWN = regex(
    r"(?!l')[a-zà-ÿ][a-zà-ÿ']{2,}(?:-[a-zà-ÿ']+)*(?: (?:sur|en|les|sous) [a-zà-ÿ]{3,})?(?=[\s,.;)]|$)"
)
#: "75011 paris", "cp 97400 saint denis", "13009 l'estaque": the words up to the end of the phrase.
LOWER_PHRASE = regex(
    r"[ ,-]{1,3}((?:(?:le|la|les|st|ste|saint|sainte|sous|sur|en|l[eè]s|de|du|aux?) |l'|st-|ste-|s/ ?)*"
    r"[a-zà-ÿ][a-zà-ÿ'-]{2,}"
    r"(?: (?:sur|en|les|lès|sous|s/|de|du|la|le|aux?) ?[a-zà-ÿ'-]{3,}"
    r"| (?!tel|port|fax|mob|mail|ne|vit|pat)[a-zà-ÿ'-]{4,}){0,2})"
    r"(?= ?(?:[,.;)(\n/]|\Z| - | (?:tel|port|fax|mob|mail|nee?)\b))"
)
#: Towns of two or three words, as abroad: "née à Phnom Penh, ", "né à Buenos Aires".
TWO_WORDS = regex(
    rf"{UPPER}[a-zà-ÿ]+(?: (?:de )?{UPPER}[a-zà-ÿ]+){{1,2}}(?= ?(?:[,;.()\n]|\Z| en [0-9]| le [0-9]))"
)
FIELD_AFTER = regex(r"[ ]?:")  # what seemed a town is the label of the next line
_LINE_ENDS = regex(r" {0,3}(?:\n|\Z|[,;|(–—-]|(?:T[eé]l|TEL|Fax|FAX|France|FRANCE)\b)")
_ABBREVIATION = 4


def town_at(text: str, start: int, score: float, reason: str) -> Iterator[Hit]:
    """The town at `start`; where it begins a line it must end it, since all lines begin with a capital."""
    end = town_end(text, start)
    if end <= start + 1 or not is_town(text[start:end]) or FIELD_AFTER.match(text, end):
        return
    if text.startswith("\n", start - 1) and not _LINE_ENDS.match(text, end):
        return
    yield Hit(start, end, score, reason)


def where(text: str, folded: str, start: int, score: float, reason: str) -> Iterator[Hit]:
    """The town at `start`, unless a country, a region, an abbreviation or a common word stands there."""
    end = town_end(text, start)
    if end > start + 2 and not is_no_town(text, folded, start, end) and not is_abbreviation(text, start, end):
        yield Hit(start, end, score, reason)


def is_no_town(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a country, a region or a common word stands there; an article with a capital begins a town."""
    name = re.sub(r"\n", " ", folded[start:end])
    first, _, more = name.partition(" ")
    if first in _ARTICLES and more and (text[start : start + 2].istitle() or _is_stressed(text, start)):
        first = more.partition(" ")[0]
    return first in _NOT_A_TOWN | _REGIONS or not lands().isdisjoint((name, first))


def _is_stressed(text: str, start: int) -> bool:
    """Whether the words at `start` are in capitals and the one before is not: "Réside LE HAVRE"."""
    return text[start : start + 2].isupper() and text[max(0, start - 3) : start].strip().islower()


def is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the word is a short one in capitals within a text that is not all capitals."""
    return (
        text[start:end].isupper()
        and end - start <= _ABBREVIATION
        and not text[max(0, start - 20) : start].isupper()
    )


def is_town(value: str) -> bool:
    """Whether `value` as a whole is spelt as a town: capitalised, and no word that merely follows "à"."""
    return town_end(value, 0) == len(value) and value.lower() not in _NOT_A_TOWN
