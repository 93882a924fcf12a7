"""Names bound by titles, fields and kin words, and eponyms that are none: exact spans."""

import pytest
from word_lists import lexicon_of

from viginote.names.beside import (
    before_emails,
    initialled,
    name_after,
    name_and_initial,
    pairs,
)
from viginote.names.bound import bound_names
from viginote.names.edges import (
    healed,
    initials_joined,
    joined,
    with_capitals,
    with_initial,
    without_ordinary,
)
from viginote.names.excuses import (
    citations,
    is_animal,
    is_diagnosis,
    is_eponym,
    is_listed,
    is_marked,
    is_no_name,
    is_no_place,
    is_published,
    is_staged,
    is_trial,
)
from viginote.names.places import towns, towns_beside
from viginote.text import fold

FIRST = {"kevin", "marie", "jean", "jules", "rose"}
LAST = {"dupont", "favre", "blanc", "legall", "rose", "asa"}
NAMES = FIRST | LAST
COMMON = {
    "blanc",
    "rose",
    "se",
    "plaint",
    "vue",
    "directeur",
    "bien",
    "travaille",
    "est",
    "toux",
    "malade",
    "seule",
    "vit",
}
TOWNS = {"roubaix", "jean", "la rochelle", "bien", "toux", "eu"}
LEXICON = lexicon_of(FIRST, LAST, COMMON, TOWNS)


