"""Patterns of violence: who did what to whom, with what."""

from viginote.regex import regex
from viginote.sensitive.patterns._base import BOUNDARY, DETERMINER, KIN, Pattern, any_of, stems, up_to

_OTHERS = any_of("""
    voisine?s? patrons? patronnes? chefs? cheffes? collegues? camarades? eleves? inconnus? individus?
    hommes? jeunes? bande proches? proxenetes? souteneurs? clients? passeurs? soldats? militaires
    milices? policiers? gendarmes? professeure?s? profs? instituteur institutrice maitresse educateurs?
    educatrices? entraineurs? moniteurs? animateurs? pretres? cures? soignante?s? infirmiere?s?
    aide-soignante?s? auxiliaires? residente?s? patiente?s? nourrices? coepouses? amie?s? superieure?s?
    directeur directrice manager colocataires? agresseurs? usagers? maton surveillants? codetenus?
    garcons? eleve adolescents? adultes?
    """)
_PERSON = rf"(?:{KIN}|{_OTHERS}){BOUNDARY}"
_OBJECT = r"(?:l'|la |le |les |lui |m'|me |nous )"
_OFTEN = r"(?:(?:deja|encore|souvent|regulierement|parfois|toujours|aussi|meme|violemment|beaucoup) )?"
# Stems of verbs: those that say violence whoever their object is, in any tense; those that do so of what was
# done once; those that do so of who suffered it alone.
_ALWAYS = """
    frapp gifl cogn tabass insult injuri humili rabaiss denigr devaloris etrangl harcel brutalis
    maltrait terroris martyris sequestr menac bouscul rackett poignard molest
    """
_ONCE = "viol agress brul abus secou mutil violent attouch"
_SUFFERED = "malmen rudoy exploit spoli tortur defenestr egorg ligot griff asperg enferm enlev"
_HURT = any_of(_ALWAYS)
_HURTS = rf"(?:{_HURT}(?:e|es|ent|er)|bat|battent|battre|secoue|tape|tapent|viole)"
_HURTED = (
    rf"(?:{_HURT}(?:e?|er)ai(?:t|ent)|batt(?:r?)ai(?:t|ent)|(?:secou|tap|viol)(?:er)?ai(?:t|ent)|abusait)"
)
_HURT_ONCE = rf"(?:{any_of(_ALWAYS + _ONCE)}ee?s?|battue?s?)"
_HARMED = rf"(?:{any_of(_ALWAYS + _ONCE + ' ' + _SUFFERED)}ee?s?|battue?s?|rouee?s? de coups|forcee?s?)"
_VIOLENT = stems(f"{_ALWAYS} {_ONCE} {_SUFFERED} bat tap roue force")
_WEAPONS = any_of("""
    couteaux? armes? arme_blanche arme_a_feu pistolet fusil machette hache tesson batte barre_de_fer cutter
    marteau bouteille tournevis poings? pieds? ceinture baton cable fil_electrique chaine balai ciseaux
    tisonnier hachette carabine revolver matraque gourdin sabre barre pierre chaise seringue taser
    """)
#: Those on whom who hurts them is told of as a threat to others.
_ATTACKED = any_of("""
    infirmiere?s? soignante?s? aide-soignante?s? medecins? personnel equipe professeure?s? enseignante?s?
    educateurs? educatrices? surveillante?s? codetenus? policiers? gendarmes? pompiers? passante?s? voisine?s?
    collegues? camarades? eleves? autres_enfants autres_patients autres_residents residente?s? patiente?s?
    """)

PATTERNS = (
    Pattern(
        "violence, avec son auteur",
        _VIOLENT,
        regex(
            rf"{_PERSON}{up_to(4)}[ ](?P<said>{_OBJECT}(?:{_OFTEN}{_HURTS}|{_HURTED}"
            rf"|(?:a|avait|aurait|ont)[ ]{_OFTEN}{_HURT_ONCE}))(?![a-z'])"
        ),
        lead=130,
    ),
    Pattern(
        "violence répétée",
        _VIOLENT,
        regex(rf"{_OBJECT}(?:{_HURTED}|harcelent|insultent|frappent|tabassent|maltraitent){BOUNDARY}"),
        lead=5,
    ),
    Pattern(
        "violence, à l'objet nommé",
        _VIOLENT,
        regex(
            rf"(?:{_HURTS}|{_HURTED}|{_HURT_ONCE})[ ]{_OFTEN}"
            rf"(?:(?:son|sa|ses|les|leurs?)[ ](?:deux |trois )?{KIN}|(?:maman|papa|mamie|papy|tonton|tata)"
            rf"|(?:une?|des|les|plusieurs|le|la|l')[ ]?{_ATTACKED}){BOUNDARY}"
            rf"(?:[ ]avec[ ]une?[ ]{_WEAPONS}{BOUNDARY})?"
        ),
        lead=0,
    ),
    Pattern(
        "violence subie de quelqu'un",
        _VIOLENT,
        regex(rf"{_HARMED}{up_to(4)}[ ]par[ ]{DETERMINER}?(?:[a-z'-]{{2,12}}[ ]){{0,2}}?{_PERSON}"),
        lead=0,
    ),
    Pattern(
        "victime de quelqu'un",
        ("victime",),
        regex(rf"victimes?[ ](?:de[ ]|d'|des[ ]){DETERMINER}?(?:[a-z'-]{{2,12}}[ ]){{0,1}}?{_PERSON}"),
    ),
    Pattern(
        "menacé d'une arme",
        ("menac", "agress", "braqu", "frapp", "attaqu"),
        regex(
            r"(?:menac|agress|braqu|frapp|attaqu)ee?s?"
            r"[ ](?:avec|par|a l'aide d'|a coups de|sous la menace d')[ ]?"
            rf"(?:une?[ ])?{_WEAPONS}{BOUNDARY}"
        ),
    ),
    Pattern(
        "blessé par quelqu'un",
        ("fait ", "faire "),
        regex(
            r"(?:fait|faire)[ ](?:peter|casser|fracasser|exploser|demolir|defoncer|ouvrir|fracturer)[ ]"
            rf"(?:l'|[a-z]{{2,4}}[ ])[a-z]{{3,12}}{up_to(2)}[ ]par[ ]{DETERMINER}"
            rf"(?:[a-z'-]{{2,12}}[ ]){{0,2}}?{_PERSON}"
        ),
    ),
)
