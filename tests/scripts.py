"""Commands nobody would have given, sensible and not, with pauses between them."""

from __future__ import annotations

from hypothesis import strategies as st

from exercise.domain import commands as cmd
from tests.scenes import EXCON
from tests.strategies import ACTIVITIES, AGENCIES, EFFECTS, FACTS, INJECTS

NONSENSE = st.sampled_from(["", "nobody", "excon", "../../etc/passwd", "cut", "coast", "=1+1", "a" * 30_000])
SEATS = st.sampled_from([EXCON, *AGENCIES, "bot/coast", "nobody", ""])


def _mostly(*names: str) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(names), st.sampled_from(names), NONSENSE)


WHOM = st.lists(_mostly(*AGENCIES, "everyone"), max_size=2).map(tuple)
RUNS = st.tuples(_mostly(*ACTIVITIES, "noise"), st.sampled_from(AGENCIES), st.integers(1, 2)).map(
    lambda three: f"{three[0]}@{three[1]}#{three[2]}"
)
ODD_EFFECTS = st.sampled_from(
    [
        {},
        {"add": {"nobody": 1}},
        {"damage": "target"},
        {"if": {"step": "nothing"}, "then": [{"clear": "storm"}]},
        {"if": {"indicator": "fatigue", "above": 3}, "then": [{"clear": "storm"}]},
        {"resource": "submarine", "by": 2},
        {"add": {"trust": "much"}},
        {"format": "c:"},
    ]
)
CONTROLS = st.one_of(
    st.sampled_from([cmd.Start(), cmd.Pause(), cmd.Resume(), cmd.MarkTime(), cmd.CallStop("fire")]),
    st.sampled_from([cmd.End(), cmd.Resume(), cmd.Resume()]),
    st.builds(cmd.SetPace, st.sampled_from([0.0, -1.0, 30.0, float("nan"), 1e9])),
    st.builds(cmd.Jump, st.integers(-5, 100_000)),
    st.builds(cmd.Release, _mostly(*INJECTS)),
    st.builds(cmd.Hold, _mostly(*INJECTS)),
    st.builds(cmd.Skip, _mostly(*INJECTS), NONSENSE),
    st.builds(cmd.Reschedule, _mostly(*INJECTS), st.integers(-10, 80_000)),
    st.builds(
        cmd.SendInject, WHOM, NONSENSE, NONSENSE, NONSENSE, answer_within=st.none() | st.integers(-1, 9000)
    ),
    st.builds(cmd.Override, st.lists(ODD_EFFECTS, max_size=2).map(tuple), st.sampled_from(["", "so it is"])),
    st.builds(cmd.Observe, NONSENSE, _mostly(*INJECTS), _mostly(*AGENCIES)),
    st.builds(cmd.TakeSeat, _mostly(*AGENCIES)),
    st.builds(cmd.LeaveSeat, _mostly(*AGENCIES)),
)
ACTS = st.one_of(
    st.builds(cmd.Order, _mostly(*ACTIVITIES)),
    st.builds(cmd.Order, st.sampled_from(ACTIVITIES)),
    st.builds(cmd.StandDown, RUNS),
    st.builds(cmd.Reply, _mostly(*INJECTS, "ad-hoc-1"), NONSENSE),
    st.builds(cmd.Decide, _mostly("blame"), _mostly("yes", "no"), NONSENSE),
    st.builds(cmd.Share, _mostly(*FACTS), WHOM),
    st.builds(cmd.Send, WHOM, NONSENSE, NONSENSE),
)
PAUSES = st.one_of(st.just(0), st.integers(1, 120), st.integers(1, 240).map(lambda minutes: minutes * 60))
CHANGED = st.builds(cmd.Override, EFFECTS.map(lambda effect: (effect,)), st.just("so it is"))
# Half of what is asked is likely to be allowed.
ASKED = st.one_of(
    st.tuples(PAUSES, st.sampled_from(AGENCIES), st.builds(cmd.Order, st.sampled_from(ACTIVITIES))),
    st.tuples(PAUSES, st.just(EXCON), CHANGED),
    st.tuples(PAUSES, st.just(EXCON), CONTROLS),
    st.tuples(PAUSES, st.sampled_from(AGENCIES), ACTS),
    st.tuples(PAUSES, SEATS, ACTS | CONTROLS),
)
SCRIPTS = st.lists(ASKED, min_size=8, max_size=16)
"""How long to wait, who, what: fit to be played by anything that has `advance_to` and `submit`."""