def found(text: str) -> list[str]:
    spans = {(a, b) for a, b, _ in bound_names(text, fold(text), LEXICON)}
    widest = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return [text[a:b] for a, b in sorted(widest)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mme Dupont va mieux", ["Dupont"]),
        ("M. DUPONT Jean, 45 ans", ["DUPONT Jean"]),
        ("mme dupont vue ce jour", ["dupont"]),
        ("MME DUPONT SE PLAINT", ["DUPONT"]),
        ("vu Blanc ce matin, rappeler Blanc, transmis à DUPONT", ["Blanc", "Blanc", "DUPONT"]),
        ("avis pneumo Dupont, le facteur Kevin", ["Dupont", "Kevin"]),
        ("vu par B. Rose, Adjudant K., dossier T. Quiz", ["B. Rose", "K."]),
        ("bisous kevin, revu marie", ["kevin", "marie"]),
        ("<nom>Loiseau</nom>, nom=Zola", ["Loiseau", "Zola"]),
        ("Dr P. Martin", ["P. Martin"]),
        ("Neveu : TDAH. Son fils : VIH.", []),
        ("non Madame. TEP : tomographie", []),
        ("prof d'EPS, prof Dupont", ["Dupont"]),
        ("souche M. kansasii", []),
        ("Dr P.Martin", ["P.Martin"]),
        ("Dr M. Leroy", ["M. Leroy"]),
        ("Dr Favre N° RPPS 1", ["Favre"]),
        ("1927\tM\tFavre", []),  # a sex, no title
        ("reporter Favre, chez les Blanc", ["Favre", "Blanc"]),
        ("Docteur J.-P. Le Goff", ["J.-P. Le Goff"]),
        ("Mme de La Tour Dupin a dormi", ["de La Tour Dupin"]),
        ("Mme Le Gall-N'Diaye", ["Le Gall-N'Diaye"]),
        ("M. B. va bien", ["B."]),
        ("Mme HK, 30 ans", ["HK"]),
        ("Mr M.H, âgé de 42 ans", ["M.H"]),
        ("Madame R... Nathalie", ["R... Nathalie"]),
        ("M. Blanc tousse", ["Blanc"]),
        ("Mme Rose est sortie", ["Rose"]),
        ("Mme\u00a0Dupont", ["Dupont"]),
        ("Nom : DURAND Prénom : paul", ["DURAND", "paul"]),
        ("NOM : DURAND PRENOM : Fatou DDN : 01/01/1980 NIR : 1", ["DURAND", "Fatou"]),
        ("Prénom : Fatou UF : 4512", ["Fatou"]),
        ("Nom de naissance: Malade", ["Malade"]),
        ("Secrétaire : M. Jules FAVRE", ["Jules FAVRE"]),
        ("Médecin traitant : Dupont", ["Dupont"]),
        ("Mme DUPONT née FAVRE", ["DUPONT", "FAVRE"]),
        ("son fils kevin l'aide", ["kevin"]),
        ("sa fille (Marie) appelle", ["Marie"]),
        ("La patiente W.Z âgée de 57 ans", ["W.Z"]),
        ("L'enfant H., âgé de 5 ans", ["H."]),
        ("V.G est un garçon", ["V.G"]),
        ("MAISON MEDICALE DR DUPONT DR FAVRE", ["DUPONT", "FAVRE"]),
        ("son mari M. Favre", ["Favre"]),
        ("Madame la Docteure Favre", ["Favre"]),
        ("M. le juge d'instruction Favre nous a commis", ["Favre"]),
        ("Mme la vice-présidente Marie FAVRE", ["Marie FAVRE"]),
        ("vu hier. DrDUPONT", ["DUPONT"]),
        ("NOM DE JEUNE FILLE .... BLANC", ["BLANC"]),
        ("PRENOM ......... MARIE", ["MARIE"]),
        ("prénom d'usage Marie (etat civil Kevin)", ["Marie", "Kevin"]),
        ("état civil : Marie V.", ["Marie V."]),
        ("L1 DUPONT J. choc\nL2 FAVRE ACR\nL3 vide\nL4 BLANC Q. poly", ["DUPONT J.", "FAVRE", "BLANC Q."]),
        ("vu avec la Dre Favre", ["Favre"]),
        ("Nom d'usage : BLANC-FAVRE", ["BLANC-FAVRE"]),
        ("MME DUPONT NEE BLANC LE 15061952", ["DUPONT", "BLANC"]),
        ("Mme MR, 40 ans", ["MR"]),
        ("Mme A. vient, Dr A. absent, Mr A, 45 ans, M. A est suivi", ["A.", "A.", "A", "A"]),
        ("Dr A. Martin, M. A.-B. Favre", ["A. Martin", "A.-B. Favre"]),
        ("La sœur d'Marie porte", ["Marie"]),
        ("Cadre de nuit : S. Rose, 06", ["S. Rose"]),
        ("Néphrologue : Greenberg. Pédiatre: Favre", ["Greenberg", "Favre"]),
        ("pere Kevin, mere marie", ["Kevin", "marie"]),
        ("son fils pierre, sa fille clémence, frère jean", ["pierre", "clémence", "jean"]),
        ("sa fille M. a appelé, sa compagne A. enceinte, son ex D. absent", ["M.", "A.", "D."]),
        ("Aînée C., cadet B., maman : L., tante maternelle F. ici", ["C.", "B.", "L.", "F."]),
        ("sa tante maternelle F., son meilleur ami J., son copain M. est là", ["F.", "J.", "M."]),
        ("Appel de L. (sœur). R., son frère, est venu", ["L.", "R."]),
        ("vit. D. (mère carencée), vaccin hép. B. (père porteur)", []),
        ("ses enfants P. et S., filles : L., M. et T.", ["P.", "S.", "L.", "M.", "T."]),
        ("la maman kevin, son papa marie", ["kevin", "marie"]),
        ("mère K. sein, sa tante K. du côlon, son père K. est là, maman RhD neg", ["K."]),
        ("Hépatite B. (mère porteuse), vitamine D., son frère aussi, père A, mère O", []),
        ("Excusés : Favre, Itoh, Blanc (AS), Dupont.", ["Favre", "Itoh", "Dupont"]),
        ("Kinés : Kevin Favre, Rose Blanc", ["Kevin Favre", "Rose Blanc"]),
        ("Présents: I Dupont, Um. Ngamba, Favre (AS)", ["I Dupont", "Um. Ngamba", "Favre"]),
        ("rhumatologieDrDupontpour", ["Dupont"]),
        ("DOSSIERFAVREKevinné 03/02/1951IPP", ["FAVRE", "Kevin"]),
    ],
)
def test_bound(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Monsieur le Directeur",
        "Madame vit seule",
        "Mme se plaint de toux",
        "M. TA 12/8",
        "Mme X, 30 ans",
        "M. X présente une toux",
        "taille 1,70 m. L'examen",
        "45 m. Dupont",
        "il me dit bien",
        "Nom : ?",
        "Médecin traitant : aucun",
        "son fils travaille",
        "hémato : Binet A, cardio : Killip 2",
        "Cardiologue : RAS. Psychiatre : Vue bien. Pneumologue: Crohn",
        "sa mère malade",
        "née prématurée",
        "Comme Dupont",  # "mme" inside a word
        "stade II est",
        "À 28 SA, bilan",
        "Pas d'EP. Nodule stable",  # a pulmonary embolism, no spouse
        "A SA VOISINE. VU",  # the kin word is whole
        "Née Ie: 3",
        "son conjoint, dit-elle",
        "état civil vérifié",
        "M. le maire de la ville",
        "L4 BLANC\nL5 TOUX",  # ordinary words, as of vertebrae
        "L5 FAVRE",  # one line is no round
        "jambe dre, pre op",
        "Monsieur n'dupont plus",  # an elided word before a verb that is a surname too
        "Mme MR a toussé",  # a second title, as forms print it
        "M. A bien dormi, MME A CHUTE, Mme A vomi, Mme. A revoir",  # a verb
        "fils OK. schizophrénie",
        "fille dupont",  # kin without an owner: first names alone
        "Présents : Toux, Malade, Blanc",  # no two known names
        "hydroDrainage",
        "Grossesse menée 03/02/1951",
        "VU BLANC DE POULET",  # nothing stands out in capitals
        "avis Toux, dossier Vue, revu Bien, revu HTA",
        "néphro: IgA, gastro Crohn",
        "vu par blanc",
    ],
)
def test_unbound(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("maladie de Crohn", "Crohn"),
        ("signe de Dupont positif", "Dupont"),
        ("score de von Dupont", "Dupont"),
        ("sonde de Foley", "Foley"),
        ("classification de Durie et Salmon", "Salmon"),
        ("test de Mann-Whitney", "Mann-Whitney"),
        ("opération selon Dupont", "Dupont"),
        ("syndrome d'Ehlers-Danlos", "Ehlers-Danlos"),
        ("Babinski négatif", "Babinski"),
        ("stade IV de Dupont et Favre", "Favre"),
        ("Fixateur externe de Dupont", "Dupont"),
        ("Peugeot 208", "Peugeot"),
        ("microdélétion 22q11, Di George", "George"),
        ("pomme d'Adam saillante", "Adam"),
        ("échelle Charrière dite French", "French"),
        ("fracture stade 2 de Dupont", "Dupont"),
        ("gastrectomie selon Dupont", "Dupont"),
        ("frottis de Dupont", "Dupont"),
        ("kiné Mézières", "Mézières"),
        ("séances type Bobath", "Bobath"),
        ("granulomatose, ex-Churg et Strauss", "Strauss"),
        ("38 incluse, Pell et Gregory IIB", "Pell"),
        ("classe II-B de Dupont", "Dupont"),
        ("cathéter d'aspiration Dupont", "Dupont"),
    ],
)
def test_eponym(text: str, value: str) -> None:
    start = text.index(value)
    assert is_eponym(fold(text), start, start + len(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vu par Dupont", "Dupont"),
        ("Signé D. Dupont", "D. Dupont"),
        ("consentement signé devant Dupont", "Dupont"),
        ("le fils de Crouzet", "Crouzet"),
        ("colectomie (Dupont)", "Dupont"),
        ("frottis Dupont SF", "Dupont"),  # what was done to whom
        ("lit 4 Dupont : K 3,1", "Dupont"),
        ("8h40 bloc Dupont", "Dupont"),
        ("vu George", "George"),
        ("kiné Dupont", "Dupont"),
        ("pansement de jambe Dupont", "Dupont"),
        ("Churg et Dupont", "Dupont"),
        ("vu par Busquet", "Busquet"),
    ],
)
def test_no_eponym(text: str, value: str) -> None:
    start = text.index(value)
    assert not is_eponym(fold(text), start, start + len(value))


