"""The endpoints: what they answer, what they refuse, and that no answer or log quotes what was sent."""

import logging
import socket
import threading
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from served import served
from starlette.testclient import TestClient

import viginote
from viginote import Scanner
from viginote.errors import ViginoteError
from viginote.evaluation import read_gold
from viginote.redaction import Keys, Policy
from viginote.serve import Limits, make_app, serve
from viginote.serve.api import PolicyName

NOTE = "Mme DURAND, VIH+, tél 06 39 98 12 34"
SECRET = "Zorglubine"
GOLD = Path(__file__).parents[2] / "corpora" / "gold"


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture(scope="module")
def client(scanner: Scanner) -> TestClient:
    return TestClient(
        make_app(scanner, Keys.generate()), base_url="http://localhost", raise_server_exceptions=False
    )


def test_scan_gives_each_text_its_findings(client: TestClient) -> None:
    answer = client.post("/scan", json={"texts": [NOTE, "RAS"]})
    assert answer.status_code == 200
    first, second = answer.json()["results"]
    assert [(NOTE[f["start"] : f["end"]], f["label"], f["assertion"]) for f in first] == [
        ("DURAND", "PERSON", None),
        ("VIH", "hiv", "affirmed"),
        ("06 39 98 12 34", "PHONE", None),
    ]
    assert second == []


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("127.0.0.1:8750", 200), ("[::1]:8750", 200), ("evil.example", 403), ("", 403)],
)
def test_without_a_token_only_names_of_this_machine_are_answered(
    client: TestClient, host: str, status: int
) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == status


def test_redact_replaces_identifiers(client: TestClient) -> None:
    assert client.post("/redact", json={"texts": [NOTE]}).json() == {
        "texts": ["Mme [PERSON], VIH+, tél [PHONE]"]
    }


def test_every_ready_made_policy_is_offered() -> None:
    assert {*PolicyName} == {*Policy.names()}


def test_what_is_encrypted_comes_back(client: TestClient) -> None:
    redacted = client.post("/redact", json={"texts": [NOTE], "policy": "encrypt"}).json()["texts"]
    assert "DURAND" not in redacted[0]
    assert client.post("/restore", json={"texts": redacted}).json() == {"texts": [NOTE]}
    cut = client.post("/restore", json={"texts": ["rien", *redacted, redacted[0][:-40]]})
    assert cut.status_code == 400
    assert cut.json()["error"].startswith("text 3, offset ")


def test_half_a_surrogate_pair_comes_back(client: TestClient) -> None:
    answer = client.post(
        "/redact",
        content=b'{"texts": ["\\ud83d Mme DURAND"]}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.content == b'{"texts":["\\ud83d Mme [PERSON]"]}'


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [("GET", "/nope", b"", 404), ("GET", "/scan", b"", 405), ("POST", "/scan", b'{"texts": ["\xe9"]}', 400)],
)
def test_every_refusal_has_the_form_of_an_error(
    client: TestClient, method: str, path: str, body: bytes, status: int
) -> None:
    answer = client.request(method, path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]


