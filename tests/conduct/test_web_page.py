"""The web seat's page as the server draws it: what it holds, what is sent again, and that texts stay texts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from exercise.conduct import wire
from exercise.conduct.roles import Seat
from exercise.conduct.view import View
from exercise.conduct.web import pages
from exercise.conduct.web.files import environment, text_of
from exercise.conduct.web.page import Page
from exercise.conduct.web.sections import sections
from exercise.domain import commands as cmd
from exercise.errors import SentAway
from tests.conduct.joint import Room, room
from tests.conduct.planted import CANARY, PLANTED, SCENARIO, planted_header
from tests.review.test_queue import rated, seen
from tests.scenes import Scene

SEATS = (
    *(Seat("lead", "lead"), Seat("inland", "participant", "inland"), Seat("coast", "participant", "coast")),
    *(Seat("guest", "observer"), Seat("guest-2", "observer", "coast")),
)
NASTY = "\"'><script>alert(1)</script><b onclick=x>{{ 7 * 7 }} \u202egnp.exe\u2028 \x1b[2J &lt;"
OPEN = {"input", "rect"}
"""Tags that close themselves."""


def shown(text: str) -> wire.Shown:
    message = wire.answer(text)
    assert isinstance(message, wire.Shown)
    return message


class Desk:
    """A page, and the drill that it shows."""

    def __init__(self, agency: str = "coast", *, plays: bool = True) -> None:
        self.scene = Scene(SCENARIO)
        self.view = View(f"agency/{agency}" if agency else "public", PLANTED, SCENARIO)
        self.page = Page(agency, self.view, plays=plays)
        self._taken = 0

    def now(self, since: int = 0) -> wire.Shown:
        """What somebody is sent who shows so many changes."""
        records = self.scene.records
        self.view.take(records[self._taken :])
        self._taken = len(records)
        while self.page.take():
            pass
        self.page.draw(self.scene.engine.tick)
        return shown(self.page.told(since)[0])


def played(desk: Desk) -> Desk:
    """Some of everything."""
    engine = desk.scene.engine
    engine.submit("coast", cmd.Order("sail"))
    desk.scene.play("T+00:40", ("T+01:00", "excon", cmd.Pause()))
    engine.submit("excon", cmd.SendAs("Radio", ("coast",), "At nine", "What do you know?"))
    engine.submit("coast", cmd.ProposeAction("Ask the fishermen."))
    engine.submit("inland", cmd.Propose("close", "Close it."))
    engine.submit("excon", cmd.Override(({"flag": "fog"},), "weather"))
    return desk


def test_a_page_reads_like_this(snapshot: SnapshotAssertion) -> None:
    message = played(Desk()).now()
    text = "\n".join(
        f"== {section}\n" + "\n".join(message.parts[key] for key in keys)
        for section, keys in message.order.items()
    )
    assert re.sub(r"\n\s*\n", "\n", text) == snapshot


class Tags(HTMLParser):
    """Reads HTML as a browser does, and keeps what it finds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: dict[str, str] = {}
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name: value or "" for name, value in attrs}
        if tag not in OPEN:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_whatever_anybody_wrote_is_shown_as_text() -> None:
    desk = played(Desk())
    for number in range(2):
        desk.scene.engine.submit("excon", cmd.SendAs(NASTY, ("coast",), NASTY, NASTY))
        desk.scene.engine.submit(
            "excon", cmd.SendInject(("coast",), NASTY, NASTY, NASTY, urgent=bool(number))
        )
        desk.scene.engine.submit("coast", cmd.Reply("call", NASTY))
        desk.scene.engine.submit("coast", cmd.Decide("own-decision", text=NASTY, rationale=NASTY))
        desk.scene.engine.submit("coast", cmd.ProposeAction(NASTY))
        desk.scene.engine.submit("coast", cmd.CallStop(NASTY))
    clean, dirty = Tags(), Tags()
    clean.feed("".join(played(Desk()).now().parts.values()))
    dirty.feed("".join(desk.now().parts.values()))
    assert clean.open == dirty.open == []
    assert dirty.found <= clean.found | {"strong"}
    assert set(dirty.attributes) <= set(clean.attributes) | {"role"}
    assert not {name for name in dirty.attributes if name.startswith("on") or name in ("style", "src")}
    assert dirty.text.count("<script>alert(1)</script>") > 10
    assert "\\u202egnp.exe\\u2028 \\u001b[2J &lt;" in dirty.text
    assert not set(dirty.text) & {"\u202e", "\u2028", "\x1b"}


def test_only_what_changed_is_sent_again() -> None:
    desk = played(Desk())
    before = desk.now()
    assert desk.now(before.upto) == wire.Shown(before.page, before.upto, {}, {})
    desk.scene.engine.submit("coast", cmd.Reply("call", "We sail."))
    after = desk.now(before.upto)
    assert {key for key in after.parts if not key.startswith("line-")} == {"letter-call"}
    assert set(after.order) == {"needs", "feed"}
    assert "We sail." in after.parts["letter-call"]
    assert desk.page.since(before.page, before.upto) == before.upto
    assert desk.page.since("another", before.upto) == desk.page.since(before.page, 10**6) == 0


def test_a_deadline_counts_down_in_the_browser_and_costs_no_message() -> None:
    desk = played(Desk())
    before = desk.now()
    desk.scene.engine.submit("excon", cmd.Resume())
    desk.now()
    middle = desk.page.told(before.upto)[1]
    desk.scene.engine.advance_to(desk.scene.engine.tick + 60)
    assert not {key for key in desk.now(middle).parts if key.startswith(("need-", "letter-call", "vote-"))}


