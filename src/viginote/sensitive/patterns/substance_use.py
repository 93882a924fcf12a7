"""Patterns of substance_use: how much of what, and medicines that are misused."""

import re
from string import digits

from viginote.anchors import holds_any
from viginote.french.numbers import spelt
from viginote.regex import regex
from viginote.sensitive.patterns._base import DENIED, DENIED_TRIGGERS, NO_UNIT, RESULT, Pattern, stems
from viginote.taxonomy import Means
from viginote.text import Note, words

_COUNT = (
    rf"(?:\d{{1,3}}(?:[.,/]\d{{1,2}})?|une|{spelt(range(1, 21))}"
    r"|quelques|qq|qqs|plusieurs|demi)"
)
_RANGE = rf"{_COUNT}(?:[ ]?(?:a|ou|-|/)[ ]?{_COUNT})?[ ]?"
_EACH = (
    r"[ ]?(?:/|par|p\.?|chaque|tous les|quotidien|(?:a |de )?la|le)[ ]?"
    r"(?:j|jr|jrs|jours?|journee|soirs?|sem|semaines?|s|we|week-?end|mois|matin)(?![a-z])"
)
_DRINK = (
    r"[ ](?:d'|de |du )?(?:alcools?(?: forts?)?|vins?(?: rouges?| blancs?)?|rouge|bieres?|whiskys?|whisky"
    r"|pastis|ricards?|vodka|rhum|porto|champagne|cidre|oh|punch|martini|rose|gin|cognac|calva(?:dos)?"
    r"|tequila|eau de vie|gnole|kirs?|bourbon|sangria|pinard|cremant|mousseux|muscat|liqueur|spiritueux"
    r"|suze|sake|arak|8[.,]6|fendant|armagnac|pommeau|genepi|chartreuse|prosecco|limoncello|spritz|chardonnay"
    r"|bordeaux|beaujolais|bourgogne|muscadet|kirsch|schnaps|mirabelle|trappiste"
    r"|blanc(?: sec)?(?! d(?:e |')(?:oeuf|œuf|poulet|dinde|volaille|poireau|boeuf)))"
)
_NOT_DRINK = r"(?![ ]?(?:d'eau|d'un|de lait|de jus|de the|de soda|de coca|de kefir))"

