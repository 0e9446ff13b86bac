"""The desk of an observer who looks through no agency's eyes: what everybody may see, and nothing to change."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static, TabbedContent, TabPane

from exercise.language import marked, t
from exercise.review.comms_rows import standing
from exercise.review.rows_comms import Standing
from tui import comms, every_desk, questions
from tui.actions import bindings
from tui.screens.boxes import situation
from tui.screens.desk import DeskScreen
from tui.widgets import wording
from tui.widgets.feed import FeedLog
from tui.widgets.gauges import Gauges

PANES = (("situation", marked("What everybody sees")), ("agencies", marked("Who takes part")))

OBSERVE = (
    comms.ANSWER,
    questions.ANSWER,
    *every_desk.LIVE,
)


_SEATED: dict[Standing, str] = {
    "played": marked("somebody sits here"),
    "bots answer": marked("a bot plays it"),
    "absent": marked("nobody plays it"),
    "nobody yet": marked("nobody sits here"),
}


class ObserverScreen(DeskScreen):
    """Services, indicators and flags that are open to all, the clock, and who takes part."""

    ACTIONS = OBSERVE
    ROLES = ("observer",)
    BINDINGS = bindings(OBSERVE, PANES)
    WAITS = (comms.waits, questions.waits)
    GUIDE = marked(
        "You look on: this desk shows what everybody may see, and does nothing in anybody's name. What agencies "
        "know, write and decide is not sent here. Everybody may stop play when something real happens."
    )
    HINTS = {
        "situation": marked("You look on. 2 shows who takes part. {help}: all keys."),
        "agencies": marked("You look on. 1 shows what everybody sees. {help}: all keys."),
    }

    def title_of_seat(self) -> str:
        return t("OBSERVER · sees what everybody sees")

    def body(self) -> ComposeResult:
        with TabbedContent():
            with TabPane(f"1 {t(PANES[0][1])}", id="situation"):
                yield from situation(t("Open to everybody"), t("So now"), t("What everybody was told"))
            with (
                TabPane(f"2 {t(PANES[1][1])}", id="agencies"),
                VerticalScroll(id="open-agencies", classes="box page"),
            ):
                yield Static(id="agencies-text", markup=False)

    def status(self) -> Text:
        return wording.status_line(
            self.picture.status(self.desk.now()), self.desk.ink(), room=self.app.size.width, far=self.desk.far
        )

    def pane_pieces(self) -> Iterator[None]:
        picture, ink, now = self.picture, self.desk.ink(), self.desk.now()
        if self.top == "agencies":
            self.query_one("#agencies-text", Static).update(self._agencies())
            return
        self.query_one("#gauges", Gauges).show(picture.gauges(now), ink)
        yield
        flags = Text()
        for flag in picture.flags():
            flags.append("▲ ", style=ink.accent).append(f"{flag.name}\n")
        self.query_one("#so-now-text", Static).update(flags or Text(t("Nothing now."), style=ink.muted))
        self.query_one("#seen-feed", FeedLog).follow(picture.feed, ink)

    def _agencies(self) -> Text:
        """Every agency, and whether somebody sits there."""
        picture, ink = self.picture, self.desk.ink()
        text = Text()
        for name, part in picture.scenario.agencies.items():
            sits = name in picture.world.seats
            text.append("● " if sits else "○ ", style=ink.accent if sits else ink.muted)
            text.append(picture.names.pick(part.name), style="bold")
            text.append(f" · {part.country}" if part.country else "", style=ink.muted)
            seated = t(_SEATED[standing(picture, name)])
            text.append(f" · {seated}\n", style=ink.muted)
        return text
