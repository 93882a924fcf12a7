"""Names by which hospitals are called without a word for their type, in folded text.

`DISTINCT` are hardly anything else; `SHARED` are saints, people and common words too, so that care must stand
right beside them. An article that begins a name is left out; a blank stands for a hyphen too.

Source: FINESS (sites of the university hospitals, military hospitals, cancer centres, psychiatric hospitals,
rehabilitation centres and large clinics).
"""

from viginote.regex import regex

_DISTINCT = (
    # Paris and its surroundings
    "pitie salpetriere|pitie|salpetriere|lariboisiere|fernand widal|bichat|beaujon|louis mourier|bretonneau"
    "|cochin|port royal|hotel dieu|necker|tenon|rothschild|bicetre|kremlin bicetre|paul brousse"
    "|antoine beclere|beclere|ambroise pare|raymond poincare|georges pompidou|pompidou|hegp|corentin celton"
    "|vaugirard|henri mondor|mondor|albert chenevier|chenevier|emile roux|avicenne|jean verdier|rene muret"
    "|robert debre|maison blanche|paul guiraud|ville evrard|henri ey|perray vaucluse|quinze vingts|15 20"
    "|diaconesses|marie lannelongue|gustave roussy|igr|foch|montsouris|val de grace|percy|delafontaine"
    "|andre gregoire|robert ballanger|ballanger|sud francilien|joffre dupuytren|charles foix|sainte perine"
    "|simone veil|bluets|leopold bellan|croix saint simon|croix st simon|geoffroy saint hilaire"
    "|jeanne garnier|max fourestier|roger prevot|theophile roussel|andre mignot|mignot|gilbert raby"
    "|barthelemy durand|bullion|margency|coubert|jacques cartier|claude galien|marc jacquet|forcilles"
    "|bligny|fondation vallee|marmottan|pierre nicole|maussins|monte cristo|nova dona|moulin joly"
    "|jean martin charcot|becheville|poincare|jean rostand|armand brillard|metivet|gaston metivet|jouvenet"
    # Lyon, Saint-Etienne, Grenoble, Savoie, Clermont, Bourgogne, Franche-Comte
    "|edouard herriot|croix rousse|lyon sud|vinatier|desgenettes|leon berard|natecia|infirmerie protestante"
    "|pierre wertheimer|wertheimer|hfme|femme mere enfant|henry gabrielle|antoine charial|pierre garraud"
    "|renee sabran|saint jean de dieu|st jean de dieu|tonkin|val d'ouest|massues|champvert|lyon lumiere"
    "|gabriel montpied|montpied|estaing|jean perrin|michallon|couple enfant|alpes isere|belledonne"
    "|rocheplane|lucien neuwirth|annecy genevois|alpes leman|martin luther king|fleyriat|benigne joly"
    "|georges francois leclerc|minjoz|jean minjoz|saint ylie|st ylie|novillars|sevrey|william morey|chanaux"
    "|etienne clementel|pierre oudot"
    # Marseille, Toulon, Nice, Montpellier, Nimes, Corse
    "|timone|sainte marguerite|laveran|paoli calmettes|lenval|l'archet|edouard toulouse|valvert"
    "|montperrin|salvator|clairval|bouchard|casamance|montfavet|henri duffaut|font pre|sainte musse"
    "|ste musse|pierrefeu|henri guerin|cimiez|antoine lacassagne|lacassagne|arnault tzanck|tzanck"
    "|lapeyronie|arnaud de villeneuve|gui de chauliac|saint eloi|colombiere|antonin balmes|clementville"
    "|propara|val d'aurelle|caremeau|mas careiron|francois tosquelles|leon jean gregory|castelluccio|axium"
    # Toulouse, Bordeaux, Pau, Limoges, Poitiers
    "|purpan|rangueil|oncopole|claudius regaud|pierre paul riquet|gerard marchant|paule de viguier|ducuing"
    "|joseph ducuing|medipole|aufrery|cepiere|pellegrin|haut leveque|charles perrens|perrens|robert picque"
    "|bergonie|xavier arnozan|tour de gassies|jean abadie|chateau caradoc|candelie|belharra"
    "|miletrie|henri laborit|laborit|francois chenieux|chenieux|camille claudel|marius lacroix|vauclaire"
    # Rennes, Brest, Nantes, Angers, Tours, Orleans, Caen, Rouen, Le Havre
    "|pontchaillou|guillaume regnier|eugene marquis|cavale blanche|bohars|clermont tonnerre"
    "|keraudren|lanroze|gourmelen|etienne gourmelen|yves le foll|bodelio|kerpape|chubert"
    "|rene gauducheau|gauducheau|breteche|georges daumezon|daumezon|mazurelle|georges mazurelle|paul papin"
    "|cesame|clocheville|saint gatien|st gatien|jacques coeur|cote de nacre|francois baclesse|baclesse"
    "|charles nicolle|rouvray|henri becquerel|becquerel|jacques monod|pierre janet|flaubert|etoc demazy"
    # Lille, Amiens, Strasbourg, Colmar, Mulhouse, Metz, Nancy, Reims
    "|huriez|claude huriez|salengro|roger salengro|jeanne de flandre|oscar lambret|saint philibert"
    "|st philibert|fontan|victor provo|gustave dron|dron|guy talpaert|lucien bonnafe|bois bernard|schaffner"
    "|helfaut|jean stablinski|philippe pinel|fitz james|premontre|hautepierre|nhc"
    "|nouvel hopital civil|rhena|erstein|cmco|albert schweitzer|emile muller|hasenrain|rouffach"
    "|brabois|alexis vautrin|vautrin|legouest|robert pax|jean godinot|godinot|american memorial|courlancy"
    "|mathilde salomon|croix du sud|val d'or|leonard de vinci|labrouste|hartmann|hopital americain"
    # overseas, and abroad
    "|felix guyon|bellepierre|zobda quitman|meynard|maurice despinoy|despinoy|andree rosemon|rosemon"
    "|franck joly|monteran|gaston bourret|taaone|princesse grace|chuv|ibn rochd|mustapha pacha|sart tilman"
)
_SHARED = (
    "saint louis|st louis|broca|saint antoine|st antoine|garches|sainte anne|ste anne|saint joseph"
    "|st joseph|saint jo|st jo|curie|saint camille|st camille|saint andre|st andre|esquirol|calmette"
    "|st eloi|erasme|saint vincent de paul|st vincent de paul|saint vincent|st vincent|saint charles"
    "|st charles|saint jean|st jean|saint luc|st luc|saint pierre|st pierre|saint michel|st michel"
    "|saint roch|st roch|saint francois|st francois|sainte catherine|ste catherine|sainte marie|ste marie"
    "|sainte odile|ste odile|sainte therese|sainte barbe|notre dame|hopital nord|hopital sud|pasteur"
    "|claude bernard|charcot|pinel|clemenceau|jean moulin|louis pasteur|marie curie|victor hugo"
    "|jules verne|jeanne d'arc|saint maurice|st maurice|saint vaast|st vaast|saint egreve|st egreve"
    "|cadillac|bassens|larrey|mercy|belle rive|bel air|bellevue|bagatelle|conception|la grave|tivoli"
    "|chartreuse|bocage|sauvegarde|mermoz|peupliers|lilas|cedres|tilleuls|ormeaux|roseraie|ramee|magellan"
    "|flandre|collegiale|murets|floreal|archet|diaconat|laennec|dupuytren|duchenne|casanova|turin|bizet"
    "|arago|morvan|trousseau|begin|chor|la tronche"
)

