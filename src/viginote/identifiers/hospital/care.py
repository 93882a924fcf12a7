"""Words of care: those that say what a care site is for, and those that stand among them."""

import re

#: What a care site is for; "$" ends a whole word.
_FOR_CARE = (
    r"readapt|reeduc|soin|medic|medec|therap|psych|handicap|autis|addict|alcool|geria|geront|depist"
    r"|palliat|douleur"
    r"|memoire|nutrition|obes|sommeil|dialys|matern|perinat|natal|convalesc|cures?$|post-?cure|retraite"
    r"|repos|sante"
    r"|deficien|autonomie|adolesc|infirm|imagerie|scanner|irm$|radio|echograph|mammo|scinti|nucleaire"
    r"|molecul|diagnos|lithotrit"
    r"|vaccin|planif|chirurg|ophtalm|dentaire|dentist|orthod|orthop|orthoph|auditi|audio|pneumo"
    r"|cardio|cardiaque|respir"
    r"|derma|onco|cancer|hemat|hepat|gastro|uro|gyneco|obstet|fertil|procrea|amp$|pma$|genet|biolog"
    r"|analys|anatom"
    r"|cyto|patholog|transfus|greffe|urgence|reanim|trauma|brules|rhumato|neuro|moteur|motric|physique"
    r"|universitaire"
    r"|hospital|penitent|judiciaire|legal|violenc|medico|pharmac|antipoison|vigil|sexuel|lgbt|vih$"
    r"|ist$|sida|kine|masso"
    r"|osteo|podo|sages?|pediatr|allerg|diabet|endocrin|infectio|tropic|voyag|sourd|aveugle|repit"
    r"|naissance|mobile"
    r"|precarite|jour$|nuit$|accueil|hebergement|instruction|armees|militaire|clinique|analyse|toxico"
    r"|neonat|hygiene"
    r"|endosc|hospit|ambulat|sport|vasculaire|thora|renal|digest|sanitaire|educati|lutte|mental"
)
_OTHER = (
    r"enfan|adulte|jeune|femme|homme|mere|famil|parent|couple|person|agee|senior|special|region"
    r"|departement|municip"
    r"|communal|intercommun|general|prive|publi|mutualist|nation|social|travail|scolaire|etudiant"
    r"|acces|long|moyen|court"
    r"|sejour|suite|referen|competen|expert|ressource|maladie|rare|coordin|gratuit|anonyme|information"
    r"|prevention"
    r"|consult|evaluat|traitement|insertion|ecoute|resident|polyvalen|fonctionnel|libre|milieu|pluri"
    r"|interdisc|protection"
    r"|infantil|temporaire|collecti|associat|europe|international|pedagog|local|rural|service|unit"
    r"|pole|main|pied|dos|vision"
    r"|vue|sein|thyroide|peau|coeur|poumon|rein|foie|oeil|centre"
)
_CARE_WORD = re.compile(rf"(?:{_FOR_CARE})".replace("$", "(?![a-z])"))
_PASSED = re.compile(rf"(?:{_FOR_CARE}|{_OTHER})".replace("$", "(?![a-z])"))
#: Behind these words "clinique" and "laboratoire" are no sites: "examen clinique".
NOUN_BEFORE = re.compile(
    r"(?:\b(?:contextes?|parametres?|investigations?|parcours|critere|dura|pie|reunion|pratique"
    r"|equipe|encadrement|interrogatoire|exploration|discordance|dissociation"
    r"|urgence|examens?|ameliorations?|evolution|tableaux?|presentation|plan|diagnostic|resume"
    r"|essais?|signes?|stage|recherche|reponse"
    r"|remission|forme|suspicion|contexte|etat|histoire|surveillance|cas|suivi|aggravation|bilan|donnees"
    r"|cadre|chef de|psychologue"
    r"|pharmacien|situation|argument|interet|symptome|statut|stade|criteres?|manifestations?|apport"
    r"|infectiologie|biologie"
    r"|toxicologie|pharmacologie|neurologie|immunologie|psychologie|recidive|sevrage|echec|score|test"
    r"|impression|stabilite)s?[ ])\Z"
)


def is_of_care(word: str) -> bool:
    """Whether a folded word belongs to the type of a care site, as "adultes" and "dialyse" do."""
    return _PASSED.match(word) is not None


def says_care(word: str) -> bool:
    """Whether a folded word says by itself that a site is one of care, as "dialyse" does."""
    return _CARE_WORD.match(word) is not None
