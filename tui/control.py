"""What controllers can do: the clock, the MSEL, the seats."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Input

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.review.comms_rows import directory
from exercise.review.rows import MselRow
from tui import (
    comms,
    control_forms,
    every_desk,
    inject_forms,
    overrides,
    questions,
    queue,
    reasons,
    rulings,
    severity,
    views,
)
from tui.actions import Action
from tui.moments import HELP, moment
from tui.screens import agencies_pane, world_pane
from tui.screens.desk import DeskScreen
from tui.screens.directory import DirectoryScreen
from tui.screens.evaluator import EvaluatorScreen
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Pick
from tui.screens.reading import Reading
from tui.screens.seat import SeatScreen
from tui.widgets.pages import msel_page
from tui.widgets.rows import Rows

PACES = (1.0, 5.0, 10.0, 30.0, 60.0, 120.0, 600.0)


async def pause_or_resume(screen: DeskScreen) -> None:
    """One key for both, because it is pressed in a hurry."""
    phase = screen.picture.world.phase
    command = cmd.Resume() if phase == "paused" else cmd.Start() if phase == "briefing" else cmd.Pause()
    if phase == "briefing":
        await start(screen)
    else:
        await screen.desk.ask(command, seat=EXCON)


async def start(screen: DeskScreen) -> None:
    """STARTEX."""
    if not await screen.desk.ask(cmd.Start(), seat=EXCON):
        comms.warn_of_silence(screen)


def end(screen: DeskScreen) -> None:
    """ENDEX, once asked."""

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.End(one(values, "why")), seat=EXCON)

    about = "Play ends for every seat and cannot be taken up again. The log stays, for debrief and report."
    fields = (Field("why", "Why, if it is not the planned end (may stay empty)"),)
    screen.app.push_screen(
        Form("ENDEX: end the exercise?", *fields, submit=submit, button="ENDEX", about=about)
    )


async def faster(screen: DeskScreen) -> None:
    """The next pace up."""
    await _pace(screen, next((pace for pace in PACES if pace > screen.picture.world.pace), PACES[-1]))


async def slower(screen: DeskScreen) -> None:
    """The next pace down."""
    await _pace(
        screen, next((pace for pace in reversed(PACES) if pace < screen.picture.world.pace), PACES[0])
    )


async def _pace(screen: DeskScreen, pace: float) -> None:
    if pace != screen.picture.world.pace:
        await screen.desk.ask(cmd.SetPace(pace), seat=EXCON)


def jump(screen: DeskScreen) -> None:
    """To a time, or to the next inject."""
    upcoming = screen.picture.status(screen.desk.now()).next_at

    async def submit(values: Values) -> str:
        typed = one(values, "to")
        try:
            to = upcoming if not typed and upcoming is not None else moment(typed, screen.desk.now())
        except ValueError as wrong:
            return str(wrong)
        return await screen.desk.ask(cmd.Jump(to), seat=EXCON)

    label = f"To ({HELP}; empty: to the next inject)" if upcoming is not None else f"To ({HELP})"
    about = "Everything between is played at once, in order."
    screen.app.push_screen(
        Form("Move the clock on", Field("to", label), submit=submit, button="Jump", about=about)
    )


def inject_in_hand(screen: DeskScreen) -> str:
    """The inject the controller has selected, in the MSEL or among what needs them."""
    if screen.top == "needs":
        chosen = screen.selected("needs-list")
        needs = screen.picture.needs_you(screen.desk.now())
        return next((row.inject for row in needs if row.id == chosen), "")
    return screen.selected("msel-list")


def _no_inject(screen: DeskScreen) -> None:
    screen.desk.told("Select an inject first: 1 shows the MSEL, ↑↓ move the cursor.")


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

    title = f"Skip: {screen.picture.names.inject(inject)}"
    screen.app.push_screen(Form(title, Field("why", "Why, for the report"), submit=submit, button="Skip"))


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

    title = f"Another time for: {screen.picture.names.inject(inject)}"
    screen.app.push_screen(Form(title, Field("at", f"At ({HELP})"), submit=submit, button="Reschedule"))


def read(screen: DeskScreen) -> None:
    """The selected inject, whole."""
    inject = inject_in_hand(screen)
    row = next((row for row in screen.picture.msel(screen.desk.now()) if row.id == inject), None)
    if row is not None:
        screen.app.push_screen(Reading("Inject", msel_page(row, screen.desk.ink(), whole=True)))


def usual(screen: DeskScreen) -> None:
    """Enter: what the selected line calls for."""
    kind = screen.selected("needs-list").partition("/")[0] if screen.top == "needs" else ""
    if screen.top == "agencies":
        look(screen)
    elif kind == "rule":
        rulings.rule(screen)
    elif kind == "asked":
        control_forms.message(screen)
    elif kind == "party":
        control_forms.answer_as(screen)
    elif kind == "call":
        queue.called(screen)
    elif kind in ("vote", "duty", "tlp"):
        reasons.why(screen)
    elif kind in ("unrated", "handed") or screen.top in ("lead", "severity"):
        control_forms.message(screen)
    else:
        read(screen)


def agency_in_hand(screen: DeskScreen) -> str:
    """The agency selected in the list of agencies or among what needs a controller."""
    if screen.top == "agencies":
        return agencies_pane.in_hand(screen)
    if screen.top == "needs":
        chosen = screen.selected("needs-list")
        needs = screen.picture.needs_you(screen.desk.now())
        return next((row.agency for row in needs if row.id == chosen), "")
    return ""


async def sit(screen: DeskScreen) -> None:
    """Sit at an agency; its bot stops."""
    _with_agency(screen, "Sit at which agency? Its bot stops while you sit there.", _sit_down)


def _sit_down(screen: DeskScreen, agency: str) -> None:
    async def sit_down() -> None:
        taken = agency in screen.picture.world.seats
        if taken or not await screen.desk.ask(cmd.TakeSeat(agency), seat=EXCON):
            screen.desk.seats_taken_here.add(agency)
            screen.app.push_screen(SeatScreen(screen.desk, agency))

    screen.run_worker(sit_down(), group="seat", exclusive=True, exit_on_error=False)


def look(screen: DeskScreen) -> None:
    """See what an agency sees, without touching anything."""
    _with_agency(screen, "Look through whose eyes?", _look_through)


def _look_through(screen: DeskScreen, agency: str) -> None:
    screen.app.push_screen(SeatScreen(screen.desk, agency))


def evaluate(screen: DeskScreen) -> None:
    """Open the evaluator's desk; Escape comes back."""
    screen.app.push_screen(EvaluatorScreen(screen.desk, EXCON))


