# ruff: noqa: E501 (one case a line)
"""What columns hold: by name, by values, and against a misleading name; the mapping file and its errors."""

from pathlib import Path

import pytest

from viginote.batch import ColumnRole, Mapping, Role, TableMapping, profile
from viginote.batch.cells import identity_json, iso_date
from viginote.batch.column_names import role_by_name
from viginote.batch.profiling import decide
from viginote.errors import ViginoteError
from viginote.sources import open_source

NAMES = [
    ("nom", Role.LAST_NAME), ("NOM_USAGE", Role.LAST_NAME), ("lastName", Role.LAST_NAME), ("nom de naissance", Role.BIRTH_NAME),
    ("prenom", Role.FIRST_NAME), ("Prénoms", Role.FIRST_NAME), ("first_name", Role.FIRST_NAME), ("nom_prenom", Role.FULL_NAME),
    ("date_naissance", Role.BIRTH_DATE), ("dateNaissance", Role.BIRTH_DATE), ("DDN", Role.BIRTH_DATE), ("birth_date", Role.BIRTH_DATE),
    ("date_deces", Role.DEATH_DATE), ("lieu_naissance", Role.CITY), ("sexe", Role.SEX),
    ("num_secu", Role.NIR), ("NIR", Role.NIR), ("no_ss", Role.NIR), ("num_secu_patient", Role.NIR),
    ("telephone", Role.PHONE), ("tel_portable", Role.PHONE), ("mobile", Role.PHONE), ("email", Role.EMAIL), ("adresse_mail", Role.EMAIL),
    ("adresse", Role.ADDRESS), ("adresse1", Role.ADDRESS), ("cp", Role.POSTCODE), ("code_postal", Role.POSTCODE), ("ville", Role.CITY),
    ("id", Role.RECORD_ID), ("visit_id", Role.RECORD_ID), ("patient_id", Role.PATIENT_ID), ("id_patient", Role.PATIENT_ID), ("IPP", Role.PATIENT_ID),
    ("cabinet_id", Role.PRACTICE), ("ps_id", Role.PRACTICE), ("medecin", Role.PRACTICE), ("praticien_rpps", Role.PRACTICE),
    ("NOM_PAT", Role.LAST_NAME), ("nompat", Role.LAST_NAME), ("PREPAT", Role.FIRST_NAME), ("pre_pat", Role.FIRST_NAME), ("NomUsage", Role.LAST_NAME),
    ("NOMNAIS", Role.BIRTH_NAME), ("nomjf", Role.BIRTH_NAME), ("DATNAI", Role.BIRTH_DATE), ("dat_naiss", Role.BIRTH_DATE), ("datenaiss", Role.BIRTH_DATE),
    ("NUMPAT", Role.PATIENT_ID), ("CODPAT", Role.PATIENT_ID), ("idpat", Role.PATIENT_ID), ("numdossier", Role.PATIENT_ID), ("N° dossier", Role.PATIENT_ID), ("n_patient", Role.PATIENT_ID),
    ("NUMSECU", Role.NIR), ("N° SS", Role.NIR), ("TELDOM", Role.PHONE), ("tel_port", Role.PHONE), ("ADRPAT", Role.ADDRESS), ("CODPOS", Role.POSTCODE), ("VILPAT", Role.CITY),
    ("MEDTRAIT", Role.PRACTICE), ("med_traitant", Role.PRACTICE), ("SEXPAT", Role.SEX), ("COMPAT", Role.FREE_TEXT), ("deceased_at", Role.DEATH_DATE), ("DATE_DCD", Role.DEATH_DATE), ("PAT_DECEDE", Role.DEATH_DATE), ("pere_decede", None), ("date_deces_mere", Role.DATE),
    ("num_port", None), ("pre_diag", None), ("n", None), ("date_dec", Role.DATE), ("patrie", None),
    ("commentaire", Role.FREE_TEXT), ("note_medecin", Role.FREE_TEXT), ("Observations", Role.FREE_TEXT), ("compte_rendu", Role.FREE_TEXT), ("motif", Role.FREE_TEXT),
    ("date_commentaire", Role.DATE), ("created_at", Role.DATE), ("xyz", None), ("column_3", None), ("p.nom", Role.LAST_NAME),
]  # fmt: skip


@pytest.mark.parametrize(("name", "role"), NAMES)
def test_roles_by_name(name: str, role: Role | None) -> None:
    assert role_by_name(name) is role


