"""How sure an agency can be from the facts it holds, and how an indicator differs between agencies."""

from __future__ import annotations

from statistics import median

from exercise.domain.knowledge import indicator_value, posterior
from exercise.review.fold import Fold
from exercise.review.rows_duties import BeliefRow, SpreadRow


def beliefs(fold: Fold) -> tuple[BeliefRow, ...]:
    """One row a subject on which this agency holds a fact that bears on every explanation.

    An agency that holds no such fact is shown nothing: the names of explanations alone would tell it
    what the story may be about. Whole percents, so that no likelihood can be read back from them.
    """
    scenario = fold.scenario
    bearing: dict[str | None, int] = {}
    for name in fold.world.held.get(fold.seat, {}):
        fact = scenario.facts.get(name)
        if (
            fact is not None
            and scenario.hypotheses
            and all(key in fact.likelihood for key in scenario.hypotheses)
        ):
            bearing[fact.about] = bearing.get(fact.about, 0) + 1
    return tuple(_belief(fold, about, count) for about, count in bearing.items())


def _belief(fold: Fold, about: str | None, count: int) -> BeliefRow:
    shares = posterior(fold.scenario, fold.world, fold.seat, about=about)
    named = (
        (fold.names.pick(fold.scenario.hypotheses[name].name), round(100 * share))
        for name, share in shares.items()
    )
    return BeliefRow(
        about=fold.names.target(about) if about else "",
        facts=count,
        hypotheses=tuple(sorted(named, key=lambda pair: -pair[1])),
    )


def spreads(fold: Fold, tick: int) -> tuple[SpreadRow, ...]:
    """For controllers: every indicator that each agency has its own of."""
    rows = []
    for name, part in fold.scenario.indicators.items():
        if not part.each:
            continue
        values = own(fold, name, tick)
        lowest, highest = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
        rows.append(
            SpreadRow(
                id=name,
                name=fold.names.indicator(name),
                low=values[lowest],
                lowest=fold.names.agency(lowest),
                median=median(values.values()),
                high=values[highest],
                highest=fold.names.agency(highest),
                good=part.good,
            )
        )
    return tuple(rows)


def own(fold: Fold, indicator: str, tick: int) -> dict[str, float]:
    """An indicator's value at every agency."""
    return {
        agency: indicator_value(fold.scenario, fold.world, indicator, agency, tick)
        for agency in fold.scenario.agencies
    }
