"""The API of a joint drill, for a wall display or another tool: the rights of the socket, in plain requests.

Whoever asks shows an invitation's code. Nothing is taken from whoever sits at that seat, and nothing is remembered.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from exercise.conduct import api_models as api
from exercise.conduct.allowance import Allowance
from exercise.conduct.api_desk import ENDPOINTS, Desk, Endpoint, Said
from exercise.conduct.api_document import document
from exercise.conduct.hub import Hub
from exercise.conduct.roles import Seat
from exercise.conduct.tries import HasToWait
from exercise.conduct.wire import LONGEST_QUESTION
from exercise.errors import SentAway

BASE = "/api/v1"

BODY_WITHIN = 10.0
"""Seconds that the body of a request may take."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_WHOLE_NUMBER = re.compile(r"[0-9]{1,16}")


def routes(hub: Hub) -> list[BaseRoute]:
    """The API and the document that describes it."""
    desk, door = Desk(hub), _Door(hub)
    described = msgspec.json.encode(document(ENDPOINTS, BASE))

    async def openapi(_: Request) -> Response:
        return _json(described)

    async def health(_: Request) -> Response:
        return _answer(desk.health())

    inner = Starlette(
        routes=[
            Route("/health", health),
            *(Route(each.path, _asked(each, desk, door), methods=[each.method]) for each in ENDPOINTS),
        ],
        exception_handlers={HTTPException: _no, Exception: _broken},
    )
    inner.router.redirect_slashes = False
    return [Route("/openapi.json", openapi), Mount(BASE, inner)]


class _Door:
    """Who is asking, and whether not too often."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._allowances: dict[str, Allowance] = {}

    async def seat(self, request: Request) -> Seat:
        """The seat of whoever asks."""
        scheme, _, code = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not code.strip():
            raise _unknown("say who you are:  Authorization: Bearer and the code of your invitation")
        try:
            address = request.client.host if request.client else ""
            seat, _ = await self._hub.tries.opened(code, address, sits_down=False)
        except HasToWait as wait:
            raise HTTPException(429, str(wait), {"Retry-After": str(wait.seconds)}) from None
        except SentAway as refused:
            raise _unknown(str(refused)) from None
        if not self._allowances.setdefault(seat.name, Allowance(self._hub.clock)).take():
            raise HTTPException(429, "too many questions at once", {"Retry-After": "1"})
        return seat


def _asked(endpoint: Endpoint, desk: Desk, door: _Door) -> Callable[[Request], Awaitable[Response]]:
    async def asked(request: Request) -> Response:
        # First who, then what: a stranger learns nothing from what is wrong with a question.
        seat = await door.seat(request)
        given = _parameters(request, endpoint) if endpoint.method == "GET" else await _body(request, endpoint)
        return _answer(await endpoint.answers(desk, seat, given))

    return asked


# --- what is asked


def _parameters(request: Request, endpoint: Endpoint) -> Any:
    given: dict[str, Any] = {}
    for name, text in request.query_params.multi_items():
        if name in given:
            raise HTTPException(422, f"'{name}' is said twice")
        given[name] = int(text) if _WHOLE_NUMBER.fullmatch(text) else text
    try:
        return msgspec.convert(given, endpoint.takes)
    except msgspec.ValidationError as wrong:
        raise HTTPException(422, str(wrong)) from None


async def _body(request: Request, endpoint: Endpoint) -> Any:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "send JSON:  Content-Type: application/json")
    try:
        async with asyncio.timeout(BODY_WITHIN):
            raw = await _read(request)
    except TimeoutError:
        raise HTTPException(408, f"the body took longer than {BODY_WITHIN:.0f} s", _HANG_UP) from None
    except ClientDisconnect:
        raise HTTPException(400, "the body was cut off", _HANG_UP) from None
    try:
        return msgspec.json.decode(raw, type=endpoint.takes)
    except msgspec.ValidationError as wrong:
        raise HTTPException(422, str(wrong)) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise HTTPException(400, "the body is not JSON") from None


async def _read(request: Request) -> bytes:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LONGEST_QUESTION:
            raise HTTPException(413, f"the body is longer than {LONGEST_QUESTION} bytes", _HANG_UP)
    return bytes(raw)


# --- what is answered

_HANG_UP = {"Connection": "close"}


def _json(text: bytes, status: int = 200, *, kind: str = "application/json") -> Response:
    return Response(text, status, media_type=kind, headers=HEADERS)


def _answer(said: Said) -> Response:
    if isinstance(said, bytes):
        return _json(said)
    text = msgspec.json.encode(said)
    if isinstance(said, api.Problem):
        return _json(text, said.status, kind="application/problem+json")
    return _json(text)


def _unknown(why: str) -> HTTPException:
    return HTTPException(401, why, {"WWW-Authenticate": "Bearer"})


async def _no(_: Request, wrong: Exception) -> Response:
    assert isinstance(wrong, HTTPException)
    title = HTTPStatus(wrong.status_code).phrase
    answer = _answer(api.Problem(title=title, status=wrong.status_code, detail=wrong.detail))
    answer.headers.update(wrong.headers or {})
    return answer


async def _broken(_: Request, __: Exception) -> Response:
    return _answer(
        api.Problem(title="Trouble", status=500, detail="the server made a mistake; tell exercise control")
    )
