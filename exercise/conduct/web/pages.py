"""All pages of a drill: drawn again when something was told, in slices, and only while somebody looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

from exercise.conduct.member import Member
from exercise.conduct.roles import IN_A_BROWSER, Seat
from exercise.conduct.view import View
from exercise.conduct.web.page import Page
from exercise.conduct.wire import Hello
from exercise.errors import SentAway
from exercise.language.tags import known

REST = 0.5
"""Seconds between two drawings of the same page: whatever happens meanwhile comes together."""

SHARE = 4
"""After drawing, so many times as long goes to everybody else: pages never take more than a fifth of the server."""

BEAT = 5.0
"""Seconds after which a page is drawn again although nothing was told: what drifts with time moves on."""


def check_page(hello: Hello, seat: Seat) -> None:
    """Raise `SentAway` when a page was asked for and this seat has none."""
    if hello.how == "page" and seat.role not in IN_A_BROWSER:
        raise SentAway(
            "this seat works in a terminal only: there, type exercise join and the whole link of your invitation"
        )


class Pages:
    """One page for all seats that see and may do the same.

    Args:
        tick: exercise time now.
        members: everybody who is here.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        tick: Callable[[], int],
        members: Callable[[], Iterable[Member]],
        clock: Callable[[], float],
    ) -> None:
        self._tick, self._members, self._clock = tick, members, clock
        self._pages: dict[tuple[str, bool, str], Page] = {}
        self._news = asyncio.Event()

    def of(self, seat: Seat, view: View, wanted: str = "") -> Page:
        """The page of a seat, in its agency's language unless somebody wants another that there is."""
        plays, language = seat.role == "participant", known(wanted)
        page = self._pages.get((seat.agency, plays, language))
        if page is None:
            page = Page(seat.agency, view, plays=plays, language=language)
            self._pages[seat.agency, plays, language] = page
        self.news()
        return page

    def news(self) -> None:
        """Something was told, or somebody came."""
        self._news.set()

    async def run(self) -> None:
        """Keep the pages that are looked at up to date."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT):
                    await self._news.wait()
            self._news.clear()
            began = self._clock()
            for page in list(self._pages.values()):
                if any(member.source is page for member in self._members()):
                    await self._bring_up(page)
            await asyncio.sleep(max(REST, SHARE * (self._clock() - began)))

    async def _bring_up(self, page: Page) -> None:
        """A slice at a time: seats that wait for their records, and the clock, get their turn between them."""
        while page.take():
            await asyncio.sleep(0)
        if page.draw(self._tick()):
            for member in self._members():
                if member.source is page:
                    member.wake()
        await asyncio.sleep(0)
