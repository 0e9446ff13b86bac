"""What an agency can know and how sure it can be: facts it holds, Bayes, awareness."""

from __future__ import annotations

from exercise.domain.world import World
from exercise.scenario.model import Scenario


def posterior(scenario: Scenario, world: World, agency: str, *, about: str | None = None) -> dict[str, float]:
    """How probable each hypothesis is for an agency, from its priors and the facts it holds (Bayes).

    A fact without a likelihood under some hypothesis says nothing about it: its likelihood there counts as 1
    relative to nothing, so such a fact is left out altogether unless every hypothesis has one.
    Facts are taken as independent given the hypothesis.
    """
    weights = {name: hypothesis.prior for name, hypothesis in scenario.hypotheses.items()}
    for name in world.held.get(agency, {}):
        fact = scenario.facts.get(name)
        if fact is None or (about is not None and fact.about != about):
            continue
        if all(hypothesis in fact.likelihood for hypothesis in weights):
            weights = {
                hypothesis: weight * fact.likelihood[hypothesis] for hypothesis, weight in weights.items()
            }
    total = sum(weights.values())
    if total <= 0:
        return dict.fromkeys(weights, 1 / len(weights)) if weights else {}
    return {name: weight / total for name, weight in weights.items()}


def awareness(scenario: Scenario, world: World, agency: str) -> float:
    """The weighted share, 0..1, of the facts an agency ought to know that it holds; 1 when there are none."""
    ought = known = 0
    held = world.held.get(agency, {})
    for name, fact in scenario.facts.items():
        if agency in fact.ought_to_know:
            ought += fact.weight
            known += fact.weight if name in held else 0
    return known / ought if ought else 1.0


def indicator_value(scenario: Scenario, world: World, indicator: str, agency: str, tick: int) -> float:
    """An indicator's value at a moment; `agency` is "" for a global one."""
    part = scenario.indicators[indicator]
    if part.derived == "awareness":
        return part.range.low + (part.range.high - part.range.low) * awareness(scenario, world, agency)
    return world.indicators[indicator, agency].at(tick)
