"""The endpoints. What they are sent is neither logged nor echoed; the work is done off the event loop."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse

from viginote import __version__
from viginote.errors import ViginoteError
from viginote.redaction import Context, DecryptionError, Keys, Policy, restore
from viginote.scanner import Scanner
from viginote.serve.guard import Guard, problem
from viginote.serve.page import render


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a body, texts of a request, seconds for a body and an answer, and requests that may wait."""

    max_bytes: int = 1_000_000
    max_texts: int = 256
    seconds: float = 30.0
    waiting: int = 64


class PolicyName(StrEnum):
    """Ready-made policies. A file of the server cannot be named from outside."""

    DEFAULT = "default"
    ENCRYPT = "encrypt"
    STRICT = "strict"
    SURROGATE = "surrogate"


class Texts(BaseModel):
    """Notes, one or several."""

    model_config = ConfigDict(extra="forbid")
    texts: Annotated[list[str], Field(min_length=1)]


class Redaction(Texts):
    """Notes and the policy under which they are redacted."""

    policy: PolicyName = PolicyName.DEFAULT


class Explained(BaseModel):
    """Why a finding was made."""

    reason: str
    term: str | None
    cue: str | None
    subject: str | None


class Found(BaseModel):
    """A finding: positions in characters (code points), never its text."""

    start: int
    end: int
    label: str
    kind: str
    assertion: str | None
    score: float
    detector: str
    explain: Explained


class Scanned(BaseModel):
    """The findings of each text, in the order of the texts."""

    results: list[list[Found]]


class Written(BaseModel):
    """The texts made, in the order of the texts sent."""

    texts: list[str]


class Health(BaseModel):
    """The server answers."""

    status: str
    version: str


class Fault(BaseModel):
    """An error: a fixed reason, never what was sent."""

    error: str


class _Escaped(JSONResponse):
    """JSON in ASCII: half a surrogate pair, as UTF-16 software may cut it, comes back as it was sent."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, separators=(",", ":")).encode("ascii")


class _Worker:
    """One thread that does the work, so that the event loop answers while it is busy."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._thread = ThreadPoolExecutor(1, "viginote")
        self._held = 0

    async def do(self, work: Callable[[], Any]) -> Any:
        """The result of `work`; a JSONResponse of 503 where too many wait, of 504 past the time limit.

        A thread cannot be stopped: work past its time is finished unheard, and holds its place until then.
        """
        if self._held >= self._limits.waiting:
            answer = problem(503, "too many requests wait; try again later")
            answer.headers["Retry-After"] = "1"
            return answer
        self._held += 1
        future = asyncio.get_running_loop().run_in_executor(self._thread, work)
        future.add_done_callback(self._release)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self._limits.seconds)
        except TimeoutError:
            return problem(504, f"not done in {self._limits.seconds:g} s; send fewer or shorter texts")

    def _release(self, future: "asyncio.Future[Any]") -> None:
        self._held -= 1
        if not future.cancelled():
            with suppress(Exception):  # taken, so that asyncio does not log what the work choked on
                future.result()

    def close(self) -> None:
        self._thread.shutdown(cancel_futures=True)


def make_app(
    scanner: Scanner, keys: Keys | None = None, token: str | None = None, limits: Limits | None = None
) -> FastAPI:
    """The application. `keys`: for policies that need them and for /restore; default, the environment's."""
    limits = limits or Limits()
    worker = _Worker(limits)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        worker.close()

    app = FastAPI(title="viginote", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.add_middleware(Guard, token=token, max_bytes=limits.max_bytes, seconds=limits.seconds)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _unfit)
    app.add_exception_handler(ViginoteError, _refused)
    app.add_exception_handler(Exception, _fault)
    # The guard asks for the token; this says so in the description.
    described = [] if token is None else [Depends(HTTPBearer(auto_error=False))]
    app.include_router(_endpoints(scanner, keys, worker, limits), dependencies=described)
    _add_open(app, token is not None)
    return app


def _endpoints(scanner: Scanner, keys: Keys | None, worker: _Worker, limits: Limits) -> APIRouter:
    """What takes notes."""
    router = APIRouter()
    faults: dict[int | str, dict[str, Any]] = {
        status: {"model": Fault} for status in (400, 401, 403, 413, 422, 500, 503, 504)
    }

    async def answer(body: Texts, work: Callable[[], dict[str, Any]]) -> Any:
        if len(body.texts) > limits.max_texts:
            return problem(413, f"over {limits.max_texts} texts; send fewer at a time")
        done = await worker.do(work)
        return done if isinstance(done, JSONResponse) else _Escaped(done)

    @router.post("/scan", response_model=Scanned, responses=faults)
    async def scan(body: Texts) -> Any:
        """Find: labels, positions, assertions and reasons."""
        return await answer(
            body,
            lambda: {"results": [[f.as_dict() for f in r.findings] for r in scanner.scan_many(body.texts)]},
        )

    @router.post("/redact", response_model=Written, responses=faults)
    async def redact(body: Redaction) -> Any:
        """The texts redacted under a ready-made policy."""

        def work() -> dict[str, Any]:
            policy = Policy.load(body.policy)
            context = None if keys is None else Context(keys)
            return {"texts": [r.redact(policy, context) for r in scanner.scan_many(body.texts)]}

        return await answer(body, work)

    @router.post("/restore", response_model=Written, responses=faults)
    async def back(body: Texts) -> Any:
        """The texts with what was encrypted in them given back, under the server's key."""

        def work() -> dict[str, Any]:
            ring = Keys.resolve(keys)
            return {"texts": [_restored(number, text, ring) for number, text in enumerate(body.texts, 1)]}

        return await answer(body, work)

    return router


def _add_open(app: FastAPI, token: bool) -> None:
    """What takes no note, and so asks for no token: the page and whether the server answers."""
    content, headers = render(PolicyName, token)

    @app.get("/", include_in_schema=False)
    async def page() -> HTMLResponse:
        return HTMLResponse(content, headers=headers)

    @app.get("/health", response_model=Health, responses={403: {"model": Fault}})
    async def health() -> Any:
        """Whether the server answers; asks for no token."""
        return {"status": "ok", "version": __version__}


def _restored(number: int, text: str, keys: Keys) -> str:
    """Errors: DecryptionError that says in which of the texts."""
    try:
        return restore(text, keys)
    except DecryptionError as error:
        raise DecryptionError(f"text {number}, {error}") from None


async def _invalid(_: Request, __: Exception) -> JSONResponse:
    # FastAPI's own answer quotes the input.
    return problem(422, "the body does not have the form that /openapi.json describes")


async def _unfit(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    answer = problem(
        error.status_code, f"{HTTPStatus(error.status_code).phrase.lower()}; /openapi.json says what is asked"
    )
    answer.headers.update(error.headers or {})
    return answer


async def _refused(_: Request, error: Exception) -> JSONResponse:
    return problem(400, str(error))


async def _fault(_: Request, error: Exception) -> JSONResponse:
    return problem(500, f"internal fault: {type(error).__name__}")