@pytest.mark.parametrize(
    ("text", "value", "thing"),
    [
        ("vaccin Kevin fait", "Kevin", False),
        ("maladie de Kevin", "Kevin", True),
        ("attelle Thomas", "Thomas", True),  # a first name that is a splint
    ],
)
def test_first_names_are_eponyms_behind_de(text: str, value: str, thing: bool) -> None:
    start = text.index(value)
    assert is_eponym(fold(text), start, start + len(value), is_first=True) is thing


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Heberden, Bouchard.", "Bouchard"),
        ("Sonde de Linton, Dobersky, Sengstaken", "Dobersky"),
        ("Tinel +, Phalen +, Guyon libre", "Guyon"),
        ("Segond absent. Ahlbäck 0", "Segond"),
    ],
)
def test_listed_among_eponyms(text: str, value: str) -> None:
    start = text.index(value)
    assert is_listed(fold(text), start, start + len(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Parkinson, Dupont prévenu", "Dupont"),
        ("vu Bouchard, puis Martin", "Bouchard"),
        ("Bouchard a 80 ans", "Bouchard"),
    ],
)
def test_not_listed_among_eponyms(text: str, value: str) -> None:
    start = text.index(value)
    assert not is_listed(fold(text), start, start + len(value))


def test_two_surnames_that_are_scores_too_are_people() -> None:
    text = "réanimateurs Weber/Moore"
    assert not is_listed(fold(text), text.index("Moore"), len(text))


