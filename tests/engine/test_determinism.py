"""The same scenario, seed and commands give the same records: in another process, and beside other draws."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.scenario.model import Scenario
from tests.scenes import Move, Scene, change, drill, inject, lines, play

ROOT = Path(__file__).parents[2]
TAKES = {"min": "1h", "mode": "3h", "max": "9h"}
NEWS = inject(at="T+02:30", to="inland", then=[{"add": {"trust": -3}}])


def busy(*, injects: dict[str, Any] | None = None, activities: dict[str, Any] | None = None) -> Scenario:
    """Something of everything that is drawn."""
    work = {
        "name": "Repair",
        "who": ["coast", "inland"],
        "stages": [
            {
                "takes": TAKES,
                "chances": [{"name": "anchor", "chance": "50%", "then": [{"add": {"trust": -1}}]}],
            },
            {"takes": {"median": "2h", "p95": "8h"}, "blocked_while": {"flag": "storm"}},
        ],
    }
    noise = {
        "name": "Noise",
        "who": "background",
        "starts": {"every": "1 per 2h", "chance": "70%", "at_agencies": ["coast", "inland"]},
        "takes": TAKES,
        "uses": {"crew": 1},
    }
    return drill(
        agencies={name: {"name": name.title(), "staff": {"crew": 2}} for name in ("coast", "inland")},
        flags={name: {"name": name.title()} for name in ("storm", "calm", "permit", "alarm")},
        indicators={
            "trust": {
                "name": "Trust",
                "start": 50,
                "drifts": [{"while": {"flag": "storm"}, "change": "-2 per h"}],
            }
        },
        facts={
            name: {"text": name, "found_by": [{"activity": "repair", "chance": "50%"}]}
            for name in ("gap", "marks", "oil")
        },
        activities={"repair": work, "noise": noise} | (activities or {}),
        injects={"call": inject(when={"any": [{"flag": name} for name in ("storm", "alarm")]}, to="everyone")}
        | (injects or {}),
        adversary={
            "plan": {
                "name": "Plan",
                "steps": [
                    {
                        "id": "probe",
                        "at": "T+01:00",
                        "takes": TAKES,
                        "chance": "60%",
                        "then": [{"flag": "alarm"}],
                    },
                    {"id": "strike", "after": {"step": "probe", "by": TAKES}, "takes": TAKES},
                ],
            }
        },
    )


MOVES: tuple[Move, ...] = (
    ("T+01:00", "coast", cmd.Order("repair")),
    change("T+03:00", {"flag": "storm", "lasts": "6h"}),
    ("T+04:00", "inland", cmd.Order("repair")),
    "T+72:00",
)


def told() -> str:
    """The whole exercise in one word."""
    return sha256(b"\n".join(lines(play(busy(), *MOVES).records))).hexdigest()


@pytest.mark.parametrize("hash_seed", ["0", "1", "4242"])
def test_another_process_tells_the_same_story(hash_seed: str) -> None:
    code = "from tests.engine.test_determinism import told; print(told())"
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert (done.stderr, done.stdout) == ("", told() + "\n")


def test_another_seed_tells_another_story() -> None:
    stories = [
        play(busy(), *MOVES, seed=seed).story(ev.StageBegun, ev.ChanceFell) for seed in ("seed", "another")
    ]
    assert stories[0] != stories[1]


def drawn(scene: Scene, *without: str) -> dict[str, Any]:
    """Everything that fell to chance, by what it belongs to; `without` what was added."""
    found: dict[str, Any] = {}
    for record in scene.happened(
        ev.StageBegun, ev.ChanceFell, ev.FactLearned, ev.StepBegun, ev.StepEnded, ev.ActivityOrdered
    ):
        match record.event:
            case ev.StageBegun(run=run, stage=stage, takes=takes):
                found[f"{run}/{stage}"] = takes
            case ev.ChanceFell(run=run, chance=chance, happened=happened):
                found[f"{run}/{chance}"] = happened
            case ev.FactLearned(fact=fact, source=source):
                found[f"{source}/{fact}"] = True
            case ev.StepBegun(step=step):
                found[f"{step}/begun"] = record.tick
            case ev.StepEnded(step=step, outcome=outcome):
                found[f"{step}/ended"] = (record.tick, outcome)
            case ev.ActivityOrdered(run=run):
                found[run] = record.tick
    return {name: what for name, what in found.items() if not name.startswith(without)}


def test_one_more_inject_moves_no_draw() -> None:
    plain, more = play(busy(), *MOVES), play(busy(injects={"news": NEWS}), *MOVES)
    assert len(drawn(plain)) > 40
    assert drawn(more) == drawn(plain)


def test_the_place_of_an_inject_in_the_msel_moves_no_draw() -> None:
    more = busy(injects={"news": NEWS})
    reordered = more.model_copy(update={"injects": dict(reversed(more.injects.items()))})
    assert drawn(play(reordered, *MOVES)) == drawn(play(busy(), *MOVES))


def test_what_another_agency_orders_moves_no_draw() -> None:
    alone = play(busy(), *(move for move in MOVES if isinstance(move, str) or move[1] != "inland"))
    beside = play(busy(), *MOVES)
    assert drawn(beside, "repair@inland") == drawn(alone)


def test_an_order_of_something_else_moves_no_draw() -> None:
    extra = busy(
        activities={
            "patrol": {"name": "Patrol", "takes": TAKES, "chances": [{"name": "luck", "chance": "50%"}]}
        }
    )
    plain = play(extra, *MOVES)
    more = play(extra, ("T+00:30", "coast", cmd.Order("patrol")), *MOVES)
    assert drawn(more, "patrol@coast") == drawn(plain)


def test_a_pause_moves_nothing_at_all() -> None:
    first, *rest = MOVES
    stops: tuple[Move, ...] = (("T+02:00", "excon", cmd.Pause()), ("T+02:00", "excon", cmd.Resume()))
    paused, plain = (
        [
            (record.tick, record.event)
            for record in scene.happened()
            if not isinstance(record.event, ev.PhaseChanged)
        ]
        for scene in (play(busy(), first, *stops, *rest), play(busy(), *MOVES))
    )
    assert paused == plain
