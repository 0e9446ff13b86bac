"""Why is it so? One sentence and the records behind it, for whatever the controller has chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from rich.text import Text

from exercise.errors import NoSuchThing
from exercise.language import marked, t
from exercise.review.names import minute
from exercise.review.why import Reasons, Why
from tui import queue
from tui.screens import world_pane
from tui.screens.desk import DeskScreen
from tui.screens.pick import Choice, Pick
from tui.screens.reading import Reading
from tui.themes import Ink
from tui.widgets.columns import STATUS

_GAUGES = {
    "service": marked("Service: {name}, {level}"),
    "indicator": marked("Indicator: {name}, {level}"),
    "asset": marked("Asset: {name}, {level}"),
}
_STANDS = {
    "low": marked("low"),
    "bad": marked("bad"),
    "open": marked("open"),
    "overdue": marked("overdue"),
    "missed": marked("missed"),
    "met": marked("met"),
    "late": marked("late"),
    "agreed": marked("agreed"),
    "refused": marked("refused"),
    "withdrawn": marked("withdrawn"),
    "timed-out": marked("timed-out"),
    "waiting": marked("waiting"),
    "working": marked("working"),
    "blocked": marked("blocked"),
    "done": marked("done"),
    "stood-down": marked("stood-down"),
}

RECENT = 50
"""Actions that are over, of those to choose from; older ones are asked about from a moment nearer to them."""


def why(screen: DeskScreen) -> None:
    """About the chosen line; where no line can be chosen, about anything."""
    if name := _in_hand(screen):
        explain(screen, name)
        return

    def chosen(name: str | None) -> None:
        if name:
            explain(screen, name)

    # One thing may be listed twice, as a gauge and as an asset: the first says more.
    things = dict(reversed(tuple(_everything(screen))))
    screen.app.push_screen(Pick(t("Why is what as it is?"), tuple(reversed(things.items()))), chosen)


def _in_hand(screen: DeskScreen) -> str:
    if screen.top == "msel":
        return screen.selected("msel-list")
    if screen.top == "needs":
        row = queue.need_in_hand(screen)
        return (row.inject or row.about) if row is not None else ""
    return world_pane.in_hand(screen) if screen.top == "world" else ""


def _everything(screen: DeskScreen) -> Iterator[Choice]:
    """What is in a bad way first; then duties, votes, work; then the rest."""
    picture, now = screen.picture, screen.desk.now()
    for gauge in sorted(picture.gauges(now), key=lambda gauge: ("bad", "low", "").index(gauge.alarm)):
        alarm = " " + t(_STANDS[gauge.alarm]) if gauge.alarm else ""
        yield gauge.id, t(_GAUGES[gauge.kind], name=gauge.name, level=f"{gauge.shown}{alarm}")
    for duty in picture.duties(now):
        gaps = {"agency": duty.agency, "name": duty.name, "status": t(_STANDS[duty.status])}
        yield duty.id, t("Report: {agency}, {name}, {status}", **gaps)
    for vote in picture.votes(now):
        if vote.status != "none":
            yield vote.id, t("Vote: {name}, {status}", name=vote.name, status=t(_STANDS[vote.status]))
    for run in picture.runs(now, over=RECENT):
        gaps = {"agency": run.agency, "name": run.name, "status": t(_STANDS.get(run.status, run.status))}
        yield run.id, t("Action: {agency}, {name}, {status}", **gaps)
    for flag in picture.flags():
        yield flag.id, t("So now: {name}", name=flag.name)
    names, world = picture.names, picture.world
    for asset, state in world.assets.items():
        yield asset, t("Asset: {name}, {level}", name=names.asset(asset), level=f"{state.level:.0%}")
    for row in picture.msel(now):
        what, status = f"#{row.number} {row.subject}", t(STATUS[row.status])
        yield row.id, t("Inject: {inject}, {status}", inject=what, status=status)


def explain(screen: DeskScreen, name: str) -> None:
    """Work it out beside the desk, which goes on, and show it."""
    scenario, records, now = screen.desk.scenario, screen.desk.records(), screen.desk.now()

    def work_out() -> Why:
        return Reasons(scenario, records, now).why(name)

    async def show() -> None:
        try:
            found = await asyncio.to_thread(work_out)
        except NoSuchThing as wrong:
            screen.desk.told(f"{wrong}.".capitalize())
            return
        screen.app.push_screen(Reading(t("Why"), page(found, screen.desk.ink())))

    screen.run_worker(show(), group="why", exclusive=True, exit_on_error=False)


def page(found: Why, ink: Ink) -> Text:
    """The sentence, then the chain from the newest record back."""
    text = Text(f"{found.sentence}\n", style="bold")
    if found.chain:
        text.append("\n" + t("Behind it, the newest first:") + "\n", style=f"bold {ink.accent}")
    for link in found.chain:
        text.append(f"{minute(link.tick):<10} ", style=ink.muted)
        text.append(f"{link.text}", style="not bold").append(f"  #{link.seq}\n", style=ink.muted)
    return text
