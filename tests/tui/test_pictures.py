"""The picture in the README is what the desk shows."""

from __future__ import annotations

from tests.tui.pictures import BLOCK, README, text_picture


async def test_the_readme_shows_the_desk_as_it_is() -> None:
    """When it does not: look at it, then `python -m tests.tui.pictures --write`."""
    found = BLOCK.search(README.read_text("utf-8"))
    assert found is not None
    assert found[0] == await text_picture()
