"""Room for longer languages: the line of keys and the titles of panes where their words are too long for a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len
from textual.binding import ActiveBinding
from textual.content import Content
from textual.widgets import Tab, Tabs

ALWAYS = ("help", "leave", "back")
"""Actions whose keys the bottom line shows whatever else it has to leave out."""

_SHORTEST = 3
_TITLE = re.compile(r"(\d* ?)(.*?)( ?\(\d+\))?")


def keys_that_fit(active: dict[str, ActiveBinding], room: int) -> dict[str, ActiveBinding]:
    """The same keys, of which so many are shown as there is room for; those at the end make way first."""
    shown = {each.binding.action: key for key, each in reversed(active.items()) if each.binding.show}
    widths = {key: _width(active[key]) for key in reversed(shown.values())}
    left_out: set[str] = set()
    for action, key in shown.items():
        if sum(widths.values()) > room and (active[key].binding.id or "")[5:] not in ALWAYS:
            del widths[key]
            left_out.add(action)
    return {
        key: each._replace(binding=replace(each.binding, show=False))
        if each.binding.action in left_out
        else each
        for key, each in active.items()
    }


def _width(each: ActiveBinding) -> int:
    return cell_len(each.binding.key_display or each.binding.key) + cell_len(each.binding.description) + 2


def titles_that_fit(titles: Sequence[str], room: int) -> tuple[int, ...]:
    """How many letters of each title are shown, the longest giving way first; its digit and its count stay."""
    lengths = [len(_parts(title)[1]) for title in titles]
    around = sum(cell_len(title) for title in titles) - sum(lengths)
    while sum(lengths) + around > room and max(lengths, default=0) > _SHORTEST:
        lengths[lengths.index(max(lengths))] -= 1
    return tuple(lengths)


def _parts(title: str) -> tuple[str, str, str]:
    found = _TITLE.fullmatch(title)
    return (found[1], found[2], found[3] or "") if found else ("", title, "")


class Titles:
    """The titles of a desk's panes, as they are in full and as they are shown."""

    def __init__(self) -> None:
        self._full: dict[Tab, Content] = {}
        self._shown: dict[Tab, str] = {}
        self._width: dict[Tabs, int] = {}

    def fit(self, tabs: Tabs) -> None:
        """Shorten what does not fit, so that every digit is in sight; in full again when there is room."""
        listed, width = [tab for tab in tabs.query(Tab) if tab.display], tabs.size.width
        new = [tab for tab in listed if self._shown.get(tab) != tab.label_text]
        if not width or not (new or self._width.get(tabs) != width):
            return
        self._width[tabs] = width
        self._full |= {tab: tab.label for tab in new}
        room = width - sum(tab.styles.padding.width for tab in listed)
        titles = [self._full[tab].plain for tab in listed]
        for tab, words, length in zip(listed, titles, titles_that_fit(titles, room), strict=True):
            before, title, _ = _parts(words)
            at, full = len(before), self._full[tab]
            short = full[: at + length - 1] + "…" + full[at + len(title) :] if length < len(title) else full
            if short.plain != tab.label_text:
                tab.label = short
            self._shown[tab] = tab.label_text
