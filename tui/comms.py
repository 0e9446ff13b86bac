"""What every desk does about its lines: the directory, and comms checks called and answered."""

from __future__ import annotations

from contextlib import suppress

from exercise.conduct.client import Link
from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.errors import Refused
from exercise.language import marked, t
from exercise.review.comms_rows import must_answer, stations
from tui.actions import Action
from tui.screens.desk import DeskScreen, worded
from tui.screens.form import Form, Values
from tui.seated import is_sitting
from tui.widgets.pages_comms import asked_words, silent_words, stations_words


def own_station(screen: DeskScreen) -> str:
    """As what this desk answers; empty where nobody has to: a controller's desk on its own machine, a visitor."""
    if screen.desk.home == EXCON and screen.seat != EXCON:
        return screen.seat if is_sitting(screen) else ""
    return screen.desk.station or (screen.seat if screen.seat != EXCON else "")


def is_asked(screen: DeskScreen) -> bool:
    """Whether a comms check waits for this desk."""
    station = own_station(screen)
    return bool(station) and must_answer(screen.picture, station)


def waits(screen: DeskScreen) -> str:
    """The words of a comms check while it waits for this desk."""
    return worded(screen, asked_words()) if is_asked(screen) else ""


async def mark_read(link: Link, item: str, *, seat: str) -> None:
    """A letter was opened here. What has been marked before, or cannot be any more, bothers nobody."""
    with suppress(Refused):
        await link.ask(cmd.MarkRead(item), seat=seat)


async def answer(screen: DeskScreen) -> None:
    """Answer a comms check."""
    if is_asked(screen):
        if not await screen.desk.ask(cmd.AnswerCheck(), seat=screen.seat):
            screen.desk.told(t("You are heard."))
    else:
        screen.desk.told(t("No comms check waits for your answer."))


async def check(screen: DeskScreen) -> None:
    """Controllers: answer when asked; else look at the last check, and call the next."""
    if is_asked(screen):
        await answer(screen)
        return

    async def submit(values: Values) -> str:
        refusal = await screen.desk.ask(cmd.CheckComms(), seat=EXCON)
        if not refusal and screen.desk.station:
            await screen.desk.ask(cmd.AnswerCheck(), seat=EXCON)
        return refusal

    asked = t("Every seat is asked to answer; bots do so at once.")
    about = f"{stations_words(stations(screen.picture))}\n\n{asked}"
    screen.app.push_screen(Form(t("Comms check"), submit=submit, button=t("Ask every seat now"), about=about))


def warn_of_silence(screen: DeskScreen) -> None:
    """STARTEX is possible anyway; who was not heard is said."""
    if silent := silent_words(stations(screen.picture)):
        screen.desk.told(t("Not heard on the comms check: {who}", who=silent))


ANSWER = Action("check", marked("Comms check"), marked("Answer a comms check of EXCON."), "c", answer)
CHECK = Action(
    "check", marked("Comms check"), marked("Ask every seat to answer; who has, and how fast."), "c", check
)