_SMOKES = (
    r"(?:cigarettes?|cigarillos?|cigares?|cigs?|cgts?|clopes?|paquets?|pqts?|paq|pipes?|joints?|petards?"
    r"|bedos?|spliffs?|pochons?|barrettes?|roulees?|taffes?|tiges?|douilles?|bangs?|blunts?|gitanes?"
    r"|gauloises?|bidis?|puffs?)"
)
_VESSELS = (
    r"(?:verres?|vr|bieres?|canettes?|pintes?|pastis|ricards?|whisk(?:ey|y|ie)s?|packs?|cubis?|aperos?|flasques?"
    r"|demis|canons?|chopes?|bolees?|godets?|shots?|shooters?|kirs?|litrons?|mignonnettes?"
    r"|ballons de (?:rouge|blanc))"
)
# Medicines that are sold in the street, shared or taken in excess.
_MEDICINES = tuple(
    """
    skenan moscontin subutex sub subu suboxone methadone metha rivotril lyrica pregabaline gabapentine
    neurontin tramadol codeine zolpidem stilnox zopiclone imovane xanax lexomil seresta valium temesta
    tranxene rohypnol diazepam oxazepam alprazolam bromazepam lorazepam clonazepam prazepam benzo
    benzodiazepine bzd ritaline concerta quasym methylphenidate artane akineton tropatepine lepticur
    fentanyl durogesic oxycodone oxycontin oxynorm actiskenan opioide opiace somnifere hypnotique
    anxiolytique baclofene neocodion codoliprane klipal izalgi lamaline acupan nefopam imodium
    loperamide prontalgine donormyl phenergan theralene modafinil lexo zopi alpraz adderall vyvanse elvanse
    dexamphetamine lisdexamfetamine etizolam lormetazepam temazepam triazolam nitrazepam percocet vicodin
    hydrocodone norco flunitrazepam hydromorphone ambien klonopin ativan dextroamphetamine
    """.split()  # noqa: SIM905 (a list of literals would be as long as the file)
)
_HABIT_FORMING = rf"(?:{'|'.join(_MEDICINES)})s?"
#: Those that nobody takes by the half-dozen; of the others a dozen may be prescribed.
_SEDATIVES = (
    r"(?:zolpidem|stilnox|zopiclone|imovane|xanax|alprazolam|lexomil|bromazepam|lorazepam|temesta|rivotril"
    r"|clonazepam|lyrica|pregabaline|benzos?|somniferes?|hypnotiques?|anxiolytiques?)"
)
_TABLETS = r"(?:cps?|comprimes?|gelules?|cachets?)"
_DAILY = r"[ ]?(?:/|par)[ ]?(?:j|jour|24[ ]?h|nuit|soir)(?![a-z])"
_A_WEEK = r"[ ]?(?:/|par)[ ]?(?:sem|semaine)(?![a-z])"
#: Boxes or tablets in excess of any prescription, with the time that they last.
_EXCESS = (
    rf"(?:\d{{1,2}}[ ]?(?:boites?|plaquettes?)(?:{_DAILY}|{_A_WEEK})"
    rf"|(?:1[2-9]|[2-9]\d)[ ]?{_TABLETS}{_DAILY}|(?:[3-9]\d|1\d\d)[ ]?{_TABLETS}{_A_WEEK})"
)
_DOSE = r"(?:[ ]?\d{1,3}(?:[.,]\d{1,2})?(?:[ ]?mg)?)?"
_AS_MUCH_AS = r"[ ]?[:,(]?[ ]?(?:jusqu'a |environ |prend |a )?"
_FROM_ANOTHER = (
    r"(?:(?:de|a)[ ](?:sa|son|ses|une?)[ ]|de (?:la |l')?|d'(?:une? )?)"
    r"(?:mere|pere|femme|mari|conjointe?|compagne|compagnon|soeur|frere|maman|papa|coloc\w*"
    r"|amie?s?|copains?|copines?|voisine?|tante|oncle|fille|fils|grand-mere|camarades?|codetenus?|dealer"
    r"|collegue|internet)"
)
_STREET = (
    r"(?:de (?:la )?rue|devie|detournee?|au noir|sous le manteau|au marche noir|du marche (?:noir|parallele)"
    r"|achetee?s? (?:dans la rue|sur internet|au noir|en ligne|en bas|a un|a la sauvette"
    r"|(?:au|sur le) (?:marche|parking|quartier))|volee?s?(?=[ ](?:a|au|aux|dans|chez)[ ])"
    r"|trouvee? au marche|sans ordonnance|non prescri(?:te?|s)"
    rf"|hors prescription|revendue?|echangee?|sniffee?|par le nez|de contrebande|d'amie?|{_FROM_ANOTHER})"
)


def _not_pack_years(note: Note, match: re.Match[str]) -> bool:
    """ "PA" as blood pressure: not in capitals, or followed by its figures (PA 120/80); "Pa" as pascals."""
    unit = note.text[match.start("unit") : match.end("unit")]
    return not unit.isupper() and "tab" not in note.folded and "fum" not in note.folded


def _no_acronym(note: Note, match: re.Match[str]) -> bool:
    """A questionnaire's name that is a word as well (face, cage), not in capitals."""
    return match["acronym"] is not None and not note.text[slice(*match.span("acronym"))].isupper()


def _no_alcohol(note: Note, match: re.Match[str]) -> bool:
    """A urine test (BU), or a meal, a bottle, a fluid that was not drunk."""
    drunk = (
        " eau",
        "d'eau",
        "lait",
        "biberon",
        "jeun",
        "mange",
        "cafe",
        "the ",
        "tisane",
        "solution",
        "contraste",
    )
    return note.text[match.start() : match.end()].isupper() or holds_any(note.folded, drunk)


def _of_cells(note: Note, match: re.Match[str]) -> bool:
    return holds_any(note.folded, ("reticulocyt", "prevalence", "mortalite", "incidence", "natalite"))


_TOXICOLOGY = regex(r"toxi|urin|serum|screening|dechocage|opiac|cannabi|amphetamin|cocain")
_SEEN_AROUND = 60


def _no_toxicology(note: Note, match: re.Match[str]) -> bool:
    """A class of drugs that no two words of a toxicological screening surround."""
    around = note.folded[max(0, match.start() - _SEEN_AROUND) : match.end() + _SEEN_AROUND]
    return len(set(_TOXICOLOGY.findall(around))) <= 1


