"""A scenario with a canary in everything that the agency `coast`, and its cell `north`, may not know."""

from __future__ import annotations

from typing import Any

from exercise.log.header import Header
from exercise.scenario.load import scenario_from_data

CANARY = "canary"
HIDDEN_IF: dict[str, Any] = {"all": [{"flag": "canary-flag"}, {"fact": "canary-fact", "known_by": "inland"}]}
SECRETLY: list[dict[str, Any]] = [{"add": {"canary-mood": 3}}, {"flag": "canary-flag"}]
OPENLY: list[dict[str, Any]] = [
    *({"stop": "sail"}, {"release": "news"}, {"learn": "wake", "by": "coast"}),
    {"start": "canary-noise", "by": "inland"},
]
"""What anybody may see happen, but not why."""

PLANTED: dict[str, Any] = {
    "format": 1,
    "id": "planted",
    "title": "PLANTED",
    "summary": "Something goes wrong.",
    "background": "It is winter.",
    "startex": "2028-01-27T08:00:00+01:00",
    "duration": "48h",
    "pace": 60,
    "if_tlp_broken": [{"add": {"canary-mood": -1}}],
    "cells": {"north": {"name": "North"}, "south": {"name": "canary south"}},
    "storylines": {"canary-line": {"name": "canary storyline"}},
    "agencies": {
        "coast": {
            "name": "Coast guard",
            "cell": "north",
            "staff": {"crew": 2},
            "clocks": ["sitrep"],
            "note": "You may sail.",
            "source": "canary source",
        },
        "inland": {
            "name": "Inland police",
            "cell": "south",
            "staff": {"canary-squad": 3},
            "contacts": {"coast": {"fresh": False, "costs": "1h"}},
            "clocks": ["canary-duty"],
            "note": "canary note",
            "source": "canary source",
        },
    },
    "flags": {
        "fog": {"name": "Fog", "seen_by": ["everyone"]},
        "canary-flag": {"name": "canary flag", "seen_by": ["inland"]},
    },
    "resources": {
        "ship": {"name": "Ship", "capacity": 1, "lent_by": {"inland": {}}, "source": "canary source"},
        "canary-van": {"name": "canary van", "capacity": 1, "owner": "inland"},
    },
    "assets": {
        "cable": {
            "kind": "cable",
            "owner": "coast",
            "capacity": "10 Gb/s",
            "seen_by": ["inland"],
            "needs": [{"asset": "canary-plant", "autonomy": "7h", "floor": "13%"}],
            "source": "canary source",
        },
        "canary-plant": {
            "kind": "canary-kind",
            "name": "canary plant",
            "owner": "inland",
            "place": "canary bay",
        },
    },
    "services": {
        "net": {
            "name": "Net",
            "population": 1000,
            "supplied_by": ["cable", "canary-plant"],
            "demand": {"peak": "8 Gb/s"},
            "needs": [{"asset": "canary-plant"}],
            "floor": {"level": "10%", "while": {"flag": "canary-flag"}},
            "source": "canary source",
        },
        "canary-service": {"name": "canary service", "seen_by": ["inland"]},
    },
    "indicators": {
        "trust": {
            "name": "Trust",
            "start": 60,
            "seen_by": ["everyone"],
            "drifts": [{"while": {"flag": "canary-flag"}, "change": "-1 per h"}],
            "source": "canary source",
        },
        "fatigue": {"name": "Fatigue", "each": True, "seen_by": ["everyone"]},
        "canary-mood": {"name": "canary mood", "seen_by": ["inland"]},
        "canary-awareness": {
            "name": "canary awareness",
            "each": True,
            "derived": "awareness",
            "seen_by": ["everyone"],
        },
    },
    "activities": {
        "sail": {
            "name": "Sail out",
            "who": ["coast"],
            "stages": [
                {
                    "id": "go",
                    "name": "Go",
                    "takes": "1h",
                    "uses": {"ship": 1},
                    "begins": SECRETLY,
                    "blocked_while": {"flag": "canary-flag"},
                    "then": [{"learn": "wake"}],
                    "chances": [{"name": "canary-luck", "chance": "30%", "then": SECRETLY}],
                },
                {"name": "Wait", "until": {"any": [{"flag": "fog"}, {"step": "canary-strike"}]}},
            ],
            "then": SECRETLY,
            "slowed_by": [{"indicator": "canary-mood", "at_full": "10%"}],
            "source": "canary source",
        },
        "warn": {"name": "Warn", "who": ["coast", "inland"], "takes": "10min", "requires": HIDDEN_IF},
        "blame": {"name": "Blame", "who": "anyone", "needs_text": True, "consent": "canary-consent"},
        "mend": {"name": "Mend", "who": ["coast"], "target": {"kind": "asset"}, "takes": "1h"},
        "tell": {"name": "Tell", "who": ["coast"], "target": {"kind": "fact", "of": ["canary-fact"]}},
        "canary-raid": {"name": "canary raid", "who": ["inland"], "brief": "canary brief", "then": OPENLY},
        "canary-noise": {"name": "canary noise", "who": "background", "starts": {"at": "T+00:30"}},
        "calls": {
            "name": "Calls",
            "who": "background",
            "starts": {
                "every": "9 per h",
                "at_agencies": ["coast", "inland"],
                "unless": {"flag": "canary-flag"},
            },
            "takes": "5min",
        },
    },
    "hypotheses": {
        "canary-anchor": {"name": "canary anchor", "prior": "60%"},
        "canary-saboteur": {"name": "canary saboteur", "prior": "40%"},
    },
    "truth": {"cable": "canary-saboteur"},
    "facts": {
        "wake": {
            "text": "A wake was seen.",
            "likelihood": {"canary-anchor": "20%", "canary-saboteur": "70%"},
            "found_by": [{"activity": "canary-raid"}],
            "ought_to_know": ["inland"],
            "source": "canary source",
        },
        "canary-fact": {"text": "canary words", "known_to": ["inland"], "tlp": "red"},
    },
    "decisions": {
        "speak": {
            "text": "What do we say?",
            "who": ["coast", "inland"],
            "options": {"little": {"text": "Little", "then": SECRETLY}, "all": {"text": "All"}},
            "sound": ["little"],
            "requires": {"not": {"flag": "canary-flag"}},
        },
        "later": {
            "text": "canary question for later",
            "who": ["coast"],
            "options": {"a": {"text": "canary option"}},
        },
        "canary-choice": {"text": "canary choice", "who": ["inland"], "options": {"x": {"text": "canary x"}}},
    },
    "adversary": {
        "canary-plan": {
            "name": "canary plan",
            "goal": "canary goal",
            "steps": [
                {
                    "id": "canary-strike",
                    "name": "canary strike",
                    "at": "T+01:00",
                    "then": [*SECRETLY, *OPENLY],
                }
            ],
        }
    },
    "injects": {
        "call": {
            "at": "T+00:10",
            "from": "Duty officer",
            "to": ["coast"],
            "channel": "phone",
            "subject": "A ship lies still",
            "text": "It does not answer.",
            "facts": ["wake"],
            "expect": [{"reply": True, "within": "30min", "if_missed": SECRETLY}],
            "then": SECRETLY,
            "source": "canary source",
        },
        "canary-inject": {
            "number": 77,
            "at": "T+00:20",
            "from": "canary sender",
            "to": ["inland"],
            "channel": "phone",
            "subject": "canary subject",
            "text": "canary text",
            "note": "canary note",
            "expect": [{"decision": "canary-choice", "within": "1h"}],
        },
        "news": {
            "held": True,
            "from": "Radio",
            "to": ["coast"],
            "channel": "radio",
            "kind": "contextual",
            "subject": "The news at nine",
            "text": "Something has happened.",
        },
        "canary-later": {
            "held": True,
            "from": "canary sender",
            "to": ["coast"],
            "channel": "phone",
            "cell": "south",
            "subject": "canary subject",
            "text": "canary text",
            "expect": [{"decision": "later", "within": "1h"}],
        },
    },
    "obligations": {
        "sitrep": {
            "name": "Sitrep",
            "aware_of": {"any": [{"inject": "canary-inject"}, {"fact": "canary-fact", "known_by": "coast"}]},
            "within": "6h",
            "to": ["inland"],
            "form": [{"id": "what", "text": "What is known"}],
            "if_late": SECRETLY,
            "source": "canary source",
        },
        "canary-duty": {
            "name": "canary duty",
            "aware_of": {"flag": "canary-flag"},
            "within": "1h",
            "to": ["coast"],
        },
    },
    "consents": {
        "close": {
            "name": "Close the strait",
            "who": ["coast", "inland"],
            "rule": "unanimity",
            "within": "2h",
            "then": SECRETLY,
        },
        "canary-consent": {
            "name": "canary consent",
            "who": ["inland"],
            "rule": "any",
            "any": 1,
            "within": "2h",
        },
    },
    "objectives": {
        "canary-aim": {
            "name": "canary aim",
            "capability": "canary capability",
            "target": "canary target",
            "tasks": [{"text": "canary task", "measure": {"by": "T+03:00", "that": {"flag": "canary-flag"}}}],
        }
    },
}

SCENARIO = scenario_from_data(PLANTED)

GUESSES = sorted(
    {name for part in PLANTED.values() if isinstance(part, dict) for name in part if CANARY in name}
    | {"canary-strike", "later"}
)
"""Ids that a clever participant might guess, or overhear in the corridor."""


def planted_header() -> Header:
    """The head of a log of this exercise; nobody is a bot."""
    return Header(format=1, program="test", exercise_id="planted-1", seed="1", data=PLANTED)
