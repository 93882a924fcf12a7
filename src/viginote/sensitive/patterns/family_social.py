"""Patterns of family_social: a home too small or none, ties cut, bills unpaid, the custody of children."""

from string import digits

from viginote.french.numbers import NAMES
from viginote.regex import regex
from viginote.sensitive.patterns._base import BOUNDARY, DETERMINER, KIN, NUMBER, Pattern, any_of, stems, up_to
from viginote.text import words

#: What may be counted before the room where they live.
_COUNTED = (*digits, *NAMES[1:31], *words("personnes enfants adultes"))
_ROUGH = any_of("""
    voiture vehicule camion camionnette fourgon hall halls gare gares metro rer parking parkings
    cage_d'escalier cages_d'escalier escaliers? cave garage tente ponts? abribus bois grange squats?
    serre foret cabane local_[a-z]{4,12} tunnel rue trottoir caravane mobil-home yourte container hangar
    cabanon chambre_d'hotel hotel banc bidonville campement camping voie_publique sous-sol porche
    """)
_CHILDREN = any_of("enfants? filles? fils petite?s? ainee?s? cadette?s? ados? jumeaux jumelles garcons?")

PATTERNS = (
    Pattern(
        "logement surpeuplé",
        (*(f"{one} dans" for one in _COUNTED), "par chambre"),
        regex(
            rf"(?:(?:a[ ])?{NUMBER}(?:[ ](?:personnes|enfants|adultes))?[ ]dans[ ]"
            r"(?:une?[ ]|la meme[ ]|le meme[ ])?"
            r"(?:petite?[ ])?(?:[tf]-?[1-4]|studio|chambre|pieces?|deux pieces|caravane"
            r"|\d{1,2}[ ]?m(?:2|²|etres))"
            rf"|{NUMBER}[ ]par[ ]chambre){BOUNDARY}"
        ),
        lead=20,
        score=0.85,
    ),
    Pattern(
        "sans logement",
        ("dort", "dorm", "vit ", "vivent", "vivait", "couche", "campe", "loge", "nuits"),
        regex(
            r"(?:dort|dorment|dormait|vit|vivent|vivait|couche|campe|campent|loge|logent|logeait|nuits)"
            rf"{up_to(2)}[ ](?:dans|sous|sur)[ ]"
            rf"(?:l'|(?:la|le|les|une?|des|sa|son|ses|leur)[ ])?{_ROUGH}{BOUNDARY}"
        ),
        score=0.85,
    ),
    Pattern(
        "liens rompus",
        stems("""
        voit_plus voient_plus voyait_plus parle_plus parlent_plus adresse_plus frequente_plus contacte_plus
        cotoie_plus ne_lui ne_leur ne_la ne_le ne_s'adress ne_se_parl ne_se_voi ne_se_freq ne_vient_plus
        ne_viennent_plus ne_vient_jamais ne_viennent_jamais
        """),
        regex(
            r"(?:(?:voit|voient|voyait|parle|parlent|adresse|frequente|contacte|cotoie)[ ]plus"
            rf"(?:[ ]la parole)?(?:[ ]a|[ ]avec)?[ ](?:son|sa|ses|leurs?)[ ](?:deux |propre |propres )?{KIN}"
            rf"|ne[ ](?:lui|leur|la|le)[ ](?:parle|parlent|adresse|adressent|voit|ecrit)[ ]plus"
            rf"|ne[ ]s'adressent plus la parole|ne[ ]se (?:parlent|voient|frequentent) plus"
            rf"|{KIN}[ ]ne[ ]vien(?:t|nent)[ ](?:plus|jamais)){BOUNDARY}"
        ),
        lead=30,
        score=0.85,
    ),
    Pattern(
        "fâché avec les siens",
        (
            "fache",
            "brouille",
            "en froid",
            "en conflit",
            "en guerre",
            "en proces",
            "en litige",
            "se dispute",
            "contact",
            "les ponts",
            "rompu",
            "nouvelles de",
            "lien",
            "entend",
            "disput",
            "engueul",
            "mesentente",
            "querelle",
            "embrouille",
        ),
        regex(
            r"(?:fachee?s?|brouillee?s?|en froid|en conflit|en guerre|en proces|en litige|se disputent?|rompu"
            r"|(?:ne )?s'entend(?:ent|ait)? (?:plus|pas|guere|mal|tres mal)|disputes?|s'engueulent?"
            r"|engueulades?|mesentente|querelles?|embrouilles?"
            r"|(?:plus de|plus aucun|aucun|pas de|sans)[ ](?:contacts?|liens?)|coupe les ponts"
            rf"|(?:sans|aucune|plus de|pas de)[ ]nouvelles?){up_to(2)}[ ](?:avec|de)[ ]{DETERMINER}"
            rf"(?:[a-z'-]{{2,10}}[ ]){{0,1}}?(?:{KIN}|voisine?s?|belle-famille|gendres?|brus?){BOUNDARY}"
        ),
    ),
    Pattern(
        "garde d'un enfant",
        ("garde ",),
        regex(
            rf"(?<!de )garde[ ](?:de|des|du|d'|exclusive|alternee|partagee|de la){up_to(2)}[ ]{_CHILDREN}"
            rf"(?![ ]malades?){BOUNDARY}"
        ),
        score=0.85,
    ),
    Pattern(
        "impayé",
        ("impaye", "non paye", "pas paye", "en retard", "non vers", "plus pay", "pas vers"),
        regex(
            r"(?:loyers?|factures?|credits?|pension|charges|edf|cantine|electricite|mutuelle|traites)"
            rf"{up_to(3)}[ ](?:impayee?s?|non payee?s?|pas payee?s?|en retard|non versee?s?"
            rf"|plus payee?s?){BOUNDARY}"
        ),
        score=0.85,
    ),
)
