"""A seat that is here: what waits to be sent to it, and how much it may ask."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol

from exercise.conduct import wire
from exercise.conduct.allowance import Allowance
from exercise.conduct.roles import Seat
from exercise.conduct.view import View
from exercise.conduct.web.refusals import worded

LAG = 5_000
"""Records that may come to be while one message to a seat is on its way. Then the seat is let go."""

UNREAD = 256
"""Answers that may wait for a seat that does not read them."""


class Connection(Protocol):
    """One seat's line, whatever it is made of."""

    @property
    def address(self) -> str:
        """Where it comes from, for counting wrong codes."""

    async def receive(self) -> str | bytes | None:
        """The next message; None when the other side has gone."""

    async def send(self, text: str) -> None:
        """Returns when the line can take more. Raises `OSError` when it is cut."""

    async def close(self) -> None:
        """Say goodbye as far as the line allows, and let go."""

    def cut(self) -> None:
        """Let go at once, whatever was on its way."""


class Source(Protocol):
    """What a seat is told piece by piece: its view's records, or its page."""

    def __len__(self) -> int:
        """How many pieces there are by now."""

    def told(self, since: int) -> tuple[str, int]:
        """The next message for whoever has `since` pieces, and how many it has after it."""


class Member:
    """A seat that is here.

    Args:
        source: what is sent to it unasked; the view's records unless said otherwise.
        language: in which a page hears what is answered; empty for a desk, which has its own words.
    """

    def __init__(
        self,
        seat: Seat,
        view: View,
        connection: Connection,
        since: int,
        clock: Callable[[], float],
        *,
        source: Source | None = None,
        language: str = "",
    ) -> None:
        self.seat, self.view, self.connection, self.language = seat, view, connection, language
        self.source: Source = source if source is not None else view
        self._sent = since
        self._replies: deque[str] = deque()
        self._news = asyncio.Event()
        self._allowance = Allowance(clock)
        self.sending_since: int | None = None
        """How many records there were when the message on its way was sent; None when the line is free."""
        self.leaving = False

    def wake(self) -> None:
        """There may be something to send."""
        self._news.set()

    def reply(self, message: wire.Answer) -> None:
        """Something for this seat alone, before the next records."""
        if len(self._replies) >= UNREAD:
            self.connection.cut()
            return
        self._replies.append(wire.encoded(worded(message, self.language)))
        self._news.set()

    def leave(self, reason: str, *, again: bool) -> None:
        """A last word, after what was answered already; then no more."""
        if len(self._replies) >= UNREAD:
            self._replies.clear()
        self.reply(wire.Bye(reason, again))
        self.leaving = True

    @property
    def stuck(self) -> bool:
        """Whether too much happened while one message was on its way."""
        return self.sending_since is not None and len(self.view) - self.sending_since > LAG

    def may_ask(self) -> bool:
        """Whether it asks no faster than a person, or a script of one, would."""
        return self._allowance.take()

    async def pump(self) -> None:
        """Send what there is, for as long as the line lasts."""
        while True:
            if self._replies:
                text = self._replies.popleft()
            elif self.leaving:
                return
            elif self._sent < len(self.source):
                text, self._sent = self.source.told(self._sent)
            else:
                self._news.clear()
                await self._news.wait()
                continue
            self.sending_since = len(self.view)
            await self.connection.send(text)
            self.sending_since = None
