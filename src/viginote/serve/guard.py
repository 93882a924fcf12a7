"""What stands before every endpoint: the token or the name of this machine, and the size of the body."""

import asyncio
import re
import secrets
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Names of this machine, with or without a port. A page on the web whose name was made to lead here (DNS
#: rebinding) calls by another.
_THIS_MACHINE = re.compile(rb"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?")

#: What holds no note, and so asks for no token.
_OPEN = frozenset({"/", "/health"})
#: On every answer: kept by no browser or proxy, taken for nothing but what it says it is.
_SEALS = [
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


class Guard:
    """Answers 401 without the token, 413 to a body over `max_bytes`, read no further than that, and 408 to
    one that is not there after `seconds`; the connection is then closed.

    `token`: what "Authorization: Bearer" must hold; /health and the page at / never ask. None asks for none,
    and answers 403 to who calls this machine by another name than loopback's. No answer may be stored.
    """

    def __init__(self, app: ASGIApp, token: str | None, max_bytes: int, seconds: float) -> None:
        self._app = app
        self._token = token
        self._max_bytes = max_bytes
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _not_stored(send)
        if self._token is None and not _THIS_MACHINE.fullmatch(dict(scope["headers"]).get(b"host", b"")):
            await problem(403, "without a token, call this server as localhost")(scope, receive, send)
            return
        if not self._may_enter(scope):
            answer = problem(401, "a token is needed: Authorization: Bearer TOKEN")
            answer.headers["WWW-Authenticate"] = "Bearer"
            await answer(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._seconds):
                body = await self._read(receive)
        except TimeoutError:
            answer = problem(408, f"the body did not come whole within {self._seconds:g} s")
            answer.headers["Connection"] = "close"
            await answer(scope, receive, send)
            return
        if body is None:
            answer = problem(413, f"the body is over {self._max_bytes} bytes; send fewer texts at a time")
            await answer(scope, receive, send)
            return
        await self._app(scope, _again(body, receive), send)

    def _may_enter(self, scope: Scope) -> bool:
        if self._token is None or scope["path"] in _OPEN:
            return True
        given: bytes = dict(scope["headers"]).get(b"authorization", b"")
        return secrets.compare_digest(given, b"Bearer " + self._token.encode())

    async def _read(self, receive: Receive) -> bytes | None:
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._max_bytes:
                return None
            if not message.get("more_body", False):
                return bytes(body)


def _not_stored(send: Send) -> Send:
    """`send` with the headers of `_SEALS`."""

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *_SEALS]}
        await send(message)

    return sealed


def _again(body: bytes, receive: Receive) -> Receive:
    """`receive` with the body that was read given once more."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def problem(status: int, reason: str, **more: Any) -> JSONResponse:
    """An error as JSON: a fixed reason, never anything that was sent."""
    return JSONResponse({"error": reason, **more}, status)
