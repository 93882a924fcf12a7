"""Known towns in any spelling, and behind the names of sites and firms: exact spans."""

import pytest
from word_lists import lexicon_of

from viginote.names.town_names import compound_towns, large_towns, town_tails, towns_abroad, towns_behind
from viginote.text import fold

COMMON = {"la", "marche", "grande", "motte", "recommande", "saintes", "entre", "vie"}
TOWNS = {
    "la grande-motte",
    "la marche",
    "marche",
    "fort-de-france",
    "domicile-de-mr-yvon",
    "la fin-de-ses-droits",
    "saint-malo",
    "dives-sur-mer",
    "vie-sur-mer",
    "la roche-sur-yon",
    "lens",
    "saintes",
    "entre",
    "recommande",
    "la biopsie-de-lens",
    "saint-jean-de-monts",
    "lens-pour-lens",
}
LEXICON = lexicon_of(TOWNS, TOWNS, COMMON, TOWNS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("habite dives sur mer, seule", ["dives sur mer"]),
        ("Dives-sur-mer", ["Dives-sur-mer"]),
        ("pas seul, vie sur mer", []),  # ordinary words, unless somebody lives there
        ("vit à vie sur mer", ["vie sur mer"]),
        ("chute à la grande motte.", ["la grande motte"]),
        ("La Grande Motte, chute ; la grande motte", ["La Grande Motte"]),
        ("suites à la marche, aide à la marche", []),
        ("né a st malo le 3 mai", ["st malo"]),
        ("vers st-malo", ["st-malo"]),
        ("La Roche s/ Yon", ["La Roche s/ Yon"]),
        ("il a la biopsie de lens", []),
        ("elle a vie sur mer", []),
        ("né à fort de france le 3 mai 1950", ["fort de france"]),
        ("la roche sur yon, le 3/4", ["la roche sur yon"]),
        ("décès à domicile de Mr Yvon", []),
        ("retour à la fin de ses droits", []),
        ("retour à Saint Jean de Monts", ["Saint Jean de Monts"]),
        ("noix de saint malo, coquilles, st malo", []),
        ("Clinique, Saint-Malo ; ST MALO (35)", ["Saint-Malo", "ST MALO"]),
        ("Saint malo ; encéphalite de saint malo", []),
        ("pas de vie sur mer, agitée", []),
    ],
)
def test_towns_of_several_words(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in compound_towns(text, fold(text), LEXICON)] == found


@pytest.mark.parametrize(
    ("text", "site", "found"),
    [
        ("lycée Monge, Lens.", "lycée Monge", ["Lens"]),
        ("lycée Monge (Saintes)", "lycée Monge", ["Saintes"]),
        ("kiabi lens, arrêt", "kiabi", ["lens"]),
        ("hop nord st malo", "hop nord", ["st malo"]),
        ("Airbus de Lens", "Airbus", ["Lens"]),
        ("clinique Pasteur, lens à droite", "clinique Pasteur", []),
        ("La Poste recommandé", "La Poste", []),
        ("UNITE 12e CUIR, ENTRE LE 4 OCT.", "12e CUIR", []),
        ("Leclerc Lens qui paye", "Leclerc", ["Lens"]),
        ("CH Bassin Marche de jour", "CH Bassin", []),
        ("Clinique du Parc, Marche en écharpe", "Clinique du Parc", []),
        ("Clinique Pasteur, Marche 3", "Clinique Pasteur", []),
        ("Hôpital Foch, Marche et mange", "Hôpital Foch", []),
        ("lycée Monge, Lens", "lycée Monge", ["Lens"]),
        ("lycée Monge, Lensois", "lycée Monge", []),
    ],
)
def test_towns_behind_sites(text: str, site: str, found: list[str]) -> None:
    start = text.index(site)
    spans = towns_behind(text, fold(text), [(start, start + len(site))], LEXICON)
    assert [text[a:b] for a, b in spans] == found


@pytest.mark.parametrize(
    ("text", "town", "found"),
    [
        ("habite saint jean de monts, opéré", "saint jean", ["de monts"]),
        ("Lens Nord ; code", "Lens", ["Nord"]),
        ("Lens Nord Pas-de-Calais", "Lens", []),
        ("arrive de Lens pour lens.", "Lens", []),
        ("à Lens le 18 mai", "Lens", []),
    ],
)
def test_rest_of_a_name(text: str, town: str, found: list[str]) -> None:
    start = text.index(town)
    spans = town_tails(fold(text), [(start, start + len(town))], LEXICON)
    assert [text[a:b] for a, b in spans] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("née oran, arrivée marseille 62", ["marseille"]),
        ("fils sur caen, fille sur rouen", ["caen", "rouen"]),
        ("etudiante a paris, travaille sur paris, puis vers nice", ["paris", "paris", "nice"]),
        ("accro aux paris, passe a paris sportifs, a tours de bras, nice ambiance", []),
        ("savon de marseille, une bouteille de bordeaux par jour", []),
        ("poste chez nantes.metropole.fr, Rennes", []),
    ],
)
def test_large_towns_count_in_small_letters(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in large_towns(text, fold(text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Contrôle dans 6 sem. Sassnitz. 44 ans", ["Sassnitz"]),
        ("Accueil addictions, Limerick, traduit. Dossier clos. Provo, 1/2/23", ["Limerick", "Provo"]),
        ("Boulangère 45. Ann Arbor. Vol vers Dundee 3/4", ["Ann Arbor", "Dundee"]),
        ("À l'admission, Dundee 4. Limerick : A1 I0. GRADE A DUNDEE, critères de Dundee", []),
        ("prép adéquate, Bristol 6, un limerick", []),
    ],
)
def test_towns_abroad_count_as_phrases_and_behind_prepositions(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in towns_abroad(text, fold(text))] == found
