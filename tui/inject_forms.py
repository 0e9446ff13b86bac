"""Injects the MSEL does not have: written from nothing or from a copy, and looked at as their readers will."""

from __future__ import annotations

from collections import defaultdict

from rich.text import Text

from exercise.domain import commands as cmd
from exercise.domain.ground import CHANNELS
from exercise.domain.recipients import recipients
from exercise.domain.seats import EXCON
from exercise.review.rows import InboxRow
from exercise.scenario.play import ExpectReply
from exercise.scenario.quantities import lasting
from tui.control_forms import agencies, labelled_tlps
from tui.moments import lapse
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Pick
from tui.widgets.pages import inbox_page

_NO_COPY = "A copy takes words, recipients and time to answer; effects, facts and attachments stay with the original."


def inject(screen: DeskScreen) -> None:
    """From nothing."""
    _edit(screen, "New inject", {}, "inject")


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
    choices = tuple((row.id, f"#{row.number} {row.subject} ({row.kind}, {row.status})") for row in ready)
    screen.app.push_screen(Pick("A copy of which inject?", choices), picked)


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
    _edit(screen, f"A copy of #{row.number} {names.inject(name)}", start, "copy", name, about=_NO_COPY)


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
            Field("to", "To (space marks)", "many", start.get("to", ""), agencies(screen, everyone=True)),
            Field("sender", "From, as players see it", value=start.get("sender", "")),
            Field("subject", "Subject", value=start.get("subject", "")),
            Field("text", "Text", "text", start.get("text", "")),
            Field(
                "channel",
                "Channel",
                "choice",
                start.get("channel", ""),
                tuple((each, each) for each in CHANNELS),
            ),
            Field("tlp", "Traffic light protocol", "choice", start.get("tlp", ""), labelled_tlps()),
            Field("urgent", "Urgent", "choice", start.get("urgent", ""), (("", "no"), ("yes", "yes"))),
            Field(
                "within",
                "Answer wanted within, such as 45min (may stay empty)",
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
        return Text("! Nobody is marked to receive it.", style=ink.bad)
    text = Text()
    for language, whose in readers.items():
        text.append(f"{language}: {', '.join(whose)}\n", style=f"bold {ink.accent}")
        if language != scenario.languages[0]:
            text.append(
                f"! They read {language} first; your words reach them as you wrote them.\n", style=ink.low
            )
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