def _with_agency(screen: DeskScreen, title: str, then: Callable[[DeskScreen, str], None]) -> None:
    now = screen.desk.now()
    rows = sorted(screen.picture.agencies(now), key=lambda row: row.id != agency_in_hand(screen))
    choices = tuple((row.id, f"{row.short}: {row.name} ({row.seat})") for row in rows)

    def chosen(agency: str | None) -> None:
        if agency:
            then(screen, agency)

    screen.app.push_screen(Pick(title, choices), chosen)


def who_is_who(screen: DeskScreen) -> None:
    """The directory, with what parties know and want; Enter writes to an agency."""

    def chosen(address: str | None) -> None:
        if address in screen.desk.scenario.agencies:
            control_forms.message(screen, to=address)
        elif address in screen.desk.scenario.parties:
            control_forms.send_as(
                screen, persona=screen.picture.names.pick(screen.desk.scenario.parties[address].name)
            )

    screen.app.push_screen(DirectoryScreen(directory(screen.picture), screen.desk.ink()), chosen)


def next_inject(screen: DeskScreen) -> None:
    """Go to the next inject to come."""
    screen.go("msel")
    screen.query_one("#msel-list", Rows).choose(to_come(screen.picture.msel(screen.desk.now())))


def to_come(rows: tuple[MselRow, ...]) -> str:
    """The first inject that has not gone out; empty when all have."""
    return next((row.id for row in rows if row.status in ("planned", "gated", "held")), "")


