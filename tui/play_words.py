"""What an agency tells others: facts under their TLP, messages, questions to EXCON."""

from __future__ import annotations

import re

import msgspec

from exercise.domain import commands as cmd
from exercise.domain.refusals import REFUSALS
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.comms_rows import directory
from exercise.review.rows import FactRow
from tui.control_forms import labelled_tlps
from tui.screens.desk import DeskScreen
from tui.screens.directory import DirectoryScreen
from tui.screens.form import Draft, Field, Form, Values, one
from tui.seated import chosen_row, guide, may_act, others
from tui.widgets.wording import tlp

_KNOWINGLY = "knowingly"
_TLP_BREACH = next(each for each in REFUSALS if _KNOWINGLY in each)
"""Against its TLP, but possible."""


def share(screen: DeskScreen) -> None:
    """Pass the selected fact on."""
    rows = screen.picture.facts_held()
    row = chosen_row(screen, "facts-list", rows, lambda row: row.id) if screen.top == "facts" else None
    if row is None:
        guide(screen, "facts", t("Choose what to share with ↑↓, then press Enter."))
        return
    if not may_act(screen):
        return

    async def submit(values: Values) -> str:
        command = cmd.Share(row.id, to=values["to"], note=one(values, "note"))
        refusal = await screen.desk.ask(command, seat=screen.seat)
        if may_be_shared_knowingly(refusal):
            _warn(screen, form, row, command, refusal)
        return refusal

    rule = (
        t("You found this yourself, so you may tell whom you like.")
        if row.own
        else t(_TLP_RULES.get(row.tlp, ""))
    )
    whom = tuple(
        (key, t("{who} (told already)", who=name) if name in row.shared_with else name)
        for key, name in others(screen)
    )
    form = Form(
        t("Share what you know"),
        Field("to", t("With (space marks)"), "many", options=whom),
        Field("note", t("Note (may stay empty)")),
        submit=submit,
        button=t("Share"),
        about=f"{tlp(row.tlp)}. {row.text}\n{rule}",
        draft=screen.draft("share", row.id),
    )
    screen.app.push_screen(form)


def may_be_shared_knowingly(refusal: str) -> bool:
    """Whether a refusal in the reader's words says: against its TLP, but possible."""
    said = max(re.split(r"\{\w+\}", t(_TLP_BREACH)), key=len)
    return said in refusal or _KNOWINGLY in refusal


def _warn(screen: DeskScreen, form: Form, row: FactRow, command: cmd.Share, refusal: str) -> None:
    """People do pass things on against their TLP; here they do it with open eyes."""

    async def submit(values: Values) -> str:
        if not values["sure"]:
            return t("mark that you mean it (space), or go back")
        knowing = msgspec.structs.replace(command, knowingly=True)
        return await screen.desk.ask(knowing, seat=screen.seat)

    def closed(done: bool | None) -> None:
        if done:
            form.finish()

    again = t("Escape goes back to choose others.")
    about = f"{refusal[:1].upper()}{refusal[1:]}.\n\n{row.text}\n\n{again}"
    # A key pressed twice sends a form and would send its warning: that one has a mark of its own.
    sure = Field("sure", t("Sure?"), "many", options=(("yes", t("I share it all the same (space marks)")),))
    warning = Form(
        t("⚠ Against {tlp}", tlp=tlp(row.tlp)), sure, submit=submit, button=t("Share knowingly"), about=about
    )
    screen.app.push_screen(warning, closed)


_TLP_RULES = {
    "red": marked("For those it was given to only. Passing it on is possible, and will be noted."),
    "amber-strict": marked("For your own organisation only. Passing it on is possible, and will be noted."),
    "amber": marked("For your organisation and those it serves, as far as they need it."),
    "green": marked("For your community, not for the public."),
    "clear": marked("For anybody."),
}


def write(screen: DeskScreen) -> None:
    """A message to other agencies."""
    if may_act(screen):
        screen.app.push_screen(_message(screen, t("Message"), to="", subject=""))


def write_back(screen: DeskScreen) -> None:
    """An answer to the selected message."""
    rows = screen.picture.messages()
    row = chosen_row(screen, "messages-list", rows, lambda row: row.id)
    if not may_act(screen):
        return
    if row is None or row.mine:
        screen.app.push_screen(_message(screen, t("Message"), to="", subject=""))
    else:
        subject = row.subject if row.subject.startswith("Re: ") else f"Re: {row.subject}"
        screen.app.push_screen(
            _message(
                screen, t("To {sender}", sender=row.sender), to=row.sender_id, subject=subject, about=row.text
            )
        )


def who_is_who(screen: DeskScreen) -> None:
    """The directory; Enter writes to the chosen one."""

    def chosen(address: str | None) -> None:
        if address and address != screen.seat and may_act(screen):
            screen.app.push_screen(_message(screen, t("Message"), to=address, subject=""))

    screen.app.push_screen(DirectoryScreen(directory(screen.picture), screen.desk.ink()), chosen)


def ask_control(screen: DeskScreen) -> None:
    """A question to the people who run the exercise."""
    if may_act(screen):
        screen.app.push_screen(_message(screen, t("Ask EXCON"), to=EXCON, subject=t("Question")))


def write_on(screen: DeskScreen, draft: Draft) -> None:
    """Go on with a message that was not sent."""
    if may_act(screen):
        screen.app.push_screen(_message(screen, t("Message"), to="", subject="", draft=draft))


def _message(
    screen: DeskScreen, title: str, *, to: str, subject: str, about: str = "", draft: Draft | None = None
) -> Form:
    async def submit(values: Values) -> str:
        command = cmd.Send(
            to=values["to"], subject=one(values, "subject"), text=one(values, "text"), tlp=one(values, "tlp")
        )
        return await screen.desk.ask(command, seat=screen.seat)

    fields = (
        Field("to", t("To (space marks)"), "many", to, options=others(screen, control=True)),
        Field("subject", t("Subject"), value=subject),
        Field("text", t("Text"), "text"),
    )
    return Form(
        title,
        # Where it goes and what it is about stand there already, it begins with what is to be said.
        *(reversed(fields) if to and subject else fields),
        Field("tlp", t("Traffic light protocol"), "choice", options=labelled_tlps()),
        submit=submit,
        about=about,
        # Where nothing stands there yet, a space typed at once must not take the mark of whom it goes to away.
        first="subject" if to and not subject else "",
        draft=draft or screen.draft("message", to, subject),
    )
