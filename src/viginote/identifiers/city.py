"""Towns where a rule can tell them: after a postal code, after an address, after "habite à" and "né à".

Towns told by nothing but their name are the model's business (room `names`).

>>> validate("Ivry-sur-Seine"), validate("PARIS CEDEX 14"), validate("domicile")
(True, True, False)

Source: Code officiel géographique (INSEE) for how communes are spelt; La Poste for CEDEX.
"""

import re
from collections.abc import Iterator

from viginote.anchors import matches, word_starts
from viginote.identifiers import address, postcode
from viginote.identifiers._base import UPPER, Hit, Rule, before
from viginote.identifiers._places import CEDEX, TOWN, after_gap, town_end
from viginote.text import Note, words

_AFTER_ADDRESS = re.compile(r"[ ]?(?:,[ ]?|\n|[ ]à[ ]|[ ]-[ ]|[ ])(?![ ])")
_CUE = re.compile(
    r"(?:habit(?:e|ent|ant|ait|ants?)|demeur(?:e|ant)|domicili\w{1,3}|resid(?:e|ent|ant|ait)|vi(?:t|vent"
    r"|vant)|install\w{1,3}"
    r"|n(?:e(?:e|\(e\))?s?|ait)(?:[ :,]{1,3}[0-9a-z :./()\-]{1,40}?)?|retour chez (?:lui|elle)|emmenage"
    r"|demenage)"
    r"[ ,]{1,2}(?:actuellement |seule? |toujours )?"
    r"(?:a|au|aux|dans|sur)(?: la (?:ville|commune) de?)?(?: :)? "
    r"(?:d')?"
    r"|(?:originaire|nati(?:f|ve)) (?:de la |des |de |du |d')"
)
#: A borough city before its code in any case: "3e étage paris 75011".
_BIG_BEFORE = re.compile(r"(?<![a-z])(paris|lyon|marseille) \Z")
#: What happens to somebody at a place: "retrouvée à Roubaix", "déménage à Royan", "en détention à Osny".
_EVENT = re.compile(
    r"(?:(?:re)?trouve|decouvert|hospitalis|transfer|mutation|mute|affect|expuls|demenag|scolaris"
    r"|incarcer|detenu|detention"
    r"|ecrou|interpell|oper|accouch|deced|mort|enterr|mari(?:e|age)|sejour|voyage|rentr|reparti|parti|arriv"
    r"|foyer|suivi|etudi|etudes|fac|travaill|exerc|retraite|place|chez|agress|accident|chute|perdu|garde"
    r"|prise?|kine|ide|vacances|week-end|passage|taxi"
    r"|install|famille|parents|mere|pere|soeur|frere|fils|fille|maison|appartement|studio|logement|deplac)"
    r"[a-z()]{0,9}(?:[ ,]{1,2}[a-z0-9'\-]{1,14}){0,5}? a (?:la ville de )?"
)
_EVENT_STEMS = words(
    "trouve retrouve decouvert hospitalis transfer mutation mute affect expuls demenag scolaris incarcer "
    "detenu "
    "detention ecrou interpell oper accouch deced mort enterr mari sejour voyage rentr reparti parti "
    "arriv foyer suivi etudi etudes fac travaill exerc retraite place chez agress accident chute perdu "
    "garde pris kine ide vacances week-end passage taxi install famille parents mere pere soeur "
    "frere fils fille maison appartement studio "
    "logement deplac"
)
#: Whence and where to: "viens de Vire en VSL", "famille sur Toulouse", "corps transféré vers Oran".
_WAY_TO = re.compile(
    r"(?:(?:vien(?:s|t|nent)|venue?s?|venant|arriv\w+|rentr\w+|transferee?s?|trajet|depart)"
    r"(?: (?:en|par|hier|seule?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|taxi|vsl|ambulance)){0,2}"
    r" (?:depuis |de |d')"
    r"|(?:famille|mari|epou\w+|femme|fils|fille|mere|pere|soeur|frere|parents|retour|rentr\w+|reparti\w*"
    r"|demenag\w+|emmenag\w+|travaill\w+|kine|ide|idel|infirmiere?|liberal\w*|passage|week-end"
    r"|vacances|logement"
    r"|appartement|etud\w+|sejour|suivie?|fac|foyer)(?: [a-z]{2,14}){0,2} sur "
    r"|(?:transf\w+|corps|rapatri\w+|evacu\w+|helico\w*|part\w*|retour\w*|orient\w+|demenag\w+)"
    r"(?: [a-z]{2,14}){0,3} vers )"
)
_WAY_TO_STEMS = words(
    "vien venu venant arriv rentr transf trajet depart famille mari epou femme fils fille mere pere "
    "soeur frere "
    "parents retour reparti demenag emmenag travaill kine ide infirmier liberal passage week-end vacances "
    "logement appartement etud sejour suivi fac foyer corps rapatri evacu helico parti parte orient"
)
#: "trajet Sancerre → Vierzon": both ends of a journey.
_JOURNEY = re.compile(
    rf"(?:[Tt]rajet|[Tt]ransport|[Tt]ransfert|VSL|[Tt]axi|[Aa]mbulance|[Nn]avette) ({TOWN.pattern})"
    rf" ?(?:→|->|=>|-->|⇒|/|-) ?({TOWN.pattern})?"
)
_JOURNEY_STEMS = ("trajet", "transport", "transfert", "vsl", "taxi", "ambulance", "navette")
#: Units and specialties, which people come from and go to inside a hospital.
_UNIT = re.compile(
    r"(?:l'|la |les? )?(?:\w{3,}(?:logie|iatrie|urgie|ation|iques?|ologue|ie)|medecine|bloc"
    r"|consult\w*|lit|box|chambre|salle"
    r"|secteur|unite|service|pole|accueil|sspi|mco|centre|clinique|institut|residence|polyclinique|pharmacie"
    r"|ecole|lycee|college|maison|prison|police|gendarmerie|creche|halte|sos|dr|doppler|scanner|irm|ecg|plaie"
    r"|peau|terrain|fond|table|appui|place|rdv|ordonnance|internet|facebook|instagram|doctolib)(?![a-z])"
)
#: "habite Vierzon": the town without its preposition.
_LIVES = re.compile(
    r"(?:(?:habit|demeur|resid)(?:e|ent|ait|aient|ant)|vit|vivent)(?: (?:desormais|maintenant|toujours))? "
)
_LIVES_STEMS = ("habit", "demeur", "resid", "vit ", "vivent")
_WAY = re.compile(
    r"(?:rue|avenue|av|bd|boulevard|place|impasse|allee|quai|chemin|route|cours|square|residence|res|cite"
    r"|lotissement"
    r"|hameau|quartier|hlm|bat|appt?|appartement|villa)(?![a-z])"
)
#: Boroughs: "Lyon 8e", "Paris XIIe", "Marseille 13ème".
_BOROUGH = re.compile(
    r"(?:paris|lyon|marseille)(?: (?:[1-9]|1[0-9]|20)(?= ?(?:[,;.)\n]|\Z))| [0-9]{1,2} ?(?:er|e"
    r"|eme)(?: arr(?:ondissement|dt|t)?\.?)?"
    r"|,? [xvi]{2,5}(?= ?(?:[,;.)\n]|\Z))|,? [xvi]{1,5}e(?: arr(?:ondissement|dt|t)?\.?)?)(?![a-z0-9])"
)
_CYTOLOGY = re.compile(r"\b(?:cyto\w*|urothel\w*|systeme de)(?: [^.;\n]{0,20})? \Z")
_BOROUGH_STEMS = ("paris", "lyon", "marseille")
#: What leads to a borough in small letters: "(saint jo, paris 14)", "habite lyon 3e".
_LOWER_BOROUGH = re.compile(
    r"(?:[,(/:\n-]|\A|\b(?:a|sur|vers|de|dans|habite|vit|domicilie|chez|cabinet|labo|pharmacie))[ ]?\Z"
)
#: A town by its form alone: "Vitry-le-François", "Ivry-sur-Seine", "BOURG-EN-BRESSE".
_COMPOUND = re.compile(
    rf"(?<![\w'-])(?:{UPPER}[\w']+-){{1,2}}(?i:sur|lès|lez|les|sous|en|le)-(?:(?i:la|le|les|l')-?)?{UPPER}[\w']+(?:-{UPPER}\w+)?(?![\w'-])"
)
_LINKS = ("-sur-", "-les-", "-lez-", "-sous-", "-en-", "-le-")
#: No towns: regions, universities and what else is written so.
_NO_COMPOUND = re.compile(
    r"(?:[a-z]+oses?|prise|mise|sortie|rendez|porte|c'est|vis|tete|bouche|main|garde|jean|marie|notre|hopital|centre|chu?)-"
)
#: "domicile à 15 min (LATTES)", "vit seule (Roubaix)".
_LIVES_IN_BRACKETS = re.compile(
    r"(?:domicil\w+|habit\w+|logement|demeur\w+|vit|reside\w*|rentre\w*|maison|appartement|studio)\b"
    r"(?:(?! (?:a|sur|dans|de) [a-z]{3})[^.;:()\n]){0,24} \((?=[a-z])"
)
_LIVES_IN_BRACKETS_STEMS = words("domicil habit logement demeur vit reside rentre maison appartement studio")
_BRACKET_END = re.compile(r" ?(?:[),]| [0-9]{2})")
#: Saints in small letters where somebody goes or is: "retourne à st malo".
_LOWER_SAINT = re.compile(
    r"(?:a|vers|sur|depuis|pres de|cote de|habite|cabinet) (ste?[ -][a-z][a-z'-]{2,}"
    r"|sainte? [a-z][a-z'-]{2,})(?![\w'])"
)
_LOWER_SAINT_STEMS = (
    "a st",
    "a saint",
    "vers s",
    "sur s",
    "depuis s",
    "pres de s",
    "cote de s",
    "habite s",
    "cabinet s",
)
_SEGMENT = re.compile(
    r"ste?[ -](?:de|en|iso|sus|sous|inf|sup|ant|post|lat|seg|diff|dans|normal|pla|[dv]\b|elev|dec|ble|abil)"
)
#: What a field says: "Ville : amiens", "lieu de naissance : oran".
_FIELD = re.compile(r"(?:ville|commune|localite|lieu de naissance|commune de naissance) ?: ?")
_HEADS_FIELD = re.compile(r"(?:\A|[\n;,|.(] ?)\Z")
_FIELD_STEMS = ("ville", "commune", "localite", "lieu de naissance")
#: "Montreuil s/s Bois", "Bagnols s/Cèze", "Vaux lès Metz".
_SLASHED = re.compile(rf"(?<![\w'-]){UPPER}[\w'-]+ (?:s/s? ?|lès |lez ){UPPER}[\w'-]+")
_WEEKDAY = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) "
#: Towns that bear an article, which no other word after "au" or "du" does with a capital.
_WITH_ARTICLE = re.compile(
    r"(?:[Aa]u|[Dd]u) (Havre|Mans|Touquet|Puy-en-Velay|Puy|Lavandou|Creusot|Pouliguen|Croisic|Perreux|Raincy"
    r"|Kremlin-Bicêtre|Vésinet|Pecq|Bourget|Tampon|Lamentin|Gosier|Vauclin|Cannet|Pontet|Bouscat|Haillan"
    r"|Chesnay|Tréport|Grau-du-Roi|Blanc-Mesnil|Plessis-Robinson|Mée-sur-Seine|Petit-Quevilly"
    r"|Grand-Quevilly)(?![\w-])"
)
_WITH_ARTICLE_STEMS = ("au ", "du ")
#: "Perpignan, le 1er février 2022" at the head of a letter; what is received or edited is no town.
_DATELINE = re.compile(
    rf"(?:^|\n"
    rf"|[ ]{{3}})[ ]{{0,3}}(?:[ÀA] )?({TOWN.pattern})(?i: ?,)? (?i:le) (?i:{_WEEKDAY})?"
    rf"(?=[0-9]{{1,2}}(?:er)?[ ./\-][A-Za-zéû0-9])"
)
_DATED = re.compile(rf" le (?:{_WEEKDAY})?(?=[0-9])")
_NOT_A_DATELINE = re.compile(
    r"(?:recu|edite|imprime|valide|signe|date|fait|vue?|revue?|preleve|dicte|tape|saisi|transmis|appel|rdv"
    r"|rendez|nee?|consult\w*|hospit\w*|entree?|sortie?|admise?|decede\w*|oper\w*|examen|scanner|irm|tdm"
    r"|echo\w*|bilan"
    r"|controle|prochain\w*|debut\w*|fin|depuis|jusqu|arret|pose|ablation|retour|envoye|adresse|redige"
    r"|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|prelevement|urgences|seance|cure|depart|arrivee|dernier\w*"
    r"|rcp|staff"
    r"|mise|sort|sorti|rentre|part|parti|vient|venue?|revient|reprend|reprise|deces|mort|realise\w*"
    r"|effectue\w*|pratique\w*|enregistre\w*|demande\w*|accouch\w*|naissance|coro\w*|pac"
    r"|pontage"
    r"|ecbu|biopsie|ponction|chirurgie|intervention|vaccin\w*|visite|passage|certificat|ordonnance|courrier"
    r"|lettre|bloc|greffe|angio\w*|fibro\w*|gastro\w*|colo\w*|holter|doppler|radio\w*|mammo\w*|trod"
    r"|coelio\w*)"
    r"(?![a-z])"
)
#: "à Roubaix (59)": the department behind its town.
_DEPARTMENT = re.compile(rf"[àA] ({TOWN.pattern})(?= ?\((?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])\))")
_BEFORE_CODE = re.compile(rf"(?<![\w'\-])({TOWN.pattern})[ ]?(?:,[ ]?|\()\Z")
_RIGHT_BEFORE_CODE = re.compile(rf"(?<![\w'\-])({TOWN.pattern})[ ]\Z")
_BEFORE_CEDEX = re.compile(rf"(?<![\w'\-])(?:{TOWN.pattern})[ \n]\Z")
_CEDEX = re.compile(r"cedex(?![a-z])")
_CUE_STEMS = words("habit demeur domicili resid vi install ne nait nati originaire retour emmenage demenage")
_CITY_OF_STEMS = (
    *(
        "ville",
        "commune",
        "mair",
        "village",
        "tribunal",
        "tgi",
        "prison",
        "maison d'arret",
        "centre de detention",
    ),
    *("centre penitentiaire", "parquet", "commissariat", "gendarmerie", "prefecture", "gare", "aeroport"),
    *(
        "sous-prefecture",
        "marche",
        "banlieue",
        "barreau",
        "brigade",
        "crous",
        "spip",
        "ccas",
        "caf",
        "cpam",
        "cada",
    ),
    *("mdph", "caserne", "cour d'appel", "mission locale", "cimetiere"),
)
_CITY_OF = re.compile(
    r"(?:ville|commune|maire|mairie|village|tribunal(?: (?:judiciaire|correctionnel|pour enfants"
    r"|administratif))?"
    r"|tgi|prison|maison d'arret|centre de detention|centre penitentiaire|parquet|commissariat|gendarmerie"
    r"|(?:sous-?)?prefecture|gare|aeroport|marche|banlieue|barreau|brigade|crous"
    r"|spip|ccas|caf|cpam|cada|mdph|caserne|cour d'appel|mission locale|cimetiere)"
    r" (?:de |d')"
)
_NOT_A_TOWN = frozenset(
    words(
        "apgar terme domicile la le les l son sa ses leur un une proximite cote deux trois paris-x mi eux "
        "elle lui temps plein risque distance nouveau pied jour present cesarienne maternite hopital france "
        "algerie maroc tunisie foyer ehpad famille chez ete "
        "seul voie siege rdv rendez-vous urgences irm tdm "
        "scanner sau chu ch chr chru had ssr cmp csapa hdj "
        "uhcd msp esat ime samu smur caf cpam ase spip fiv "
        "amp ide bloc rea monsieur madame mme mlle "
        "dr docteur pr maman papa noel paques toussaint marseille- "
        "voir etre avoir faire prendre parler boire manger fumer sortir partir rentrer rester aller "
        "sud droite gauche bac ecole college lycee lundi mardi mercredi jeudi vendredi samedi dimanche plat "
        "quarante vingt trente dix cinq quinze quatre six sept huit neuf douze vingt-cinq cinquante "
        "quelques plusieurs cent mille vl pl "
        "place peniche bateau terrain route longueur seule seuls mal bien vie type base police "
        "nationale mission mobile alzheimer mort demander revoir cause ca"
    )
)
#: Countries and regions: where somebody comes from, but no town (LABELS, origin_belief).
_COUNTRIES = frozenset(
    words(
        "vietnam portugal espagne italie belgique suisse allemagne pologne roumanie bulgarie serbie albanie "
        "kosovo turquie syrie liban irak iran afghanistan pakistan inde bangladesh chine japon coree "
        "thailande cambodge laos mali senegal guinee cameroun congo gabon togo benin niger nigeria tchad "
        "ghana angola rwanda burundi mauritanie comores madagascar haiti bresil perou colombie mexique "
        "canada angleterre irlande ukraine russie georgie armenie guadeloupe martinique mayotte guyane "
        "salvador chili argentine venezuela cuba equateur honduras guatemala nepal birmanie mongolie "
        "philippines "
        "indonesie malaisie australie gambie liberia zambie mozambique kenya ouganda tanzanie bolivie "
        "reunion corse bretagne alsace egypte libye soudan ethiopie somalie erythree"
    )
)
_ARTICLES = ("le", "la", "les")
_LOWER_TOWN = re.compile(
    r"(?!l')[a-zà-ÿ][a-zà-ÿ']{2,}(?:-[a-zà-ÿ']+)*(?: (?:sur|en|les|sous) [a-zà-ÿ]{3,})?(?=[\s,.;)]|$)"
)
#: "75011 paris", "cp 97400 saint denis", "13009 l'estaque": the words up to the end of the phrase.
_LOWER_AFTER_CODE = re.compile(
    r"[ ,-]{1,3}((?:(?:le|la|les|st|ste|saint|sainte|sous|sur|en|l[eè]s|de|du|aux?) |l'|st-|ste-|s/ ?)*"
    r"[a-zà-ÿ][a-zà-ÿ'-]{2,}"
    r"(?: (?:sur|en|les|lès|sous|s/|de|du|la|le|aux?) ?[a-zà-ÿ'-]{3,}"
    r"| (?!tel|port|fax|mob|mail|ne|vit|pat)[a-zà-ÿ'-]{4,}){0,2})"
    r"(?= ?(?:[,.;)(\n/]|\Z| - | (?:tel|port|fax|mob|mail|nee?)\b))"
)
_LOWER_AFTER_ADDRESS = re.compile(rf"[ ]?,?[ ][àa][ ]({_LOWER_TOWN.pattern})")
_PHRASE_END = re.compile(r" ?(?:[,.;()\n]|\Z)")
_FIELD_AFTER = re.compile(r"[ ]?:")  # what seemed a town is the label of the next line
_NEGATION = re.compile(r"ne (?!le |en |a |vers |[0-9])")
_ABBREVIATION = 4
#: Towns of two or three words, as abroad: "née à Phnom Penh, ", "né à Buenos Aires".
_TWO_WORDS = re.compile(
    rf"{UPPER}[a-zà-ÿ]+(?: (?:de )?{UPPER}[a-zà-ÿ]+){{1,2}}(?= ?(?:[,;.()\n]|\Z| en [0-9]| le [0-9]))"
)
_LOWER_CUE = ("habit", "demeur", "domicili", "resid")


