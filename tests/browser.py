"""Headless Chromium, driven over a pipe by the DevTools protocol: keys are real keys, and the page's own
content security policy stays as it is."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

#: For a module whose tests need it.
NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="missing: Chromium"),
]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
_SECONDS = 60
#: Windows virtual key code, key and text of the keys that have a name.
_KEYS = {"Tab": (9, "Tab", ""), "Enter": (13, "Enter", "\r"), "Space": (32, " ", " ")}


class Page:
    """One open page. `complaints`: what it wrote to the console, refusals by its policy included."""

    def __init__(self, orders: int, answers: int) -> None:
        self._orders = orders
        self._answers = os.fdopen(answers, "rb", buffering=0)
        self._left = b""
        self._number = 0
        self._session: str | None = None
        self.complaints: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for room in ("Page", "Runtime", "Log"):
            self._call(f"{room}.enable")

    def open(self, url: str) -> None:
        """Load a page, and wait until it is whole."""
        self._call("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def see(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait until an expression is true in the page."""
        self.see(
            "new Promise((done) => { const look = () => "
            f"({expression}) ? done(true) : setTimeout(look, 20); look(); }})"
        )

    def type(self, text: str) -> None:
        """Put text where the focus is, as a person pastes it."""
        self._call("Input.insertText", text=text)

    def press(self, name: str, ctrl: bool = False, shift: bool = False) -> None:
        """Press and release a key by its name."""
        number, key, text = _KEYS[name]
        held = {"modifiers": 2 * ctrl + 8 * shift, "key": key, "code": name, "windowsVirtualKeyCode": number}
        self._call("Input.dispatchKeyEvent", type="keyDown", text="" if ctrl else text, **held)
        self._call("Input.dispatchKeyEvent", type="keyUp", **held)

    def emulate(self, width: int = 1280, **media: str) -> None:
        """A width in pixels, and media features such as prefers_color_scheme="dark"."""
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
        self._call("Emulation.setEmulatedMedia", features=features)

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        order: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._orders, json.dumps(order).encode() + b"\0")
        while (message := self._next()).get("id") != self._number:
            self._hear(message)
        assert "error" not in message, message["error"]
        result: dict[str, Any] = message["result"]
        return result

    def _hear(self, message: dict[str, Any]) -> None:
        said = message.get("params", {})
        if message["method"] == "Log.entryAdded":
            self.complaints.append(said["entry"]["text"])
        elif message["method"] == "Runtime.consoleAPICalled":
            self.complaints.append(str(said["args"]))
        elif message["method"] == "Runtime.exceptionThrown":
            self.complaints.append(str(said["exceptionDetails"]))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            more = self._answers.read(1 << 16)
            assert more, "Chromium ended"
            self._left += more
        message, _, self._left = self._left.partition(b"\0")
        loaded: dict[str, Any] = json.loads(message)
        return loaded


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A page of a browser of its own, whose profile lies in that folder."""
    orders_in, orders = os.pipe()
    answers, answers_out = os.pipe()
    command = f'exec "$@" 3<&{orders_in} 4>&{answers_out}'  # the protocol's pipes have these numbers
    process = subprocess.Popen(
        ["bash", "-c", command, "bash", str(CHROMIUM), *FLAGS, "--remote-debugging-pipe",
         f"--user-data-dir={profile}"],
        stderr=subprocess.DEVNULL,
        pass_fds=(orders_in, answers_out),
    )  # fmt: skip
    os.close(orders_in)
    os.close(answers_out)
    try:
        yield Page(orders, answers)
    finally:
        with suppress(OSError):
            os.close(orders)
        process.terminate()
        process.wait(_SECONDS)
