"""Facts and hypotheses: do the numbers allow Bayes, and are objectives measured by something?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exercise.scenario import assess as a
from exercise.scenario.checking import Checking, Path, listed
from exercise.scenario.quantities import clock


def check_knowledge(checking: Checking) -> None:
    """Complain of probabilities that do not add up."""
    scenario = checking.scenario
    if scenario.hypotheses:
        total = sum(hypothesis.prior for hypothesis in scenario.hypotheses.values())
        if round(total, 6) != 1:
            last = next(reversed(scenario.hypotheses))
            what = f"the priors of all hypotheses come to {total * 100:.4g}%, not to 100%"
            checking.error(("hypotheses", last, "prior"), what)
    for name, fact in scenario.facts.items():
        missing = [each for each in scenario.hypotheses if each not in fact.likelihood]
        if fact.likelihood and missing:
            what = f"no likelihood under {listed(missing)}: the fact moves nobody's confidence"
            checking.warn(
                ("facts", name, "likelihood"), what, "give one for every hypothesis, or none", key=True
            )
        if fact.likelihood and not missing and not any(fact.likelihood.values()):
            checking.error(("facts", name, "likelihood"), "this cannot be observed under any hypothesis")


def check_objectives(checking: Checking) -> None:
    """Complain of objectives that the log cannot judge."""
    scenario = checking.scenario
    for name, objective in scenario.objectives.items():
        if not any(task.measure for task in objective.tasks):
            what = "no task of this objective has a measure: only an evaluator can rate it"
            checking.warn(("objectives", name), what, key=True)
    for path, _ in checking.each(a.Answered):
        objective_id = path[1]
        if not any(
            expected.objective == objective_id
            for inject in scenario.injects.values()
            for expected in inject.expect
        ):
            what = f"no inject expects an action for the objective `{objective_id}`"
            checking.error((*path, "answered"), what, "name it in an `expect` with `objective:`")
    _moments(checking)
    for path, known in checking.each(a.KnownBy):
        among = len(set(known.of)) or len(scenario.agencies)
        if known.at_least > among:
            checking.error((*path, "at_least"), f"there are only {among} agencies to count here")


def _moments(checking: Checking) -> None:
    due: Iterator[tuple[Path, Any]] = checking.each(a.DoneBy, a.KnownBy)
    for path, measure in due:
        _in_time(checking, (*path, "by"), measure.by)
    for path, moment in checking.each(a.SoAt):
        _in_time(checking, (*path, "at"), moment.at)
    spans: Iterator[tuple[Path, Any]] = checking.each(a.Always, a.Never)
    for path, span in spans:
        _in_time(checking, (*path, "from"), span.from_)
        if span.to is not None:
            _in_time(checking, (*path, "to"), span.to)
            if span.to <= span.from_:
                checking.error((*path, "to"), "`to` is not later than `from`")


def _in_time(checking: Checking, path: Path, at: int) -> None:
    end = checking.scenario.duration
    if at > end:
        checking.error(path, f"{clock(at)} is after the end of the exercise, {clock(end)}")