def _find(note: Note) -> Iterator[Hit]:
    for search in (_beside_codes, _beside_streets, _after_words, _by_form, _by_spelling):
        yield from search(note)


def _beside_codes(note: Note) -> Iterator[Hit]:
    """Towns beside a postal code or a CEDEX."""
    text = note.text
    for code in postcode.hits(note):
        yield from _town_at(text, after_gap(text, code.end), code.score - 0.01, "after a postcode")
        lower = _LOWER_AFTER_CODE.match(text, code.end)
        if lower and not postcode.is_counted(note.folded, lower.start(1)):
            yield Hit(*lower.span(1), 0.8, "after a postcode, in lower case")
        left = before(text, code.start, 50)
        before_code = _RIGHT_BEFORE_CODE if code.reason == postcode.RIGHT_BEFORE else _BEFORE_CODE
        if town := before_code.search(left):
            shift = code.start - len(left)
            yield Hit(shift + town.start(1), shift + town.end(1), 0.85, "before a postcode")
        elif big := _BIG_BEFORE.search(before(note.folded, code.start, 12)):
            yield Hit(code.start - len(big[0]), code.start - 1, 0.85, "before a postcode")
    for cedex in matches(note.folded, ("cedex",), _CEDEX):
        left = before(text, cedex.start(), 50)
        if town := _BEFORE_CEDEX.search(left):
            start = cedex.start() - len(left) + town.start()
            yield Hit(start, town_end(text, start), 0.95, "CEDEX after")


