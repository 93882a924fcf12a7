"""Wordings with free slots: who did what to whom, a sentence for an offence, a home too small, ties cut.

Of a term the words stand side by side; of a wording other words stand between them ("condamné en 2009 à
deux ans pour vol", "son copain, une fois saoul, la frappait"). All are linear: every repetition is bounded.
"""

import re
from string import digits

from viginote.sensitive.pattern import Pattern, stems
from viginote.text import Note, words

_BOUNDARY = r"(?![a-z0-9])"


def _any(text: str) -> str:
    """One of the words of `text`; a space inside one is written "_"."""
    return "(?:" + "|".join(word.replace("_", "[ ]") for word in words(text)) + ")"


def _up_to(most: int) -> str:
    """Up to so many words of the same clause."""
    return rf"(?:[ ][a-z0-9'œ-]{{1,16}}){{0,{most}}}?"


_KIN = r"(?:(?:ex|beau|beaux|belle|grand|grands|demi|petit|petits|petite)[ -])?" + _any("""
    dernier derniere aine ainee cadet cadette benjamin maris? epoux conjointe?s? concubine?s?
    compagnons? compagnes? copains? copines? petite?_amie?s? mecs? femmes? epouses? peres? meres? fils
    filles? freres? soeurs? sœurs? parents? enfants? oncles? tantes? cousine?s? neveux? nieces? papa
    maman tonton ex fratrie famille
    """)
_OTHERS = _any("""
    voisine?s? patrons? patronnes? chefs? cheffes? collegues? camarades? eleves? inconnus? individus?
    hommes? jeunes? bande proches? proxenetes? souteneurs? clients? passeurs? soldats? militaires
    milices? policiers? gendarmes? professeure?s? profs? instituteur institutrice maitresse educateurs?
    educatrices? entraineurs? moniteurs? animateurs? pretres? cures? soignante?s? infirmiere?s?
    aide-soignante?s? auxiliaires? residente?s? patiente?s? nourrices? coepouses? amie?s? superieure?s?
    directeur directrice manager colocataires? agresseurs? usagers? maton surveillants? codetenus?
    garcons? eleve adolescents? adultes?
    """)
_PERSON = rf"(?:{_KIN}|{_OTHERS}){_BOUNDARY}"
_DETERMINER = r"(?:son |sa |ses |le |la |les |l'|un |une |des |deux |trois |plusieurs |leur |mon |ma |mes )"
_OBJECT = r"(?:l'|la |le |les |lui |m'|me |nous )"
_OFTEN = r"(?:(?:deja|encore|souvent|regulierement|parfois|toujours|aussi|meme|violemment|beaucoup) )?"

# Verbs that say violence whoever their object is.
_HURT = _any("""
    frapp gifl cogn tabass insult injuri humili rabaiss denigr devaloris etrangl harcel brutalis
    maltrait terroris martyris sequestr menac bouscul rackett poignard molest
    """)
_HURTS = rf"(?:{_HURT}(?:e|es|ent|er)|bat|battent|battre|secoue|tape|tapent|viole)"
_HURTED = rf"(?:{_HURT}e?ai(?:t|ent)|battai(?:t|ent)|secouait|tapait|violait|abusait)"
_HURT_ONCE = rf"(?:{_HURT}|viol|agress|brul|abus|secou|mutil|violent|attouch)ee?s?|battue?s?"
_HARMED = (
    rf"(?:(?:{_HURT}|viol|agress|brul|abus|secou|malmen|violent|rudoy|exploit|spoli|tortur|mutil|attouch"
    r"|defenestr|egorg|ligot|griff|asperg|enferm|enlev)ee?s?|battue?s?|rouee?s? de coups|forcee?s?)"
)
_VIOLENT = words("""
    frapp gifl cogn tabass insult injuri humili rabaiss denigr devaloris etrangl harcel brutalis
    maltrait terroris martyris sequestr menac bouscul rackett poignard molest battu batt bat secou tap
    viol agress brul abus mutil malmen rudoy exploit spoli tortur attouch force roue defenestr egorg ligot
    griff asperg enferm enlev
    """)

