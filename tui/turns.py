"""Work in turns: a desk shows what is new piece by piece, and a key that comes between two pieces is answered first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress

TURNS = 20
"""A key goes from part to part of a screen until one knows it, and each takes a turn of the loop; with none, nothing
comes between two pieces."""

LONGEST = 0.05
"""Seconds for which work stands still after a key: some change nothing that could be seen."""


class Hands:
    """Whether somebody has just pressed something, and whether they have seen what came of it."""

    def __init__(self) -> None:
        self._pressed, self._painted = False, asyncio.Event()

    def pressed(self) -> None:
        """A key or the mouse."""
        self._pressed = True

    def painted(self) -> None:
        """Something is new on the screen."""
        self._painted.set()

    async def first(self) -> None:
        """Let everything that waits be done before anything else, and what a key changed be seen."""
        for _ in range(TURNS):
            await asyncio.sleep(0)
        if self._pressed and TURNS:
            self._pressed = False
            self._painted.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST):
                    await self._painted.wait()


class Turns:
    """Does the pieces of something, as often as it is asked to; never two rounds at once.

    Args:
        pieces: makes one round, for what is asked at that moment; each piece ends in a `yield`.
        begin: begins a task, of whoever the work belongs to.
        hands: which go before everything else.
    """

    def __init__(
        self,
        pieces: Callable[[], Iterator[None]],
        begin: Callable[[Coroutine[None, None, None]], object],
        hands: Hands,
    ) -> None:
        self._pieces, self._begin, self._hands = pieces, begin, hands
        self._asked, self.is_busy = False, False

    def ask(self) -> None:
        """One more round, soon; however often it is asked for meanwhile, it is one."""
        self._asked = True
        if not self.is_busy:
            self.is_busy = True
            self._begin(self._go())

    async def _go(self) -> None:
        try:
            while self._asked:
                await self._hands.first()
                self._asked = False
                for _ in self._pieces():
                    await self._hands.first()
        finally:
            self.is_busy = False