VALUES = [
    ("x", ["185057800608491", "2 94 03 2A 004 017 27"], Role.NIR),
    ("x", ["06 39 98 12 34", "0639981235", "+33 6 39 98 12 36"], Role.PHONE),
    ("x", ["a.b@example.org", "c@example.com"], Role.EMAIL),
    ("x", ["2020-01-02", "03/04/2021"], Role.DATE),
    ("x", ["12 mars 1980", "1er août 2019", "Mar  2 1980 12:00AM", "12-DEC-80"], Role.DATE),
    ("patient", ["DURAND Odile", "PETIT Jean Paul", "ROUX Anne"], Role.FULL_NAME),
    ("decede", ["N", "O", "N"], Role.DEATH_DATE),
    ("motif_deces", ["IDM", "AVC"], Role.FREE_TEXT),
    ("patient", ["présent", "absent", "absent"], Role.OTHER),
    ("x", ["1", "2,5", "-3"], Role.NUMBER),
    ("x", ["12 rue des Lilas", "3 avenue Foch, bât B", "5 bd Carnot"], Role.ADDRESS),
    ("x", ["porteuse sida !!!", "serait homosexuelle d'après sa mère"], Role.FREE_TEXT),
    ("x", ["RAS", "VIH"], Role.OTHER),
    ("x", ["a81bc81b-dead-4e5d-abff", "a81bc81b-dead-4e5d-abfe"], Role.CODE),
    ("x", [], Role.EMPTY),
    # A name that the values belie.
    ("nom", ["12", "13"], Role.NUMBER),
    ("nom", ["Doliprane 500 mg", "Kardegic 75 mg"], Role.OTHER),
    ("telephone", ["ne pas appeler chez ses parents", "appeler la mère le soir seulement"], Role.FREE_TEXT),
    (
        "patient",
        ["porteuse du VIH depuis 2010, suivie au CHU", "sevré de l'alcool il y a 2 ans"],
        Role.FREE_TEXT,
    ),
    ("date_naissance", ["porteuse du VIH depuis 2010", "sevré de l'alcool"], Role.FREE_TEXT),
    ("note", ["12", "14", "15,5"], Role.NUMBER),
    # A remark or two do not turn a column of names into text.
    ("nom", ["DURAND", "PETIT", "ROUX", "MARTIN (VIH, ne pas en parler à sa mère)"], Role.LAST_NAME),
    # A name that says text is believed for short values too.
    ("commentaire", ["HIV+", "schizo"], Role.FREE_TEXT),
]


@pytest.mark.parametrize(("name", "values", "role"), VALUES)
def test_roles_by_values(name: str, values: list[str], role: Role) -> None:
    assert decide(name, values)[0] is role


def test_the_profile_of_a_source(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "id;cabinet;nom;num_secu;commentaire\n1;A;DURAND;180057800608491;\n2;B;PETIT;;vu ce jour\n"
    )
    table = profile(open_source(str(path))).tables["rows"]
    assert {name: column.role for name, column in table.columns.items()} == {
        "id": Role.RECORD_ID, "cabinet": Role.PRACTICE, "nom": Role.LAST_NAME, "num_secu": Role.NIR, "commentaire": Role.FREE_TEXT,
    }  # fmt: skip
    assert table.columns["commentaire"].filled == 0.5
    assert (table.rows, table.practice, table.person_key, table.free_text) == (
        2,
        "cabinet",
        ["nom", "num_secu"],
        ["commentaire"],
    )


def test_texts_of_documents_are_texts_whatever_numbers_stand_among_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    cells = " ".join(f'c{i}="{i}"' for i in range(30))
    path.write_text("<rows>" + f'<row {cells} note="schizo"/>' * 40 + "</rows>")
    assert profile(open_source(str(path))).tables["document"].free_text == ["text"]


def test_a_mapping_is_written_and_read_back(tmp_path: Path) -> None:
    columns = {
        "id": ColumnRole("id", Role.RECORD_ID, 0.9, 1.0),
        "é: #": ColumnRole("é: #", Role.FREE_TEXT, 0.5, 0.01, scan=False),
    }
    mapping = Mapping({"public.t": TableMapping("public.t", columns, 12)})
    path = tmp_path / "m.yaml"
    path.write_text(mapping.to_yaml(), encoding="utf-8")
    assert Mapping.read(path) == mapping


BAD = [
    ("tables: [", "line 1: not YAML"),
    ("a: 1", "needs a key 'tables'"),
    ("tables: {t: 3}", "table t: needs a key 'columns'"),
    ("tables: {t: {columns: {a: nonsense}}}", "table t, column a: unknown role; use one of last_name"),
    ("tables: {t: {columns: {a: {scan: true}}}}", "table t, column a: needs a role"),
    ("tables: {t: {columns: {a: {role: nir, scan: maybe}}}}", "'scan' must be true or false"),
    ("tables: {t: {columns: {a: {role: nir, rolle: x}}}}", "unknown key rolle"),
    ("tables: {t: {columns: {a: {role: nir, confidence: 7}}}}", "must be numbers from 0 to 1"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_bad_mapping_is_told_by_its_place(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(text)
    with pytest.raises(ViginoteError, match=message) as error:
        Mapping.read(path)
    assert str(error.value).startswith(str(path))


IDENTITIES = [
    ([(Role.LAST_NAME, "DURAND"), (Role.BIRTH_NAME, "PETIT"), (Role.FIRST_NAME, "Zoé")],
     '{"first_names": ["Zoé"], "last_names": ["DURAND", "PETIT"]}'),
    ([(Role.FULL_NAME, "LE GALL Anne Marie")], '{"first_names": ["Anne Marie"], "last_names": ["LE GALL"]}'),
    ([(Role.FULL_NAME, "Durand Zoé")], '{"first_names": ["Zoé"], "last_names": ["Durand"]}'),
    ([(Role.BIRTH_DATE, "03/04/1980"), (Role.NIR, "1"), (Role.PHONE, "2")], '{"birth_date": "1980-04-03", "nir": "1", "phones": ["2"]}'),
    ([(Role.BIRTH_DATE, "inconnue")], None),
    ([], None),
]  # fmt: skip


@pytest.mark.parametrize(("values", "text"), IDENTITIES)
def test_identities(values: list[tuple[Role, str]], text: str | None) -> None:
    assert identity_json(values) == text


DATES = [
    ("1980-04-03", "1980-04-03"), ("1980-04-03 00:00:00", "1980-04-03"), ("03/04/1980", "1980-04-03"), ("3.4.1980", "1980-04-03"),
    ("19800403", "1980-04-03"), ("1980-13-03", None), ("80-04-03", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date"), DATES)
def test_dates(text: str, date: str | None) -> None:
    assert iso_date(text) == date
