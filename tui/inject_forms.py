"""Injects the MSEL does not have: written from nothing, from a copy or from a template."""

from __future__ import annotations

from exercise.domain.improvised import letter_of, line_of
from exercise.language import marked, t
from exercise.review.control_rows import expected_in_words
from exercise.scenario.improvised import Template
from exercise.scenario.play import ExpectReply, Inject
from exercise.scenario.quantities import lasting
from tui.inject_editor import Start, edit
from tui.screens.desk import DeskScreen
from tui.screens.pick import Pick
from tui.widgets.columns import STATUS

_NO_COPY = marked(
    "A copy takes words, recipients and time to answer; effects, facts and attachments stay with the original."
)
_KINDS = {
    "contextual": marked("contextual"),
    "inject": marked("inject"),
    "contingency": marked("contingency"),
    "expected-action": marked("expected-action"),
    "administrative": marked("administrative"),
}


def inject(screen: DeskScreen) -> None:
    """From nothing."""
    edit(screen, t("New inject"), Start(), "inject")


def duplicate(screen: DeskScreen) -> None:
    """From the chosen inject; where none is chosen, from any, such as a contingency the scenario keeps ready."""
    chosen = screen.selected("msel-list") if screen.top == "msel" else ""
    if chosen:
        copy(screen, chosen)
        return

    def picked(name: str | None) -> None:
        if name:
            copy(screen, name)

    rows = screen.picture.msel(screen.desk.now())
    ready = sorted(rows, key=lambda row: row.kind != "contingency")
    choices = tuple(
        (
            row.id,
            f"#{row.number} {row.subject} ({t(_KINDS.get(row.kind, row.kind))}, {t(STATUS[row.status])})",
        )
        for row in ready
    )
    screen.app.push_screen(Pick(t("A copy of which inject?"), choices), picked)


def copy(screen: DeskScreen, name: str) -> bool:
    """Into the editor, with what a person may change; False when there is no such inject."""
    row = next((row for row in screen.picture.msel(screen.desk.now()) if row.id == name), None)
    if row is None:
        return False
    part = line_of(screen.desk.scenario, screen.picture.world, name)
    start = Start()
    if part is not None:
        start = _start(part)
    elif name in screen.picture.released:
        _, event = screen.picture.released[name]
        start = Start(letter_of(event))
    title = t("A copy of #{number} {inject}", number=row.number, inject=row.subject)
    edit(screen, title, start, "copy", name, about=t(_NO_COPY))
    return True


def _start(part: Inject | Template, template: str = "") -> Start:
    """With everything of a part of the scenario that a person may change."""
    reply = next((each for each in part.expect if isinstance(each, ExpectReply)), None)
    within = lasting(reply.within) if reply is not None and reply.within else ""
    return Start(letter_of(part), within, template)


def template(screen: DeskScreen) -> None:
    """From one of those that the scenario keeps ready, found by name."""
    names, ready = screen.picture.names, screen.desk.scenario.templates
    if not ready:
        screen.desk.told(
            t("This scenario has no templates; an inject can be written from nothing or from a copy.")
        )
        return

    def picked(name: str | None) -> None:
        if name:
            from_template(screen, name)

    to = {name: names.agencies(part.to) if part.to else t("to whom you mark") for name, part in ready.items()}
    choices = tuple((name, f"{names.pick(part.name)} ({to[name]})") for name, part in ready.items())
    screen.app.push_screen(Pick(t("Which template?"), choices), picked)


def from_template(screen: DeskScreen, name: str) -> bool:
    """Into the editor, with its gaps to fill; False when the scenario has no such template."""
    part, picture = screen.desk.scenario.templates.get(name), screen.picture
    if part is None:
        return False
    expected = [expected_in_words(picture, each) for each in part.expect]
    about = [picture.names.pick(part.note)] if part.note else []
    if expected:
        about.append(t("Expects: {what}", what="; ".join(expected)))
    edit(screen, picture.names.pick(part.name), _start(part, name), "template", name, about="\n".join(about))
    return True
