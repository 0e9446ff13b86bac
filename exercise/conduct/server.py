"""The server of a joint drill: one socket for seats, a page for whoever opens the link in a browser."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from asyncio.transports import BaseTransport
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from exercise.conduct import api, wire
from exercise.conduct.hub import Hub
from exercise.conduct.web.routes import HEADERS, routes
from exercise.errors import UsageError
from exercise.scenario.part import pick
from exercise.version import VERSION

PING = 20.0
"""Seconds between two pings; a line that does not answer for as long is let go."""


class Server:
    """A hub on the network.

    Args:
        listener: a socket that is bound already, so that its port is known before anybody is invited.
        certificate: certificate and key in PEM, or None for plain HTTP.
        stop_when_over: stop by itself once the exercise has ended and everybody has left.
    """

    def __init__(
        self,
        hub: Hub,
        *,
        listener: socket.socket,
        certificate: Path | None = None,
        key: Path | None = None,
        stop_when_over: bool = False,
    ) -> None:
        self.hub, self._listener, self._stop_when_over = hub, listener, stop_when_over
        hub.stop = self.stop
        config = uvicorn.Config(
            _app(hub),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            # Whoever may write this header may say where it comes from, and so try codes for ever.
            proxy_headers=False,
            ws=_Socket,
            ws_max_size=wire.LONGEST_QUESTION,
            ws_ping_interval=PING,
            ws_ping_timeout=PING,
            # It costs the fan-out more than twice the time, and 45 KB for every seat.
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=3,
            ssl_certfile=certificate,
            ssl_keyfile=key or certificate,
        )
        self._server = _Quiet(config)

    async def run(self) -> None:
        """Serve until `stop`, or until the drill itself fails; its error is then raised."""
        session = asyncio.create_task(self.hub.session.run())
        hub = asyncio.create_task(self.hub.run())
        serving = asyncio.create_task(self._server.serve(sockets=[self._listener]))
        working = {session, hub, serving}
        try:
            while serving in working:
                done, working = await asyncio.wait(working, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
                if session in done and self._stop_when_over:
                    working.add(asyncio.create_task(self._when_left()))
        finally:
            await self.hub.close("the server stops for a while; your desk comes back by itself")
            self._server.should_exit = True
            for task in (session, hub):
                task.cancel()
            await asyncio.gather(session, hub, serving, return_exceptions=True)

    async def _when_left(self) -> None:
        await self.hub.left.wait()
        self.stop()

    def stop(self) -> None:
        """Let `run` return."""
        self._server.should_exit = True


def listen(host: str, port: int) -> socket.socket:
    """A socket to serve on. Raises `UsageError` when the address cannot be had."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # TCP by name: only then does asyncio send small answers at once; otherwise each waits 40 ms.
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    except OSError as wrong:
        raise UsageError(f"cannot listen on {host} port {port}: {wrong.strerror or wrong}") from None
    try:
        if os.name == "posix":
            # Whoever resumes a drill wants its port back at once.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as wrong:
        listener.close()
        raise UsageError(f"cannot listen on {host} port {port}: {wrong.strerror or wrong}") from None
    return listener


class _Quiet(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Whoever runs the server hears the signals: a desk, or the command line."""
        yield


class _Socket(WebSocketsSansIOProtocol):
    """A socket that can be let go of at once, although much is on its way."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "cut": self.transport.abort}


class _Line:
    """A WebSocket as the hub knows it."""

    def __init__(self, line: WebSocket) -> None:
        self._line = line

    @property
    def address(self) -> str:
        return self._line.client.host if self._line.client else ""

    async def receive(self) -> str | bytes | None:
        message = await self._line.receive()
        if message["type"] == "websocket.disconnect":
            return None
        text: str | bytes | None = message.get("text")
        return text if text is not None else message.get("bytes", b"")

    async def send(self, text: str) -> None:
        try:
            await self._line.send_text(text)
        except (WebSocketDisconnect, RuntimeError) as gone:
            raise ConnectionResetError("the seat has gone") from gone

    async def close(self) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):
            await self._line.close()

    def cut(self) -> None:
        self._line.scope["state"]["cut"]()


def _app(hub: Hub) -> Starlette:
    async def seat(line: WebSocket) -> None:
        await line.accept()
        await hub.attend(_Line(line))

    async def health(_: Request) -> Response:
        fine = not hub.session.trouble
        body: dict[str, Any] = {"exercise": True, "program": VERSION, "fine": fine}
        return JSONResponse(body, 200 if fine else 503, headers=HEADERS | {"Cache-Control": "no-store"})

    scenario = hub.session.scenario
    page = routes(pick(scenario.title, *scenario.languages))
    return Starlette(routes=[*page, Route("/health", health), WebSocketRoute("/ws", seat), *api.routes(hub)])
