"""Questions on their way to a server: each is kept until it is answered, and sent again after a cut."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from exercise.conduct import wire
from exercise.errors import Refused


class Questions:
    """In the order they were asked. The server answers the same question only once, however often it comes."""

    def __init__(self) -> None:
        self._line: ClientConnection | None = None
        self._waiting: dict[str, tuple[str, asyncio.Future[str]]] = {}
        self._name, self._count = secrets.token_hex(4), 0
        self._over = ""

    @property
    def connected(self) -> bool:
        """Whether there is a line to send on."""
        return self._line is not None

    @property
    def waiting(self) -> int:
        """How many have had no answer."""
        return len(self._waiting)

    async def put(self, made: Callable[[str], wire.Question]) -> str:
        """Ask, and wait for the answer's words, over as many lines as it takes. Raises `Refused`."""
        if self._over:
            raise Refused(self._over)
        self._count += 1
        name = f"{self._name}-{self._count}"
        text = wire.encoded(made(name))
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting[name] = text, answer
        if self._line is not None:
            with suppress(ConnectionClosed, OSError):
                # What does not get through is sent again when the line is back.
                await self._line.send(text)
        try:
            return await answer
        finally:
            self._waiting.pop(name, None)

    async def go_on(self, line: ClientConnection) -> None:
        """There is a line (again): first what has had no answer, then new questions directly."""
        sent: set[str] = set()
        while left := [name for name in self._waiting if name not in sent]:
            sent.add(left[0])
            await line.send(self._waiting[left[0]][0])
        self._line = line

    def hold(self) -> None:
        """The line is cut; questions wait."""
        self._line = None

    def answered(self, name: str, text: str) -> None:
        """It was done."""
        if (answer := self._open(name)) is not None:
            answer.set_result(text)

    def refused(self, name: str, reason: str) -> None:
        """It was refused."""
        if (answer := self._open(name)) is not None:
            answer.set_exception(Refused(reason))

    def end(self, reason: str) -> None:
        """There will be no line any more."""
        self._over, self._line = self._over or reason, None
        for name in list(self._waiting):
            self.refused(name, reason)

    def _open(self, name: str) -> asyncio.Future[str] | None:
        _, answer = self._waiting.get(name, ("", None))
        return answer if answer is not None and not answer.done() else None
