"""The endpoints. What they are sent is neither logged nor echoed; the work is done off the event loop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse, JSONResponse

from viginote import __version__
from viginote.errors import ViginoteError
from viginote.redaction import Context, Keys, Policy, restore
from viginote.scanner import Scanner
from viginote.serve.guard import Guard, problem
from viginote.serve.page import render


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a body, texts of a request, seconds for an answer, and requests that may wait."""

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
    app.add_middleware(Guard, token=token, max_bytes=limits.max_bytes)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ViginoteError, _refused)
    app.add_exception_handler(Exception, _fault)
    _add_endpoints(app, scanner, keys, worker, limits)
    _add_page(app, token is not None)
    return app


def _add_endpoints(
    app: FastAPI, scanner: Scanner, keys: Keys | None, worker: _Worker, limits: Limits
) -> None:
    faults: dict[int | str, dict[str, Any]] = {
        status: {"model": Fault} for status in (400, 401, 413, 422, 503, 504)
    }

    async def answer(body: Texts, work: Callable[[], dict[str, Any]]) -> Any:
        if len(body.texts) > limits.max_texts:
            return problem(413, f"over {limits.max_texts} texts; send fewer at a time")
        return await worker.do(work)

    @app.post("/scan", response_model=Scanned, responses=faults)
    async def scan(body: Texts) -> Any:
        """Find: labels, positions, assertions and reasons."""
        return await answer(
            body,
            lambda: {"results": [[f.as_dict() for f in r.findings] for r in scanner.scan_many(body.texts)]},
        )

    @app.post("/redact", response_model=Written, responses=faults)
    async def redact(body: Redaction) -> Any:
        """The texts redacted under a ready-made policy."""

        def work() -> dict[str, Any]:
            policy = Policy.load(body.policy)
            context = None if keys is None else Context(keys)
            return {"texts": [r.redact(policy, context) for r in scanner.scan_many(body.texts)]}

        return await answer(body, work)

    @app.post("/restore", response_model=Written, responses=faults)
    async def back(body: Texts) -> Any:
        """The texts with what was encrypted in them given back, under the server's key."""

        def work() -> dict[str, Any]:
            ring = Keys.resolve(keys)
            return {"texts": [restore(text, ring) for text in body.texts]}

        return await answer(body, work)

    @app.get("/health", response_model=Health)
    async def health() -> Any:
        """Whether the server answers; asks for no token."""
        return {"status": "ok", "version": __version__}


def _add_page(app: FastAPI, token: bool) -> None:
    content, headers = render(PolicyName, token)

    @app.get("/", include_in_schema=False)
    async def page() -> HTMLResponse:
        return HTMLResponse(content, headers=headers)


async def _invalid(_: Request, __: Exception) -> JSONResponse:
    # FastAPI's own answer quotes the input.
    return problem(422, "the body does not have the form that /openapi.json describes")


async def _refused(_: Request, error: Exception) -> JSONResponse:
    return problem(400, str(error))


async def _fault(_: Request, error: Exception) -> JSONResponse:
    return problem(500, f"internal fault: {type(error).__name__}")