@pytest.mark.parametrize(
    "body",
    [{"texts": SECRET}, {"texts": []}, {"texts": [1]}, {SECRET: 1}, {"texts": ["a"], "policy": SECRET}],
)
def test_a_wrong_body_is_refused_without_a_word_of_it(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post("/redact", json=body)
    assert answer.status_code == 422
    assert SECRET not in answer.text


def test_limits_of_size(scanner: Scanner) -> None:
    client = TestClient(
        make_app(scanner, limits=Limits(max_bytes=100, max_texts=2)), base_url="http://127.0.0.1:8750"
    )
    assert client.post("/scan", json={"texts": ["a" * 100]}).status_code == 413
    assert client.post("/scan", json={"texts": ["a"] * 3}).status_code == 413
    assert client.post("/scan", json={"texts": ["a"] * 2}).status_code == 200


def test_a_body_that_never_ends_is_cut_off() -> None:
    with served(None, seconds=0.5) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
            client.sendall(b"POST /scan HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{")
            answer = b"".join(iter(lambda: client.recv(4096), b""))  # until the server hangs up
    assert answer.startswith(b"HTTP/1.1 408 ")


class _Held:
    """Works until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def scan_many(self, texts: list[str]) -> list[Any]:
        self.let_go.wait(60)
        return []


class _Broken:
    def scan_many(self, texts: list[str]) -> list[Any]:
        raise ValueError(texts[0])


def test_limit_of_time_and_of_waiting() -> None:
    held = _Held()
    app = make_app(held, limits=Limits(seconds=0.01, waiting=1))  # type: ignore[arg-type]
    with TestClient(app, base_url="http://localhost") as client:
        assert client.post("/scan", json={"texts": ["a"]}).status_code == 504
        assert client.post("/scan", json={"texts": ["a"]}).status_code == 503
        held.let_go.set()


def test_a_fault_says_its_type_alone(caplog: pytest.LogCaptureFixture) -> None:
    client = TestClient(
        make_app(_Broken()),  # type: ignore[arg-type]
        base_url="http://localhost",
        raise_server_exceptions=False,
    )
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/scan", json={"texts": [SECRET]})
    assert (answer.status_code, answer.json()) == (500, {"error": "internal fault: ValueError"})
    assert SECRET not in caplog.text


def test_a_token_is_asked_for_everywhere_but_health(scanner: Scanner) -> None:
    client = TestClient(make_app(scanner, token="t" * 16))
    assert client.get("/health").json()["status"] == "ok"
    assert client.post("/scan", json={"texts": ["a"]}).status_code == 401
    right = {"Authorization": "Bearer " + "t" * 16}
    assert client.post("/scan", json={"texts": ["a"]}, headers=right).status_code == 200


@pytest.mark.parametrize(("token", "said"), [(None, None), ("t" * 16, [{"HTTPBearer": []}])])
def test_the_description_says_whether_a_token_is_asked_for(
    scanner: Scanner, token: str | None, said: list[dict[str, Any]] | None
) -> None:
    assert make_app(scanner, token=token).openapi()["paths"]["/scan"]["post"].get("security") == said


def test_another_address_needs_token_and_tls(scanner: Scanner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGINOTE_TOKEN", "t" * 16)
    with pytest.raises(ViginoteError, match=r"--host 0\.0\.0\.0: outside loopback"):
        serve(scanner, "0.0.0.0")


def test_a_short_token_is_refused(scanner: Scanner, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("short")
    with pytest.raises(ViginoteError, match="at least 16 characters"):
        serve(scanner, token_file=tmp_path / "token")


def test_a_port_in_use_is_told(scanner: Scanner) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ViginoteError, match="Address already in use; choose another --port"),
    ):
        serve(scanner, port=taken.getsockname()[1])


def test_the_page_is_open_to_all_and_no_answer_may_be_stored(scanner: Scanner) -> None:
    client = TestClient(make_app(scanner, token="t" * 16))
    page, refused = client.get("/"), client.post("/scan", json={"texts": [NOTE]})
    assert (page.status_code, refused.status_code) == (200, 401)
    for answer in (page, refused):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert 'src="' not in page.text


def test_reasons_are_told_in_french(scanner: Scanner) -> None:
    said = yaml.safe_load(files("viginote.serve").joinpath("reasons.yaml").read_text(encoding="utf-8"))
    notes = [note.text for note in read_gold(GOLD / "authors_c_dev.jsonl")]
    reasons = [f.explain.reason for result in scanner.scan_many(notes) for f in result.findings]
    assert sum(reason in said for reason in reasons) >= 0.98 * len(reasons) > 500
    rooms = Path(viginote.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in rooms.rglob("*.py"))
    assert [reason for reason in said if reason not in source] == [], "no rule gives these reasons"
