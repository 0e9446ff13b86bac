"""A small exercise played by the engine, for reports: a late repair, an answer, an ad-hoc inject."""

from __future__ import annotations

from typing import Any

from exercise.domain import commands as cmd
from exercise.engine.engine import Engine
from exercise.log.records import Record
from exercise.review.report import Provenance, Report, build_report
from exercise.scenario.model import Scenario

HOUR = 3600

PLAYED: dict[str, Any] = {
    "format": 1,
    "id": "harbour",
    "title": "HARBOUR",
    "summary": "A cable fails at night. Find out, repair, and tell people.",
    "startex": "2028-01-27T02:10:00+01:00",
    "duration": "12h",
    "agencies": {
        "csirt": {"name": "Dinaria CSIRT", "short": "CSIRT", "country": "Dinaria", "kind": "csirt"},
        "port": {"name": "Port of Elen", "short": "Port", "staff": {"crew": 2}},
    },
    "assets": {"cable": {"kind": "cable"}},
    "services": {"pay": {"name": "Card payments", "needs": [{"asset": "cable", "autonomy": "1h"}]}},
    "indicators": {
        "trust": {
            "name": "Public trust",
            "start": 60,
            "drifts": [{"while": {"service": "pay", "below": "50%"}, "change": "-2 per h"}],
        }
    },
    "facts": {
        "anchor": {"text": "An anchor dragged over the cable.", "ought_to_know": ["csirt", "port"]},
        "depth": {"text": "The break is 96 metres deep.", "ought_to_know": ["port"]},
    },
    "activities": {
        "repair": {
            "name": "Repair the cable",
            "who": "port",
            "stages": [
                {"name": "Sail", "takes": "2h"},
                {"name": "Splice", "takes": "3h", "then": [{"restore": "cable"}]},
            ],
        }
    },
    "decisions": {
        "warn": {
            "text": "Do we warn the public?",
            "who": "csirt",
            "options": {"now": {"text": "Now"}, "later": {"text": "Later"}},
        }
    },
    "injects": {
        "cut": {
            "at": "T+01:00",
            "from": "Watch officer",
            "to": "port",
            "channel": "phone",
            "subject": "The cable is dead",
            "text": "No light.",
            "then": [{"damage": "cable"}],
            "expect": [{"activity": "repair", "within": "1h", "objective": "repair"}],
        },
        "found": {
            "at": "T+02:00",
            "from": "Coast guard",
            "to": "csirt",
            "channel": "email",
            "subject": "What we found",
            "text": "A scar.",
            "facts": ["anchor"],
            "expect": [
                {"reply": True, "within": "1h", "objective": "tell"},
                {"decision": "warn", "within": "2h", "objective": "tell"},
            ],
        },
        "spare": {
            "held": True,
            "from": "Press",
            "to": "csirt",
            "channel": "press",
            "subject": "A question",
            "text": "Why?",
        },
    },
    "objectives": {
        "repair": {
            "name": "Bring payments back",
            "capability": "Recovery",
            "target": "Payments are back within ten hours",
            "tasks": [
                {
                    "text": "The repair is ordered by T+02:00",
                    "measure": {"by": "T+02:00", "that": {"activity": "repair", "is": "ordered"}},
                },
                {
                    "text": "Payments work at the end",
                    "measure": {"at": "T+11:00", "that": {"service": "pay", "above": "90%"}},
                },
                {
                    "text": "Payments are up half of the time",
                    "measure": {"always": {"service": "pay", "above": "90%"}, "at_least": "50%"},
                },
            ],
        },
        "tell": {
            "name": "Tell each other",
            "capability": "Information sharing",
            "target": "Both know of the anchor by T+04:00",
            "tasks": [
                {
                    "text": "Both know of the anchor",
                    "measure": {"known": "anchor", "by": "T+04:00", "at_least": 2},
                },
                {"text": "Answers come in time", "measure": {"answered": "50%"}},
                {"text": "The tone was calm"},
            ],
        },
    },
}


def scene(**parts: Any) -> Scenario:
    """The scenario, with parts of it replaced."""
    return Scenario.model_validate({**PLAYED, **parts})


def played(scenario: Scenario, *, words: str = "Received, we are looking.") -> list[Record]:
    """Twelve hours: the repair is ordered late, the answer is in time, the decision a little late."""
    records: list[Record] = []
    engine = Engine(scenario, "1", records.append)

    def at(hours: float, by: str, command: cmd.AnyCommand) -> None:
        engine.advance_to(int(hours * HOUR))
        engine.submit(by, command)

    engine.submit("excon", cmd.Start(), wall="2026-05-04T09:00:00Z")
    at(2.5, "port", cmd.Order("repair"))
    at(2.5, "csirt", cmd.Reply("found", words))
    at(3, "csirt", cmd.Share("anchor", ("port",), note=words))
    at(
        5,
        "csirt",
        cmd.Decide("warn", option="later", rationale=words, considered=("now", "later"), basis=("anchor",)),
    )
    at(6, "excon", cmd.SendInject(("csirt",), "Mayor", "Ad hoc", words, answer_within=HOUR))
    at(6, "excon", cmd.Observe(words, agency="port", objective="repair", rating="M"))
    at(7, "excon", cmd.Override(({"add": {"trust": 5}},), words))
    at(8, "port", cmd.Send(("csirt",), "Hello", words))
    engine.advance_to(12 * HOUR)
    engine.submit("excon", cmd.End(), wall="2026-05-04T11:30:00Z")
    return records


def report_of(scenario: Scenario, **how: Any) -> Report:
    """Its report."""
    where = Provenance("harbour-1", "1", "0.1.0", "f" * 64, bots=("csirt", "port"))
    return build_report(scenario, played(scenario, **how), where)


if __name__ == "__main__":
    import sys

    from exercise.review.markdown import to_markdown

    sys.stdout.write(to_markdown(report_of(scene())))
