"""Everything a person can do at a desk, once: keys, palette, help and footer are built from this.

The actions themselves are listed in `control.py` (controllers), `play.py` (agencies) and `debrief.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from inspect import isawaitable
from typing import Any

from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import Screen

from exercise.language import t

Run = Callable[[Any], Awaitable[None] | None]
"""Takes the desk's screen."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. Its words are marked where it is declared, and said where they are shown."""

    id: str
    title: str
    help: str
    key: str
    run: Run
    footer: str = ""
    """A short word for the footer; empty when it is not shown there."""


def action(name: str, actions: Iterable[Action]) -> Action:
    """An action by its id."""
    return next(each for each in actions if each.id == name)


async def perform(chosen: Action, screen: object) -> None:
    """Do it on a desk, waiting for what has to be waited for."""
    result = chosen.run(screen)
    if isawaitable(result):
        await result


def shown_key(each: Action, key: str | None = None) -> str:
    """How the key is written for people; `key` when it is not the usual one."""
    first = (key or each.key).split(",")[0]
    return _KEYS.get(first, first.replace("ctrl+", "^").upper() if first.startswith("f") else first)


def bindings(actions: Iterable[Action], panes: Iterable[tuple[str, str]]) -> list[BindingType]:
    """The keys of a desk: its actions, and a digit for each pane."""
    keys: list[BindingType] = [
        Binding(
            each.key,
            f"do('{each.id}')",
            each.footer or each.title,
            show=bool(each.footer),
            tooltip=each.help,
            id=f"desk.{each.id}",
            key_display=shown_key(each),
        )
        for each in actions
        if each.id not in ("leave", "stop")  # the application's own, so that they work above a dialog too
    ]
    keys += [
        Binding(str(number), f"pane('{pane}')", title, show=False, id=f"desk.pane.{pane}")
        for number, (pane, title) in enumerate(panes, start=1)
    ]
    return keys


def worded(active: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """The same keys, described in the language of the desk."""
    return {
        key: each._replace(
            binding=replace(each.binding, description=t(each.binding.description)), tooltip=t(each.tooltip)
        )
        for key, each in active.items()
    }


def fitting(
    active: dict[str, ActiveBinding], shown: dict[str, str], screen: Screen[Any]
) -> dict[str, ActiveBinding]:
    """The bottom line for what lies on top: these actions by these words, before those that are always shown.

    Every other key goes on working; it is only not shown. A list has an Enter of its own, which does the usual.
    """
    if not shown:
        return active
    always = ("help", "leave", "back")
    usual = {binding.id: binding for binding in screen.BINDINGS if isinstance(binding, Binding)}
    bound = usual | {each.binding.id: each.binding for each in active.values() if each.binding.id}
    first: dict[str, ActiveBinding] = {}
    for name, words in shown.items():
        binding = bound[f"desk.{name}"]
        named = replace(binding, description=t(words), show=True)
        first[binding.key] = ActiveBinding(screen, named, True, t(binding.tooltip))
    rest = {
        key: each._replace(binding=replace(each.binding, show=(each.binding.id or "")[5:] in always))
        for key, each in active.items()
        if key not in first
    }
    return first | rest


_KEYS = {
    "space": "spc",
    "ctrl+q": "^q",
    "escape": "esc",
    "enter": "⏎",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "left": "←",
    "right": "→",
    "shift+left": "⇧←",
    "shift+right": "⇧→",
    "comma": ",",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "delete": "del",
    "backspace": "⌫",
    "f": "f",
}
