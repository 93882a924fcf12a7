"""Patterns of judicial: charged with what, sentenced to what, before which court, in which prison."""

import re

from viginote.regex import regex
from viginote.sensitive.patterns._base import BOUNDARY, NUMBER, Pattern, any_of, stems, up_to
from viginote.text import Note, words

_CRIME = any_of("""
    vols? trafics? recel viols? meurtre assassinat homicide violences? agressions? attouchements?
    inceste escroqueries? braquages? cambriolages? stups stupefiants outrage rebellion incendie
    degradations? menaces?_de_mort harcelement port_d'arme coups sequestration enlevement proxenetisme
    terrorisme apologie fraude pedopornographie exhibition abandon_de_famille blessures_involontaires
    delit refus_d'obtemperer corruption_de_mineur abus_de_confiance abus_sexuels? conduite_en
    conduite_sous conduite_sans
    """)
_CHARGED = any_of("""
    condamnee?s? jugee?s? poursuivie?s? incarceree?s? incarceration mise?_en_examen detenue?s?
    ecrouee?s? inculpee?s? emprisonnee?s? emprisonnement prison gav garde_a_vue mise?_en_cause
    interpellee?s? arretee?s? tombee? plonge reclusion ferme sursis soupconnee?s? prevenue?
    """)
_POLICE = any_of("""
    police_municipale police policiers? gendarmerie gendarmes? bac crs raid gign douane douaniers paf
    forces_de_l'ordre brigade
    """)
_COURT = any_of("""
    tribunal correctionnelle assises parquet procureur juge_d'instruction juge_d'application jap jld
    spip commissariat gendarmerie gendarmes police brigade opj comparution_immediate barre
    delegue_du_procureur crpc juge_des_libertes maison_de_justice
    """)
_PRISONS = any_of("""
    fleury fleury-merogis fresnes baumettes bois-d'arcy bois_d'arcy villepinte osny reau poissy
    clairvaux muret seysses gradignan corbas varces sequedin annoeullin annœullin conde-sur-sarthe
    saint-maur ensisheim luynes tarascon borgo ducos remire-montjoly majicavo camp-est rikers mauzac
    aiton vendin-le-vieil lannemezan villeneuve-les-maguelone maubeuge bapaume laon liancourt nanterre
    meaux melun joux-la-ville
    """)


def _of_a_thing(note: Note, match: re.Match[str]) -> bool:
    """ "lui a volé son sac": said of a victim."""
    return note.folded[max(0, match.start() - 4) : match.start()].endswith(("lui ", "m'", "fait "))


PATTERNS = (
    Pattern(
        "poursuivi ou condamné pour",
        stems("""
        condamne juge poursuivi incarcer mis_en_examen mise_en_examen mises_en_examen detenu ecroue inculpe
        emprisonn prison gav garde_a_vue mis_en_cause mise_en_cause mises_en_cause interpelle arrete tombe
        plonge reclusion ferme sursis soupconne prevenu
        """),
        regex(
            rf"(?P<said>{_CHARGED}){up_to(6)}[ ]pour[ ](?:des[ ]|une?[ ]|faits de[ ]"
            rf"|tentative de[ ]|tentative d'|complicite de[ ])?{_CRIME}{BOUNDARY}"
        ),
        lead=0,
    ),
    Pattern(
        "durée d'une peine",
        words("""
        ferme sursis prison taule tole reclusion detention incarceration cabane centrale bagne trou placard
        emprisonnement barreaux bracelet ombre
        """),
        regex(
            rf"{NUMBER}[ ]?(?:ans?|annees?|mois|semaines?|jours?)[ ](?:fermes?{BOUNDARY}"
            r"|(?:avec|de|d'|au|a|en)[ ]?"
            r"(?:la[ ]|l'|derriere les )?(?:sursis|prison|taule|tole|reclusion|detention|incarceration|cabane"
            rf"|centrale|bagne|trou|placard|emprisonnement|barreaux|bracelet|ombre){BOUNDARY})"
        ),
        lead=40,
    ),
    Pattern(
        "police",
        ("polic", "gendarm", "bac", "crs", "raid", "gign", "douan", "paf", "forces de l'ordre", "brigade"),
        regex(
            r"(?:inquiet|interrog|interpell|arret|apprehend|menott|embarqu|audition|recherch|plaqu|mait?ris)ee?s?"
            rf"{up_to(2)}[ ]par[ ](?:la |les |des |deux |trois |le |une )?{_POLICE}{BOUNDARY}"
        ),
    ),
    Pattern(
        "convoqué devant la justice",
        ("pass", "convo", "cite", "compar", "defer", "proces", "audience", "audition", "jugement", "attendu"),
        regex(
            r"(?:passe|passera|passer|convoquee?|convocation|citee?|comparait|comparution|deferee?|proces|audience"
            rf"|audition|auditionnee?|jugement|attendue?){up_to(3)}[ ](?:au|a la|aux|devant|chez|par|en)[ ]"
            rf"(?:le |la |l'|les )?{_COURT}{BOUNDARY}"
        ),
    ),
    Pattern(
        "prison, par son lieu",
        ("sort", "liber", "incarcer", "detenu", "ecrou", "transfer", "purg", "prison", "detention", "peine"),
        regex(
            r"(?:sort|sortie?|sortante?|liberee?|incarceree?|incarceration|detenue?|ecrouee?|transferee?|purge"
            rf"|prison|detention|peine){up_to(2)}[ ](?:de|a|aux|des)[ ]{_PRISONS}{BOUNDARY}"
        ),
    ),
    Pattern(
        "vol commis",
        ("vole ", "braque ", "cambriole ", "escroque "),
        regex(
            r"(?:a|aurait|avait|ayant|avoir)[ ](?:vole|braque|cambriole|escroque)[ ]"
            rf"(?:une?|des|du|la|le|son|sa|ses|plusieurs)[ ][a-z]{{3,14}}{BOUNDARY}"
        ),
        score=0.8,
        excused=_of_a_thing,
    ),
)