@pytest.mark.parametrize(
    ("before", "goes_with_none"),
    [
        ("critères de ", True),
        ("l'indice de ", True),
        ("paralysie générale de ", True),
        ("stade 2 de ", True),
        ("corps médical de l'", False),
        ("IRM de ", False),
        ("réseau de ", False),
        ("maladies infectieuses de ", False),
        ("jéjunostomie à la ", True),
        ("colectomie faite à ", False),
        ("choux de ", True),
        ("pruneaux d'", True),
        ("chaussures de ", False),
    ],
)
def test_nouns_that_go_with_no_place(before: str, goes_with_none: bool) -> None:
    assert is_no_place(fold(before + "Lille"), len(before)) is goes_with_none


@pytest.mark.parametrize(
    ("text", "value", "diagnosis", "marked"),
    [
        ("ATCD : Dupont, HTA", "Dupont", True, False),
        ("Diagnostic : Dupont", "Dupont", True, False),
        ("Médecin : Dupont", "Dupont", False, False),
        ("Dupont à 12/21, stable", "Dupont", False, True),
        ("Dupont 45/63", "Dupont", False, True),
        ("garde de Dupont 12/10", "Dupont", False, False),
        ("Dupont 12/10/2024", "Dupont", False, False),
    ],
)
def test_what_a_patient_has_and_marks(text: str, value: str, diagnosis: bool, marked: bool) -> None:
    start = text.index(value)
    assert is_diagnosis(fold(text), start) is diagnosis
    assert is_marked(fold(text), start + len(value)) is marked


def test_authors_of_a_reference_are_cited() -> None:
    text = "Halvorsen AB, Kowalik C, Ohtani D, et al. Ann Med. 2010 Jan;115(3):1.\nVu Leroux S"
    assert [text[a:b] for a, b in citations(fold(text), text)] == ["Halvorsen AB, Kowalik C, Ohtani D, "]


def test_a_staff_list_is_no_reference() -> None:
    text = "Présents : Leroux S, Petit M, Roy A, Blanc T"
    assert citations(fold(text), text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jean Dupont", ["Jean Dupont"]),
        ("DUPONT Marie 26 83", ["DUPONT Marie"]),
        ("Kevin Favre et Marie", ["Kevin Favre"]),
        ("Jean Blanc", ["Jean Blanc"]),  # a word that many bear
        ("Jean Toux", []),  # an ordinary word
        ("Rose Blanc", []),
        ("Dupont Favre", []),  # no first name
        ("jean dupont", []),
        ("Marie IIa", []),
    ],
)
def test_first_name_beside_surname(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in pairs(text, LEXICON)] == names


@pytest.mark.parametrize(
    ("text", "value", "staged"),
    [
        ("forrest iia", "forrest", True),
        ("garden 3 opere", "garden", True),
        ("dupont 3", "dupont", False),
        ("forrest vu", "forrest", False),
        ("bouchard b, arthrose", "bouchard", True),
        ("bouchard a 91 ans", "bouchard", False),
        ("masson 54 ans", "masson", False),
        ("allen 62a, toux", "allen", False),
        ("arnold 3 fois", "arnold", False),
        ("bouchard 12-5", "bouchard", False),
        ("dupont stade 3", "dupont", True),
        ("dupont de type b", "dupont", True),
        ("dupont type bien", "dupont", False),
        ("dupont va mieux", "dupont", False),
        ("dupont iva", "dupont", True),
    ],
)
def test_staged(text: str, value: str, staged: bool) -> None:
    assert is_staged(text, 0, len(value)) is staged


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("comme chez lagrave et al.", True),
        ("lagrave j et coll (2003)", True),
        ("lagrave & al 2012", True),
        ("lagrave et al ont appele", False),
        ("(lagrave, 1956)", False),
        ("vu lagrave et alice", False),
    ],
)
def test_published(text: str, published: bool) -> None:
    start = text.index("lagrave")
    assert is_published(text, start, start + len("lagrave")) is published


