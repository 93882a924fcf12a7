"""What stands before every endpoint: the token, and the size of the body. Neither looks into the body."""

import secrets
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Guard:
    """Answers 401 without the token and 413 to a body over `max_bytes`, read no further than that.

    `token`: what "Authorization: Bearer" must hold; None asks for none. /health never asks.
    """

    def __init__(self, app: ASGIApp, token: str | None, max_bytes: int) -> None:
        self._app = app
        self._token = token
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not self._may_enter(scope):
            answer = problem(401, "a token is needed: Authorization: Bearer TOKEN")
            answer.headers["WWW-Authenticate"] = "Bearer"
            await answer(scope, receive, send)
            return
        body = await self._read(receive)
        if body is None:
            answer = problem(413, f"the body is over {self._max_bytes} bytes; send fewer texts at a time")
            await answer(scope, receive, send)
            return
        await self._app(scope, _again(body, receive), send)

    def _may_enter(self, scope: Scope) -> bool:
        if self._token is None or scope["path"] == "/health":
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


def _again(body: bytes, receive: Receive) -> Receive:
    """`receive` with the body that was read given once more."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def problem(status: int, reason: str, **more: Any) -> JSONResponse:
    """An error as JSON: a fixed reason, never anything that was sent."""
    return JSONResponse({"error": reason, **more}, status)
