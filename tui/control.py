"""What controllers can do: one table, and what they do with the seats."""

from __future__ import annotations

from collections.abc import Callable

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.comms_rows import directory
from tui import (
    clock_keys,
    comms,
    control_forms,
    every_desk,
    inject_forms,
    msel_keys,
    overrides,
    questions,
    queue,
    reasons,
    rulings,
    severity,
    unsent_control,
    views,
)
from tui.actions import Action
from tui.screens import agencies_pane, world_pane
from tui.screens.desk import DeskScreen, worded
from tui.screens.directory import DirectoryScreen
from tui.screens.evaluator import EvaluatorScreen
from tui.screens.pick import Pick
from tui.screens.seat import SeatScreen
from tui.widgets import wording


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
    elif kind in ("unrated", "handed", "silent") or screen.top in ("lead", "severity"):
        control_forms.message(screen)
    elif kind == "stop":
        words = t("Something real has happened. Play goes on only when a controller resumes it ({pause}).")
        screen.desk.told(worded(screen, words))
    else:
        msel_keys.read(screen)


def agency_in_hand(screen: DeskScreen) -> str:
    """The agency selected in the list of agencies or among what needs a controller."""
    if screen.top == "agencies":
        return agencies_pane.in_hand(screen)
    if screen.top == "needs":
        row = queue.need_in_hand(screen)
        return row.agency if row is not None else ""
    return ""


async def sit(screen: DeskScreen) -> None:
    """Sit at an agency; its bot stops."""
    _with_agency(screen, t("Sit at which agency? Its bot stops while you sit there."), _sit_down)


def _sit_down(screen: DeskScreen, agency: str) -> None:
    async def sit_down() -> None:
        taken = agency in screen.picture.world.seats
        if taken or not await screen.desk.ask(cmd.TakeSeat(agency), seat=EXCON):
            screen.desk.seats_taken_here.add(agency)
            screen.app.push_screen(SeatScreen(screen.desk, agency))

    screen.run_worker(sit_down(), group="seat", exclusive=True, exit_on_error=False)


def look(screen: DeskScreen) -> None:
    """See what an agency sees, without touching anything."""
    _with_agency(screen, t("Look through whose eyes?"), _look_through)


def _look_through(screen: DeskScreen, agency: str) -> None:
    screen.app.push_screen(SeatScreen(screen.desk, agency))


def evaluate(screen: DeskScreen) -> None:
    """Open the evaluator's desk; Escape comes back."""
    screen.app.push_screen(EvaluatorScreen(screen.desk, EXCON))


def _with_agency(screen: DeskScreen, title: str, then: Callable[[DeskScreen, str], None]) -> None:
    now, first = screen.desk.now(), agency_in_hand(screen)
    rows = sorted(screen.picture.agencies(now), key=lambda row: row.id != first)
    choices = tuple((row.id, f"{row.short}: {row.name} ({wording.seat_words(row.seat)})") for row in rows)

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