@pytest.mark.parametrize(
    ("text", "value", "trial"),
    [
        ("essais DAWN, MR CLEAN et LAURA", "LAURA", True),
        ("étude de phase III LUCAS", "LUCAS", True),
        ("cohorte LEFEBVRE, GARNIER", "GARNIER", False),
        ("inclus dans PAOLA-1", "PAOLA", True),
        ("PAOLA-12 ans", "PAOLA", False),
        ("étude Lucas", "Lucas", False),
        ("fils LUCAS", "LUCAS", False),
    ],
)
def test_trials(text: str, value: str, trial: bool) -> None:
    start = text.index(value)
    assert is_trial(text, start, start + len(value), is_name=False) is trial


def test_who_has_a_room_is_no_trial() -> None:
    assert not is_trial("LEFEBVRE-2 : chambre double", 0, len("LEFEBVRE"), is_name=True)


@pytest.mark.parametrize(
    ("before", "staged"),
    [
        ("fevg 62 % par ", True),
        ("fe estimee a 40 % selon ", True),
        ("vu par ", False),
        ("60 %. vu par ", False),
    ],
)
def test_what_the_heart_is_measured_by(before: str, staged: bool) -> None:
    assert is_staged(f"{before}simpson", len(before), len(before) + len("simpson")) is staged


def test_a_way_to_operate_stands_in_brackets() -> None:
    text = "epiplooplastie (graham), vu ce jour (graham)"
    assert is_staged(text, text.index("graham"), text.index(")"))
    assert not is_staged(text, text.rindex("graham"), text.rindex(")"))


@pytest.mark.parametrize(
    ("value", "nobody"),
    [("le Directeur", True), ("X", True), ("Mme", True), ("Dupont", False), ("de Rohan", False)],
)
def test_no_name(value: str, nobody: bool) -> None:
    assert is_no_name(value) is nobody


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("retrouvée à Roubaix hier", ["Roubaix"]),
        ("À ROUBAIX", ["ROUBAIX"]),
        ("habite La Rochelle", ["La Rochelle"]),
        ("confié à Jean", []),  # a first name
        ("à Bien", []),  # an ordinary word
        ("né à Eu, TV sur EU", ["Eu"]),  # two capitals are an abbreviation
        ("à roubaix", []),
        ("Toux, 8 avril 2026", ["Toux"]),  # a word that heads a letter
        ("Toux, 8 avril 2026 au soir", []),
        ("va a Roubaix demain", ["Roubaix"]),  # nobody who writes so has accents
        ("il a Roubaix à voir", []),
        ("à Dupont", []),
        ("puis Roubaix en 2022", ["Roubaix"]),
        ("la région de Roubaix", ["Roubaix"]),
        ("Fait pour valoir ce que de droit. Roubaix, 14.09.2023", ["Roubaix"]),
        ("Bien, 14.09.2023", []),
        ("près d'Roubaix", ["Roubaix"]),
    ],
)
def test_towns(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in towns(text, fold(text), LEXICON)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("interpellé Roubaix cette nuit", ["Roubaix"]),
        ("JAF Roubaix, fac Roubaix", ["Roubaix", "Roubaix"]),
        ("habite loin (Roubaix)", ["Roubaix"]),
        ("patiente de Roubaix, voyage Bien", ["Roubaix"]),  # an ordinary word needs a preposition
        ("accident vers Bien", ["Bien"]),
        ("patiente Roubaix", []),  # who is no place
        ("vacances à Roubaix-Nord, vit à Jean", ["Jean"]),
        ("fac roubaix, sortie de Jean", []),
    ],
)
def test_towns_beside_words(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in towns_beside(text, fold(text), LEXICON)] == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Cadre de nuit : S. Favre", ["S. Favre"]),
        ("J.-P. DUPONT, interne", ["J.-P. DUPONT"]),
        ("M. Dupont tousse", []),  # a title
        ("M.Dupont tousse", ["Dupont"]),
        ("Dr M.Dupont, interne", ["M.Dupont"]),
        ("E. Coli, S. Aureus", []),
        ("D. Blanc", []),  # an ordinary word
        ("hernie inguinale G. ASA 2", []),
        ("v1.A. Favre", []),
        ("Genou D. Favre retardé, PTH G. Dupont", []),  # a side, and a test that follows
        ("Vu avec D. Favre", ["D. Favre"]),
    ],
)
def test_initial_before_a_surname(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in initialled(text, LEXICON)] == names


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Marie BLANC du Centre", "Marie", "Marie BLANC"),
        ("Kevin de Favre", "Kevin", "Kevin de Favre"),
        ("DUPONT Marie épouse", "DUPONT", "DUPONT Marie"),
        ("Marie tousse", "Marie", "Marie"),
        ("Marie Malade", "Marie", "Marie"),
        ("M. DUPONT tousse", "M.", "M."),
        ("Dupont Favre", "Dupont", "Dupont"),  # two surnames may be two people
    ],
)
def test_the_other_half_of_a_name(text: str, word: str, name: str) -> None:
    assert text[: name_after(text, 0, len(word), LEXICON)] == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Marie Cohen m.cohen@ch.fr", ["Marie Cohen"]),
        ("Favre, p.favre@ch.fr", ["Favre"]),
        ("Secrétariat Cardio s.c@ch.fr", []),
    ],
)
def test_names_before_an_email(text: str, names: list[str]) -> None:
    start = text.rindex(" ") + 1
    spans = before_emails(text, fold(text), [(start, len(text))], LEXICON)
    assert [text[a:b] for a, b in spans] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Favre A. et Dupont Z., gériatrie", ["Favre A.", "Dupont Z."]),
        ("Blanc A., toux", []),
        ("Allen N. négatif", []),
        ("revu Kevin H, toux", ["Kevin H"]),
        ("Dupont H, toux", []),  # without a full stop, first names alone
        ("Kevin HTA", []),
    ],
)
def test_names_before_an_initial(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in name_and_initial(text, LEXICON)] == names


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("J.-Cl. Dumont", "J.-Cl. Dumont"),
        ("Chef : Pr. Ph. Dumont", "Ph. Dumont"),
        ("vus : E Dumont", "E Dumont"),
        ("- A Dumont, rien", "Dumont"),  # "À Dumont"
        ("vus : M Dumont", "Dumont"),  # a title
        ("le B Dumont", "Dumont"),
    ],
)
def test_the_initial_before_a_name(text: str, whole: str) -> None:
    start = text.index("Dumont")
    assert text[with_initial(text, start, start + 6) :].startswith(whole)


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Marie Puig i Ferrer", "Marie Puig", "Marie Puig i Ferrer"),
        ("Marie Puig van Ferrer", "Marie Puig", "Marie Puig van Ferrer"),
        ("Marie Puig a Ferrer", "Marie Puig", "Marie Puig"),
        ("Marie LE DU 22 ans", "Marie", "Marie LE DU"),
    ],
)
def test_a_name_goes_on_behind_a_particle(text: str, name: str, whole: str) -> None:
    start, end = with_capitals(text, 0, len(name), LEXICON)
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ("HTA Dupont", "Dupont"),  # an abbreviation
        ("vue Dupont", "Dupont"),  # a word
        ("Dupont vit", "Dupont"),
        ("rose Dupont", "rose Dupont"),  # a word that is a first name
        ("Vue Dupont", "Vue Dupont"),
        ("toux vit", "toux vit"),
    ],
)
def test_words_at_the_ends_are_no_part_of_a_name(taken: str, name: str) -> None:
    assert taken[slice(*without_ordinary(taken, 0, len(taken), LEXICON))] == name


