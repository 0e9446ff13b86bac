"""When an expected action counts as done, and who did it."""

from __future__ import annotations

from exercise.domain.conditions import Check, compile_condition
from exercise.domain.world import World
from exercise.scenario import play as p
from exercise.scenario.model import Scenario


def check_expected(expected: p.Expected, inject: str, who: tuple[str, ...], scenario: Scenario) -> Check:
    """A check that turns true when anybody of `who` has done what is expected.

    An action ordered, or a fact shared, before the inject came counts: foresight is not punished.
    """
    if isinstance(expected, p.ExpectThat):
        return compile_condition(expected.that, scenario)
    key = _key(expected, inject)
    return Check(lambda world, tick: who_met(expected, inject, who, world) != "", frozenset((key,)))


def _key(expected: p.Expected, inject: str) -> str:
    match expected:
        case p.ExpectActivity(activity=activity):
            return f"activity/{activity}"
        case p.ExpectDecision(decision=decision):
            return f"decision/{decision}"
        case p.ExpectShare(share=fact):
            return f"fact/{fact}"
        case _:
            return f"reply/{inject}"


def who_met(expected: p.Expected, inject: str, who: tuple[str, ...], world: World) -> str:
    """The first of `who` that did it; empty when nobody has."""
    match expected:
        case p.ExpectActivity(activity=activity, is_=standing, target=target):
            runs = (world.runs[run] for run in world.runs_of.get(activity, ()))
            return next(
                (
                    run.agency
                    for run in runs
                    if run.agency in who
                    and (target is None or run.target == target)
                    and (run.status == "done" if standing == "done" else run.status != "stood-down")
                ),
                "",
            )
        case p.ExpectDecision(decision=decision, chose=chose):
            return next(
                (
                    made.agency
                    for _, made in world.decisions
                    if made.decision == decision
                    and made.agency in who
                    and (chose is None or made.option in chose)
                ),
                "",
            )
        case p.ExpectReply():
            answered = world.replies.get(inject, {})
            return next((agency for agency in who if agency in answered), "")
        case p.ExpectShare(share=fact, with_=others):
            if others and all(fact in world.held.get(agency, ()) for agency in others):
                return next((agency for agency in who if fact in world.held.get(agency, ())), "somebody")
            return ""
        case p.ExpectThat():
            return "somebody"
