"""What was typed at this seat and not sent: that it waits is always in sight, and one key opens it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from exercise.language import marked, t
from exercise.review.names import consent_name, obligation_name
from tui import play_words
from tui.actions import Action, action, perform
from tui.screens.desk import DeskScreen
from tui.screens.form import Draft, Form, Values
from tui.screens.pick import Pick
from tui.seated import is_sitting
from tui.widgets.rows import Rows

SIGN = "✎"


class Kind(NamedTuple):
    """A dialog that keeps drafts."""

    words: str
    action: str
    """Which action opens it."""
    pane: str = ""
    """Where its row is chosen first."""


_KINDS = {
    "reply": Kind(marked("Answer"), "reply", "inbox"),
    "order": Kind(marked("Order"), "order", "actions"),
    "decide": Kind(marked("Decision"), "decide", "decisions"),
    "share": Kind(marked("Fact to share"), "share", "facts"),
    "report": Kind(marked("Report"), "report", "duties"),
    "vote": Kind(marked("Vote"), "vote", "votes"),
    "propose": Kind(marked("Joint decision"), "propose", "votes"),
    "action": Kind(marked("Action of your own"), "propose", "runs"),
    "own": Kind(marked("Decision in your own words"), "decide-freely"),
    "rate": Kind(marked("How severe"), "rate"),
    "message": Kind(marked("Message"), "write"),
}
_LONGEST, _NAME = 60, 28


class Unsent(NamedTuple):
    """A draft of this seat."""

    key: str
    kind: str
    about: str
    """The row it is about: an inject, an action, a fact; empty when it is about none."""
    text: str
    name: str = ""
    """What that row is called."""

    def words(self) -> str:
        """What it is and how it begins."""
        name = f" {begins(self.name, _NAME)}" if self.name else ""
        return f"{SIGN} {t(_KINDS[self.kind].words)}{name}: {begins(self.text)}"


def begins(text: str, room: int = _LONGEST) -> str:
    """How a text begins."""
    line = " ".join(text.split())
    return line if len(line) <= room else f"{line[: room - 1]}…"


def unsent(screen: DeskScreen) -> tuple[Unsent, ...]:
    """What waits at this seat."""
    found = []
    for key, values in screen.desk.drafts.items():
        seat, _, rest = key.partition("/")
        kind, _, about = rest.partition("/")
        kind = "own" if kind == "decide" and not about else kind
        if seat == screen.seat and kind in _KINDS:
            found.append(Unsent(key, kind, about, longest(values), _name(screen, kind, about)))
    return tuple(found)


def _name(screen: DeskScreen, kind: str, about: str) -> str:
    names = screen.picture.names
    called: dict[str, Callable[[str], str]] = {
        "reply": names.inject,
        "order": names.activity,
        "decide": names.decision,
        "share": names.fact,
        "report": partial(obligation_name, names),
        "vote": partial(consent_name, names),
        "propose": partial(consent_name, names),
    }
    return called[kind](about) if about and kind in called else ""


def longest(values: Values) -> str:
    """What somebody wrote; a choice that was made says little."""
    return max((text for texts in values.values() for text in texts), key=len, default="")


def rows_with_drafts(screen: DeskScreen) -> frozenset[str]:
    """The rows of the pane on top for which something lies unsent."""
    return frozenset(_row(each, screen) for each in unsent(screen) if _KINDS[each.kind].pane == screen.top)


def _row(each: Unsent, screen: DeskScreen) -> str:
    return f"{each.about}/{screen.seat}" if each.kind == "report" else each.about


async def open_again(screen: DeskScreen) -> None:
    """Open the one that waits, or choose among several."""
    waiting = {each.key: each for each in unsent(screen)}
    if not waiting:
        screen.desk.told(t("Nothing unsent is waiting. What you type is kept until you send it."))
    elif len(waiting) == 1:
        await _open(screen, next(iter(waiting.values())))
    else:

        async def chosen(key: str | None) -> None:
            if key is not None:
                await _open(screen, waiting[key])

        choices = tuple((each.key, each.words()) for each in waiting.values())
        screen.app.push_screen(Pick(t("Written and not sent"), choices), chosen)


async def _open(screen: DeskScreen, each: Unsent) -> None:
    kind = _KINDS[each.kind]
    if each.kind == "message":
        play_words.write_on(screen, Draft(screen.desk.drafts, each.key))
        return
    if kind.pane:
        screen.go(kind.pane)
    if each.about and kind.pane:
        screen.query_one(f"#{kind.pane}-list", Rows).choose(_row(each, screen))
        if screen.selected(f"{kind.pane}-list") != _row(each, screen) or _is_closed(screen, each):
            gone(screen, each.key, each.text)
            return
    await perform(action(kind.action, screen.ACTIONS), screen)
    if is_sitting(screen) and screen.app.screen is screen:
        # Closed, filed or decided meanwhile, it opens no dialog any more.
        gone(screen, each.key, each.text)


def _is_closed(screen: DeskScreen, each: Unsent) -> bool:
    """A vote that is over: the same key would propose it again, and keep to itself why somebody voted."""
    rows = screen.picture.votes(screen.desk.now()) if each.kind == "vote" else ()
    return any(row.id == each.about and row.status != "open" for row in rows)


def gone(screen: DeskScreen, key: str, text: str) -> None:
    """What it was about is not there any more: the words are, until somebody throws them away."""

    async def submit(_: Values) -> str:
        Draft(screen.desk.drafts, key).drop()
        return ""

    lost = t("What this was about is not open any more. You had written:")
    about = f"{lost}\n\n{text}"
    screen.app.push_screen(
        Form(t("Not sent"), submit=submit, button=t("Throw it away"), about=about, first="cancel")
    )


UNSENT = Action(
    "unsent", marked("Unsent text"), marked("Open again what you typed and did not send."), "u", open_again
)
