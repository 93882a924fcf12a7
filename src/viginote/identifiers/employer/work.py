"""Words for work, in folded text: trades, contracts, what happens at work, and studies."""

from viginote.regex import regex

_TRADE = (
    r"aide[- ]soignante?|taxi|as|ash|amp|aes|atsem|aesh|avs|ide|idel|cpe|agents?|ouvri\w+|employee?|cadre"
    r"|chef\w*|secretaire|apprentie?|stagiaire|comptable|vigile|pharmacien\w*|kine\w*|sage-femme|prof\w*"
    r"|instit\w*|enseign\w+|directeur|directrice|responsable|manager|gerante?|patronn?e?|chauffeur|routi\w+"
    r"|cheminot|marin|militaire|gendarme|polici\w+|pompi\w+|caporal|sergent|adjudant|soldat|docker|mineur"
    r"|macon|plombi\w+|peintre|juriste|avocate?|notaire|clerc|architecte|steward|hotesse|mecano|cuistot"
    r"|cuisini\w+|commis|barman|femme de (?:menage|chambre)|menage|auxiliaire|assistante?|animat\w+|educ\w*"
    r"|consultante?|interne|externe|chercheu\w+|doctorante?|post-?doc|dev|developpeu\w+|informaticien\w*"
    r"|technicien\w*|ingenieure?|commercial\w*|gardien\w*|surveillante?|concierge|jardini\w+|agricult\w+"
    r"|salariee?|interimaire|saisonni\w+|intermittente?|artisan|conseill\w+|bouch(?:er|ere)|boulang\w+"
    r"|libraire|bibliothecaire|aide a dom\w*|brancardi\w+|soudeu\w+|magasini\w+|electricien\w*|menuisi\w+"
    r"|coiffeu\w+|infirmi\w+|livreu\w+|conduct\w+|serveu\w+|vendeu\w+|caissi\w+|patissi\w+|cantini\w+"
    r"|joueu\w+|guide|benevole|concierge|thanato|cadreu\w+|danseu\w+|chanteu\w+|veilleu\w+|cordiste"
    r"|gerante?|adjointe?|greffi\w+|monit(?:eur|rice)|legionnaire|pisteu\w+|footballeu\w+"
    r"|fonctionnaire|titulaire|contractuel\w*|mutee?|detachee?|coursier|vrp|restaurateur"
)
_WORK = (
    r"travail\w*|boss(?:e|ait|er|ant)|boulot|taf|job|poste|metier|profession|emploi|embauch\w+|licenci\w+"
    r"|viree?|demission\w*|cdi|cdd|interim|missions?|stages?|alternance|alternante?|apprentissage|contrat"
    r"|retraitee?s?|ancien\w*|ex|employeu\w+|entreprise|societe|boite|usine|magasin|caisse|rayon|chantier"
    r"|badge|drh|rh|mdt|medecins? du trav\w*|boss|tient (?:le|la|un)|expo amiante|collegues?|hierarchie"
    r"|reclass\w+|burn[- ]?out|harcelement|prud'?hom\w+|abattoir|laiterie|conserverie|at du"
    r"|accident du travail|manut\w*|aptitude|certif\w*|prepa|prevenir|conflit (?:avec|au)"
)
#: Any trade by how most of them end, and what ends so without being one.
_ENDING = (
    r"(?!hier|premier|dernier|entier|tiers|dossier|papier|quartier|courrier|douleur|hauteur|tumeur|rougeur"
    r"|chaleur|humeur|peur|erreur|coeur|soeur|majeur|plusieurs|meilleur|ailleurs|interieur|exterieur"
    r"|anterieur|posterieur|financier|superieur|inferieur|bien|rien|combien|maintien|soutien|entretien|lien"
    r"|chien|moyen|lecteur|inhibiteur|anti)[a-z]{3,12}(?:iste|eur|euse|trice|ier|iere|ien|ienne|eure|logue)"
)
_STUDY = (
    r"etudiante?|etudie|etudes|eleve|lyceenn?e?|collegienn?e?|inscrite?|licence|l[123]|m[12]|master|bts|dut"
    r"|but|prepa|these|doctorante?|doctorat|ecole d[e']|fac|scolarisee?|ulis|segpa|erea|terminale|seconde"
    r"|internat|scolarite|cursus|formation"
)
_ANY = rf"(?<![a-z])(?:{_TRADE}|{_WORK}|{_ENDING})(?![a-z])"
#: A word for work some words before, a trade by its ending alone or not.
AT_WORK = regex(rf"(?<![a-z])(?:{_TRADE}|{_WORK})(?![a-z])[^.;\n]{{0,40}}\Z")
NEAR_WORK = regex(rf"{_ANY}[^.;,\n]{{0,32}}\Z")
#: Right before the employer: "caissière chez", "agent", "banquier à la", "AS /".
BESIDE_WORK = regex(
    rf"{_ANY}(?: (?:de |d'|du |en |a |des )?[a-z]{{2,14}}){{0,2}}?"
    r"(?: (?:chez|a la|a l'|a|au|aux|pour l[ae]|pour l'|pour|de la|de l'|du|de|d'|des|pr|dans la|dans l'"
    r"|dans le|de chez|chez la)| ?[,/(:\-–]{1,2})? ?\Z"
)
#: The same of a trade or a place of work alone.
BESIDE_TRADE = regex(
    rf"(?<![a-z])(?:{_TRADE}|poste|tri|stage|boulot|taf|bosse|travaille)(?![a-z])(?: [a-z]{{2,12}})?"
    r"(?: (?:a la|a|au|a l'))? ?\(?\Z"
)
NEAR_STUDY = regex(rf"(?<![a-z])(?:{_STUDY})(?![a-z])[^.;\n]{{0,25}}\Z")
#: How far before a name these words are looked for, in characters.
REACH = 64