CONTROL = (
    Action(
        "pause",
        marked("Pause or resume"),
        marked("The clock stops; nothing expires."),
        "space",
        clock_keys.pause_or_resume,
        marked("Pause"),
    ),
    Action(
        "release",
        marked("Release inject"),
        marked("The selected inject goes out now."),
        "r",
        msel_keys.release,
        marked("Release"),
    ),
    Action("hold", marked("Hold inject"), marked("It waits until you release it."), "h", msel_keys.hold),
    Action("skip", marked("Skip inject"), marked("It will not be played; you say why."), "s", msel_keys.skip),
    Action(
        "reschedule",
        marked("Another time"),
        marked("Give the selected inject a new time."),
        "t",
        msel_keys.reschedule,
    ),
    Action(
        "inject",
        marked("New inject"),
        marked("Send something the MSEL does not have."),
        "i",
        inject_forms.inject,
        marked("Inject"),
    ),
    Action(
        "duplicate",
        marked("Copy an inject"),
        marked("The chosen inject in the editor, to change and send."),
        "I",
        inject_forms.duplicate,
    ),
    Action(
        "template",
        marked("Inject from a template"),
        marked("One that stands ready, with gaps for you to fill in."),
        "T",
        inject_forms.template,
    ),
    Action(
        "observe",
        marked("Observation"),
        marked("Note what you see, for the report."),
        "o",
        control_forms.observe,
        marked("Note"),
    ),
    Action(
        "take",
        marked("Take or give back"),
        marked("The chosen item of the queue is yours, or anybody's."),
        "x",
        queue.take,
    ),
    Action(
        "hand-over",
        marked("Hand over"),
        marked("The chosen item goes to another cell or seat."),
        "z",
        queue.hand_over,
    ),
    Action(
        "put-away",
        marked("Put away"),
        marked("The chosen item: nothing more is to be done about it. Or bring it back."),
        "delete,backspace",
        queue.put_away,
    ),
    Action(
        "called",
        marked("Call made"),
        marked("Say how a call went that you made as a role player."),
        "l",
        queue.called,
    ),
    Action(
        "authority",
        marked("Hand over authority"),
        marked("Of a cell, or the lead of the exercise."),
        "u",
        queue.authority,
    ),
    Action(
        "severity",
        marked("Severity"),
        marked("Ask how severe it is, or share the spread."),
        "k",
        severity.ask_or_share,
    ),
    Action("message", marked("Message"), marked("Write to agencies as EXCON."), "m", control_forms.message),
    Action(
        "as",
        marked("Write as somebody"),
        marked("A journalist, a party nobody plays."),
        "a",
        control_forms.send_as,
    ),
    Action(
        "rule",
        marked("Rule on a proposal"),
        marked("Accept what an agency proposes, or decline."),
        "p",
        rulings.rule,
    ),
    Action(
        "why",
        marked("Why?"),
        marked("Why the chosen thing is as it is, and what led to it."),
        "w",
        reasons.why,
        marked("Why"),
    ),
    Action(
        "decide",
        marked("Decision for an agency"),
        marked("Record what an agency decided."),
        "d",
        control_forms.decide,
    ),
    Action(
        "override",
        marked("Override"),
        marked("Change the world by hand, with a reason."),
        "v",
        overrides.choose,
        marked("Override"),
    ),
    Action(
        "sit", marked("Sit at an agency"), marked("Play its seat; its bot stops."), "g", sit, marked("Sit")
    ),
    Action("look", marked("Look through eyes"), marked("See what an agency sees, and no more."), "f2", look),
    Action(
        "jump",
        marked("Jump"),
        marked("Move the clock on to a time or to the next inject."),
        "j",
        clock_keys.jump,
    ),
    Action(
        "faster",
        marked("Faster"),
        marked("The next pace up, to ×600."),
        "plus,equals_sign",
        clock_keys.faster,
    ),
    Action("slower", marked("Slower"), marked("The next pace down, to ×1."), "minus", clock_keys.slower),
    Action(
        "next",
        marked("Next inject"),
        marked("Put the cursor on the next inject to come."),
        "n",
        msel_keys.next_inject,
    ),
    Action(
        "view",
        marked("Other view"),
        marked("MSEL: timelines. Agencies: truth and beliefs. World: numbers and work."),
        "f3",
        views.other_view,
    ),
    Action("fold", marked("Fold or open"), marked("The chosen branch of the world."), "f", world_pane.fold),
    Action(
        "fold-all",
        marked("Open every branch"),
        marked("Or only those with something broken."),
        "F",
        world_pane.fold_all,
    ),
    Action(
        "filter",
        marked("Filter"),
        marked("MSEL: only lines with these words. Needs you: only one cell's."),
        "slash",
        msel_keys.filter_lines,
    ),
    Action("start", marked("STARTEX"), marked("Play begins."), "f5", clock_keys.start),
    Action("end", marked("ENDEX"), marked("Play ends, once you confirm."), "f9", clock_keys.end),
    Action(
        "usual",
        marked("Do the usual"),
        marked("Read, rule, answer: what the line calls for."),
        "enter",
        usual,
    ),
    comms.CHECK,
    Action(
        "directory",
        marked("Who is who"),
        marked("Every agency and party, and who answers there."),
        "b",
        who_is_who,
    ),
    questions.ANSWER,
    unsent_control.UNSENT,
    Action(
        "evaluate",
        marked("Evaluate"),
        marked("Open the evaluator's desk: objectives, ratings, notes."),
        "e",
        evaluate,
    ),
    *every_desk.LIVE,
)
