"""Injects the MSEL does not have: written from nothing or from a copy, and looked at as their readers will."""

from __future__ import annotations

from collections import defaultdict

from rich.text import Text

from exercise.domain import commands as cmd
from exercise.domain.ground import CHANNELS
from exercise.domain.recipients import recipients
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.rows import InboxRow
from exercise.scenario.play import ExpectReply
from exercise.scenario.quantities import lasting
from tui.control_forms import agencies, labelled_tlps
from tui.moments import lapse
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Pick
from tui.widgets.columns import STATUS
from tui.widgets.pages import inbox_page

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
    _edit(screen, t("New inject"), {}, "inject")


def duplicate(screen: DeskScreen) -> None:
    """From the chosen inject; where none is chosen, from any, such as a contingency the scenario keeps ready."""
    chosen = screen.selected("msel-list") if screen.top == "msel" else ""
    if chosen:
        _copy(screen, chosen)
        return

    def picked(name: str | None) -> None:
        if name:
            _copy(screen, name)

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


def _copy(screen: DeskScreen, name: str) -> None:
    """Into the editor, with what a person may change."""
    row = next(row for row in screen.picture.msel(screen.desk.now()) if row.id == name)
    part, names = screen.desk.scenario.injects.get(name), screen.picture.names
    start = {
        "sender": row.sender,
        "subject": row.subject,
        "text": row.text,
        "urgent": "yes" if row.urgent else "",
    }
    if part is not None:
        reply = next((each for each in part.expect if isinstance(each, ExpectReply)), None)
        start |= {"to": " ".join(part.to), "channel": part.channel, "tlp": part.tlp}
        start["within"] = lasting(reply.within) if reply is not None and reply.within else ""
    elif name in screen.picture.released:
        _, event = screen.picture.released[name]
        start |= {"to": " ".join(event.to), "channel": event.channel, "tlp": event.tlp}
    title = t("A copy of #{number} {inject}", number=row.number, inject=names.inject(name))
    _edit(screen, title, start, "copy", name, about=t(_NO_COPY))


def _edit(screen: DeskScreen, title: str, start: dict[str, str], *draft: str, about: str = "") -> None:
    async def submit(values: Values) -> str:
        try:
            command = _command(values)
        except ValueError as wrong:
            return str(wrong)
        return await screen.desk.ask(command, seat=EXCON)

    def preview(values: Values) -> Text:
        try:
            return as_read(screen, _command(values))
        except ValueError as wrong:
            return Text(f"! {wrong}", style=screen.desk.ink().bad)

    screen.app.push_screen(
        Form(
            title,
            Field("to", t("To (space marks)"), "many", start.get("to", ""), agencies(screen, everyone=True)),
            Field("sender", t("From, as players see it"), value=start.get("sender", "")),
            Field("subject", t("Subject"), value=start.get("subject", "")),
            Field("text", t("Text"), "text", start.get("text", "")),
            Field(
                "channel",
                t("Channel"),
                "choice",
                start.get("channel", ""),
                tuple((each, t(each)) for each in CHANNELS),
            ),
            Field("tlp", t("Traffic light protocol"), "choice", start.get("tlp", ""), labelled_tlps()),
            Field(
                "urgent", t("Urgent"), "choice", start.get("urgent", ""), (("", t("no")), ("yes", t("yes")))
            ),
            Field(
                "within",
                t("Answer wanted within, such as 45min (may stay empty)"),
                value=start.get("within", ""),
            ),
            submit=submit,
            about=about,
            draft=screen.draft(*draft),
            preview=preview,
        )
    )


def _command(values: Values) -> cmd.SendInject:
    """Raises `ValueError` when the time to answer cannot be read."""
    return cmd.SendInject(
        to=values["to"],
        sender=one(values, "sender"),
        subject=one(values, "subject"),
        text=one(values, "text"),
        channel=one(values, "channel"),
        tlp=one(values, "tlp"),
        urgent=bool(one(values, "urgent")),
        answer_within=lapse(one(values, "within")),
    )


def as_read(screen: DeskScreen, command: cmd.SendInject) -> Text:
    """The inject as its readers will see it, once for each language they read in.

    What is written at the desk has one language; whoever reads another first is named, so that somebody translates.
    """
    scenario, ink, now = screen.desk.scenario, screen.desk.ink(), screen.desk.now()
    readers: dict[str, list[str]] = defaultdict(list)
    for agency in recipients(command.to, scenario):
        readers[scenario.languages_of(agency)[0]].append(screen.picture.names.agency(agency))
    if not readers:
        return Text(t("! Nobody is marked to receive it."), style=ink.bad)
    text = Text()
    for language, whose in readers.items():
        text.append(f"{language}: {', '.join(whose)}\n", style=f"bold {ink.accent}")
        if language != scenario.languages[0]:
            first = t(
                "! They read {language} first; your words reach them as you wrote them.", language=language
            )
            text.append(f"{first}\n", style=ink.low)
        text.append_text(inbox_page(_row(screen, command, now), (), ink)).append("\n")
    return text


def _row(screen: DeskScreen, command: cmd.SendInject, now: int) -> InboxRow:
    within = command.answer_within
    return InboxRow(
        id="",
        number=0,
        tick=now,
        sender=command.sender,
        channel=command.channel,
        tlp=command.tlp,
        urgent=command.urgent,
        subject=command.subject,
        text=command.text,
        attachments=(),
        questions=(),
        decisions=(),
        to=screen.picture.names.agencies(recipients(command.to, screen.desk.scenario)),
        answer_by=None if within is None else now + within,
        answer_in=within,
        answered=None,
        replies=(),
    )
