"""Patterns of origin_belief: where somebody was born or comes from."""

import re

from viginote.regex import regex
from viginote.sensitive.patterns._base import BOUNDARY, Pattern, any_of, stems
from viginote.text import Note

# A space inside a name is written "_".
_COUNTRIES = "|".join(
    name.replace("_", "[ ]")
    for name in """
    afghanistan afrique(?:_noire|_subsaharienne|_centrale|_du_(?:nord|sud)|_de_l'(?:ouest|est))?
    albanie algerie allemagne amerique_du_sud amerique_latine angleterre angola antilles argentine
    armenie asie azerbaidjan bangladesh belarus belgique benin bielorussie birmanie bolivie bosnie bresil
    bulgarie burkina burundi cambodge cameroun cap-vert centrafrique chili chine colombie comores congo coree
    cote_d'ivoire croatie cuba djibouti egypte equateur erythree espagne etats-unis ethiopie
    europe_de_l'est gabon gambie georgie ghana grece guadeloupe guatemala guinee guyane haiti honduras
    hongrie inde indonesie irak iran italie jamaique japon jordanie kabylie kazakhstan kenya kosovo laos
    lettonie liban liberia libye lituanie macedoine madagascar maghreb malaisie mali maroc martinique
    mauritanie maurice mayotte mexique moldavie mongolie montenegro mozambique nepal nicaragua niger nigeria
    ouganda ouzbekistan pakistan palestine paraguay pays_etranger perou philippines pologne portugal rdc
    republique_(?:democratique_du_congo|dominicaine|centrafricaine|tcheque) reunion roumanie russie
    rwanda salvador senegal serbie sierra_leone slovaquie somalie soudan sri_lanka suriname syrie
    tadjikistan tanzanie tchad tchetchenie thailande tibet togo tunisie turkmenistan turquie ukraine uruguay
    venezuela vietnam yemen yougoslavie zaire zambie zimbabwe acores anatolie arabie_saoudite australie
    autriche bahrein bengale botswana canada chypre danemark darfour dominique ecosse finlande
    guinee-bissau guinee_equatoriale irlande kirghizistan koweit kurdistan malawi namibie norvege pays-bas
    qatar quebec royaume-uni sao_tome suede suisse taiwan trinidad
    """.split()  # noqa: SIM905 (a list of literals would be as long as the file)
)
_FOREIGN_CITIES = any_of("""
    bamako dakar saint-louis_du_senegal conakry abidjan bouake alger oran constantine annaba bejaia
    tizi-ouzou tunis sfax casablanca rabat fes meknes oujda tanger marrakech agadir nador le_caire
    alexandrie kinshasa brazzaville lubumbashi pointe-noire douala yaounde cotonou lome ouagadougou
    niamey n'djamena libreville bangui kigali bujumbura antananarivo tananarive moroni mutsamudu
    port-au-prince istanbul ankara kaboul teheran bagdad damas alep beyrouth kiev kharkiv odessa moscou
    grozny tbilissi erevan bakou tirana pristina belgrade sarajevo skopje bucarest sofia varsovie
    cracovie lisbonne braga hanoi saigon ho_chi_minh_ville phnom_penh vientiane pekin shanghai wenzhou
    canton manille delhi bombay calcutta pondichery karachi lahore islamabad dacca colombo jaffna
    katmandou lagos benin_city accra freetown monrovia nouakchott addis-abeba asmara mogadiscio khartoum
    djibouti luanda maputo nairobi kampala bogota lima caracas quito buenos_aires mexico la_havane
    jerusalem tel-aviv gaza jenine naplouse amman ryad dubai tripoli benghazi paramaribo georgetown
    """)


def _no_place(note: Note, match: re.Match[str]) -> bool:
    return not note.text[match.start("place")].isupper()


PATTERNS = (
    Pattern(
        "originaire de",
        ("originaire",),
        regex(
            r"originaires?[ ](?:de la |de l'|des |du |de |d')[ ]?"
            r"(?P<place>[a-z]{3,20}(?:[- ](?:du |de |des )?[a-z]{3,20})?)"
        ),
        score=0.85,
        excused=_no_place,
    ),
    Pattern(
        "pays d'origine",
        stems("""
        natif native naturel ressortissant immigre refugie exile arrive venu vient d'origine originaire
        ne_en ne_a nee_en nee_a nes_en nes_a nees_en nees_a grandi fui quitte
        """),
        regex(
            r"(?:(?:originaires?|natifs?|natives?|naturel(?:le)?s?|ressortissante?s?|immigree?s?|refugiee?s?|exilee?s?"
            r"|arrivee?s?|venue?s?|vient|d'origine)[ ](?:du|de la|des|de l'|de|d')[ ]?"
            r"|(?:nee?s?|grandi)[ ](?:en|au|aux|a)[ ]|(?:fui|quitte)[ ](?:le[ ]|la[ ]|les[ ]|l'))"
            rf"(?P<place>{_COUNTRIES})(?![a-z])"
        ),
        lead=0,
        score=0.9,
        excused=_no_place,
    ),
    Pattern(
        "né dans une ville de l'étranger",
        ("ne a ", "nee a ", "nes a ", "nees a ", "ne au ", "nee au ", "ne(e) a"),
        regex(rf"ne(?:e|s|es|\(e\))?[ ]a[ ]{_FOREIGN_CITIES}{BOUNDARY}"),
        score=0.85,
    ),
)
