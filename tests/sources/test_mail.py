# ruff: noqa: E501 (one case a line)
"""E-mails: what their reader sees of headers, texts and attachments, and copies that a mail program reads."""

import base64
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import pytest
from source_helpers import losses, read, rewritten

from viginote.sources import _stream


def b64(text: str | bytes) -> bytes:
    return base64.encodebytes(text.encode() if isinstance(text, str) else text)


MESSAGE = (
    b"""From: =?utf-8?q?Ren=C3=A9_Dupr=C3=A9?= <rene@ch.example>
To: "=?iso-8859-1?Q?L=E9a?=" <lea@ch.example>
Subject: =?utf-8?B?VklIIGTDqXBpc3TD?=
 =?utf-8?B?qSA6IE1tZSBEVVJBTkQ=?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="==b1"

Avant les parties.
--==b1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain; charset=Windows-1252
Content-Transfer-Encoding: quoted-printable

Vu en =E9t=E9, l=92h=F4pital =80 tr=
=E8s long
--b2
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

"""
    + b64("<p>VIH é</p>")
    + b"""--b2--
--==b1
Content-Type: text/plain; name="=?utf-8?q?r=C3=A9sum=C3=A9_DURAND.txt?="
Content-Disposition: attachment; filename*=utf-8''r%C3%A9sum%C3%A9%20DURAND.txt
Content-Transfer-Encoding: base64

"""
    + b64("frère schizo".encode("cp1252"))
    + b"""--==b1
Content-Type: application/octet-stream
Content-Transfer-Encoding: base64

"""
    + b64("id;note\n1;PrEP\n")
    + b"""--==b1
Content-Type: message/rfc822

From: luc@ch.example
Subject: suite

sous Biktarvy
--==b1--
"""
)
TEXTS = [
    ("1.From", "René Dupré <rene@ch.example>"),
    ("1.To", '"Léa" <lea@ch.example>'),
    ("1.Subject", "VIH dépisté : Mme DURAND"),
    ("1.beside[0].text", "Avant les parties."),
    ("1.part[1].part[1].text", "Vu en été, l’hôpital € très long"),
    ("1.part[1].part[2].text", "<p>VIH é</p>"),
    ("1.part[2].Content-Type", "résumé DURAND.txt"),
    ("1.part[2].Content-Disposition", "résumé DURAND.txt"),
    ("1.part[2].text", "frère schizo"),
    ("1.part[3].text", "id;note\n1;PrEP"),
    ("1.part[4].message.From", "luc@ch.example"),
    ("1.part[4].message.Subject", "suite"),
    ("1.part[4].message.text", "sous Biktarvy"),
]


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_a_message_as_its_reader_sees_it(line_end: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    raw = MESSAGE.replace(b"\n", line_end)
    path.write_bytes(raw)
    tables, source = read(path)
    rows = [(row["path"], str(row["text"]).replace("\r\n", "\n")) for row in tables["messages"]]
    assert rows == TEXTS
    assert losses(source) == []
    assert rewritten(path, tmp_path / "b.eml", {}) == raw


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_a_copy_is_read_by_mail_programs(line_end: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    raw = MESSAGE.replace(b"\n", line_end)
    path.write_bytes(raw)
    new = [
        "Nom né <x@ch.example>",
        "n@ch.example",
        "Objet : à l'été",
        "rien",
        "b é = €",
        "<p>x</p>",
        "é 1.txt",
        "é 1.txt",
        "[X]",
    ]
    changes: dict[tuple[int, str], str | None] = {(row, "text"): text for row, text in enumerate(new, 1)}
    copy = rewritten(path, tmp_path / "b.eml", changes)
    assert [row["text"] for row in read(tmp_path / "b.eml")[0]["messages"]][: len(new)] == new
    message = cast(EmailMessage, message_from_bytes(copy, policy=policy.default))
    assert (message["From"], message["To"], message["Subject"]) == tuple(new[:3])
    plain, html, file = [part for part in message.walk() if part.get_content_maintype() == "text"][:3]
    assert [part.get_content().strip() for part in (plain, html, file)] == ["b é = €", "<p>x</p>", "[X]"]
    assert file.get_filename() == "é 1.txt"
    assert copy.endswith(raw[-120:])


PARTS = [
    ("a picture", b"Content-Transfer-Encoding: base64\nContent-Type: image/png\n\n" + b64(b"\x89PNG"), "attached file that is no text (image, archive): not read"),
    ("a damaged PDF", b"Content-Transfer-Encoding: base64\nContent-Type: application/pdf\n\n" + b64(b"%PDF-1.4"), "attached file not read: damaged PDF; open it and print it to a new one"),
    ("damaged base64", b"Content-Transfer-Encoding: base64\n\nTS4gRHVyYW\n", "encoded part of an e-mail, damaged or cut short: not read"),
    ("no part closed", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nvu\n", "e-mail cut short: read as far as it goes"),
    ("damaged letters", "Content-Type: text/plain; charset=utf-8\n\nvu en été \xe9\n".encode("latin-1").replace(b"\xe9t\xe9", "été".encode()), "byte that does not decode as its part says"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rest", "reason"), PARTS, ids=[case[0] for case in PARTS])
def test_what_of_a_message_is_not_read_is_counted(
    what: str, rest: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"From: a@ch.example\nSubject: x\nDate: y\n" + rest)
    assert losses(read(path)[1]) == [(reason, 1, 0)]


CHARSETS = [
    ("utf-8", "été".encode()), ("iso-8859-1", "l’été".encode("cp1252")), ("us-ascii", "été".encode()),
    ("unknown-8bit", "vu en été".encode("cp1252")), ("utf-7", "été".encode("utf-7")), ("base64", "été".encode()),
    ("idna", "été".encode()), ("a\0b", "été".encode()),
]  # fmt: skip


@pytest.mark.parametrize(("charset", "body"), CHARSETS, ids=range(len(CHARSETS)))
def test_texts_in_whatever_charset(charset: str, body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    head = f"From: a@ch.example\nSubject: x\nContent-Type: text/plain; charset={charset}\n\n".encode()
    path.write_bytes(head + body)
    assert str(read(path)[0]["messages"][-1]["text"]).endswith("été")


def test_the_messages_of_a_mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_stream, "MAX_RECORD_BYTES", 2**20)
    path = tmp_path / "a.mbox"
    start = "From a@b Mon Jan  1 10:00:00 2024\nFrom: a@ch.example\nSubject: {}\nDate: y\n\n{}\n\n"
    raw = (
        start.format("un", "vu\nFrom here on")
        + start.format("deux", "x" * 9_000_000)
        + start.format("trois", "fin")
    )
    path.write_text(raw)
    tables, source = read(path)
    texts = [(row["path"], str(row["text"]).strip()) for row in tables["messages"]]
    assert [text for text in texts if text[0].endswith(("Subject", "text"))] == [
        ("1.Subject", "un"),
        ("1.text", "vu\nFrom here on"),
        ("3.Subject", "trois"),
        ("3.text", "fin"),
    ]
    assert losses(source) == [("message longer than 1 MB: left out", 1, 1)]


KINDS = [
    ("a.eml", "From: a\nSubject: b\n\nc", "mail"),
    ("a", "From: a\nSubject: b\nDate: c\n\nd", "mail"),
    ("a", "From: a\nSubject: b\n\nc", "text"),
    ("a.txt", "Date: 12/03\nMotif: VIH\n\nvu ce jour", "text"),
    ("a.eml", "vu ce jour", "text"),
]


@pytest.mark.parametrize(("name", "content", "format"), KINDS)
def test_what_is_taken_for_a_message(name: str, content: str, format: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    assert read(tmp_path / name)[1].coverage.files[0].format == format
