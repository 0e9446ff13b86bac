"""The pictures of the README, made by a command anyone can run.

python -m tests.tui.pictures                the text picture, as it stands in README.md
python -m tests.tui.pictures --write        put it there
python -m tests.tui.pictures --svg FOLDER   every pane of two desks as SVG
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import TabbedContent, TabPane

from exercise.domain import events as ev
from exercise.log.header import Header
from exercise.log.records import Happened, Record
from exercise.rehearsal.headless import run_headless
from exercise.scenario.library import find_scenario
from exercise.scenario.load import load, scenario_from_data
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import parse_time
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui import turns
from tui.app import DeskApp

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"(?<=```text\n).*?(?=```)", re.DOTALL)
"""The first text block of the README."""

MOMENT = "T+19:42"
SIZE = (116, 30)


@cache
def night() -> tuple[Scenario, tuple[Record, ...]]:
    """DEEP LINE as slow bots play it, paused in its first evening."""
    data, until = load(find_scenario("deep-line")).data, parse_time(MOMENT)
    scenario = scenario_from_data(data)
    bots = dict.fromkeys(scenario.agencies, "slow")
    header = Header(format=1, program="0", exercise_id="readme", seed="1", data=data, bots=bots)
    played = run_headless(None, header, scenario, until=until)[1]
    records = [record for record in played if record.tick < until]
    return scenario, (*records, Happened(len(records), until, ev.PhaseChanged("paused"), ("*",)))


@asynccontextmanager
async def at(seat: str, size: tuple[int, int] = SIZE) -> AsyncIterator[tuple[DeskApp, Pilot[int]]]:
    """A desk that night, and hands on its keys."""
    scenario, records = night()
    app = desk(ScriptedLink(records, scenario=scenario), seat)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        yield app, pilot


async def text_picture() -> str:
    """What stands in the README: the controller's desk."""
    async with at("excon") as (app, _):
        return screen_text(app).rstrip() + "\n"


async def svg_pictures(folder: Path) -> None:
    """Every pane of the controller's desk and of one agency's, each with its number and name."""
    folder.mkdir(parents=True, exist_ok=True)
    for seat in ("excon", "din-csirt"):
        async with at(seat, (140, 40)) as (app, pilot):
            tabs = app.screen.query_one(TabbedContent)
            for number, pane in enumerate(tabs.query(TabPane), start=1):
                await pilot.press(str(number))
                await settle(pilot)
                if tabs.active != pane.id:
                    continue  # an agency has no pane for what it can never have
                svg = app.export_screenshot(title=f"{seat}, {pane.id}")
                (folder / f"{seat}-{number}-{pane.id}.svg").write_text(svg, "utf-8")


def main() -> None:
    """Print, write into the README, or draw."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true", help="put the text picture into README.md")
    asked.add_argument("--svg", type=Path, metavar="FOLDER", help="write SVG pictures there")
    args = asked.parse_args()
    turns.TURNS = 0  # all that is new in one go, as in the test
    if args.svg:
        asyncio.run(svg_pictures(args.svg))
        return
    picture = asyncio.run(text_picture())
    if args.write:
        README.write_text(BLOCK.sub(lambda _: picture, README.read_text("utf-8"), count=1), "utf-8")
    else:
        sys.stdout.write(picture)


if __name__ == "__main__":
    main()