_WEAPONS = _any("""
    couteaux? armes? arme_blanche arme_a_feu pistolet fusil machette hache tesson batte barre_de_fer cutter
    marteau bouteille tournevis poings? pieds? ceinture baton cable fil_electrique chaine balai ciseaux
    """)

_CRIME = _any("""
    vols? trafics? recel viols? meurtre assassinat homicide violences? agressions? attouchements?
    inceste escroqueries? braquages? cambriolages? stups stupefiants outrage rebellion incendie
    degradations? menaces?_de_mort harcelement port_d'arme coups sequestration enlevement proxenetisme
    terrorisme apologie fraude pedopornographie exhibition abandon_de_famille blessures_involontaires
    delit refus_d'obtemperer corruption_de_mineur abus_de_confiance abus_sexuels? conduite_en
    conduite_sous conduite_sans
    """)
_CHARGED = _any("""
    condamnee?s? jugee?s? poursuivie?s? incarceree?s? incarceration mise?_en_examen detenue?s?
    ecrouee?s? inculpee?s? emprisonnee?s? emprisonnement prison gav garde_a_vue mise?_en_cause
    interpellee?s? arretee?s? tombee? plonge reclusion ferme sursis soupconnee?s? prevenue?
    """)
_NUMBER = (
    r"(?:\d{1,2}|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|dix-huit|vingt|trente)"
)
#: What may be counted before the room where they live.
_COUNTED = (
    *digits,
    *words("un deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt"),
    *words("trente personnes enfants adultes"),
)
_POLICE = _any("""
    police_municipale police policiers? gendarmerie gendarmes? bac crs raid gign douane douaniers paf
    forces_de_l'ordre brigade
    """)
_COURT = _any("""
    tribunal correctionnelle assises parquet procureur juge_d'instruction juge_d'application jap jld
    spip commissariat gendarmerie gendarmes police brigade opj comparution_immediate barre
    delegue_du_procureur crpc juge_des_libertes maison_de_justice
    """)
_PRISONS = _any("""
    fleury fleury-merogis fresnes baumettes bois-d'arcy bois_d'arcy villepinte osny reau poissy
    clairvaux muret seysses gradignan corbas varces sequedin annoeullin annœullin conde-sur-sarthe
    saint-maur ensisheim luynes tarascon borgo ducos remire-montjoly majicavo camp-est rikers mauzac
    aiton vendin-le-vieil lannemezan villeneuve-les-maguelone maubeuge bapaume laon liancourt nanterre
    meaux melun joux-la-ville
    """)

_ROUGH = _any("""
    voiture vehicule camion camionnette fourgon hall halls gare gares metro rer parking parkings
    cage_d'escalier cages_d'escalier escaliers? cave garage tente ponts? abribus bois grange squats?
    serre foret cabane local_[a-z]{4,12} tunnel rue trottoir caravane mobil-home yourte container hangar
    cabanon chambre_d'hotel hotel banc bidonville campement camping voie_publique sous-sol porche
    """)
_CHILDREN = _any("enfants? filles? fils petite?s? ainee?s? cadette?s? ados? jumeaux jumelles garcons?")

