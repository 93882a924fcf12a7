# ruff: noqa: E501 (one case a line)
"""SQL Server scripts: UTF-16 with mark, N'', CAST, GO."""

from pathlib import Path

import pytest
from source_helpers import losses, read, rewritten

N = None
HEAD = (
    "USE [basé]\r\nGO\r\nSET ANSI_NULLS ON\r\nGO\r\nCREATE TABLE [dbo].[T](\r\n\t[id] [int] NOT NULL,\r\n\t[Le nom] [nvarchar](max) NULL,\r\n"
    " CONSTRAINT [PK] PRIMARY KEY CLUSTERED \r\n(\r\n\t[id] ASC\r\n)WITH (PAD_INDEX = OFF) ON [PRIMARY]\r\n) ON [PRIMARY]\r\nGO\r\n"
    "SET IDENTITY_INSERT [dbo].[T] ON \r\nGO\r\n"
)
LITERALS = [
    ("plain", "N'a b'", "a b"),
    ("narrow", "'a b'", "a b"),
    ("null", "NULL", N),
    ("empty", "N''", ""),
    ("doubled quotes", "N'l''été'", "l'été"),
    ("line breaks and GO inside", "N'a\r\nGO\r\nb'", "a\r\nGO\r\nb"),
    ("date", "CAST(N'2020-01-02T00:00:00.000' AS DateTime)", "2020-01-02T00:00:00.000"),
    ("decimal", "CAST(72.50 AS Decimal(18, 2))", "72.50"),
    ("hexadecimal", "0x00FF", "0x00FF"),
    ("version of a row", "0x00000000000007D1", "0x00000000000007D1"),
    ("date in bytes", "CAST(0x564948 AS Date)", "0x564948"),
    ("number", "-3", "-3"),
    (
        "parts joined",
        "N'l''un' + CHAR(13) + char(10)\r\n+ CONVERT(nvarchar(max), N' (2)') + 'b'",
        "l'un\r\n (2)b",
    ),
    ("parts joined in a CAST", "CAST(N'a' + N' b' AS nvarchar(max))", "a b"),
]


@pytest.mark.parametrize(("what", "stored", "value"), LITERALS, ids=[c[0] for c in LITERALS])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "cp1252"])
def test_literals(what: str, stored: str, value: str | None, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    for form in (
        "INSERT [dbo].[T] ([id], [Le nom]) VALUES (1, {0})\r\nGO\r\nINSERT [dbo].[T] ([id], [Le nom]) VALUES (2, N'x')\r\nGO\r\n",
        "INSERT [dbo].[T] ([id], [Le nom]) VALUES (1, {0})\r\nINSERT [dbo].[T] ([id], [Le nom]) VALUES (2, N'x')\r\nGO\r\n",
        "INSERT INTO [dbo].[T] ([id], [Le nom]) VALUES (1, {0}),\r\n(2, N'x');\r\nGO\r\n",
        "INSERT INTO [dbo].[T] VALUES (1, {0}),(2, N'x')",
    ):
        text = HEAD + form.format(stored)
        path.write_bytes(text.encode(encoding))
        tables, source = read(path)
        assert tables == {"dbo.T": [{"id": "1", "Le nom": value}, {"id": "2", "Le nom": "x"}]}
        assert source.coverage.files[0].format == "mssql"
        assert losses(source) == []
        new = rewritten(path, tmp_path / "b.sql", {(2, "Le nom"): "y'é"})
        assert new == text.replace("N'x'", "N'y''é'").encode(encoding)


def test_what_stands_in_a_procedure_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(
        "CREATE PROCEDURE [dbo].[p] AS\nBEGIN\nINSERT [dbo].[T] ([Id]) VALUES (9)\nUPDATE x SET a = 1\nEND\nGO\n"
        "INSERT [dbo].[T] ([Id]) VALUES (1)\nGO\n"
    )
    tables, source = read(path)
    assert tables == {"dbo.T": [{"Id": "1"}]}
    assert losses(source) == []


def test_a_script_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    insert = "INSERT [dbo].[T] ([id], [Le nom]) VALUES ({}, N'{}')\r\nGO\r\n"
    path.write_bytes((HEAD + insert.format(1, "a") + insert.format(2, "b")).encode("utf-16")[:-20])
    tables, source = read(path)
    assert tables == {"dbo.T": [{"id": "1", "Le nom": "a"}]}
    assert losses(source) == [("statement cut short at the end of the file: left out", 1, 1)]


def test_an_update_is_left_out_of_a_copy_and_costs_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    rows = "INSERT [dbo].[T] ([Id], [n]) VALUES (1, N'un')\nGO\n"
    path.write_text("USE [H]\nGO\nUPDATE [dbo].[T] SET n = N'GO\nx;'\nWHERE Id = 1\n" + rows)
    tables, source = read(path)
    assert tables == {"dbo.T": [{"Id": "1", "n": "un"}]}
    assert losses(source) == [("UPDATE or MERGE statement, not read", 1, 0)]
    assert rewritten(path, tmp_path / "b.sql", {}).decode() == "USE [H]\nGO\n" + rows


def test_rows_and_values_within_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    kept = "USE [H]\nGO\nEXEC sys.sp_addextendedproperty @name=N'x', @value=N'y'\nGO\nSET IDENTITY_INSERT [T] ON "
    rows = "INSERT INTO [T] WITH (TABLOCK) ([Id], [n]) VALUES (1, N'un')\nGO\n"
    path.write_text(kept + rows + "EXEC add_note @n=N'deux'\nGO\n")
    tables, source = read(path)
    assert tables == {"T": [{"Id": "1", "n": "un"}]}
    assert losses(source) == [("statement with values that is no INSERT, not read", 1, 0)]
    assert rewritten(path, tmp_path / "b.sql", {}).decode() == kept + rows + "GO\n"