_SUBSTANCE = regex(
    r"alcool|ethyli|tabac|fum|cannabi|drogue|coca|heroin|toxi|addict|sevrage|stup|opia|bier"
    r"|(?<![a-z])(?:oh|thc|mdma|csapa|caarud|ggt|cdt|vin|verres?|shit|joints?|crack|coke|3-?mmc|chems)(?![a-z])"
)
_OTHER_GOODS = stems("oxygene o2 eau energie soins antibiot myocard viande laitier fruits")
_WATER = stems("""
    hydrat lithia urin constip canicul biberon tete fausse diures diarrh eau_ potomani selles mange macrogol
    polyuri repas soif vomi calcul glyce lait appetit _cafe
    """)
#: Characters on either side that tell what is drunk, or used.
_NEAR = 80


def _of_water(note: Note, match: re.Match[str]) -> bool:
    """Where it is told of one who is thirsty or eats little."""
    return holds_any(note.folded[max(0, match.start() - _NEAR) : match.end() + _NEAR], _WATER)


def _of_no_substance(note: Note, match: re.Match[str]) -> bool:
    """Where nothing near names a substance, or another thing is used up."""
    near = note.folded[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return _SUBSTANCE.search(near) is None or holds_any(near, _OTHER_GOODS)


#: A figure and the unit of pack-years.
_PACKS = tuple(
    figure + gap + unit for figure in digits for gap in ("", " ") for unit in words("pa p.a p/a pq up u.p")
)

#: What a hurried line says of a habit: a sign, an answer, or how much.
_HOW_MUCH = r"[ ]?[:=]?[ ]?(?:[-+0]|oui|non|\d{1,2}[ ]?(?:/[ ]?j|pa|cig\w{0,7}|v))(?![a-z0-9])"
_NEXT = r"[ ,;/]{1,3}"

PATTERNS = (
    Pattern(
        "tabac en abrégé",
        stems("oh alc"),
        regex(rf"(?P<said>tab|t){_HOW_MUCH}(?={_NEXT}(?:oh|alc){_HOW_MUCH})"),
        lead=20,
    ),
    Pattern(
        "alcool en abrégé",
        stems("alc"),
        regex(rf"(?:tabac|tab|t){_HOW_MUCH}{_NEXT}(?P<said>alc)(?={_HOW_MUCH})"),
        lead=20,
    ),
    Pattern(
        "paquets-années",
        _PACKS,
        regex(
            r"(?!0+[ ]?[a-z])\d{1,3}(?:[.,]\d)?(?:[ ]?(?:a|-|/)[ ]?\d{1,3})?[ ]?"
            r"(?P<unit>u\.?p\.?a\.?|pa|p\.a\.?|p/a|(?:paquets?|pa?qu?t?s?)[ .x*/-]{0,3}(?:annees?|ans?))"
            r"(?![a-z0-9])(?![ ]?(?:[:=][ ]?)?\d)"
        ),
        lead=12,
        excused=_not_pack_years,
    ),
    Pattern(
        "cigarettes par jour",
        (
            "cig",
            "cgt",
            "clope",
            "paq",
            "pqt",
            "pipe",
            "joint",
            "petard",
            "bedo",
            "spliff",
            "pochon",
            "barrette",
            "roulee",
            "taffe",
            "tige",
            "douille",
            "bang",
            "blunt",
            "gitane",
            "gauloise",
            "bidi",
            "puff",
        ),
        regex(rf"{_RANGE}{_SMOKES}(?: de (?:tabac|cigarettes?|cannabis|shit))?{_EACH}"),
    ),
    Pattern(
        "verres par jour",
        (
            "verre",
            "vr",
            "biere",
            "canette",
            "pinte",
            "pastis",
            "ricard",
            "whisk",
            "pack",
            "cubi",
            "aper",
            "flasque",
            "demis",
            "canon",
            "chope",
            "shot",
            "shooter",
            "bolee",
            "godet",
            "kir",
            "litron",
            "mignonnette",
            "ballons de",
        ),
        regex(rf"{_RANGE}{_VESSELS}{_NOT_DRINK}(?:{_DRINK})?{_EACH}"),
    ),
    Pattern(
        "quantité d'alcool",
        (
            "verre",
            "bouteille",
            "litre",
            " l ",
            "canette",
            "pinte",
            "pack",
            "flasque",
            "cl ",
            "dl ",
            "gram",
            " g ",
        ),
        regex(
            rf"{_RANGE}(?:verres?|bouteilles?|litres?|l|canettes?|pintes?|packs?|flasques?|[cd]l"
            rf"|grammes?|g|unites?){_DRINK}(?![a-z0-9])(?:{_EACH})?(?![ ]?(?:a|%) ?\d)"
        ),
    ),
    Pattern(
        "questionnaire d'addictologie, avec son résultat",
        (
            "audit",
            "cage",
            "deta",
            "cushman",
            "ciwa",
            "cast",
            "cows",
            "dast",
            "face",
            "finnegan",
            "ort",
            "bac",
        ),
        regex(
            rf"(?:audit(?:-c)?|cushman|ciwa(?:-ar)?|finnegan|cows|dast(?:-10)?){RESULT}"
            rf"\d{{1,2}}{NO_UNIT}(?:[ ]?/[ ]?\d\d)?(?![a-z0-9/])"
            r"|(?:cage(?:[ ]?\(deta\))?|deta(?:-cage)?|cast|face)[ ]?[:=]?[ ]?\d{1,2}[ ]?/[ ]?\d{1,2}"
            r"(?![a-z0-9/])|(?P<acronym>cage|deta|cast|face|ort)[ ](?:a[ ])?\d{1,2}(?![a-z0-9/]|[ ]?(?:mm"
            r"|cm|%))"
            # the blood alcohol of English notes
            r"|bac[ ]?[:=]?[ ]?0[.,]\d{2,3}(?![\d%]|[ ]?[mµk]?g)"
        ),
        lead=0,
        score=0.85,
        means=Means.TEST,
        excused=_no_acronym,
    ),
    Pattern(
        "médicament détourné",
        _MEDICINES,
        regex(
            rf"{_HABIT_FORMING}[ ](?:lp[ ])?(?:\d{{1,3}}(?:[ ]?mg)?[ ])?(?:et [a-z]{{4,12}}[ ])?"
            rf"{_STREET}s?(?![a-z])"
        ),
        score=0.9,
    ),
    Pattern(
        "médicament en excès",
        _MEDICINES,
        regex(
            r"(?:accro|addict(?:e|ion)?|dependante?|dependance|accoutumance|mesusage|mesuse|abus|abuse"
            r"|surconsommation|surconsomme|surconso|nomadisme(?: medical| pharmaceutique)?|trafic"
            r"|detournement|detourne|revente|revend|sevrage|craving)[ ](?:pour )?"
            r"(?:(?:au|aux|a la|du|de la|des|de|en|le|la|les|son|sa|ses)[ ]"
            rf"|a l'|de l'|l'|d')?{_HABIT_FORMING}(?![a-z])"
            r"|(?:pren(?:d|ds|ait|nent)|pris|avale)[ ](?:souvent |parfois )?(?:le (?:double|triple|quadruple)"
            r"|(?:deux|trois|dix) fois la dose)(?: de la dose)?[ ](?:du |des |d'|de (?:son |sa |ses |l')?)"
            rf"{_HABIT_FORMING}(?![a-z])"
        ),
        score=0.9,
    ),
    Pattern(
        "sevré d'un médicament",
        ("sevre",),
        regex(
            r"sevre(?:e|s|es|r|rait)?[ ](?:(?:de|du|des|au|aux|en|a la|de la)[ ]|d'|de l')"
            rf"(?P<said>{_HABIT_FORMING})(?![a-z])"
        ),
        lead=0,
        score=0.9,
    ),
    Pattern(
        "médicament en grand nombre",
        _MEDICINES,
        regex(
            rf"{_HABIT_FORMING}{_DOSE}{_AS_MUCH_AS}{_EXCESS}"
            rf"|{_SEDATIVES}{_DOSE}{_AS_MUCH_AS}(?:[6-9]|1\d)[ ]?{_TABLETS}{_DAILY}"
            rf"|(?:[6-9]|[1-9]\d)[ ](?:{_TABLETS}[ ])?(?:de |d')?{_SEDATIVES}{_DOSE}{_DAILY}"
            rf"|(?:1[2-9]|[2-9]\d)[ ](?:{_TABLETS}[ ])?(?:de |d')?{_HABIT_FORMING}{_DOSE}{_DAILY}"
        ),
        lead=16,
        score=0.9,
    ),
    Pattern(
        "au volant, avec son taux",
        ("conduit", "control", "interpel", "arrete", "amene", "retrouve"),
        regex(
            r"(?:conduite?|controlee?|interpellee?|arretee?|amenee?|retrouvee?)[ ](?:a|avec)[ ]"
            r"[0-4][.,]\d{1,2}[ ]?g(?:r|rammes?)?(?![a-z])(?:[ ]?/[ ]?l(?![a-z]))?"
        ),
        lead=0,
        score=0.85,
    ),
    Pattern(
        "recherche de toxiques",
        ("barbiturique", "benzodiazepine", "bzd"),
        regex(r"(?:barbituriques?|benzodiazepines?|bzd)(?![a-z])"),
        score=0.7,
        means=Means.TEST,
        excused=_no_toxicology,
    ),
    Pattern(
        "éthanol, avec son taux",
        ("ethanol", "air expire", "oh "),
        regex(
            r"ethanol(?:emie)?(?: (?:sanguin|serique|plasmatique))?[ ]?(?:a |de |dose a |[:=] ?)?[ ]?"
            r"[0-5][.,]\d{1,2}(?![\d%])(?:[ ]?g(?:/l|[ ]par litre)?(?![a-z]))?"
            r"|(?<![\w-])(?<!\d )oh[ ](?:a |de |[:=] ?)?[0-5][.,]\d{1,2}[ ]?g(?:r|[ ]?/[ ]?l)?(?![a-z])"
            r"|[0-2][.,]\d{1,2}[ ]?mg(?:[ ]?/[ ]?l)?[ ](?:d'|dans l')air expire"
        ),
        lead=16,
        score=0.85,
    ),
    Pattern(
        "alcool dans le sang, en pour mille",
        ("pour mille", "promille", "‰"),
        regex(r"[0-5][.,]\d{1,2}[ ]?(?:pour mille|promille|‰)"),
        lead=6,
        score=0.85,
        excused=_of_cells,
    ),
    Pattern(
        "vider des bouteilles",
        ("descend", "siffl", "vid", "s'enfil", "s'envoi", "eclus", "torch", "liquid"),
        regex(
            r"(?:descend(?:ait)?|siffl(?:e|ait)|vid(?:e|ait)|s'enfil(?:e|ait)|s'envoi(?:e|t)|eclus(?:e|ait)"
            r"|torch(?:e|ait)|liquid(?:e|ait))[ ](?:(?:au moins|environ|facilement|bien|jusqu'a|encore)[ ])?"
            rf"(?:{_RANGE}|(?:son|sa|ses|des)[ ])(?:packs?|cubis?|canettes?|bouteilles?|flasques?|litrons?"
            rf"|pintes?|verres?|chopes?|bieres?|mignonnettes?|litres?){_NOT_DRINK}(?![a-z]|[ ]d'oxygene)"
            rf"(?:{_DRINK})?"
        ),
        score=0.9,
    ),
    Pattern(
        "n'a jamais bu",
        ("pas bu", "jamais bu"),
        regex(r"(?<=(?:pas|ais) )bu(?![a-z])"),
        score=0.8,
        excused=_no_alcohol,
    ),
    Pattern(
        "consommation, sans dire de quoi",
        ("conso",),
        regex(
            r"(?:consommations?|consos?)(?![a-z])"
            r"(?![ ]?(?:(?:de|des|du|en|a)[ ]|d'|o2|:|[a-z]+(?:le|ive|ante|ee)[ ](?:d|a ))"
            r"|[ ](?:heroin|cocain|cannab|alcool|tabac|thc|oh(?![a-z])|coke|shit))"
        ),
        lead=0,
        score=0.8,
        excused=_of_no_substance,
    ),
    Pattern(
        "boire, ou ne pas boire",
        ("boit", "buvait", "bois ", "boivent"),
        regex(
            r"(?:boit|buvait|bois|boivent)(?=[ ](?:pas|plus|jamais|guere|encore|moins|toujours|autant|un peu"
            r"|trop|rarement|parfois|excessivement|davantage|que (?:le (?:samedi|vendredi|week-?end|dimanche)"
            r"|aux fetes|en soiree))(?![a-z])(?![ ](?:d'|de |du |son |sa |ses |rien|assez|le |la )))"
        ),
        lead=0,
        score=0.85,
        excused=_of_water,
    ),
    Pattern(
        "consommation niée",
        DENIED_TRIGGERS,
        regex(
            rf"{DENIED}(?P<said>substances?|produits?|boisson|vin|bieres?|whisky"
            rf"|spiritueux|colle|solvants?|steroides?|anabolisants?|opioides?|opiaces?|tramadol|seringues?"
            rf"|marijuana|kratom|vapot(?:age|er)|cigarettes?|mesusage|dopage|rechutes?(?= d))(?![a-z])"
        ),
        lead=0,
        score=0.85,
    ),
)
