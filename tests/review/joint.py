"""The small exercise with what is owed and decided together: reports, votes, actions of one's own, a breach."""

from __future__ import annotations

from typing import Any

import msgspec

from exercise.domain import events as ev
from exercise.log.records import Happened, Record
from exercise.scenario.model import Scenario
from tests.review.small import BOTH, CSIRT, DATA, HOUR, MINUTE, OPERATOR, small_records

NOW = 90 * MINUTE

_AGENCIES: dict[str, Any] = DATA["agencies"] | {
    "regulator": {"name": "Dinaria Regulator", "short": "Regulator", "staff": {"lawyers": 1}}
}
_ACTIVITIES: dict[str, Any] = DATA["activities"] | {
    "sinkhole": {"name": "Sinkhole the traffic", "who": "csirt", "takes": "1h", "consent": "filter-order"}
}

JOINT: dict[str, Any] = DATA | {
    "agencies": _AGENCIES,
    "activities": _ACTIVITIES,
    "obligations": {
        "early-warning": {
            "name": "Early warning",
            "who": ["csirt"],
            "aware_of": {"fact": "anchor"},
            "within": "24h",
            "to": ["regulator"],
            "form": [
                {"id": "what", "text": "What happened"},
                {"id": "suspicion", "text": "Was it malicious?"},
                {"id": "help", "text": "Help wanted", "required": False},
            ],
            "source": "NIS2 Art. 23",
        },
        "outage-notice": {
            "name": "Notice of a dark cable",
            "who": ["operator"],
            "aware_of": {"fact": "payroll"},
            "within": "30min",
            "gives_up_after": "12h",
            "to": ["regulator"],
            "form": [{"id": "since", "text": "Dark since when"}],
        },
    },
    "consents": {
        "filter-order": {
            "name": "An order to filter the traffic",
            "who": ["csirt", "regulator"],
            "rule": "unanimity",
            "within": "2h",
        },
        "ship-loan": {
            "name": "The ship is lent abroad",
            "who": ["operator", "regulator"],
            "rule": "any",
            "any": 1,
            "within": "30min",
        },
    },
}

_MORE: tuple[tuple[int, tuple[str, ...], ev.AnyEvent], ...] = (
    (35 * MINUTE, CSIRT, ev.ClockStarted("early-warning", "csirt", 24 * HOUR + 35 * MINUTE)),
    (36 * MINUTE, OPERATOR, ev.ClockStarted("outage-notice", "operator", 66 * MINUTE)),
    (66 * MINUTE, OPERATOR, ev.ClockOverdue("outage-notice", "operator")),
    (
        70 * MINUTE,
        ("csirt", "regulator"),
        ev.ConsentOpened("filter-order", "regulator", ("csirt", "regulator"), 110 * MINUTE, "Routers leak."),
    ),
    (
        70 * MINUTE,
        ("csirt", "regulator"),
        ev.VoteCast("filter-order", "regulator", "yes", "The law allows it."),
    ),
    (
        72 * MINUTE,
        ("operator", "regulator"),
        ev.ConsentOpened("ship-loan", "operator", ("operator", "regulator"), 5 * HOUR, "They pay well."),
    ),
    (73 * MINUTE, CSIRT, ev.ActionProposed("proposal-1", "csirt", "Ask the amateurs' radio club to listen.")),
    (74 * MINUTE, OPERATOR, ev.ActionProposed("proposal-2", "operator", "Hire a diver quietly.")),
    (
        76 * MINUTE,
        OPERATOR,
        ev.ActionRuled(
            "proposal-2", "operator", True, "Divers are about.", ("LINK-2 at 60% health",), 3 * HOUR
        ),
    ),
    (78 * MINUTE, BOTH, ev.FactShared("anchor", "csirt", ("operator",), "For you only", ("operator",))),
    (
        78 * MINUTE,
        OPERATOR,
        ev.FactLearned("anchor", "operator", "shared", "csirt", {"und": "An anchor mark was found."}),
    ),
    (80 * MINUTE, CSIRT, ev.MessageSent("excon", ("csirt",), "Comment?", "We print.", persona="A newspaper")),
)


def joint_scenario() -> Scenario:
    """The scenario, checked like any other."""
    return Scenario.model_validate(JOINT)


def joint_records(*more: Happened) -> list[Record]:
    """The small exercise, and what came after half past."""
    records: list[Record] = list(small_records())
    records += [Happened(0, tick, event, to) for tick, to, event in _MORE]
    records.sort(key=lambda record: record.tick)
    return [*(msgspec.structs.replace(record, seq=seq) for seq, record in enumerate(records)), *more]
