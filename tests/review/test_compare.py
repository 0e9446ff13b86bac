"""Two futures side by side: what differs, by how much, and through which records."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from exercise.domain import commands as cmd
from exercise.log.header import Lineage
from exercise.log.records import Record
from exercise.review.compare import Changes, Comparison, at, compare, figures_of, until
from exercise.review.compare_causes import Chain
from exercise.review.compare_html import to_html
from exercise.review.compare_text import as_json, as_text, spark
from exercise.review.curves import Curve
from exercise.scenario.model import Scenario
from tests.review.played import PLAYED
from tests.scenes import EXCON, Move, Scene

HOUR = 3600
ORDERED: Move = ("T+02:30", "port", cmd.Order("repair"))
SHARED: Move = ("T+03:00", "csirt", cmd.Share("anchor", ("port",), "By phone."))
PARTS = PLAYED | {
    "facts": PLAYED["facts"] | {"anchor": PLAYED["facts"]["anchor"] | {"tlp": "clear"}},
}


def scenario() -> Scenario:
    return Scenario.model_validate(PARTS)


def played(*moves: Move) -> list[Record]:
    scene = Scene(scenario(), "1").play(*moves, "T+12:00")
    scene.engine.submit(EXCON, cmd.End())
    # As read from a file, where a level of 0 is a level of 0.0.
    return [msgspec.json.decode(msgspec.json.encode(record), type=Record) for record in scene.records]


def compared(log: list[Record], fork: list[Record], **lineage: Any) -> Comparison:
    shared = next(
        (place for place, pair in enumerate(zip(log, fork, strict=False)) if pair[0] != pair[1]), len(log)
    )
    said = Lineage("harbour-1", "0" * 64, "f" * 64, shared, 2 * HOUR, "recorded", **lineage)
    return compare(scenario(), log, fork, said)


@pytest.fixture(scope="module")
def without() -> Comparison:
    """The repair is ordered in the log, and never in the fork."""
    return compared(played(ORDERED, SHARED), played(SHARED), removed=["port+repair"])


def steps(chains: tuple[Chain, ...]) -> list[tuple[str, str, str]]:
    """Side, link and the end of what is said, of every step of every chain."""
    return [(step.side, step.link, step.text.rpartition(": ")[2]) for chain in chains for step in chain.steps]


def test_two_of_the_same_have_no_difference() -> None:
    found = compared(played(ORDERED), played(ORDERED))
    assert found.different == (0, 0)
    assert found.first == (None, None)
    assert not [outcome for outcome in found.outcomes if outcome.differs]
    assert not found.times
    assert "Nothing is different." in list(as_text(found))


def test_a_service_that_stays_down_is_traced_to_the_order_that_never_came(without: Comparison) -> None:
    outcomes = {outcome.id: outcome for outcome in without.outcomes}
    pay = outcomes["pay"]
    assert (pay.differs, pay.log.end, pay.fork.end) == (True, 100.0, 0.0)
    (chain,) = pay.because
    assert (chain.steps[-1].origin, chain.steps[-1].side, chain.steps[-1].link) == (True, "log", "because")
    assert chain.steps[-1].text == "Port: asked to order: Repair the cable"
    assert all(step.link == "because" for step in chain.steps[1:])


def test_what_moves_with_it_is_traced_through_it(without: Comparison) -> None:
    trust = next(outcome for outcome in without.outcomes if outcome.id == "trust")
    assert trust.log.end > trust.fork.end + 5
    assert {chain.steps[-1].text for chain in trust.because} == {"Port: asked to order: Repair the cable"}


def test_objectives_tell_both_answers_and_why(without: Comparison) -> None:
    repair = next(objective for objective in without.objectives if objective.id == "repair")
    end = next(task for task in repair.tasks if task.text.startswith("Payments work at the end"))
    assert (end.log[0], end.fork[0]) == ("met", "not met")
    assert end.because[0].steps[-1].origin
    tell = next(objective for objective in without.objectives if objective.id == "tell")
    assert not [task for task in tell.tasks if task.differs]


def test_key_times_are_those_that_moved(without: Comparison) -> None:
    assert [
        (timed.time.kind, timed.time.what, timed.time.log, timed.time.fork) for timed in without.times
    ] == [
        ("answered", "#1 The cable is dead", 9000, None),
        ("repaired", "cable", 27000, None),
        ("back", "Card payments", 27000, None),
    ]


def test_a_share_left_out_changes_only_who_knew() -> None:
    found = compared(played(ORDERED, SHARED), played(ORDERED))
    (knew,) = found.times
    assert (knew.time.kind, knew.time.who, knew.time.log, knew.time.fork) == ("knew", "Port", 3 * HOUR, None)
    assert knew.because[0].steps[-1].text == "CSIRT: asked to share: An anchor dragged over the cable."
    assert not [outcome for outcome in found.outcomes if outcome.differs]


def test_what_waits_for_the_same_ship_is_traced_to_who_took_it() -> None:
    parts = {
        "format": 1,
        "title": "One ship",
        "summary": "Two want it.",
        "startex": "2028-01-27T08:00:00+01:00",
        "duration": "12h",
        "agencies": {"coast": {"name": "Coast"}, "inland": {"name": "Inland"}},
        "resources": {"ship": {"name": "The ship", "capacity": 1}},
        "assets": {"cable": {"kind": "cable", "health": "0%"}},
        "activities": {
            "cruise": {"name": "Cruise", "who": "inland", "takes": "3h", "uses": {"ship": 1}},
            "mend": {
                "name": "Mend",
                "who": "coast",
                "takes": "1h",
                "uses": {"ship": 1},
                "then": [{"restore": "cable"}],
            },
        },
    }
    one = Scenario.model_validate(parts)
    mend: Move = ("T+01:00", "coast", cmd.Order("mend"))
    log = Scene(one).play(mend, "T+12:00").records
    fork = Scene(one).play(("T+00:30", "inland", cmd.Order("cruise")), mend, "T+12:00").records
    found = compare(one, log, fork, Lineage("one-1", "0" * 64, "f" * 64, 1, 1800, "recorded"))
    repaired = next(timed for timed in found.times if timed.time.kind == "repaired")
    assert (repaired.time.log, repaired.time.fork) == (2 * HOUR, 4 * HOUR + 1800)
    roots = {chain.steps[-1].text for chain in repaired.because}
    assert "Inland: asked to order: Cruise" in roots


def test_an_inject_that_is_skipped_is_traced_to_its_condition() -> None:
    injects = PARTS["injects"] | {
        "thanks": PARTS["injects"]["spare"]
        | {"held": False, "at": "T+04:00", "unless": {"not": {"activity": "repair", "is": "ordered"}}}
    }
    one = Scenario.model_validate(PARTS | {"injects": injects})
    log = (
        Scene(one, "1").play(ORDERED, ("T+05:00", "csirt", cmd.Reply("thanks", "Gladly.")), "T+12:00").records
    )
    fork = Scene(one, "1").play("T+12:00").records
    refusal = {"at": 5 * HOUR, "as": "csirt", "asked": "reply thanks", "why": "there is no such inject"}
    said = Lineage("harbour-1", "0" * 64, "f" * 64, 1, 0, "recorded", refused=[refusal])
    found = compare(one, log, fork, said)
    timed = next(timed for timed in found.times if timed.time.subjects == ("thanks",))
    assert (timed.time.log, timed.time.fork) == (5 * HOUR, None)
    (chain,) = timed.because
    assert chain.steps[-1].text == "Port: asked to order: Repair the cable"
    # What the fork refused is told as refused, and never as what made the difference.
    assert [step.refused for step in chain.steps if step.refused] == ["there is no such inject"]
    assert [step.origin for step in chain.steps].count(True) == 1


def test_a_line_is_read_at_any_moment_and_cut_off_at_one() -> None:
    points = ((0, 100.0), (10, 100.0), (10, 0.0), (20, 50.0))
    assert [at(points, tick) for tick in (-1, 0, 9, 10, 15, 30)] == [100, 100, 100, 0, 25, 50]
    assert until(points, 15) == [(0, 100.0), (10, 100.0), (10, 0.0), (15, 25.0)]
    curve = Curve("x", "X", "service", "%", 0.0, 100.0, points)
    assert figures_of(curve, 20).mean == pytest.approx((1000 + 250) / 20)
    assert spark(points, 20, 0, 100)[0] == "█"
    assert spark(points, 20, 0, 100)[20] == "▁"


def test_the_twins_tell_the_same(without: Comparison) -> None:
    text, data = "\n".join(as_text(without)), as_json(without)
    assert json.loads(json.dumps(data))["removed"] == ["port+repair"]
    assert "left out: Port: Repair the cable" in text
    assert "from log r" in text
    assert [time["kind"] for time in data["times"]] == ["answered", "repaired", "back"]


class _Page(HTMLParser):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outside: list[str] = []
        self.policy = ""
        self.feed(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        links = [found[name] or "" for name in ("href", "src") if name in found]
        self.outside += [link for link in links if not link.startswith("#")]
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""


def test_the_page_needs_nothing_and_runs_nothing() -> None:
    nasty = "</style><script>alert(1)</script>"
    log = played(ORDERED, ("T+03:00", "csirt", cmd.Share("anchor", ("port",), nasty)))
    fork = played(("T+04:00", "port", cmd.Send(("csirt",), nasty, nasty)))
    page = to_html(
        compared(
            log,
            fork,
            added=[{"at": "T+04:00", "as": "port", "do": {"send": nasty, "to": "csirt", "text": nasty}}],
            refused=[{"at": 0, "as": "port", "asked": nasty, "why": nasty}],
        )
    )
    read = _Page(page)
    assert "script" not in read.tags
    assert read.outside == []
    assert "script-src 'none'" in read.policy
    assert read.tags.count("svg") == 2


def test_what_is_only_numbered_otherwise_is_no_difference() -> None:
    log = played(ORDERED)
    later = [msgspec.json.encode(record).replace(b"@port#1", b"@port#2") for record in log]
    fork = [msgspec.json.decode(line, type=Record) for line in later]
    assert fork != log
    found = compared(log, fork)
    assert (found.different, found.first) == ((0, 0), (None, None))
    assert "Nothing is different." in as_text(found)


def test_changes_are_told_by_name() -> None:
    found = compared(
        played(ORDERED),
        played(),
        removed=["port+repair"],
        added=[
            {"at": "T+04:00", "as": "port", "do": {"share": "anchor", "to": ["csirt"]}},
            {"at": "T+05:00", "as": "excon", "do": {"send_template": "call", "fill": {"who": "port"}}},
        ],
        refused=[{"at": HOUR, "as": "bot/port", "asked": "order repair", "why": "no ship"}],
    )
    assert found.changes == Changes(
        ("Port: Repair the cable",),
        (
            "T+04:00 Port: share: An anchor dragged over the cable., to: CSIRT",
            "T+05:00 EXCON: send_template: call, fill: who: Port",
        ),
        ("T+01:00 Port: order Repair the cable: no ship",),
    )
