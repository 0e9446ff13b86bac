"""How sure an agency can be from the facts it holds, and how an indicator differs between agencies."""

from __future__ import annotations

from statistics import median

from exercise.domain.knowledge import indicator_value, posterior
from exercise.review.fold import Fold
from exercise.review.rows_duties import BeliefRow, EvidenceRow, SpreadRow, StandingRow


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


def standings(fold: Fold) -> tuple[StandingRow, ...]:
    """For controllers: of every subject that has a true explanation, what each agency has reason to believe.

    The furthest from the truth come first. An agency that holds no fact on a subject is not listed: it has the
    scenario's prior and nothing else.
    """
    scenario, rows = fold.scenario, []
    for about, truth in scenario.truth.items():
        for agency in scenario.agencies:
            held = [
                name
                for name in fold.world.held.get(agency, {})
                if (fact := scenario.facts.get(name)) and fact.about == about and fact.likelihood
            ]
            if not held:
                continue
            shares = posterior(scenario, fold.world, agency, about=about)
            likeliest = max(shares, key=shares.__getitem__)
            rows.append(
                StandingRow(
                    agency=agency,
                    short=fold.names.agency(agency),
                    about=fold.names.target(about),
                    truth=fold.names.pick(scenario.hypotheses[truth].name),
                    share=round(100 * shares.get(truth, 0.0)),
                    likeliest=fold.names.pick(scenario.hypotheses[likeliest].name),
                    misled=likeliest != truth,
                    facts=len(held),
                    subject=about,
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.share, row.about, row.short)))


def evidence(fold: Fold, agency: str, subject: str) -> tuple[EvidenceRow, ...]:
    """For controllers: the facts that bear on a subject, those the agency holds first, and who else holds them."""
    truth, rows = fold.scenario.truth[subject], []
    for name, fact in fold.scenario.facts.items():
        if fact.about != subject or not all(key in fact.likelihood for key in fold.scenario.hypotheses):
            continue
        rival = max((share for key, share in fact.likelihood.items() if key != truth), default=0.0)
        lean = fact.likelihood[truth] - rival
        holders = [each for each, held in fold.world.held.items() if name in held and each != agency]
        rows.append(
            EvidenceRow(
                text=fold.names.fact(name),
                since=None if (found := fold.world.held.get(agency, {}).get(name)) is None else found.tick,
                points="to the truth" if lean > 0 else "away from it" if lean < 0 else "neither way",
                others=tuple(fold.names.agency(each) for each in holders),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.since is None))


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
