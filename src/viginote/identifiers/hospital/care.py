"""Words of care: those that say what a care site is for, and those that stand among them."""

from viginote.regex import regex

#: What a care site is for; "$" ends a whole word.
_FOR_CARE = (
    r"readapt|reeduc|soin|medic|medec|therap|psych|handicap|autis|addict|alcool|geria|geront|depist|palliat"
    r"|douleur|memoire|nutrition|obes|sommeil|dialys|matern|perinat|natal|convalesc|cures?$|post-?cure"
    r"|retraite|repos|sante|deficien|autonomie|adolesc|infirm|imagerie|scanner|irm$|radio|echograph|mammo"
    r"|scinti|nucleaire|molecul|diagnos|lithotrit|vaccin|planif|chirurg|ophtalm|dentaire|dentist|orthod"
    r"|orthop|orthoph|auditi|audio|pneumo|cardio|cardiaque|respir|derma|onco|cancer|hemat|hepat|gastro|uro"
    r"|gyneco|obstet|fertil|procrea|amp$|pma$|genet|biolog|analys|anatom|cyto|patholog|transfus|greffe"
    r"|urgence|reanim|trauma|brules|rhumato|neuro|moteur|motric|physique|universitaire|hospital|penitent"
    r"|judiciaire|legal|violenc|medico|pharmac|antipoison|vigil|sexuel|lgbt|vih$|ist$|sida|kine|masso|osteo"
    r"|podo|sages?|pediatr|allerg|diabet|endocrin|infectio|tropic|voyag|sourd|aveugle|repit|naissance"
    r"|mobile|precarite|jour$|nuit$|accueil|hebergement|instruction|armees|militaire|clinique|analyse"
    r"|toxico|neonat|hygiene|endosc|hospit|ambulat|sport|vasculaire|thora|renal|digest|sanitaire|educati"
    r"|lutte|mental"
)
_OTHER = (
    r"enfan|adulte|jeune|femme|homme|mere|famil|parent|couple|person|agee|senior|special|region|departement"
    r"|municip|communal|intercommun|general|prive|publi|mutualist|nation|social|travail|scolaire|etudiant"
    r"|acces|long|moyen|court|sejour|suite|referen|competen|expert|ressource|maladie|rare|coordin|gratuit"
    r"|anonyme|information|prevention|consult|evaluat|traitement|insertion|ecoute|resident|polyvalen"
    r"|fonctionnel|libre|milieu|pluri|interdisc|protection|infantil|temporaire|collecti|associat|europe"
    r"|international|pedagog|local|rural|service|unit|pole|main|pied|dos|vision|vue|sein|thyroide|peau"
    r"|coeur|poumon|rein|foie|oeil|centre"
)
_CARE_WORD = regex(rf"(?:{_FOR_CARE})".replace("$", "(?![a-z])"))
_PASSED = regex(rf"(?:{_FOR_CARE}|{_OTHER})".replace("$", "(?![a-z])"))
#: Behind these words "clinique" and "laboratoire" are no sites: "examen clinique".
NOUN_BEFORE = regex(
    r"(?:\b(?:contextes?|parametres?|investigations?|parcours|critere|dura|pie|reunion|pratique|equipe"
    r"|encadrement|interrogatoire|exploration|discordance|dissociation|urgence|examens?|ameliorations?"
    r"|evolution|tableaux?|presentation|plan|diagnostic|resume|essais?|signes?|stage|recherche|reponse"
    r"|remission|forme|suspicion|contexte|etat|histoire|surveillance|cas|suivi|aggravation|bilan|donnees"
    r"|cadre|chef de|psychologue|pharmacien|situation|argument|interet|symptome|statut|stade|criteres?"
    r"|manifestations?|apport|infectiologie|biologie|toxicologie|pharmacologie|neurologie|immunologie"
    r"|psychologie|recidive|sevrage|echec|score|test|impression|stabilite)s?[ ])\Z"
)


def is_of_care(word: str) -> bool:
    """Whether a folded word belongs to the type of a care site, as "adultes" and "dialyse" do."""
    return _PASSED.match(word) is not None


def says_care(word: str) -> bool:
    """Whether a folded word says by itself that a site is one of care, as "dialyse" does."""
    return _CARE_WORD.match(word) is not None
