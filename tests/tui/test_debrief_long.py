"""The debrief desk on a log that is long, or still being written: nothing holds up a key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from exercise.conduct.pacer import Pacer
from exercise.conduct.recorded import Recording
from exercise.domain import events as ev
from exercise.domain.world import Run
from exercise.log.records import Happened
from exercise.log.store import LogWriter
from exercise.review.picture import Picture
from exercise.review.replay import Progress
from tests.harbour import HOUR, harbour
from tests.tui.recorded import Hands, debriefing, kept, no_fork, played, press, until
from tests.tui.scripted import screen_text
from tests.tui.test_debrief import app_of, desk_of
from tui.debrief_app import DebriefApp
from tui.screens import seat_panes
from tui.themes import DARK, ink_of
from tui.unread import Unread


async def test_reading_again_holds_up_no_key(tmp_path: Path) -> None:
    begun, go_on = Event(), Event()

    class Slow(Recording):
        def read_again(
            self, progress: Progress | None = None, *, languages: tuple[str, ...] = ()
        ) -> Callable[[], int]:
            assert progress
            progress(30, 100)
            begun.set()
            assert go_on.wait(30)
            return super().read_again(progress, languages=languages)

    log = kept(tmp_path, count=100, finished=False)
    link = Slow(log, fork=no_fork, pacer=Pacer(pace=60.0, clock=Hands()))
    app = DebriefApp(link)
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "less_than_sign", "f5")
        await until(pilot, begun.is_set)
        writer = LogWriter(log.path, after=log)
        for record in played()[100:150]:
            writer.append(record)
        writer.close(finished=True)
        await press(pilot, "right", "f5")
        app.redraw()
        await pilot.pause()
        assert "reading the log again, 30 %" in screen_text(app)
        assert "T+00:01" in screen_text(app)
        go_on.set()
        await until(pilot, lambda: app.reader.share is None)
        assert "of 149" in screen_text(app)
        assert "T+00:01" in screen_text(app)
        assert "NOT FINISHED" not in screen_text(app)


def test_of_many_actions_that_are_over_the_newest_are_listed_and_the_others_counted() -> None:
    scenario = harbour()
    agency, activity = next(iter(scenario.agencies)), next(iter(scenario.activities))
    picture = Picture(scenario, agency)
    for number in range(130):
        order = ev.ActivityOrdered(run=f"{activity}#{number}", activity=activity, agency=agency)
        picture.take(Happened(number, number, order, (agency,)))
        picture.world.runs[order.run].status = "done"
        picture.world.runs[order.run].ended = number
    going = Run(activity, agency, "", "", 40)
    picture.world.runs["going"] = going
    pane = seat_panes.filled("runs", picture, 200, Unread(set()), word=str)
    keys = [pane.cells(row, ink_of(DARK))[0] for row in pane.rows]
    assert keys[0] == "going"
    assert keys[1:-1] == [f"{activity}#{number}" for number in range(129, 29, -1)]
    assert "30 more" in pane.cells(pane.rows[-1], ink_of(DARK))[1][2].plain


async def test_a_desk_that_is_just_being_said_anew_can_be_drawn() -> None:
    async with debriefing() as (pilot, link):
        app, screen = app_of(pilot), desk_of(pilot)
        link.go_to(6 * HOUR)
        remade = screen.recompose

        async def with_a_tick() -> None:
            await screen.query_children().remove()
            app.redraw()
            await remade()

        screen.recompose = with_a_tick  # type: ignore[method-assign]
        await press(pilot, "f7", *"français", "enter")
        await until(pilot, lambda: app.reader.share is None)
        assert app.shown == (6 * HOUR, link.seq)


async def test_what_was_half_shown_is_left_when_all_is_said_anew() -> None:
    async with debriefing() as (pilot, link):
        screen = desk_of(pilot)
        link.go_to(6 * HOUR)
        screen._soon = 3
        rest = screen._pieces()
        next(rest)
        next(rest)
        old = screen.query_one("#truth")
        await press(pilot, "f7", *"français", "enter")
        await until(pilot, lambda: screen.is_ready and screen.query_one("#truth") is not old)
        assert list(rest) == []


async def test_what_is_told_of_the_log_follows_the_language_of_the_desk() -> None:
    async with debriefing() as (pilot, link):
        app = pilot.app
        assert isinstance(app, DebriefApp)
        link.go_to(6 * HOUR)

        def told() -> list[str]:
            return [line.text for line in link.picture("excon").feed.last(20)]

        english, seq = told(), link.seq
        await press(pilot, "f7", *"français", "enter")
        await until(pilot, lambda: told() != english)
        assert (len(told()), link.seq, app.reader.share) == (len(english), seq, None)
        app.read_in("")
        await until(pilot, lambda: told() == english)
