"""What a controller typed and did not send: a sign that it waits, and one key to open it again or throw it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from exercise.language import marked, n, t
from tui import control_forms, inject_forms, queue, rulings, severity
from tui.actions import Action
from tui.screens.desk import DeskScreen
from tui.screens.form import Draft
from tui.screens.pick import Pick
from tui.unsent import SIGN, begins, gone, longest

_ALL = "all"
ROOMY = 110
"""From this width on there is room for words beside the sign."""


class Kind(NamedTuple):
    """A dialog that keeps drafts; `open` takes what it is about, and says whether that is still there."""

    words: str
    open: Callable[[DeskScreen, str, Draft], bool]


def _observation(screen: DeskScreen, about: str, _: Draft) -> bool:
    control_forms.note(screen, about.partition("/")[0], about.partition("/")[2])
    return True


def _message(screen: DeskScreen, about: str, draft: Draft) -> bool:
    control_forms.message(screen, to=about.partition("/")[0], draft=draft)
    return True


def _as_somebody(screen: DeskScreen, _: str, draft: Draft) -> bool:
    control_forms.send_as(screen, draft=draft)
    return True


def _decision(screen: DeskScreen, about: str, _: Draft) -> bool:
    control_forms.record_decision(screen, about)
    return True


def _inject(screen: DeskScreen, _about: str, _: Draft) -> bool:
    inject_forms.inject(screen)
    return True


def _severity(screen: DeskScreen, _about: str, _: Draft) -> bool:
    severity.ask_or_share(screen)
    return True


_KINDS = {
    "observe": Kind(marked("Observation"), _observation),
    "message": Kind(marked("Message"), _message),
    "as": Kind(marked("Write as somebody"), _as_somebody),
    "decide": Kind(marked("Decision for an agency"), _decision),
    "inject": Kind(marked("New inject"), _inject),
    "copy": Kind(marked("Copy an inject"), lambda screen, about, _: inject_forms.copy(screen, about)),
    "template": Kind(
        marked("Inject from a template"), lambda screen, about, _: inject_forms.from_template(screen, about)
    ),
    "call": Kind(marked("Call made"), lambda screen, about, _: queue.say_how(screen, about)),
    "rule": Kind(marked("Rule on a proposal"), lambda screen, about, _: rulings.rule_on(screen, about)),
    "severity": Kind(marked("Severity"), _severity),
}


def waiting(screen: DeskScreen) -> dict[str, str]:
    """Draft → what it is and how it begins."""
    found = {}
    for key, values in screen.desk.drafts.items():
        seat, _, rest = key.partition("/")
        kind = rest.partition("/")[0]
        if seat == screen.seat and kind in _KINDS:
            found[key] = f"{SIGN} {t(_KINDS[kind].words)}: {begins(longest(values))}"
    return found


def sign(screen: DeskScreen) -> str:
    """For the status line; nothing while nothing waits."""
    count = len(waiting(screen))
    if not count or screen.app.size.width < ROOMY:
        return f"{SIGN}{count}" if count else ""
    key = screen.desk.settings.key_of(UNSENT)
    return f"{SIGN} " + n("{count} unsent ({key})", "{count} unsent ({key})", count, key=key)


def tell(screen: DeskScreen) -> None:
    """Whoever comes back to a desk learns that something waits."""
    if waiting(screen):
        key = screen.desk.settings.key_of(UNSENT)
        screen.desk.told(t("What you typed and did not send is still here; {key} opens it.", key=key))


def open_again(screen: DeskScreen) -> None:
    """Open one of those that wait, or throw all of them away."""
    found = waiting(screen)
    if not found:
        screen.desk.told(t("Nothing unsent is waiting. What you type is kept until you send it."))
        return

    def chosen(key: str | None) -> None:
        if key == _ALL:
            for each in found:
                Draft(screen.desk.drafts, each).drop()
            screen.show(fresh=True)
        elif key is not None:
            _, kind, about = (*key.split("/", 2), "")[:3]
            if not _KINDS[kind].open(screen, about, Draft(screen.desk.drafts, key)):
                gone(screen, key, longest(screen.desk.drafts[key]))

    choices = (*found.items(), (_ALL, t("Throw all of it away")))
    screen.app.push_screen(Pick(t("Written and not sent"), choices), chosen)


UNSENT = Action(
    "unsent", marked("Unsent text"), marked("Open again what you typed and did not send."), "U", open_again
)
