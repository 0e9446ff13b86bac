"""Desks under test show what is new in one go, so that a test sees all of it; some let keys come in between."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def in_one_go(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing comes between two pieces, except where a module says `PIECE_BY_PIECE`."""
    if not getattr(request.module, "PIECE_BY_PIECE", False):
        monkeypatch.setattr("tui.turns.TURNS", 0)
        monkeypatch.setattr("tui.widgets.feed.PORTION", 10_000)
