"""Small scenarios nobody would have written.

Every scenario here is one that `exercise check` has nothing against: ids exist, needs have no circle, and no
indicator is driven by itself.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from exercise.scenario.model import Scenario
from tests.scenes import drill, inject

AGENCIES = ("coast", "inland", "press")
ASSETS = ("grid", "station", "cable")
SERVICES = ("net", "pay")
FLAGS = ("storm", "permit")
FACTS = ("gap", "marks")
INDICATORS = ("trust", "fatigue", "rumour")
ACTIVITIES = ("repair", "survey", "state")
INJECTS = ("cut", "call", "nudge")
STEPS = ("probe", "strike")

MINUTES = st.integers(1, 240)
DURATIONS = MINUTES.map("{}min".format)
TIMES = st.integers(0, 600).map(lambda minutes: f"T+{minutes // 60:02}:{minutes % 60:02}")
SHARES = st.sampled_from(["0%", "20%", "50%", "75%", "100%"])
CHANGES = st.sampled_from(["-100%", "-50%", "+25%", "+100%"])
SPREADS = st.one_of(
    DURATIONS,
    st.tuples(MINUTES, MINUTES, MINUTES).map(
        lambda three: dict(zip(("min", "mode", "max"), (f"{each}min" for each in sorted(three)), strict=True))
    ),
    st.integers(1, 200).map(lambda minutes: {"median": f"{minutes}min", "p95": f"{minutes * 3}min"}),
)


def _sided(words: dict[str, Any], levels: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(st.sampled_from(["below", "above"]), levels).map(lambda side: words | {side[0]: side[1]})


PLAIN_CONDITIONS = st.one_of(
    st.sampled_from(FLAGS).map(lambda name: {"flag": name}),
    st.sampled_from(ASSETS).flatmap(
        lambda name: _sided({"asset": name}, st.sampled_from(["30%", "60%", "100%"]))
    ),
    st.sampled_from(SERVICES).flatmap(
        lambda name: _sided({"service": name}, st.sampled_from(["30%", "60%", "100%"]))
    ),
    st.tuples(st.sampled_from(FACTS), st.sampled_from(AGENCIES)).map(
        lambda two: {"fact": two[0], "known_by": two[1]}
    ),
    st.tuples(
        st.sampled_from(ACTIVITIES), st.sampled_from(["ordered", "under-way", "done", "stood-down"])
    ).map(lambda two: {"activity": two[0], "is": two[1]}),
    st.tuples(st.sampled_from(INJECTS), st.sampled_from(["released", "answered", "missed"])).map(
        lambda two: {"inject": two[0], "is": two[1]}
    ),
    TIMES.map(lambda time: {"time": time}),
)
CONDITIONS = st.recursive(
    PLAIN_CONDITIONS
    | st.sampled_from(["trust", "rumour"]).flatmap(
        lambda name: _sided({"indicator": name}, st.integers(5, 95))
    )
    | st.sampled_from(AGENCIES).flatmap(
        lambda name: _sided({"indicator": "fatigue", "of": name}, st.integers(5, 95))
    )
    | st.sampled_from(AGENCIES).flatmap(
        lambda name: _sided({"posterior": "sabotage", "of": name}, st.sampled_from(["30%", "60%"]))
    )
    | st.just({"decision": "blame", "chose": "yes"})
    | st.just({"step": "strike"}),
    lambda inner: st.lists(inner, min_size=1, max_size=2).flatmap(
        lambda parts: st.sampled_from([{"all": parts}, {"any": parts}, {"not": parts[0]}])
    ),
    max_leaves=3,
)


def _lasting(effect: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(effect, st.none() | DURATIONS).map(
        lambda two: two[0] | ({"lasts": two[1]} if two[1] else {})
    )


LASTING = _lasting(
    st.one_of(
        st.sampled_from(FLAGS).map(lambda name: {"flag": name}),
        st.tuples(st.sampled_from(SERVICES), SHARES).map(lambda two: {"fallback": two[0], "to": two[1]}),
        st.tuples(st.sampled_from(SERVICES), st.sampled_from(["priority", "proportional"])).map(
            lambda two: {"allocate": two[0], "rule": two[1]}
        ),
        st.tuples(st.sampled_from(ACTIVITIES), st.sampled_from(["durations", "chances"]), CHANGES).map(
            lambda three: {"scale": three[1], "of": three[0], "by": three[2]}
        ),
        st.tuples(st.sampled_from(SERVICES), CHANGES).map(
            lambda two: {"scale": "demand", "of": two[0], "by": two[1]}
        ),
        CHANGES.map(lambda by: {"scale": "drift", "of": "trust", "by": by}),
        st.integers(-150, 150).map(lambda amount: {"capacity": "cable", "by": f"{amount:+d} Gb/s"}),
        st.integers(-3, 3).map(lambda by: {"resource": "ship", "by": by}),
    )
)
PLAIN_EFFECTS = st.one_of(
    LASTING,
    st.tuples(st.sampled_from(["trust", "rumour"]), st.integers(-40, 40)).map(
        lambda two: {"add": {two[0]: two[1]}}
    ),
    st.tuples(st.sampled_from([*AGENCIES, "everyone"]), st.integers(0, 100)).map(
        lambda two: {"set": {"fatigue": two[1]}, "of": two[0]}
    ),
    st.sampled_from(FLAGS).map(lambda name: {"clear": name}),
    st.sampled_from(INJECTS).map(lambda name: {"release": name}),
    st.sampled_from(INJECTS).map(lambda name: {"skip": name}),
    st.sampled_from(ACTIVITIES).map(lambda name: {"stop": name}),
    st.tuples(st.sampled_from(ASSETS), SHARES).map(lambda two: {"damage": two[0], "to": two[1]}),
    st.sampled_from(ASSETS).map(lambda name: {"restore": name}),
    st.tuples(st.sampled_from(FACTS), st.sampled_from([*AGENCIES, "everyone"])).map(
        lambda two: {"learn": two[0], "by": two[1]}
    ),
)
# No deed starts an activity: a chain of activities without end would take no time at all.
DEEDS = st.one_of(
    PLAIN_EFFECTS,
    st.tuples(CONDITIONS, PLAIN_EFFECTS, PLAIN_EFFECTS).map(
        lambda three: {"if": three[0], "then": [three[1]], "otherwise": [three[2]]}
    ),
)
EFFECTS = DEEDS | st.sampled_from(AGENCIES).map(lambda by: {"start": "state", "by": by})
SOME_DEEDS = st.lists(DEEDS, max_size=2)
CHANCES = st.builds(
    lambda chance, then, otherwise: [
        {"name": "luck", "chance": chance, "then": then, "otherwise": otherwise}
    ],
    SHARES,
    SOME_DEEDS,
    SOME_DEEDS,
)
STAGES = st.fixed_dictionaries(
    {},
    optional={
        "takes": SPREADS,
        "until": CONDITIONS,
        "uses": st.sampled_from([{"ship": 1}, {"crew": 1}, {"ship": 1, "crew": 2}]),
        "borrows": st.sampled_from([{"ship": 1}, {"crew": 1}]),
        "blocked_while": CONDITIONS,
        "begins": SOME_DEEDS,
        "meanwhile": st.lists(
            LASTING.map(lambda effect: {k: v for k, v in effect.items() if k != "lasts"}), max_size=1
        ),
        "then": SOME_DEEDS,
        "chances": CHANCES,
    },
)
WORK = st.fixed_dictionaries(
    {"stages": st.lists(STAGES, min_size=1, max_size=2)},
    optional={
        "requires": CONDITIONS,
        "priority": st.integers(0, 9),
        "then": SOME_DEEDS,
        "if_stood_down": SOME_DEEDS,
        "chances": CHANCES,
        "again": st.booleans(),
        "reaches": st.just("inland"),
        "slowed_by": st.sampled_from(
            [[{"indicator": "fatigue", "at_full": "50%"}], [{"indicator": "trust", "at_full": "20%"}]]
        ),
    },
).map(lambda part: {"name": "Work"} | part)
EXPECTED = st.one_of(
    st.sampled_from(ACTIVITIES).map(lambda name: {"activity": name}),
    st.just({"reply": True}),
    st.just({"decision": "blame"}),
    st.just({"share": "gap", "with": ["inland"]}),
    CONDITIONS.map(lambda condition: {"that": condition}),
)
LINES = st.builds(
    lambda when, extra: inject(**(when | extra)),
    st.one_of(
        TIMES.map(lambda time: {"at": time}),
        CONDITIONS.map(lambda condition: {"when": condition}),
        st.tuples(TIMES, CONDITIONS).map(lambda two: {"at": two[0], "when": two[1]}),
        st.just({"held": True}),
    ),
    st.fixed_dictionaries(
        {
            "to": st.lists(st.sampled_from([*AGENCIES, "everyone"]), min_size=1, max_size=2),
            "expect": st.lists(
                st.tuples(EXPECTED, DURATIONS).map(lambda two: two[0] | {"within": two[1]}), max_size=2
            ),
        },
        optional={
            "unless": CONDITIONS,
            "facts": st.sampled_from([["gap"], ["gap", "marks"]]),
            "then": SOME_DEEDS,
            "if_met": SOME_DEEDS,
            "if_missed": SOME_DEEDS,
        },
    ),
)
STEP_PARTS = st.fixed_dictionaries(
    {},
    optional={
        "takes": SPREADS,
        "chance": SHARES,
        "countered_by": st.builds(
            lambda when, how, chance: [{"when": when, "chance": chance} | how],
            CONDITIONS,
            st.sampled_from([{}, {"outcome": "delayed", "by": "40min"}, {"before": "T+02:00"}]),
            SHARES,
        ),
        "begins": SOME_DEEDS,
        "then": SOME_DEEDS,
        "otherwise": SOME_DEEDS,
    },
)
NEEDS = st.fixed_dictionaries(
    {}, optional={"autonomy": DURATIONS, "recharge": DURATIONS, "floor": st.sampled_from(["10%", "30%"])}
)
FLOORS = st.fixed_dictionaries(
    {"level": st.sampled_from(["30%", "60%"])},
    optional={"lasts": DURATIONS, "while": st.sampled_from(FLAGS).map(lambda name: {"flag": name})},
)
# Driven by flags alone: an indicator that switches its own drift would do so every second.
DRIVEN = st.sampled_from(FLAGS).map(lambda name: {"while": {"flag": name}})
DRIFTS = st.lists(
    st.tuples(st.just({}) | DRIVEN, st.integers(-30, 30)).map(
        lambda two: two[0] | {"change": f"{two[1]:+d} per h"}
    ),
    max_size=2,
)
SETTLES = st.tuples(st.just({}) | DRIVEN, st.integers(0, 100), DURATIONS).map(
    lambda three: three[0] | {"toward": three[1], "half_life": three[2]}
)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A small world with everything in it that moves."""
    stock = {"name": "Stock", "start": draw(st.integers(0, 100)), "drifts": draw(DRIFTS)}
    settling = {"settles": draw(SETTLES)} if draw(st.booleans()) else {}
    crew = draw(st.integers(1, 3))
    agencies: dict[str, dict[str, Any]] = {
        name: {"name": name.title(), "staff": {"crew": crew}} for name in AGENCIES
    }
    agencies["coast"]["contacts"] = {"inland": {"fresh": False, "costs": draw(SPREADS)}}
    return drill(
        startex=f"2028-01-27T{draw(st.integers(0, 23)):02}:{draw(st.integers(0, 59)):02}:00+01:00",
        agencies=agencies,
        flags={
            "storm": {"name": "Storm", "seen_by": ["coast"]},
            "permit": {"name": "Permit", "up": draw(st.booleans())},
        },
        resources={"ship": {"name": "Ship", "capacity": draw(st.integers(0, 2)), "owner": "inland"}},
        assets={
            "grid": {"kind": "grid", "seen_by": ["everyone"]},
            "station": {"kind": "station", "owner": "coast", "needs": [{"asset": "grid"} | draw(NEEDS)]},
            "cable": {"kind": "cable", "capacity": "100 Gb/s", "needs": [{"asset": "station"} | draw(NEEDS)]},
        },
        services={
            "net": {
                "name": "Net",
                "supplied_by": ["cable"],
                "demand": {"peak": "90 Gb/s", "by_hour": [20] * 6 + [60] * 10 + [100] * 8},
                "allocation": draw(st.sampled_from(["priority", "proportional"])),
            },
            "pay": {
                "name": "Pay",
                "needs": [{"service": "net", "share": "30%"} | draw(NEEDS)],
                "floor": draw(FLOORS),
            },
        },
        indicators={
            "trust": stock | settling,
            "fatigue": {"name": "Fatigue", "each": True, "drifts": draw(DRIFTS), "seen_by": ["everyone"]},
            "rumour": {"name": "Rumour", "spreads": {"rate": "+2 per h", "ceiling": "80%"} | draw(DRIVEN)},
        },
        hypotheses={
            "anchor": {"name": "Anchor", "prior": "60%"},
            "sabotage": {"name": "Sabotage", "prior": "40%"},
        },
        facts={
            name: {
                "text": name.title(),
                "likelihood": {"anchor": "20%", "sabotage": "70%"},
                "found_by": [{"activity": "survey", "chance": draw(SHARES)}],
            }
            for name in FACTS
        },
        decisions={
            "blame": {
                "text": "Blame?",
                "who": draw(st.sampled_from(["anyone", "inland"])),
                "options": {"yes": {"text": "Yes", "then": draw(SOME_DEEDS)}, "no": {"text": "No"}},
            }
        },
        activities={name: draw(WORK) for name in ACTIVITIES}
        | {
            "noise": {
                "name": "Noise",
                "who": "background",
                "starts": {"every": "1 per 2h", "at_agencies": ["coast", "press"], "chance": draw(SHARES)},
                "takes": draw(SPREADS),
                "uses": {"crew": 1},
            }
        },
        injects={name: draw(LINES) for name in INJECTS},
        adversary={
            "plan": {
                "name": "Plan",
                "steps": [
                    {"id": "probe", "at": draw(TIMES)} | draw(STEP_PARTS),
                    {"id": "strike", "after": {"step": "probe", "by": draw(DURATIONS)}} | draw(STEP_PARTS),
                ],
            }
        },
    )
