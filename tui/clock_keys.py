"""What controllers do with the clock: STARTEX, pause, pace, a jump, ENDEX."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import t
from tui import comms
from tui.moments import HELP, moment
from tui.screens.desk import DeskScreen, worded
from tui.screens.form import Field, Form, Values, one

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
    """STARTEX, once."""
    phase = screen.picture.world.phase
    if phase in ("running", "paused"):
        words = (
            t("STARTEX was given; play runs.")
            if phase == "running"
            else t("STARTEX was given; {pause} resumes.")
        )
        screen.desk.told(worded(screen, words))
        return
    if not await screen.desk.ask(cmd.Start(), seat=EXCON):
        comms.warn_of_silence(screen)


def end(screen: DeskScreen) -> None:
    """ENDEX, once asked."""

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.End(one(values, "why")), seat=EXCON)

    about = t("Play ends for every seat and cannot be taken up again. The log stays, for debrief and report.")
    fields = (Field("why", t("Why, if it is not the planned end (may stay empty)")),)
    screen.app.push_screen(
        Form(t("ENDEX: end the exercise?"), *fields, submit=submit, button=t("ENDEX"), about=about)
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

    label = (
        t("To ({how}; empty: to the next inject)", how=t(HELP))
        if upcoming is not None
        else t("To ({how})", how=t(HELP))
    )
    about = t("Everything between is played at once, in order.")
    screen.app.push_screen(
        Form(t("Move the clock on"), Field("to", label), submit=submit, button=t("Jump"), about=about)
    )