def _beside_streets(note: Note) -> Iterator[Hit]:
    text = note.text
    for street in address.hits(note):
        if gap := _AFTER_ADDRESS.match(text, street.end):
            yield from _town_at(text, gap.end(), 0.85, "after an address")
        if lower := _LOWER_AFTER_ADDRESS.match(text, street.end):
            yield Hit(lower.start(1), lower.end(1), 0.75, "after an address")


def _after_words(note: Note) -> Iterator[Hit]:
    """Towns where somebody lives, was born, or something happened, and those of a court or a station."""
    text, folded = note.text, note.folded
    for cue in matches(folded, _CUE_STEMS, _CUE):
        stays = cue[0].startswith("demeure") and folded.endswith("a ", 0, cue.start())  # "sonde à demeure"
        if not stays and not (_NEGATION.match(cue[0]) and text[cue.start() + 1] not in "éÉ"):
            yield from _after_cue(text, folded, cue)
    for cue in matches(folded, _EVENT_STEMS, _EVENT):
        yield from _where(text, folded, cue.end(), 0.75, "event at")
    for cue in matches(folded, _WAY_TO_STEMS, _WAY_TO):
        if not _UNIT.match(folded, cue.end()):
            yield from _where(text, folded, cue.end(), 0.75, "way to or from")
    for start in word_starts(folded, _JOURNEY_STEMS):
        if (journey := _JOURNEY.match(text, start)) and not _UNIT.match(folded, journey.start(1)):
            for end in filter(journey.group, (1, 2)):
                yield from _where(text, folded, journey.start(end), 0.8, "journey")
    for cue in matches(folded, _LIVES_STEMS, _LIVES):
        capitals = cue[0].startswith("vi") and text[cue.end() : cue.end() + 4].isupper()
        if not (capitals or _WAY.match(folded, cue.end()) or folded.endswith("a ", 0, cue.start())):
            yield from _where(text, folded, cue.end(), 0.75, "lives, without a preposition")
    for cue in matches(folded, _CITY_OF_STEMS, _CITY_OF):
        yield from _where(text, folded, cue.end(), 0.8, "word for a town before")