def test_who_looks_on_gets_nothing_to_press() -> None:
    for agency in ("coast", ""):
        message = played(Desk(agency, plays=False)).now()
        assert "<form" not in "".join(message.parts.values())
        assert {"inbox", "gauges", "feed", "briefing"} <= set(message.order)
        assert not {"needs", "actions", "decisions", "write"} & set(message.order)


@pytest.mark.parametrize("who", ["coast", "guest", "guest-2"])
async def test_no_canary_reaches_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    monkeypatch.setattr(pages, "REST", 0)
    async with room(tmp_path, planted_header(), seats=SEATS) as made:
        lead, inland = await made.seated("lead"), await made.seated("inland")
        line = await made.seated(who, how="page")
        await lead.ask(cmd.Start())
        await _around(made, lead, inland)
        await lead.ask(cmd.SendAs("Radio", ("coast", "inland"), "the end", "the end"))
        await lead.ask(cmd.End("the end"))
        while not any('"parts"' in text and "has ended" in text for text in line.texts):
            await line.hear(wire.Shown)
        assert not any('"records"' in text for text in line.texts)
        assert not [text for text in line.texts if CANARY in text]


async def _around(made: Room, lead: object, inland: object) -> None:
    """What others do, every word of it a canary."""
    from tests.conduct.joint import Line

    assert isinstance(lead, Line)
    assert isinstance(inland, Line)
    for command in (
        cmd.Override(({"flag": "canary-flag"}, {"damage": "canary-plant"}), "canary reason"),
        cmd.Release("canary-inject"),
        cmd.Observe("canary observed", "canary-inject", "inland", "canary-aim", "P"),
        cmd.SendAs("canary press", ("inland",), "canary", "canary"),
        cmd.Jump(7_200),
    ):
        assert await lead.ask(command) == ""
    for own in (
        cmd.Order("canary-raid"),
        cmd.Decide("canary-choice", "x", rationale="canary"),
        cmd.Propose("canary-consent", "canary"),
        cmd.Reply("canary-inject", "canary"),
    ):
        assert await inland.ask(own) == ""
    made.hands.now += 4_000


async def test_a_browser_sits_down_as_a_desk_does_and_comes_back(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header(), seats=SEATS) as made:
        coast = made.line()
        welcome = await coast.hello(made.codes["coast"], how="page")
        assert (welcome.briefing, list(made.session.drill.engine.world.seats)) == ({}, ["coast"])
        first = await coast.hear(wire.Shown)
        assert set(first.order) >= {"needs", "inbox", "actions", "votes"}
        coast.cut()
        await coast.task
        back = made.line()
        back.say(
            wire.Hello(token=welcome.token, run=welcome.run, how="page", since=first.upto, page=first.page)
        )
        assert (await back.hear(wire.Welcome)).since == first.upto
        assert await back.ask(cmd.Send(("excon",), "s", "here again")) == ""
        assert set((await back.hear(wire.Shown)).parts) <= {"message-0", "line-0", "line-1"}


async def test_a_controllers_invitation_in_a_browser_takes_no_seat_away(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header(), seats=SEATS) as made:
        lead = made.line()
        token = (await lead.hello(made.codes["lead"])).token
        with pytest.raises(SentAway, match="a terminal only"):
            await made.line().hello(made.codes["lead"], how="page")
        back = made.line()
        back.say(wire.Hello(token=token, how="page"))
        with pytest.raises(SentAway, match="a terminal only"):
            await back.hear(wire.Welcome)
        assert await lead.ask(cmd.Start()) == ""


def _colours(style: str) -> dict[str, str]:
    return {
        name: value * 2 if len(value) == 3 else value
        for name, value in re.findall(r"--([\w-]+): #(\w+)", style)
    }


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_can_be_told_from_their_ground(dark: bool) -> None:
    light_style, dark_style = text_of("seat.css").split("@media (prefers-color-scheme: dark)")
    of = _colours(light_style) | (_colours(dark_style) if dark else {})
    inks = ("ink", "soft", "link", "good", "bad", "warn")
    pairs = [(ink, ground) for ink in inks for ground in ("card", "paper", "band")]
    pairs += [("on-button", "button"), ("paper", "warn"), ("paper", "bad"), ("soft", "rail")]
    assert [pair for pair in pairs if _contrast(of[pair[0]], of[pair[1]]) < 4.5] == []
    assert _contrast(of["field"], of["card"]) >= 3


def test_the_page_and_its_script_name_nothing_of_anybody_elses() -> None:
    for name in ("seat.html", "seat.js", "seat.css", "parts.html"):
        addresses = re.findall(r"https?://[^\s\"'`]+", text_of(name))
        assert not addresses, name
        assert not re.search(r"\son\w+=|style=\"|javascript:|eval\(|randomUUID", text_of(name)), name


def test_a_question_of_severity_waits_with_its_scale_and_shows_what_was_said() -> None:
    drawn = environment().get_template("parts.html").make_module({"plays": True})

    def page(agency: str) -> tuple[str, str]:
        found = {
            part.key: str(getattr(drawn, part.draw)(part.key, *part.about))
            for section in sections(seen(rated(), seat=agency), 6 * 3600, plays=True)
            for part in section.parts
            if section.name in ("needs", "severity")
        }
        return found["rating-noon"], "".join(html for key, html in found.items() if key.startswith("need-"))

    coast, owed = page("coast")
    assert "you said <b>SEV2 National</b>" in coast
    assert "Two towns." in coast
    assert "rating-" not in owed
    inland, _ = page("inland")
    assert "Your rating is missing" in inland
    assert "&#34;kind&#34;: &#34;rate&#34;" in inland or '"kind": "rate"' in inland
    assert 'name="level" value="sev3" required' in inland
