"""What can ever happen in a scenario, by hope alone: chances fall well, people act, time is no matter.

The smallest set of injects, flags, steps, activities and facts that is closed under "if this can be, so can
that". What is not in it never happens by itself; only a controller's hand could bring it about.
"""

from __future__ import annotations

from typing import NamedTuple

from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario.campaigns import Step
from exercise.scenario.checking import Checking, Path
from exercise.scenario.play import Activity, FoundBy, Inject

Thing = tuple[str, str]
"""`("injects", "loss-of-light")`; steps of the adversary are `("steps", …)`."""


_ALWAYS = ("decisions", "consents", "obligations", "if_tlp_broken", "templates")
"""What people may always do, or fail to do."""


class _Cause(NamedTuple):
    """`thing` comes about when an effect of `owner` is carried out."""

    owner: Thing
    thing: Thing


class Reach:
    """What can ever happen in one scenario."""

    def __init__(self, checking: Checking) -> None:
        self._scenario = checking.scenario
        self.steps: dict[str, Step] = {
            step.id: step for campaign in self._scenario.adversary.values() for step in campaign.steps
        }
        self.things: set[Thing] = set()
        self._causes = list(self._of_effects(checking))
        while self._grow():
            pass

    def can(self, condition: c.Condition | None) -> bool:
        """Whether this may become so. What is denied always may."""
        match condition:
            case c.AllOf(all=parts):
                return all(self.can(part) for part in parts)
            case c.AnyOf(any=parts):
                return any(self.can(part) for part in parts)
            case None | c.NotSo():
                return True
        thing = thing_of(condition)
        return thing is None or thing in self.things

    # --- growing

    def _grow(self) -> bool:
        before = len(self.things)
        for cause in self._causes:
            if cause.owner in self.things or cause.owner[0] in _ALWAYS:
                self.things.add(cause.thing)
        scenario = self._scenario
        for name, inject in scenario.injects.items():
            if self._goes_out(inject):
                self._add("injects", name)
                self.things.update(("facts", fact) for fact in inject.facts)
        for name, activity in scenario.activities.items():
            if self._starts(activity):
                self._add("activities", name)
        for step in self.steps.values():
            if self._begins(step):
                self._add("steps", step.id)
                self.things.update(("steps", other.to) for other in step.countered_by if other.to)
        for name, fact in scenario.facts.items():
            if fact.known_to or any(self._finds(found) for found in fact.found_by):
                self._add("facts", name)
        self.things.update(("flags", name) for name, flag in scenario.flags.items() if flag.up)
        return len(self.things) > before

    def _add(self, kind: str, name: str) -> None:
        self.things.add((kind, name))

    def _goes_out(self, inject: Inject) -> bool:
        return inject.held or self.can(inject.when)

    def _starts(self, activity: Activity) -> bool:
        if activity.starts is not None:
            return self.can(activity.starts.when)
        return self.can(activity.requires)

    def _begins(self, step: Step) -> bool:
        if step.at is not None:
            return True
        if step.when is not None:
            return self.can(step.when)
        return step.after is not None and ("steps", step.after.step) in self.things

    def _finds(self, found: FoundBy) -> bool:
        return ("activities", found.activity) in self.things and self.can(found.when)

    def _of_effects(self, checking: Checking) -> list[_Cause]:
        causes = [
            _Cause(self._owner(path), ("flags", effect.flag)) for path, effect in checking.each(e.RaiseFlag)
        ]
        for path, release in checking.each(e.ReleaseInject):
            causes.append(_Cause(self._owner(path), ("injects", release.release)))
        for path, start in checking.each(e.StartActivity):
            causes.append(_Cause(self._owner(path), ("activities", start.start)))
        for path, learn in checking.each(e.Learn):
            causes += [_Cause(self._owner(path), ("facts", fact)) for fact in learn.learn]
        return causes

    def _owner(self, path: Path) -> Thing:
        if path[0] == "adversary":
            return "steps", self._scenario.adversary[str(path[1])].steps[int(path[3])].id
        return str(path[0]), str(path[1])


def thing_of(condition: c.Condition) -> Thing | None:
    """What has to come about for a single condition, if it is about a thing that comes about."""
    match condition:
        case c.FlagIs(flag=name, up=True):
            return "flags", name
        case c.ActivityIs(activity=name):
            return "activities", name
        case c.StepIs(step=name):
            return "steps", name
        case c.InjectIs(inject=name):
            return "injects", name
        case c.FactIs(fact=name):
            return "facts", name
        case _:
            return None
