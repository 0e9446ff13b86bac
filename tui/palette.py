"""Every action of the desk, found by typing."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from exercise.language import t
from tui.actions import Action, perform
from tui.screens.desk import DeskScreen


class DeskCommands(Provider):
    """The actions of the desk on top."""

    def _actions(self) -> tuple[Action, ...]:
        return self.screen.ACTIONS if isinstance(self.screen, DeskScreen) else ()

    def _do(self, action: Action) -> partial[Coroutine[Any, Any, None]]:
        return partial(perform, action, self.screen)

    def _title(self, action: Action) -> str:
        assert isinstance(self.screen, DeskScreen)
        return f"{t(action.title)} ({self.screen.desk.settings.key_of(action)})"

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for action in self._actions():
            yield DiscoveryHit(self._title(action), self._do(action), help=t(action.help))

    async def search(self, query: str) -> Hits:
        """Those whose title or help match."""
        matcher = self.matcher(query)
        for action in self._actions():
            score = max(matcher.match(t(action.title)), matcher.match(t(action.help)) * 0.8)
            if score > 0:
                yield Hit(
                    score, matcher.highlight(self._title(action)), self._do(action), help=t(action.help)
                )
