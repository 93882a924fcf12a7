"""Patterns of psychiatry: results of scales, tablets swallowed, and symptoms told in a sentence."""

import re

from viginote.anchors import holds_any
from viginote.french.numbers import spelt
from viginote.regex import regex
from viginote.sensitive.patterns._base import DENIED, DENIED_TRIGGERS, NO_UNIT, RESULT, Pattern
from viginote.taxonomy import Means
from viginote.text import Note

_PART = r"(?:(?:anx(?:iete)?|dep(?:ression)?|a|d)[ ]?[:=]?[ ]?)?"
_BOXES = (
    r"(?:(?:une?|deux|trois|quatre|cinq|[2-9]|plusieurs|toutes? (?:la|ses|les)|sa|la|les)[ ]?"
    r"(?:boites?|plaquettes?)|(?:une|des|plusieurs) poignees?|tout le (?:tube|flacon|pilulier))"
)
_TABLETS = r"(?:1[2-9]|[2-9]\d|1\d\d)[ ]?(?:comprimes?|cps?|cachets?|gelules?)"
_BELIEVES = (
    r"(?:pense|croi[ts]|croyait|croyant|pretend|affirme|soutient|soupconne|persuadee?s?|convaincue?s?"
    r"|certaine?|accuse)[ ]"
)
_PERSECUTES = (
    r"(?:l'empoisonne|empoisonner|l'espionne|l'ecoutent|(?:le|la) (?:film|persecut)|complot"
    r"|lui ve[a-z]{1,6} du mal|ve[a-z]{1,6} (?:le |la |l')(?:tuer|empoisonner|eliminer)"
    r"|en ve[a-z]{1,6} a sa (?:vie|peau)"
    r"|lis[a-z]{1,4} dans ses|control[a-z]{1,5} ses pensees|sous sa peau|infest|implant|pirate|habite par"
    r"|possede par|remplacee? par|envoute|ensorcel|marabout|lui parle par)[a-z]*"
)
_CONVINCED = (
    r"(?:conviction|persuadee?s?|convaincue?s?|certitude|croyance)[ ](?:delirante )?(?:que |qu'|d'|de )"
)
_POSSESSED = (
    r"(?:possed|surveill|espionn|empoisonn|maudit|damn|immortel|deja mort|morte?(?![a-z])|un sosie|des sosies"
    r"|remplac|le messie|prophete|un dieu|ecout|filme|suivie? dans|suivie? par (?:la police|des))[a-z]*"
)
_GAMBLED = (
    r"(?:pmu|casino|machines? a sous|poker|paris (?:sportifs?|en ligne|hippiques)|tierce|grattage"
    r"|jeux (?:a gratter|en ligne|d'argent|de hasard)|courses de chevaux|roulette|bandits? manchots?)"
)
_AGE = (
    rf"(?:{spelt(range(13, 21))}|1[2-9]|2\d)[ ]?ans|adolescence"
    r"|jeunesse|lycee|college"
)


def _by_accident(note: Note, match: re.Match[str]) -> bool:
    return "accident" in note.folded or "par erreur" in note.folded or "par megarde" in note.folded


def _no_accent(note: Note, match: re.Match[str]) -> bool:
    """An "interne", where nothing but the accent makes of it somebody who was locked up."""
    word = note.text[slice(*match.span("word"))].lower()
    return match["passive"] is None and not word.startswith("interné")


def _of_a_baby(note: Note, match: re.Match[str]) -> bool:
    return holds_any(note.folded, ("nourrisson", "bebe", "tetee", "biberon", "d'affilee"))