DISTINCT = tuple(_DISTINCT.split("|"))
SHARED = tuple(_SHARED.split("|"))
#: Any of them, longest first: an alternative of a pattern in folded text.
ANY_NAME = "|".join(sorted((*DISTINCT, *SHARED), key=len, reverse=True)).replace(" ", "[ -]")
#: The same as whole words.
KNOWN_SITE = regex(rf"(?<![a-z])(?:{ANY_NAME})(?![a-z])")

#: Houses known far away by their name alone, as they are written: alternatives of a pattern.
ABROAD = (
    # America
    r"Johns Hopkins|Mass(?:achusetts)? General|(?:Mount|Mt\.?) Sinai|Cedars[- ]Sinai|MD Anderson"
    r"|Memorial Sloan[- ]Kettering|Sloan[- ]Kettering|Dana[- ]Farber|Brigham and Women['’]s|Beth Israel"
    r"|Kaiser Permanente"
    r"|Planned Parenthood|Cleveland Clinic|NYU Langone|Montefiore|Maimonides|Harborview|Hazelden|Betty Ford"
    r"|Menninger"
    r"|Sheppard Pratt|Geisinger|Ochsner|Intermountain|Fox Chase|City of Hope|Roswell Park|Moffitt"
    r"|Memorial Hermann|TIRR"
    r"|UPMC|UCSF|Harbor-UCLA|Whitman-Walker|DaVita|LabCorp|Quest Diagnostics|Walgreens|CVS(?= [0-9]{2}"
    r"|,? pharm| Pharm| de | à )|Rite Aid"
    r"|Telecare|St\.? Jude"
    r"|Sick ?Kids|CAMH|Sunnybrook|Baycrest|Royal Ottawa"
    # the British Isles
    r"|Great Ormond Street|Addenbrooke['’]s|John Radcliffe|Royal (?:Free|Marsden|Brompton|London|Adelaide"
    r"|Melbourne|Prince"
    r" Alfred|Cornhill)|Guy['’]s and St\.? Thomas['’]|Broadmoor|Alder Hey|Tavistock(?! score)|Maudsley"
    r"(?! (?:\+|-|posit|negat|test|droite?|gauche|bilat|[dg]\b))"
    r"|Papworth"
    r"|Marie Stopes|MSI Choices|Temple Street|Holles Street|Cuan Mhuire"
    # Spain, Italy, Portugal
    r"|Vall d['’]Hebron|Gregorio Marañón|Bellvitge|Parc Taulí|Sant Pau|La Fe(?= de| Valencia)|Careggi"
    r"|Niguarda|Gemelli"
    r"|Proyecto Hombre|San Patrignano|Benito Menni"
    # German, Dutch and Nordic ones
    r"|Charité|Inselspital|Erasmus MC|Amsterdam UMC|Radboudumc|LUMC|UMCG|VUmc|OLVG|Rijnstate|Prinses Máxima"
    r"|Karolinska"
    r"|Rikshospitalet|Rigshospitalet|Ullevål"
    # farther away
    r"|Hadassah|Rambam|Ichilov|Kasr Al[- ]Ainy|King (?:Fahad|Faisal|Khalid)(?: \w+){0,2}|Aga Khan"
    r"|Groote Schuur"
    r"|Chris Hani Baragwanath|Starship|Westmead"
)