def _by_form(note: Note) -> Iterator[Hit]:
    """Boroughs, the town at the head of a letter, and the town before the number of its department."""
    text, folded = note.text, note.folded
    for borough in matches(folded, _BOROUGH_STEMS, _BOROUGH):
        if _CYTOLOGY.search(before(folded, borough.start(), 40)):
            continue  # Paris is a system of five classes, too
        if text[borough.start()].isupper() or _LOWER_BOROUGH.search(before(folded, borough.start(), 12)):
            yield Hit(borough.start(), borough.end(), 0.92, "borough")
    for start in word_starts(folded, _WITH_ARTICLE_STEMS):
        if m := _WITH_ARTICLE.match(text, start):
            yield Hit(m.start(1), m.end(1), 0.8, "town with an article")
    for m in _DATELINE.finditer(text) if _DATED.search(folded) else ():
        if not _NOT_A_DATELINE.match(folded, m.start(1)):
            yield Hit(m.start(1), m.end(1), 0.85, "place of a dated letter")
    for m in _DEPARTMENT.finditer(text) if "(" in text else ():
        yield Hit(m.start(1), m.end(1), 0.9, "department after")


def _by_spelling(note: Note) -> Iterator[Hit]:
    """Towns told by how they are spelt, in brackets, in fields, and saints in small letters."""
    text, folded = note.text, note.folded
    for m in _COMPOUND.finditer(text) if any(link in folded for link in _LINKS) else ():
        if not _NO_COMPOUND.match(folded, m.start()):
            yield Hit(m.start(), m.end(), 0.7, "form of a town's name")
    for m in matches(folded, _LIVES_IN_BRACKETS_STEMS, _LIVES_IN_BRACKETS):
        end = town_end(text, m.end())
        if _BRACKET_END.match(text, end) and not _is_abbreviation(text, m.end(), end):
            yield from _where(text, folded, m.end(), 0.75, "in brackets behind a word for living")
    for m in _SLASHED.finditer(text) if any(link in text for link in (" s/", " lès ", " lez ")) else ():
        yield Hit(m.start(), m.end(), 0.8, "form of a town's name")
    for m in matches(folded, _LOWER_SAINT_STEMS, _LOWER_SAINT):
        if text[m.start(1)].islower() and not _SEGMENT.match(folded, m.start(1)):
            yield Hit(*m.span(1), 0.7, "saint in lower case where somebody goes or is")
    for m in matches(folded, _FIELD_STEMS, _FIELD):
        if not _HEADS_FIELD.search(before(folded, m.start(), 3)):
            continue
        yield from _where(text, folded, m.end(), 0.85, "value of a field")
        if (lower := _LOWER_AFTER_CODE.match(text, m.end() - 1)) and not _FIELD_AFTER.match(
            text, lower.end()
        ):
            yield Hit(*lower.span(1), 0.8, "value of a field, in lower case")