PATTERNS = (
    Pattern(
        "échelle de psychiatrie, avec son résultat",
        ("had", "hamilton", "gds", "beck", "bdi", "cgi", "egf", "gaf", "qi", "bai", "stai", "mdq", "isi"),
        regex(
            r"(?:hads?|hamilton|gds|beck|bdi|cgi(?:-[is])?|egf|qi(?:[tvp]|[ ]total)?|bai|stai(?:-[yab])?"
            r"|mdq|isi)"
            rf"{RESULT}{_PART}\d{{1,3}}{NO_UNIT}(?:[ ]?/[ ]?\d\d?)?(?![a-z0-9/])"
        ),
        lead=12,
        score=0.85,
        means=Means.TEST,
    ),
    Pattern(
        "comprimés avalés en nombre",
        ("comprime", "cp", "boite", "plaquette", "gelule", "poignee", "tout le"),
        regex(
            r"(?:pris|prend|avale|ingere|absorbe|gobe)e?s?[ ]"
            r"(?:volontairement |environ |a peu pres |jusqu'a )?"
            rf"(?:{_BOXES}|{_TABLETS})(?![a-z])"
            r"(?:[ ](?:de |d')[a-z]{4,20})?"
        ),
        score=0.85,
        excused=_by_accident,
    ),
    Pattern(
        "interné",
        ("intern",),
        regex(
            r"(?P<passive>(?:(?:a|ait|avait|aurait) ete|etre|fut|faire) )?"
            r"(?P<word>interne(?:e?s?|r|rent|ra)?)(?![a-z])"
        ),
        score=0.85,
        excused=_no_accent,
    ),
    Pattern(
        "pensées volées",
        ("pensee", "idees"),
        regex(
            r"(?:pensees?|idees)[ ](?:(?:lui )?(?:sont|etaient|seraient|ont ete)[ ])?"
            r"(?:vole|devine|diffuse|impose|controle|ecoute|retire|commente|dicte)e?s?(?![a-z])"
        ),
    ),
    Pattern(
        "se croit persécuté",
        (
            "empoison",
            "espionn",
            "ecoutent",
            "film",
            "persecut",
            "complot",
            "du mal",
            "tuer",
            "elimin",
            "sa vie",
            "sa peau",
            "dans ses",
            "ses pensees",
            "sous sa peau",
            "infest",
            "implant",
            "pirat",
            "par ",
            "envout",
            "ensorcel",
            "marabout",
        ),
        regex(
            rf"(?:dit[ ](?:que |qu')|{_BELIEVES}(?:que |qu'|son |sa |ses |les? |la |l'))"
            rf"[^.;\n]{{0,50}}?{_PERSECUTES}"
        ),
        score=0.9,
    ),
    Pattern(
        "conviction délirante",
        ("conviction", "persuade", "convaincu", "certitude", "croyance"),
        regex(rf"{_CONVINCED}[^.;\n]{{0,30}}?{_POSSESSED}"),
        lead=0,
        score=0.9,
    ),
    Pattern(
        "entend parler",
        ("entend",),
        regex(
            r"entend(?:re|ait|s)?[ ](?:(?!dire)[a-z']{2,12}[ ]){1,4}?(?:le |la |lui |l')"
            r"(?:menacer|insulter|parler|ordonner|commander|commenter|injurier|critiquer|traiter|dire)"
        ),
        score=0.85,
    ),
    Pattern(
        "perd au jeu",
        (
            "pmu",
            "casino",
            "machine",
            "poker",
            "paris",
            "tierce",
            "grattage",
            "jeux",
            "courses",
            "roulette",
            "bandit",
        ),
        regex(
            r"(?:perd|perdu|jou(?:e|ait)|depens(?:e|ait)|claque|dilapide|mise|flambe|engloutit?)[ ]"
            rf"(?:[a-z0-9€']{{1,14}}[ ]){{0,6}}?(?:aux?|en|a la|dans les|sur (?:des|les))[ ]"
            rf"{_GAMBLED}(?![a-z])"
        ),
        score=0.9,
    ),
    Pattern(
        "anorexie de la jeunesse",
        ("anorexie",),
        regex(
            r"anorexies?[ ](?:mentale )?(?:a|de|dans|pendant|durant|vers|depuis)[ ]?(?:ses |son |sa |l'|la )?"
            rf"(?:{_AGE})(?![a-z])"
        ),
        score=0.85,
    ),
    Pattern(
        "kétamine contre la dépression",
        ("ketamine",),
        regex(
            r"(?:es)?ketamine(?: iv| en perfusion| intra-?(?:veineuse|nasale))?"
            r"(?=[^.\n]{0,60}(?:resistan|antidepress|depressi[fv]|suicid|psychiatr|melancol|thymi"
            r"|dernier recours))"
        ),
        score=0.85,
        means=Means.DRUG,
    ),
    Pattern(
        "achats en nombre",
        ("achet",),
        regex(
            r"achet[a-z]{1,5}[ ](?:[3-9]|\d\d|trois|quatre|cinq|six|dix|plusieurs)[ ]"
            r"(?:voitures|motos|aspirateurs|tele(?:viseur|phone|vision)?s|canapes|ordinateurs|velos"
            r"|paires de chaussures|robes|sacs|manteaux|montres|appartements|maisons)(?![a-z])"
        ),
        score=0.8,
    ),
    Pattern(
        "dort peu",
        ("dort",),
        regex(
            r"dort[ ](?:que |seulement |a peine |moins de |environ )?(?:[1-4]|deux|trois|quatre)[ ]?h"
            r"(?:eures?)?(?:[ ]?(?:par|/)[ ]?nuit)?(?![a-z0-9])"
        ),
        score=0.7,
        excused=_of_a_baby,
    ),
    Pattern(
        "trouble nié",
        DENIED_TRIGGERS,
        regex(
            rf"{DENIED}(?P<said>voix|hallus?|hallucinations?|tentatives?|tristesse|deprime|abattement|desespoir"
            r"|anxiete|purges?|binges?|manies?|cauchemars|flash-?backs?|attaques? de panique|compulsions?"
            r"|obsessions?|paranoia|[sh]i(?:/[shav][hiv])*|pensees? suicid[a-z]*|geste|scenario"
            r"|intentionnalite)(?![a-z])"
        ),
        lead=0,
        score=0.85,
    ),
)