@pytest.mark.parametrize("between", [" ", " el ", " d'", " de la ", " van ", " y ", " DEL ", " ben "])
def test_particles_join_the_pieces_of_a_name(between: str) -> None:
    text = f"Marie{between}Dupont"
    assert joined(text, 5, len(text) - 6)
    assert not joined(text.replace("Dupont", "et Dupont"), 5, len(text) - 3)


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("DUPONT Ke vin est", "DUPONT Ke", "DUPONT Ke vin"),
        ("Mar ie tousse", "Mar", "Mar ie"),
        ("Kev est", "Kev", "Kev"),
    ],
)
def test_broken_names_are_healed(text: str, name: str, whole: str) -> None:
    start, end = healed(text, 0, len(name), LEXICON)
    assert text[start:end] == whole


def test_a_lone_initial_belongs_to_the_name_before_it() -> None:
    text = "Examen de Kevin W., puis Dupont (F.)"
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("Kevin", "W.", "Dupont", "F.")]
    seen = [(start, end, "PERSON", 0.8) for start, end in spans]
    assert [text[a:b] for a, b, *_ in initials_joined(text, seen)] == ["Kevin W.", "Dupont", "F."]


@pytest.mark.parametrize(
    ("text", "animal"),
    [
        ("son chien Boris", True),
        ("chatte nommée « Boris", True),
        ("chien d'aveugle de Boris", False),
        ("achat Boris", False),
    ],
)
def test_animals(text: str, animal: bool) -> None:
    assert is_animal(fold(text), text.index("Boris")) is animal
