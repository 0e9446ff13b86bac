"""A small exercise written by hand: two agencies, a cable, an hour and a half of records."""

from __future__ import annotations

from typing import Any

from exercise.domain import events as ev
from exercise.domain.commands import MarkTime, Reply, Start
from exercise.log.records import Asked, Happened, Record
from exercise.scenario.model import Scenario

MINUTE, HOUR = 60, 3600

DATA: dict[str, Any] = {
    "format": 1,
    "id": "harbour-night",
    "title": "HARBOUR NIGHT",
    "summary": "A cable fails off Port Elen.",
    "background": "It is a winter night. Ferries are running.",
    "startex": "2028-01-27T02:10:00+01:00",
    "duration": "12h",
    "pace": 30,
    "agencies": {
        "csirt": {
            "name": "Dinaria CSIRT",
            "short": "CSIRT",
            "country": "Dinaria",
            "staff": {"analysts": 2},
            "note": "You may warn everybody.",
        },
        "operator": {"name": "Lumen Cable Company", "short": "Operator", "staff": {"engineers": 1}},
    },
    "storylines": {"cables": {"name": "Cables"}},
    "assets": {"link-2": {"name": "LINK-2", "kind": "submarine-cable", "owner": "operator"}},
    "services": {
        "payments": {"name": "Card payments", "population": "1.75M", "needs": [{"asset": "link-2"}]},
        "sonar": {"name": "Sonar of the navy", "seen_by": ["operator"]},
    },
    "indicators": {
        "trust": {"name": "Public trust", "start": 60, "seen_by": ["everyone"]},
        "suspicion": {"name": "Secret suspicion", "start": 10, "good": "low"},
        "fatigue": {"name": "Fatigue", "good": "low", "each": True, "seen_by": ["everyone"]},
    },
    "flags": {
        "storm": {"name": "A storm stops work at sea", "seen_by": ["operator"]},
        "mole": {"name": "A mole is at work"},
    },
    "resources": {"ship": {"name": "Repair ship", "capacity": 1, "owner": "operator"}},
    "hypotheses": {
        "sabotage": {"name": "Sabotage", "prior": "20%"},
        "accident": {"name": "Accident", "prior": "80%"},
    },
    "facts": {
        "anchor": {
            "text": "An anchor mark was found.",
            "tlp": "amber",
            "likelihood": {"sabotage": "73%", "accident": "11%"},
        },
        "payroll": {"text": "The payroll server was read.", "tlp": "red"},
    },
    "activities": {
        "triage": {
            "name": "Triage the report",
            "code": "T-01",
            "who": "csirt",
            "takes": {"min": "30min", "mode": "1h", "max": "3h"},
            "uses": {"analysts": 1},
            "brief": "One analyst reads what came in.",
            "risks": "The first class is sometimes wrong.",
        },
        "warn": {
            "name": "Warn the public",
            "kind": "communication",
            "who": "anyone",
            "takes": "1h",
            "needs_text": True,
            "again": False,
            "requires": {"all": [{"activity": "triage", "by": "actor"}, {"inject": "rumour"}]},
            "then": [{"add": {"trust": 7}}],
        },
        "repair": {
            "name": "Call the repair ship",
            "who": "operator",
            "stages": [
                {"name": "call-out", "takes": "4h", "uses": {"ship": 1}},
                {"name": "waiting for weather", "until": {"not": {"flag": "storm"}}},
            ],
        },
        "tell": {
            "name": "Call an agency",
            "kind": "coordination",
            "takes": "15min",
            "target": {"kind": "agency"},
        },
    },
    "decisions": {
        "public-line": {
            "text": "What does the first statement say?",
            "who": ["csirt"],
            "options": {
                "facts": {"text": "Only what is known", "then": [{"add": {"trust": 3}}]},
                "blame": {"text": "It was an attack", "then": [{"flag": "mole"}]},
            },
        },
        "stop-ferries": {
            "text": "Do ferries stop?",
            "who": ["operator"],
            "options": {"yes": {"text": "They stop"}},
        },
    },
    "adversary": {
        "lynx": {"name": "Volt Lynx", "steps": [{"id": "phish", "name": "Phishing wave", "at": "T+03:00"}]}
    },
    "injects": {
        "loss": {
            "at": "T+00:12",
            "from": "Operations centre",
            "to": ["csirt", "operator"],
            "channel": "portal",
            "subject": {"en": "Loss of light on LINK-2", "sq": "Humbje e dritës"},
            "text": "Both directions are dark. [bold]What[/bold] do you do first?",
            "storyline": "cables",
            "urgent": True,
            "expect": [
                {"reply": True, "within": "30min"},
                {"activity": "triage", "within": "48min", "who": ["csirt"]},
            ],
            "note": "Watch whether anybody calls the ministry.",
        },
        "rumour": {
            "when": {"service": "payments", "below": "60%"},
            "from": "A newspaper",
            "to": ["operator"],
            "channel": "press",
            "subject": "Did you sell the ship?",
            "text": "Readers say the repair ship was sold to a casino.",
            "kind": "contingency",
            "expect": [{"decision": "stop-ferries", "within": "1h"}],
        },
        "minister": {
            "at": "T+02:00",
            "from": "The minister's office",
            "to": ["csirt"],
            "channel": "phone",
            "subject": "The minister is on air in ten minutes",
            "text": "Was it an attack?",
            "expect": [{"decision": "public-line", "within": "15min"}],
        },
        "storm-warning": {
            "held": True,
            "from": "Weather office",
            "to": "everyone",
            "channel": "email",
            "subject": "Storm from the north",
            "text": "Gusts of 90 km/h from noon.",
        },
    },
    "objectives": {
        "public": {
            "name": "Keep the public informed",
            "capability": "Public information",
            "target": "A line an hour",
            "tasks": [{"text": "Say something"}],
        }
    },
}


