"""What controllers do with a line of the MSEL: release, hold, skip, another time; and finding it."""

from __future__ import annotations

from textual.widgets import Input, TabbedContent

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import t
from exercise.review.rows import MselRow
from exercise.scenario.quantities import clock
from tui import queue
from tui.moments import HELP, moment
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.screens.reading import Reading
from tui.widgets.pages import msel_page
from tui.widgets.rows import Rows


def inject_in_hand(screen: DeskScreen) -> str:
    """The inject the controller has selected, in the MSEL or among what needs them; none that is out of sight."""
    if screen.top == "needs":
        row = queue.need_in_hand(screen)
        return row.inject if row is not None else ""
    return screen.selected("msel-list") if screen.top == "msel" else ""


def _no_inject(screen: DeskScreen) -> None:
    screen.desk.told(t("Select an inject first: 1 shows the MSEL, ↑↓ move the cursor."))


async def release(screen: DeskScreen) -> None:
    """Release the selected inject now."""
    if inject := inject_in_hand(screen):
        await screen.desk.ask(cmd.Release(inject), seat=EXCON)
    else:
        _no_inject(screen)


async def hold(screen: DeskScreen) -> None:
    """Keep the selected inject back."""
    if inject := inject_in_hand(screen):
        await screen.desk.ask(cmd.Hold(inject), seat=EXCON)
    else:
        _no_inject(screen)


def skip(screen: DeskScreen) -> None:
    """Never play the selected inject."""
    inject = inject_in_hand(screen)
    if not inject:
        _no_inject(screen)
        return

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.Skip(inject, one(values, "why")), seat=EXCON)

    title = t("Skip: {inject}", inject=screen.picture.names.inject(inject))
    field = Field("why", t("Why, for the report"))
    screen.app.push_screen(Form(title, field, submit=submit, button=t("Skip")))


def reschedule(screen: DeskScreen) -> None:
    """Give the selected inject another time."""
    inject = inject_in_hand(screen)
    if not inject:
        _no_inject(screen)
        return

    async def submit(values: Values) -> str:
        try:
            at = moment(one(values, "at"), screen.desk.now())
        except ValueError as wrong:
            return str(wrong)
        return await screen.desk.ask(cmd.Reschedule(inject, at), seat=EXCON)

    def says(values: Values) -> str:
        """Where it will stand: `+90min` is counted from now, not from the time it had."""
        try:
            return t("✔ Goes out at {time}.", time=clock(moment(one(values, "at"), screen.desk.now())))
        except ValueError as wrong:
            return f"! {wrong}"

    title = t("Another time for: {inject}", inject=screen.picture.names.inject(inject))
    field = Field("at", t("At ({how})", how=t(HELP)))
    screen.app.push_screen(
        Form(
            title,
            field,
            submit=submit,
            button=t("Reschedule"),
            lacks=lambda values: "" if one(values, "at") else t("Time"),
            ready=says,
        )
    )


def read(screen: DeskScreen) -> None:
    """The selected inject, whole."""
    inject = inject_in_hand(screen)
    row = next((row for row in screen.picture.msel(screen.desk.now()) if row.id == inject), None)
    if row is None:
        _no_inject(screen)
    else:
        screen.app.push_screen(Reading(t("Inject"), msel_page(row, screen.desk.ink(), whole=True)))


def next_inject(screen: DeskScreen) -> None:
    """Go to the next inject to come."""
    screen.go("msel")
    screen.query_one("#msel-list", Rows).choose(to_come(screen.picture.msel(screen.desk.now())))


def to_come(rows: tuple[MselRow, ...]) -> str:
    """What goes out next by the clock, or else the first that waits for something; empty when all have gone out."""
    waits = [row for row in rows if row.status in ("planned", "gated", "held")]
    by_the_clock = (row.id for row in waits if row.status == "planned" and row.at is not None)
    return next(by_the_clock, waits[0].id if waits else "")


def filter_lines(screen: DeskScreen) -> None:
    """Show only some lines: of the queue those of a cell, of the MSEL those with some words."""
    if screen.top == "needs":
        queue.only_cell(screen)
        return
    field = screen.query_one("#find", Input)
    field.display = True
    screen.query_one(TabbedContent).active = "msel"
    # At once, so that the letters typed next are not taken for keys.
    screen.set_focus(field)
    screen.show_soon()
