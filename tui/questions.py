"""Questionnaires at any desk: the call for them, and the dialog in which they are filled in."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.asked import AskedRow, QuestionRow, asked
from exercise.review.names import minute
from tui.actions import Action
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Pick
from tui.seated import is_sitting

CONTROL = ("director", "lead", "controller", "simcell")
"""As what a controller's desk answers on a machine of its own, where one person is all of these."""


def roles_at(screen: DeskScreen) -> tuple[str, ...]:
    """As what this desk may answer: the seat's role, or what a seat on one machine can be."""
    if screen.ROLES:
        return screen.ROLES if screen.desk.role in ("", *screen.ROLES) else ()
    if screen.desk.role and screen.seat == screen.desk.home:
        return (screen.desk.role,)
    if screen.seat != EXCON:
        return ("participant",) if is_sitting(screen) and not screen.desk.role else ()
    return CONTROL


def rows_at(screen: DeskScreen) -> tuple[AskedRow, ...]:
    """The questionnaires for this desk."""
    seat = screen.desk.station if screen.seat == screen.desk.home and screen.desk.station else screen.seat
    picture = screen.picture
    return asked(picture.scenario, picture.world, picture.names, roles=roles_at(screen), seat=seat)


def is_answered(screen: DeskScreen, row: AskedRow) -> bool:
    """Whether it has been filled in; an anonymous one only this desk knows of."""
    return row.answered is not None or f"{screen.seat}/{row.id}" in screen.desk.answered_here


def waits(screen: DeskScreen) -> str:
    """The call for what is asked after ENDEX."""
    if screen.picture.world.phase != "ended":
        return ""
    waiting = [row for row in rows_at(screen) if row.is_open and not is_answered(screen, row)]
    if not waiting:
        return ""
    key = screen.desk.settings.key_of(ANSWER)
    names = ", ".join(row.name for row in waiting)
    return " " + t("ENDEX. Please answer ({key}): {names}", key=key, names=names) + " "


def answer(screen: DeskScreen) -> None:
    """Fill in a questionnaire that is open."""
    rows = [row for row in rows_at(screen) if row.is_open]
    if not rows:
        screen.desk.told(t("No questionnaire is open for you now."))
        return
    if len(rows) == 1:
        open_form(screen, rows[0])
        return

    def chosen(name: str | None) -> None:
        if row := next((each for each in rows if each.id == name), None):
            open_form(screen, row)

    choices = tuple(
        (row.id, t("{name} (answered)", name=row.name) if is_answered(screen, row) else row.name)
        for row in rows
    )
    screen.app.push_screen(Pick(t("Which questionnaire?"), choices), chosen)


def open_form(screen: DeskScreen, row: AskedRow) -> None:
    """The dialog. What is typed stays until it is sent."""
    if not row.is_open:
        screen.desk.told(t("This questionnaire is not open now."))
        return
    if row.anonymous and is_answered(screen, row):
        screen.desk.told(t("You have answered this; without a name it cannot be changed."))
        return

    async def submit(values: Values) -> str:
        given = {each.id: one(values, each.id) for each in row.questions if one(values, each.id)}
        lacks = next((each.ask for each in row.questions if each.required and each.id not in given), "")
        if lacks:
            return t("please answer: {question}", question=lacks)
        # A server writes down the role itself; on one machine the desk says it.
        command = cmd.Answer(row.id, given, "" if screen.desk.role else row.role)
        if refusal := await screen.desk.ask(command, seat=screen.seat):
            return refusal
        screen.desk.answered_here.add(f"{screen.seat}/{row.id}")
        thanks = (
            t("Thank you. {name} is corrected.", name=row.name)
            if row.answered is not None
            else t("Thank you. {name} is answered.", name=row.name)
        )
        screen.desk.told(thanks)
        return ""

    again = row.answered is not None
    kept = t("Anonymous: your answers are kept with your role, not with your seat.") if row.anonymous else ""
    if again:
        kept = t(
            "You answered this at {time}. What you send now replaces that, and is marked as a correction.",
            time=minute(row.answered or 0),
        )
    screen.app.push_screen(
        Form(
            row.name,
            *(_field(each, row.given.get(each.id, "")) for each in row.questions),
            submit=submit,
            button=t("Send the correction") if again else t("Send"),
            about="\n".join(part for part in (row.about.strip(), kept) if part),
            draft=screen.draft("questionnaire", row.id),
        )
    )


def _field(row: QuestionRow, given: str) -> Field:
    label = f"{row.ask}{' *' if row.required else ''}"
    if not row.options:
        return Field(row.id, label, "text", given)
    none = t("choose an answer") if row.required else t("no answer")
    return Field(row.id, label, "choice", given, options=(("", none), *row.options))


ANSWER = Action(
    "answer",
    marked("Questionnaire"),
    marked("What you are asked about the exercise: hot wash, feedback."),
    "y",
    answer,
)