def filter_msel(screen: DeskScreen) -> None:
    """Show only some lines of the MSEL."""
    screen.go("msel")
    field = screen.query_one("#find", Input)
    field.display = True
    field.focus()


CONTROL = (
    Action(
        "pause", "Pause or resume", "The clock stops; nothing expires.", "space", pause_or_resume, "Pause"
    ),
    Action("release", "Release inject", "The selected inject goes out now.", "r", release, "Release"),
    Action("hold", "Hold inject", "It waits until you release it.", "h", hold),
    Action("skip", "Skip inject", "It will not be played; you say why.", "s", skip),
    Action("reschedule", "Another time", "Give the selected inject a new time.", "t", reschedule),
    Action(
        "inject", "New inject", "Send something the MSEL does not have.", "i", inject_forms.inject, "Inject"
    ),
    Action(
        "duplicate",
        "Copy an inject",
        "The chosen inject in the editor, to change and send.",
        "I",
        inject_forms.duplicate,
    ),
    Action(
        "observe", "Observation", "Note what you see, for the report.", "o", control_forms.observe, "Note"
    ),
    Action(
        "take", "Take or give back", "The chosen item of the queue is yours, or anybody's.", "x", queue.take
    ),
    Action("hand-over", "Hand over", "The chosen item goes to another cell or seat.", "z", queue.hand_over),
    Action("called", "Call made", "Say how a call went that you made as a role player.", "l", queue.called),
    Action(
        "authority", "Hand over authority", "Of a cell, or the lead of the exercise.", "u", queue.authority
    ),
    Action("severity", "Severity", "Ask how severe it is, or share the spread.", "k", severity.ask_or_share),
    Action("message", "Message", "Write to agencies as EXCON.", "m", control_forms.message),
    Action("as", "Write as somebody", "A journalist, a party nobody plays.", "a", control_forms.send_as),
    Action("rule", "Rule on a proposal", "Accept what an agency proposes, or decline.", "p", rulings.rule),
    Action("why", "Why?", "Why the chosen thing is as it is, and what led to it.", "w", reasons.why, "Why"),
    Action("decide", "Decision for an agency", "Record what an agency decided.", "d", control_forms.decide),
    Action(
        "override", "Override", "Change the world by hand, with a reason.", "v", overrides.choose, "Override"
    ),
    Action("sit", "Sit at an agency", "Play its seat; its bot stops.", "g", sit, "Sit"),
    Action("look", "Look through eyes", "See what an agency sees, and no more.", "f2", look),
    Action("jump", "Jump", "Move the clock on to a time or to the next inject.", "j", jump),
    Action("faster", "Faster", "The next pace up, to ×600.", "plus,equals_sign", faster),
    Action("slower", "Slower", "The next pace down, to ×1.", "minus", slower),
    Action("next", "Next inject", "Put the cursor on the next inject to come.", "n", next_inject),
    Action(
        "view",
        "Other view",
        "MSEL: timelines. Agencies: truth and beliefs. World: numbers and work.",
        "f3",
        views.other_view,
    ),
    Action("fold", "Fold or open", "The chosen branch of the world.", "f", world_pane.fold),
    Action("fold-all", "Open every branch", "Or only those with something broken.", "F", world_pane.fold_all),
    Action("filter", "Filter MSEL", "Show only lines with these words.", "slash", filter_msel),
    Action("start", "STARTEX", "Play begins.", "f5", start),
    Action("end", "ENDEX", "Play ends, once you confirm.", "f9", end),
    Action("usual", "Do the usual", "Read, rule, answer: what the line calls for.", "enter", usual),
    comms.CHECK,
    Action("directory", "Who is who", "Every agency and party, and who answers there.", "b", who_is_who),
    questions.ANSWER,
    Action("evaluate", "Evaluate", "Open the evaluator's desk: objectives, ratings, notes.", "e", evaluate),
    every_desk.STOP,
    every_desk.THEME,
    every_desk.MUTE,
    every_desk.LANGUAGE,
    every_desk.HELP,
    every_desk.LEAVE,
)
