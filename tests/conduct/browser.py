"""A real browser without a screen, driven over its own protocol; no library of anybody else's in between."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from base64 import b64decode
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-default-apps"),
    *("--remote-debugging-port=0", "--disable-dev-shm-usage", "--mute-audio"),
)
PATIENCE = 20.0
"""Seconds until a condition on the page counts as never coming true."""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A browser with an empty profile; gives the address of its protocol."""
    assert PROGRAM is not None
    program = subprocess.Popen(
        [PROGRAM, *FLAGS, f"--user-data-dir={folder}", "about:blank"],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert program.stderr is not None
    try:
        for line in program.stderr:
            if "DevTools listening on" in line:
                yield line.split()[-1]
                break
        else:
            raise AssertionError("the browser did not start")
    finally:
        program.kill()
        program.wait()
        program.stderr.close()


class Tab:
    """A page in a context of its own: no cookies, no storage, no history from before."""

    def __init__(self, line: ClientConnection) -> None:
        self._line, self._count = line, 0
        self._session = ""
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.trouble: list[str] = []
        """What the console and the browser complained of."""
        self.asked_for: list[str] = []
        """Every address that was asked for."""
        self._loaded = asyncio.Event()
        self.reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for raw in self._line:
            message = json.loads(raw)
            if "id" in message:
                self._waiting.pop(message["id"]).set_result(message)
            else:
                self._happened(message["method"], message["params"])

    def _happened(self, method: str, said: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.asked_for.append(said["request"]["url"])
        elif method == "Page.loadEventFired":
            self._loaded.set()
        elif method == "Network.webSocketCreated":
            self.asked_for.append(said["url"])
        elif method == "Runtime.exceptionThrown":
            self.trouble.append(str(said["exceptionDetails"].get("exception", said)))
        elif method == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning", "assert"):
            self.trouble.append(str(said["args"]))
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
            self.trouble.append(said["entry"]["text"])

    async def do(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol."""
        self._count += 1
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[self._count] = answer
        message = {"id": self._count, "method": method, "params": params}
        await self._line.send(json.dumps(message | ({"sessionId": self._session} if self._session else {})))
        said = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in said, (method, said)
        result: dict[str, Any] = said["result"]
        return result

    async def begin(self, width: int, *, dark: bool = False) -> None:
        """Make the page."""
        context = (await self.do("Target.createBrowserContext"))["browserContextId"]
        target = await self.do("Target.createTarget", url="about:blank", browserContextId=context)
        attached = await self.do("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            await self.do(f"{domain}.enable")
        await self.resize(width)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}
        await self.do("Emulation.setEmulatedMedia", features=[scheme, calm])

    async def resize(self, width: int) -> None:
        """Another window."""
        await self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=844,
            deviceScaleFactor=1,
            mobile=width < 500,
        )

    async def js(self, expression: str) -> Any:
        """What an expression gives; promises are waited for."""
        said = await self.do(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in said, (expression, said["exceptionDetails"])
        return said["result"].get("value")

    async def until(self, expression: str) -> Any:
        """Wait until an expression becomes true on the page: it is asked again at every turn of the page's own."""
        watch = f"""new Promise((done, fail) => {{
            const end = setTimeout(() => fail(new Error("never: " + {json.dumps(expression)} + " in " +
                document.body.innerText.slice(0, 4000))), {PATIENCE * 900});
            (function look() {{ const now = (() => {expression})();
                if (now) {{ clearTimeout(end); done(now); }} else setTimeout(look, 20); }})();
        }})"""
        return await self.js(watch)

    async def sees(self, text: str, *, within: str = "body") -> None:
        """Wait until a text can be read."""
        await self.until(f"document.querySelector({within!r})?.innerText.includes({json.dumps(text)})")

    async def go(self, address: str = "") -> None:
        """Open an address, or load the present one again."""
        self._loaded.clear()
        await (self.do("Page.navigate", url=address) if address else self.do("Page.reload"))
        await asyncio.wait_for(self._loaded.wait(), PATIENCE)

    async def click(self, selector: str) -> None:
        """As a finger would: with a real press in its middle."""
        await self.until(f"document.querySelector({selector!r})?.getClientRects().length")
        x, y = await self.js(
            f"(() => {{ const e = document.querySelector({selector!r}); e.scrollIntoView({{block: 'center'}});"
            " const b = e.getBoundingClientRect(); return [b.x + Math.min(b.width / 2, 60), b.y + b.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.do(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1
            )

    async def write(self, selector: str, text: str) -> None:
        """Click there and type."""
        await self.click(selector)
        await self.do("Input.insertText", text=text)

    async def reloads(self, selector: str, value: str) -> None:
        """Choose in a list that loads the page again, and wait for that."""
        self._loaded.clear()
        await self.js(
            f"(() => {{ const e = document.querySelector({selector!r}); e.value = {value!r};"
            " e.dispatchEvent(new Event('change')); })()"
        )
        await asyncio.wait_for(self._loaded.wait(), PATIENCE)

    async def press(self, key: str) -> None:
        """A key of the keyboard: Tab, Enter, Space."""
        code, text = {"Tab": (9, ""), "Enter": (13, "\r"), "Space": (32, " ")}[key]
        name = " " if key == "Space" else key
        both = {"key": name, "code": key, "windowsVirtualKeyCode": code}
        await self.do("Input.dispatchKeyEvent", type="keyDown", text=text, **both)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **both)

    async def picture(self, path: Path, *, whole: bool = False) -> None:
        """What it looks like."""
        said = await self.do("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(b64decode(said["data"]))


@asynccontextmanager
async def tab(address: str, *, width: int = 1280, dark: bool = False) -> AsyncIterator[Tab]:
    """A fresh page in a running browser."""
    async with connect(address, max_size=None, proxy=None, compression=None) as line:
        made = Tab(line)
        try:
            await made.begin(width, dark=dark)
            yield made
        finally:
            made.reader.cancel()
            await asyncio.gather(made.reader, return_exceptions=True)