def _town_at(text: str, start: int, score: float, reason: str) -> Iterator[Hit]:
    end = town_end(text, start)
    if end > start + 1 and validate(text[start:end]) and not _FIELD_AFTER.match(text, end):
        yield Hit(start, end, score, reason)


def _where(text: str, folded: str, start: int, score: float, reason: str) -> Iterator[Hit]:
    """The town at `start`, unless a country, a region, an abbreviation or a common word stands there."""
    end = town_end(text, start)
    if (
        end > start + 2
        and not _is_no_town(text, folded, start, end)
        and not _is_abbreviation(text, start, end)
    ):
        yield Hit(start, end, score, reason)


def _is_no_town(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a country, a region or a common word stands there; an article with a capital begins a town."""
    first, _, more = re.sub(r"\n", " ", folded[start:end]).partition(" ")
    if first in _ARTICLES and more and (text[start : start + 2].istitle() or _is_stressed(text, start)):
        first = more.partition(" ")[0]
    return first in _NOT_A_TOWN | _COUNTRIES


def _is_stressed(text: str, start: int) -> bool:
    """Whether the words at `start` are in capitals and the one before is not: "Réside LE HAVRE"."""
    return text[start : start + 2].isupper() and text[max(0, start - 3) : start].strip().islower()


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the word is a short one in capitals within a text that is not all capitals."""
    return (
        text[start:end].isupper()
        and end - start <= _ABBREVIATION
        and not text[max(0, start - 20) : start].isupper()
    )


def _after_cue(text: str, folded: str, cue: re.Match[str]) -> Iterator[Hit]:
    start = cue.end()
    end = town_end(text, start)
    if cue[0].startswith("n") and (more := _TWO_WORDS.match(text, start)) and more.end() > end:
        end = more.end()
    score, reason = 0.85, "lives or born at"
    if end <= start + 1 and (lower := _LOWER_TOWN.match(text, start)):
        cedex = CEDEX.match(text, lower.end())
        ends = cedex is not None or _PHRASE_END.match(text, lower.end()) is not None
        if cue[0].startswith(_LOWER_CUE) or (cue[0].startswith(("n", "vi")) and ends):
            end = cedex.end() if cedex else lower.end()
            score, reason = 0.7, "lives or born at, in lower case"
    if (
        end > start + 1
        and not _is_no_town(text, folded, start, end)
        and not _is_abbreviation(text, start, end)
    ):
        yield Hit(start, end, score, reason)


def compact(value: str) -> str:
    """The town without CEDEX and its number, in upper case with single spaces."""
    return re.sub(r"\s+CEDEX(?:\s*[0-9]+)?\Z", "", " ".join(value.upper().split()))


def validate(value: str) -> bool:
    """Whether `value` as a whole is spelt as a town: capitalised, and no word that merely follows "à"."""
    return town_end(value, 0) == len(value) and value.lower() not in _NOT_A_TOWN


RECOGNIZER = Rule("city", "CITY", _find, digits=0)
