"""A crowded exercise written by hand: so many agencies, so many injects, and records that go on coming."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.scenario.model import Scenario
from tests.review.small import DATA

MINUTE = 60
STORYLINES = ("cables", "power", "press", "ports", "banks", "hospitals")
WAITS, HELD, MISSED = 20, 50, 10
"""One inject of so many waits for a condition or for a controller; one answer of so many never comes."""


def crowded(agencies: int, injects: int) -> Scenario:
    """Every inject goes to two agencies, one after the other in the list, and wants an answer."""
    names = [f"agency-{number:03}" for number in range(agencies)]
    data: dict[str, Any] = {
        **DATA,
        "duration": "3d",
        "storylines": {name: {"name": name.title()} for name in STORYLINES},
        "agencies": DATA["agencies"]
        | {name: {"name": f"The agency {name}", "short": name, "staff": {"analysts": 2}} for name in names},
        "injects": {f"letter-{number}": _letter(number, names) for number in range(injects)},
    }
    return Scenario.model_validate(data)


def _letter(number: int, names: list[str]) -> dict[str, Any]:
    minutes = number // 2
    letter: dict[str, Any] = {
        "storyline": STORYLINES[number % len(STORYLINES)],
        "channel": "portal",
        "from": "Operations centre",
        "to": [names[number % len(names)], names[(number + 1) % len(names)]],
        "subject": f"Letter {number} about a cable",
        "text": "Both directions are dark. What do you do first?",
        "expect": [{"reply": True, "within": "30min"}],
    }
    if number % WAITS == 1:
        letter["when"] = {"service": "payments", "below": f"{number % 60 + 10}%"}
    elif number % HELD == 2:
        letter["held"] = True
    else:
        letter["at"] = f"T+{minutes // 60:02}:{minutes % 60:02}"
    return letter


def happenings(scenario: Scenario, count: int) -> Iterator[Happened]:
    """Somebody at every seat; then injects, what is expected, who read it, work, messages, one after the other."""
    return islice(_told(scenario), count)


def _told(scenario: Scenario) -> Iterator[Happened]:
    seats = [name for name in scenario.agencies if name.startswith("agency-")]
    yield Happened(0, 0, ev.PhaseChanged("running"), ("*",))
    for seq, name in enumerate(seats, start=1):
        yield Happened(seq, 0, ev.SeatTaken(name, name), ("*",))
    seq = len(seats)
    for number in range(len(scenario.injects)):
        for event, to in _moves(seats, number, seq * 2):
            seq += 1
            yield Happened(seq, seq * 2, event, to)


def _moves(seats: list[str], number: int, tick: int) -> Iterator[tuple[ev.AnyEvent, tuple[str, ...]]]:
    one, two = seats[number % len(seats)], seats[(number + 1) % len(seats)]
    name, run, due = f"letter-{number}", f"triage@{one}#{number}", tick + 30 * MINUTE
    subject, text = {"und": f"Letter {number} about a cable"}, {"und": "What do you do first?"}
    office = {"und": "Operations centre"}
    yield (
        ev.InjectReleased(
            name, "clock", (one, two), number + 1, "inject", office, "portal", "amber", subject, text,
            answer_by=due,
        ),
        (one, two),
    )  # fmt: skip
    yield ev.ExpectationOpened(name, 0, due, (one, two)), ()
    yield ev.ItemRead(one, name), ()
    yield ev.ActivityOrdered(run, "triage", one), (one,)
    yield ev.StageBegun(run, 0, 20 * MINUTE), (one,)
    if number % MISSED:
        yield ev.ReplyGiven(name, one, "We look into it."), (one,)
        yield ev.ExpectationMet(name, 0, one), ()
        yield ev.ItemRead(two, name), ()
    else:
        yield ev.ExpectationMissed(name, 0), ()
    yield ev.ActivityFinished(run), (one,)
    yield ev.MessageSent(one, (two, seats[0]), "Line", f"Message {number}"), (one, two, seats[0])
    yield ev.ServiceChanged("payments", 1.0 - number % 30 / 100), ("*",)
    if not number % 3:
        yield ev.MessageSent(one, ("excon",), "Question", f"Question {number}"), (one,)
        yield ev.MessageSent("excon", (one,), "Answer", f"Answer {number}"), (one,)