def small_scenario() -> Scenario:
    """The scenario, checked like any other."""
    return Scenario.model_validate(DATA)


def _loss() -> ev.InjectReleased:
    inject = small_scenario().injects["loss"]
    return ev.InjectReleased(
        "loss",
        "clock",
        ("csirt", "operator"),
        1,
        "inject",
        inject.from_,
        inject.channel,
        inject.tlp,
        inject.subject,
        inject.text,
        urgent=True,
        answer_by=42 * MINUTE,
    )


CSIRT, OPERATOR, BOTH, ALL = ("csirt",), ("operator",), ("csirt", "operator"), ("*",)

_STORY: tuple[tuple[int, tuple[str, ...], ev.AnyEvent], ...] = (
    (0, ALL, ev.PhaseChanged("running")),
    (
        0,
        OPERATOR,
        ev.FactLearned(
            "payroll", "operator", "start", text={"und": "The payroll server was read."}, tlp="red"
        ),
    ),
    (10 * MINUTE, OPERATOR, ev.AssetHealthSet("link-2", 0.0)),
    (10 * MINUTE, OPERATOR, ev.AssetLevelChanged("link-2", 0.0)),
    (10 * MINUTE, ALL, ev.ServiceChanged("payments", 0.62)),
    (10 * MINUTE, ALL, ev.IndicatorMoved("trust", 60.0, rate=-6.0)),
    (12 * MINUTE, BOTH, _loss()),
    (12 * MINUTE, (), ev.ExpectationOpened("loss", 0, 42 * MINUTE, ("csirt", "operator"))),
    (12 * MINUTE, (), ev.ExpectationOpened("loss", 1, 60 * MINUTE, ("csirt",))),
    (15 * MINUTE, CSIRT, ev.ActivityOrdered("triage#1", "triage", "csirt")),
    (15 * MINUTE, CSIRT, ev.ResourceTaken("csirt/analysts", 1, "triage#1")),
    (15 * MINUTE, CSIRT, ev.StageBegun("triage#1", 0, 90 * MINUTE)),
    (15 * MINUTE, (), ev.ExpectationMet("loss", 1, "csirt")),
    (20 * MINUTE, OPERATOR, ev.ActivityOrdered("repair#1", "repair", "operator")),
    (20 * MINUTE, OPERATOR, ev.ResourceTaken("ship", 1, "repair#1")),
    (20 * MINUTE, OPERATOR, ev.StageBegun("repair#1", 0, 4 * HOUR)),
    (25 * MINUTE, CSIRT, ev.MessageSent("csirt", ("excon",), "Question", "May we call the ministry?")),
    (30 * MINUTE, BOTH, ev.MessageSent("operator", ("csirt",), "Ship", "The [red]ship[/red] is on its way.")),
    (
        35 * MINUTE,
        CSIRT,
        ev.FactLearned("anchor", "csirt", "activity", "triage#1", {"und": "An anchor mark was found."}),
    ),
    (42 * MINUTE, (), ev.ExpectationMissed("loss", 0)),
    (50 * MINUTE, OPERATOR, ev.FlagRaised("storm")),
    (55 * MINUTE, (), ev.StepBegun("phish")),
    (
        60 * MINUTE,
        (),
        ev.ObservationMade("excon", "Nobody called the regulator.", agency="csirt", rating="S"),
    ),
)


def small_records() -> list[Record]:
    """What happened, in order, with two of the questions that led to it."""
    records: list[Record] = [Asked(0, 0, "excon", Start())]
    for tick, to, event in _STORY:
        records.append(Happened(len(records), tick, event, to))
    records.append(
        Asked(len(records), 80 * MINUTE, "operator", Reply("loss", "Not yet recorded as an event."))
    )
    records.append(Asked(len(records), 90 * MINUTE, "excon", MarkTime()))
    return records
