"""HARBOUR NIGHT: a small scenario that uses most of the format, as plain data for logs, sessions and bots."""

from __future__ import annotations

from typing import Any

from exercise.log.header import Header
from exercise.scenario.load import scenario_from_data
from exercise.scenario.model import Scenario

HARBOUR: dict[str, Any] = {
    "format": 1,
    "id": "harbour-night",
    "title": "HARBOUR NIGHT",
    "summary": "A cable fails in the night.",
    "startex": "2028-01-27T02:10:00+01:00",
    "duration": "48h",
    "agencies": {
        "port": {"name": "Port authority", "staff": {"engineers": 2}, "contacts": {"csirt": {}}},
        "csirt": {"name": "National CSIRT", "staff": {"analysts": 2}, "contacts": {"port": {}}},
    },
    "flags": {"storm": {"name": "Storm"}},
    "resources": {"ship": {"name": "Repair ship", "capacity": 1}},
    "assets": {
        "cable": {"kind": "cable", "capacity": "60 Gb/s", "owner": "port"},
        "radio": {"kind": "radio", "capacity": "20 Gb/s"},
    },
    "services": {
        "net": {
            "name": "Connectivity",
            "supplied_by": ["cable", "radio"],
            "demand": {"peak": "50 Gb/s", "by_hour": [40] * 8 + [100] * 12 + [60] * 4},
        },
        "payments": {"name": "Payments", "grade": 1, "needs": [{"service": "net", "share": "5%"}]},
    },
    "indicators": {
        "trust": {
            "name": "Public trust",
            "start": 60,
            "drifts": [{"while": {"service": "payments", "below": "70%"}, "change": "-2 per h"}],
        }
    },
    "facts": {"anchor": {"text": "An anchor dragged over the cable.", "found_by": [{"activity": "survey"}]}},
    "activities": {
        "survey": {
            "name": "Survey the cable",
            "who": "port",
            "takes": {"min": "1h", "mode": "2h", "max": "4h"},
            "uses": {"engineers": 1},
        },
        "repair": {
            "name": "Repair the cable",
            "who": "port",
            "again": False,
            "stages": [
                {"name": "sail", "uses": {"ship": 1}, "takes": {"min": "2h", "mode": "4h", "max": "9h"}},
                {
                    "name": "splice",
                    "takes": {"min": "3h", "mode": "5h", "max": "8h"},
                    "blocked_while": {"flag": "storm"},
                    "then": [{"restore": "cable"}],
                },
            ],
        },
        "noise": {
            "name": "Everyday incident",
            "kind": "background",
            "who": "background",
            "starts": {"every": "4 per 8h", "at_agencies": ["csirt"]},
            "stages": [{"uses": {"analysts": 1}, "takes": {"min": "30min", "mode": "1h", "max": "3h"}}],
        },
    },
    "decisions": {
        "public-line": {
            "text": "What do we say?",
            "who": "csirt",
            "options": {
                "facts": {"text": "Only facts", "then": [{"add": {"trust": 2}}]},
                "blame": {"text": "Blame somebody", "then": [{"add": {"trust": -5}}]},
            },
            "sound": ["facts"],
        }
    },
    "injects": {
        "cut": {
            "at": "T+01:00",
            "from": "Night watch",
            "to": "port",
            "channel": "phone",
            "subject": "Loss of light",
            "text": "The cable is dark. What do you do?",
            "then": [{"damage": "cable"}],
            "expect": [
                {"activity": "survey", "within": "2h", "objective": "act"},
                {"activity": "repair", "within": "6h", "objective": "act"},
            ],
            "if_missed": [{"release": "reminder"}],
        },
        "reminder": {
            "held": True,
            "kind": "contingency",
            "from": "Ministry",
            "to": "port",
            "channel": "email",
            "subject": "Well?",
            "text": "The minister asks what you are doing.",
            "expect": [{"reply": True, "within": "1h", "objective": "act"}],
        },
        "press": {
            "at": "T+05:00",
            "from": "Newspaper",
            "to": "csirt",
            "channel": "press",
            "subject": "Was it an attack?",
            "text": "We print at six.",
            "expect": [{"decision": "public-line", "within": "2h", "objective": "act"}],
        },
        "storm": {
            "at": "T+06:00",
            "from": "Weather service",
            "to": "everyone",
            "channel": "radio",
            "kind": "contextual",
            "subject": "Storm warning",
            "text": "Storm until the evening.",
            "then": [{"flag": "storm", "lasts": "6h"}],
        },
    },
    "objectives": {
        "act": {
            "name": "Act in time",
            "capability": "Response",
            "target": "The repair starts the same morning",
            "tasks": [
                {
                    "text": "Repair ordered by T+08:00",
                    "measure": {"by": "T+08:00", "that": {"activity": "repair", "is": "ordered"}},
                }
            ],
        }
    },
}

HOUR = 3600


def harbour() -> Scenario:
    """The scenario, read anew."""
    return scenario_from_data(HARBOUR)


def header(*, bots: str = "diligent", seed: str = "7") -> Header:
    """The header of a run of it, with the same kind of bot everywhere; `bots=""` for none."""
    kinds = dict.fromkeys(HARBOUR["agencies"], bots) if bots else {}
    return Header(
        format=1, program="0", exercise_id=f"harbour-night-{seed}", seed=seed, data=HARBOUR, bots=kinds
    )
