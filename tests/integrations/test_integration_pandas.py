"""df.vigi: findings frames and redacted frames, whatever holds the text."""

import pandas as pd
import pyarrow as pa
import pytest

import viginote.integrations.pandas  # noqa: F401 (registers the accessor)
from viginote.findings import Identity
from viginote.integrations.pandas import FIELDS, FrameError
from viginote.redaction import Keys, Policy, restore

NOTES = ["VIH+, tél 06 12 34 56 78", None, "", "rien à signaler", "écrire à a.durand@exemple.fr"]
TYPES = {
    "object": "object",
    "str": "str",
    "string[python]": "string[python]",
    "string[pyarrow]": "string[pyarrow]",
    "large_string": pd.ArrowDtype(pa.large_string()),
    "category": "category",
}


def frame(dtype: object = "object") -> pd.DataFrame:
    notes = pd.Series(NOTES, dtype=dtype, index=["a", "b", "c", "d", "e"])
    return pd.DataFrame({"id": [11, 12, 13, 14, 15], "note": notes, "age": [50, 51, 52, 53, 54]})


@pytest.mark.parametrize("dtype", TYPES.values(), ids=TYPES)
def test_scan(dtype: object) -> None:
    data = frame(dtype)
    before = data.copy(deep=True)
    found = data.vigi.scan("note", key="id")
    assert list(found.columns) == ["row", "id", *FIELDS]
    shown = found.astype(object).where(found.notna(), None).values.tolist()
    assert [row[:8] for row in shown] == [
        ["a", 11, "note", 0, 3, "hiv", "sensitive", "affirmed"],
        ["a", 11, "note", 10, 24, "PHONE", "identifier", None],
        ["e", 15, "note", 9, 28, "EMAIL", "identifier", None],
    ]
    pd.testing.assert_frame_equal(data, before)


@pytest.mark.parametrize("dtype", TYPES.values(), ids=TYPES)
def test_redact(dtype: object) -> None:
    data = frame(dtype)
    before = data.copy(deep=True)
    hidden = data.vigi.redact("note")
    expected = ["VIH+, tél [PHONE]", None, "", "rien à signaler", "écrire à [EMAIL]"]
    assert [None if pd.isna(v) else v for v in hidden["note"]] == expected
    assert list(hidden.index) == list(data.index)
    pd.testing.assert_frame_equal(hidden[["id", "age"]], data[["id", "age"]])
    if dtype != "category":
        assert hidden["note"].dtype == data["note"].dtype
    pd.testing.assert_frame_equal(data, before)


def test_columns_may_be_told_once() -> None:
    told = frame().vigi.redact(column for column in ("note",))
    pd.testing.assert_frame_equal(told, frame().vigi.redact("note"))
    assert "06 12" not in told["note"]["a"]


def test_several_columns_and_repeated_index_labels() -> None:
    data = pd.DataFrame({"x": ["06 12 34 56 78", "ok"], "y": ["ok", "a@exemple.fr"]}, index=[7, 7])
    found = data.vigi.scan(["x", "y"])
    assert found[["row", "column", "label"]].values.tolist() == [[7, "x", "PHONE"], [7, "y", "EMAIL"]]
    assert data.vigi.redact(["x", "y"]).values.tolist() == [["[PHONE]", "ok"], ["ok", "[EMAIL]"]]


def test_columns_whose_names_are_no_strings() -> None:
    data = pd.DataFrame([["x", "06 12 34 56 78"]])
    for columns in (1, [1]):
        assert data.vigi.scan(columns, key=0)[["row", 0, "column"]].values.tolist() == [[0, "x", 1]]
        assert data.vigi.redact(columns).values.tolist() == [["x", "[PHONE]"]]
    many = pd.DataFrame([["06 12 34 56 78"]], columns=pd.MultiIndex.from_tuples([("a", "note")]))
    assert many.vigi.redact([("a", "note")]).values.tolist() == [["[PHONE]"]]


def test_a_key_does_not_stand_twice_among_findings() -> None:
    data = pd.DataFrame({"label": ["x"], "note": ["06 12 34 56 78"]})
    with pytest.raises(FrameError, match="key label: findings have a column of this name; rename it"):
        data.vigi.scan("note", key="label")


def test_no_findings_and_no_rows_keep_their_columns() -> None:
    for data in (pd.DataFrame({"note": ["rien"]}), pd.DataFrame({"note": pd.Series([], dtype="object")})):
        assert list(data.vigi.scan("note").columns) == ["row", *FIELDS]
        assert len(data.vigi.scan("note")) == 0
        pd.testing.assert_frame_equal(data.vigi.redact("note"), data)


def test_key_per_practice_and_shift_per_person() -> None:
    keys = Keys(bytes(range(32)))
    data = pd.DataFrame(
        {
            "note": ["vu le 12/03/2024", "revu le 12/03/2024", "vu le 12/03/2024"],
            "doctor": ["Dr A", "Dr A", "Dr B"],
            "patient": [1, 1, 2],
        }
    )
    hidden = data.vigi.redact("note", Policy.named("encrypt"), keys=keys, practice="doctor")
    assert [restore(text, keys.only("Dr A")) for text in hidden["note"][:2]] == list(data["note"][:2])
    assert restore(hidden["note"][2], keys.only("Dr B")) == data["note"][2]
    false = data.vigi.redact("note", Policy.named("surrogate"), keys=keys, person="patient")["note"]
    dates = [text.rpartition(" ")[2] for text in false]
    assert dates[0] == dates[1] != dates[2]
    assert "12/03/2024" not in dates
    gaps = data.assign(patient=[1.0, None, 2.0])  # a gap makes floats of numbers
    shifted = gaps.vigi.redact("note", Policy.named("surrogate"), keys=keys, person="patient")["note"]
    assert shifted[[0, 2]].tolist() == false[[0, 2]].tolist()


def test_known_identities_go_with_their_rows() -> None:
    data = pd.DataFrame({"note": [None, "voir zorglubin demain"]})
    known = [Identity(last_names=["Durand"]), Identity(last_names=["ZORGLUBIN"])]
    assert data.vigi.scan("note", known=known)[["row", "label", "start"]].values.tolist() == [
        [1, "PERSON", 5]
    ]
    with pytest.raises(FrameError, match="known has 1 identities for 2 rows"):
        data.vigi.scan("note", known=known[:1])


@pytest.mark.parametrize(
    ("data", "column", "reason"),
    [
        (pd.DataFrame({"a": ["x"]}), "note", "column note: not in the frame"),
        (pd.DataFrame([["x", "y"]], columns=["note", "note"]), "note", "there twice"),
        (pd.DataFrame({"note": [1, 2]}), "note", "column note, row 0: holds a int"),
        (pd.DataFrame({"note": ["x", 612345678]}), "note", "column note, row 1: holds a int instead of text"),
        (
            pd.DataFrame({"note": [b"x"]}),
            "note",
            r"holds a bytes .* bytes with \.str\.decode\(\), or name another",
        ),
    ],
)
def test_what_is_not_text_is_refused(data: pd.DataFrame, column: str, reason: str) -> None:
    with pytest.raises(FrameError, match=reason) as error:
        data.vigi.scan(column)
    assert "612345678" not in str(error.value)
    with pytest.raises(FrameError):
        data.vigi.redact(column)
