"""Requests to the API without a network: a few words go in, and what comes back is looked at as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from starlette.applications import Starlette

from exercise.conduct import api
from exercise.conduct.hub import Hub


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)

    @property
    def why(self) -> str:
        """The reason in words."""
        assert self.headers["content-type"] == "application/problem+json"
        assert self.said["status"] == self.status
        return str(self.said["detail"])


class Caller:
    """Somebody with a browser, curl or worse."""

    def __init__(self, hub: Hub, *, address: str = "192.0.2.1") -> None:
        self._app, self.address = Starlette(routes=api.routes(hub)), address

    async def get(self, path: str, code: str = "", **headers: str) -> Reply:
        return await self.send("GET", path, code, **headers)

    async def ask(self, code: str, command: dict[str, Any], *, name: str = "1", seat: str = "") -> Reply:
        body = json.dumps({"id": name, "command": command, "seat": seat}).encode()
        return await self.send("POST", "/api/v1/commands", code, [body], content_type="application/json")

    async def send(
        self, method: str, path: str, code: str = "", body: Iterable[bytes | None] = (), **headers: str
    ) -> Reply:
        """The parts of a body come one by one; None hangs up."""
        parts = list(body)
        lines = {name.replace("_", "-"): text for name, text in headers.items()}
        if code:
            lines.setdefault("authorization", f"Bearer {code}")
        where, _, query = path.partition("?")
        scope = {
            **{"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method},
            **{"scheme": "http", "path": where, "raw_path": where.encode(), "root_path": ""},
            "query_string": query.encode(),
            "headers": [(name.encode(), text.encode("latin-1")) for name, text in lines.items()],
            **{"client": (self.address, 50_000), "server": ("127.0.0.1", 80), "state": {}},
        }
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            if parts and parts[0] is None:
                return {"type": "http.disconnect"}
            chunk = parts.pop(0) if parts else b""
            return {"type": "http.request", "body": chunk, "more_body": bool(parts)}

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        names = {name.decode(): text.decode() for name, text in sent[0]["headers"]}
        return Reply(sent[0]["status"], names, b"".join(each.get("body", b"") for each in sent[1:]))