_FOREIGN_CITIES = _any("""
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

_AMINO_WORDS = words("ala arg asn asp cys gln glu gly his ile leu lys met phe pro ser thr trp tyr val")
_AMINO_ACIDS = _any(" ".join(_AMINO_WORDS))
#: How a variant begins: its amino acid with a figure of its place, or the place in the coding sequence.
_VARIANTS = (
    *(acid + figure for acid in _AMINO_WORDS for figure in digits),
    *(coding + after for coding in ("c.", "c. ") for after in "-*" + digits),
)
# Mutations of a tumour or a germ are no heredity.
_ACQUIRED = re.compile(
    r"egfr|kras|nras|braf|alk|jak2|idh[12]|npm1|flt3|kit|tumoral|somatique|leucem|lymphom|melanom|adenocarcinom"
    r"|resistan|covid|sars|vih|virus|bronchique|myelom"
)


def _of_a_tumour(note: Note, match: re.Match[str]) -> bool:
    return _ACQUIRED.search(note.folded, max(0, match.start() - 80), match.end() + 80) is not None


def _no_sickle_cells(note: Note, match: re.Match[str]) -> bool:
    """The letters of a haemoglobin are capitals, in a note that speaks of haemoglobin."""
    said = note.text[match.start("said") : match.end("said")]
    return not said.isupper() or not re.search(r"drepan|electrophor|hemoglobin|thalas|\bhb\b", note.folded)


def _of_a_thing(note: Note, match: re.Match[str]) -> bool:
    """ "lui a volé son sac": said of a victim."""
    return note.folded[max(0, match.start() - 4) : match.start()].endswith(("lui ", "m'", "fait "))


WORDINGS: tuple[Pattern, ...] = (
    Pattern(
        "violence",
        "violence, avec son auteur",
        _VIOLENT,
        re.compile(
            rf"{_PERSON}{_up_to(4)}[ ](?P<said>{_OBJECT}(?:{_OFTEN}{_HURTS}|{_HURTED}"
            rf"|(?:a|avait|aurait|ont)[ ]{_OFTEN}(?:{_HURT_ONCE})))(?![a-z'])"
        ),
        lead=130,
    ),
    Pattern(
        "violence",
        "violence répétée",
        _VIOLENT,
        re.compile(rf"{_OBJECT}(?:{_HURTED}|harcelent|insultent|frappent|tabassent|maltraitent){_BOUNDARY}"),
        lead=5,
    ),
    Pattern(
        "violence",
        "violence, à l'objet nommé",
        _VIOLENT,
        re.compile(
            rf"(?:{_HURTS}|{_HURTED}|(?:{_HURT_ONCE}))[ ]{_OFTEN}"
            rf"(?:son|sa|ses|les|leurs?)[ ](?:deux |trois )?{_KIN}{_BOUNDARY}"
        ),
        lead=0,
    ),
    Pattern(
        "violence",
        "violence subie de quelqu'un",
        _VIOLENT,
        re.compile(rf"{_HARMED}{_up_to(4)}[ ]par[ ]{_DETERMINER}?(?:[a-z'-]{{2,12}}[ ]){{0,2}}?{_PERSON}"),
        lead=0,
    ),
    Pattern(
        "violence",
        "victime de quelqu'un",
        ("victime",),
        re.compile(rf"victimes?[ ](?:de[ ]|d'|des[ ]){_DETERMINER}?(?:[a-z'-]{{2,12}}[ ]){{0,1}}?{_PERSON}"),
    ),
    Pattern(
        "violence",
        "menacé d'une arme",
        ("menac", "agress", "braqu", "frapp", "attaqu"),
        re.compile(
            r"(?:menac|agress|braqu|frapp|attaqu)ee?s?"
            r"[ ](?:avec|par|a l'aide d'|a coups de|sous la menace d')[ ]?"
            rf"(?:une?[ ])?{_WEAPONS}{_BOUNDARY}"
        ),
    ),
    Pattern(
        "violence",
        "blessé par quelqu'un",
        ("fait ", "faire "),
        re.compile(
            r"(?:fait|faire)[ ](?:peter|casser|fracasser|exploser|demolir|defoncer|ouvrir|fracturer)[ ]"
            rf"(?:l'|[a-z]{{2,4}}[ ])[a-z]{{3,12}}{_up_to(2)}[ ]par[ ]{_DETERMINER}"
            rf"(?:[a-z'-]{{2,12}}[ ]){{0,2}}?{_PERSON}"
        ),
    ),
    Pattern(
        "judicial",
        "poursuivi ou condamné pour",
        stems("""
        condamne juge poursuivi incarcer mis_en_examen mise_en_examen mises_en_examen detenu ecroue inculpe
        emprisonn prison gav garde_a_vue mis_en_cause mise_en_cause mises_en_cause interpelle arrete tombe
        plonge reclusion ferme sursis soupconne prevenu
        """),
        re.compile(
            rf"(?P<said>{_CHARGED}){_up_to(6)}[ ]pour[ ](?:des[ ]|une?[ ]|faits de[ ]"
            rf"|tentative de[ ]|tentative d'|complicite de[ ])?{_CRIME}{_BOUNDARY}"
        ),
        lead=0,
    ),
    Pattern(
        "judicial",
        "durée d'une peine",
        words("""
        ferme sursis prison taule tole reclusion detention incarceration cabane centrale bagne trou placard
        emprisonnement barreaux bracelet ombre
        """),
        re.compile(
            rf"{_NUMBER}[ ]?(?:ans?|annees?|mois|semaines?|jours?)[ ](?:fermes?{_BOUNDARY}"
            r"|(?:avec|de|d'|au|a|en)[ ]?"
            r"(?:la[ ]|l'|derriere les )?(?:sursis|prison|taule|tole|reclusion|detention|incarceration|cabane"
            rf"|centrale|bagne|trou|placard|emprisonnement|barreaux|bracelet|ombre){_BOUNDARY})"
        ),
        lead=40,
    ),
    Pattern(
        "judicial",
        "police",
        ("polic", "gendarm", "bac", "crs", "raid", "gign", "douan", "paf", "forces de l'ordre", "brigade"),
        re.compile(
            r"(?:inquiet|interrog|interpell|arret|apprehend|menott|embarqu|audition|recherch|plaqu|mait?ris)ee?s?"
            rf"{_up_to(2)}[ ]par[ ](?:la |les |des |deux |trois |le |une )?{_POLICE}{_BOUNDARY}"
        ),
    ),
    Pattern(
        "judicial",
        "convoqué devant la justice",
        ("pass", "convo", "cite", "compar", "defer", "proces", "audience", "audition", "jugement", "attendu"),
        re.compile(
            r"(?:passe|passera|passer|convoquee?|convocation|citee?|comparait|comparution|deferee?|proces|audience"
            rf"|audition|auditionnee?|jugement|attendue?){_up_to(3)}[ ](?:au|a la|aux|devant|chez|par|en)[ ]"
            rf"(?:le |la |l'|les )?{_COURT}{_BOUNDARY}"
        ),
    ),
    Pattern(
        "judicial",
        "prison, par son lieu",
        ("sort", "liber", "incarcer", "detenu", "ecrou", "transfer", "purg", "prison", "detention", "peine"),
        re.compile(
            r"(?:sort|sortie?|sortante?|liberee?|incarceree?|incarceration|detenue?|ecrouee?|transferee?|purge"
            rf"|prison|detention|peine){_up_to(2)}[ ](?:de|a|aux|des)[ ]{_PRISONS}{_BOUNDARY}"
        ),
    ),
    Pattern(
        "judicial",
        "vol commis",
        ("vole ", "braque ", "cambriole ", "escroque "),
        re.compile(
            r"(?:a|aurait|avait|ayant|avoir)[ ](?:vole|braque|cambriole|escroque)[ ]"
            rf"(?:une?|des|du|la|le|son|sa|ses|plusieurs)[ ][a-z]{{3,14}}{_BOUNDARY}"
        ),
        score=0.8,
        excused=_of_a_thing,
    ),
    Pattern(
        "family_social",
        "logement surpeuplé",
        (*(f"{one} dans" for one in _COUNTED), "par chambre"),
        re.compile(
            rf"(?:(?:a[ ])?{_NUMBER}(?:[ ](?:personnes|enfants|adultes))?[ ]dans[ ]"
            r"(?:une?[ ]|la meme[ ]|le meme[ ])?"
            r"(?:petite?[ ])?(?:[tf]-?[1-4]|studio|chambre|pieces?|deux pieces|caravane"
            r"|\d{1,2}[ ]?m(?:2|²|etres))"
            rf"|{_NUMBER}[ ]par[ ]chambre){_BOUNDARY}"
        ),
        lead=20,
        score=0.85,
    ),
    Pattern(
        "family_social",
        "sans logement",
        ("dort", "dorm", "vit ", "vivent", "vivait", "couche", "campe", "loge", "nuits"),
        re.compile(
            r"(?:dort|dorment|dormait|vit|vivent|vivait|couche|campe|campent|loge|logent|logeait|nuits)"
            rf"{_up_to(2)}[ ](?:dans|sous|sur)[ ]"
            rf"(?:l'|(?:la|le|les|une?|des|sa|son|ses|leur)[ ])?{_ROUGH}{_BOUNDARY}"
        ),
        score=0.85,
    ),
    Pattern(
        "family_social",
        "liens rompus",
        stems("""
        voit_plus voient_plus voyait_plus parle_plus parlent_plus adresse_plus frequente_plus contacte_plus
        cotoie_plus ne_lui ne_leur ne_la ne_le ne_s'adress ne_se_parl ne_se_voi ne_se_freq ne_vient_plus
        ne_viennent_plus ne_vient_jamais ne_viennent_jamais
        """),
        re.compile(
            r"(?:(?:voit|voient|voyait|parle|parlent|adresse|frequente|contacte|cotoie)[ ]plus"
            rf"(?:[ ]la parole)?(?:[ ]a|[ ]avec)?[ ](?:son|sa|ses|leurs?)[ ](?:deux |propre |propres )?{_KIN}"
            rf"|ne[ ](?:lui|leur|la|le)[ ](?:parle|parlent|adresse|adressent|voit|ecrit)[ ]plus"
            rf"|ne[ ]s'adressent plus la parole|ne[ ]se (?:parlent|voient|frequentent) plus"
            rf"|{_KIN}[ ]ne[ ]vien(?:t|nent)[ ](?:plus|jamais)){_BOUNDARY}"
        ),
        lead=30,
        score=0.85,
    ),
    Pattern(
        "family_social",
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
        ),
        re.compile(
            r"(?:fachee?s?|brouillee?s?|en froid|en conflit|en guerre|en proces|en litige|se disputent?|rompu"
            r"|(?:plus de|plus aucun|aucun|pas de|sans)[ ](?:contacts?|liens?)|coupe les ponts"
            rf"|(?:sans|aucune|plus de|pas de)[ ]nouvelles?){_up_to(2)}[ ](?:avec|de)[ ]{_DETERMINER}"
            rf"(?:[a-z'-]{{2,10}}[ ]){{0,1}}?(?:{_KIN}|voisine?s?|belle-famille){_BOUNDARY}"
        ),
    ),
    Pattern(
        "family_social",
        "garde d'un enfant",
        ("garde ",),
        re.compile(
            rf"(?<!de )garde[ ](?:de|des|du|d'|exclusive|alternee|partagee|de la){_up_to(2)}[ ]{_CHILDREN}"
            rf"(?![ ]malades?){_BOUNDARY}"
        ),
        score=0.85,
    ),
    Pattern(
        "family_social",
        "impayé",
        ("impaye", "non paye", "pas paye", "en retard", "non vers", "plus pay", "pas vers"),
        re.compile(
            r"(?:loyers?|factures?|credits?|pension|charges|edf|cantine|electricite|mutuelle|traites)"
            rf"{_up_to(3)}[ ](?:impayee?s?|non payee?s?|pas payee?s?|en retard|non versee?s?"
            rf"|plus payee?s?){_BOUNDARY}"
        ),
        score=0.85,
    ),
    Pattern(
        "origin_belief",
        "né dans une ville de l'étranger",
        ("ne a ", "nee a ", "nes a ", "nees a ", "ne au ", "nee au ", "ne(e) a"),
        re.compile(rf"ne(?:e|s|es|\(e\))?[ ]a[ ]{_FOREIGN_CITIES}{_BOUNDARY}"),
        score=0.85,
    ),
    Pattern(
        "genetic",
        "variant, en nomenclature",
        _VARIANTS,
        re.compile(
            r"(?:c\.[ ]?[-*]?\d{1,5}(?:[+_-]\d{1,5})*(?:del|dup|ins|[acgt]>)[acgt]{0,12}"
            rf"|(?:p\.[ ]?\(?)?{_AMINO_ACIDS}\d{{1,4}}"
            rf"(?:{_AMINO_ACIDS}|del|fs[a-z0-9*]{{0,6}}|ter|\*)\)?)(?![a-z0-9])"
        ),
        lead=5,
        excused=_of_a_tumour,
    ),
    Pattern(
        "genetic",
        "formule d'hémoglobine",
        ("drepan", "electrophor", "hemoglobin", "thalas"),
        re.compile(
            r"(?:electrophorese|hemoglobine|hb|drepanocytaires?|drepanocytose|maris?|femme"
            r"|conjointe?|soeurs?|sœurs?|freres?|pere|mere|parents?|enfants?|fils|fille)"
            rf"{_up_to(2)}[ ,:(]{{1,2}}(?P<said>as|ss|sc|ac|cc|aa){_BOUNDARY}"
        ),
        excused=_no_sickle_cells,
    ),
)
