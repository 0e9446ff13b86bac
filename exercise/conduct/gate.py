"""What a seat may ask, before the rules are asked: its authority, and only of things it knows.

What exists but may not be known is refused in the same words, at the same point, as what does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from exercise.conduct.gate_excon import judge_desk, looks_after
from exercise.conduct.roles import Seat, acts_as, may_give, who_may
from exercise.conduct.sight import HIDDEN, UNSEEN
from exercise.conduct.view import View
from exercise.domain import commands as cmd
from exercise.domain.conditions import compile_condition
from exercise.domain.explain import explain
from exercise.domain.rules_excon import FOR_EXCON
from exercise.domain.seats import EXCON
from exercise.domain.targets import targets
from exercise.domain.tasks import cell_of
from exercise.domain.world import World
from exercise.errors import NoSuchThing, NotAllowed, Refused
from exercise.language import t
from exercise.scenario import conditions as c
from exercise.scenario.load import scenario_from_data
from exercise.scenario.model import Scenario
from exercise.scenario.play import ANYONE

OWN_DECISION = "own-decision"
"""The id of a decision in an agency's own words."""


class Gate:
    """The questions of one scenario's seats."""

    def __init__(self, scenario: Scenario, seats: Callable[[], Iterable[Seat]] = tuple) -> None:
        self._scenario, self._seats = scenario, seats
        self._brief: dict[tuple[int, int], Scenario] = {}

    def enter(self, seat: Seat, view: View, world: World, command: cmd.AnyCommand, *, asked: str) -> str:
        """As whom the command goes to the rules. Raises `Refused` when the seat may not even ask."""
        acting = acts_as(seat, asked, self._scenario, agencies=view.agencies)
        if acting is None:
            raise NotAllowed("this is not your seat")
        if not may_give(seat, command, acting):
            raise NotAllowed(f"the seat '{seat.name}' has no authority for this: {who_may(command)}")
        if isinstance(command, cmd.TakeSeat) and command.own:
            raise NotAllowed("a participant sits down by joining")
        if acting != EXCON and seat.role != "participant" and acting not in world.seats:
            raise NotAllowed("sit at that agency first")
        if type(command) in FOR_EXCON:
            judge_desk(seat, view, world, self._scenario, self._seats(), command)
        elif not view.sees_all:
            if acting == EXCON:
                self._of_a_cell(view, world, command)
            else:
                self._of_an_agency(view, world, command, acting)
        return acting

    def _of_a_cell(self, view: View, world: World, command: cmd.AnyCommand) -> None:
        match command:
            case (
                cmd.Release(inject=name)
                | cmd.Hold(inject=name)
                | cmd.Skip(inject=name)
                | cmd.Reschedule(inject=name)
            ):
                if name not in view.injects:
                    raise NoSuchThing("inject", name)
            case cmd.SendInject(template=name) if name and not view.knows("templates", name):
                raise NoSuchThing("template", name)
            case cmd.SendInject(to=to) | cmd.SendAs(to=to) | cmd.Send(to=to):
                if isinstance(command, cmd.SendInject) and not to and command.template:
                    # A template stays known to a cell that handed those agencies away.
                    to = self._scenario.templates[command.template].to
                for name in to:
                    if name not in view.agencies and name != EXCON:
                        whose = self._whose(view, world, name)
                        raise NotAllowed(f"a cell writes to its own agencies only{whose}")
            case cmd.TakeSeat(agency=name) | cmd.LeaveSeat(agency=name):
                if name not in view.agencies:
                    whose = self._whose(view, world, name)
                    raise NotAllowed(f"a cell sits at its own agencies only{whose}")
            case cmd.Observe(inject=inject, objective=objective):
                if inject and inject not in view.injects:
                    raise NoSuchThing("inject", inject)
                if objective:
                    raise NoSuchThing("objective", objective)
                if command.evidence:
                    raise NotAllowed("records have other numbers at a cell's desk; leave the evidence out")
            case _:
                pass

    def _whose(self, view: View, world: World, agency: str) -> str:
        """Who looks after an agency that others do not, as the end of a sentence; nothing of one not known here."""
        if not view.knows("agencies", agency):
            return ""
        return f"; {looks_after(world, cell_of(self._scenario, agency))} looks after '{agency}'"

    def _of_an_agency(self, view: View, world: World, command: cmd.AnyCommand, agency: str) -> None:
        match command:
            case cmd.Order(activity=name, target=target):
                if self._is_reserved(name, agency):
                    return
                if name not in view.orderable or not self._orders(name, agency):
                    raise NoSuchThing("action", name)
                self._target(view, world, agency, name, target)
            case cmd.Decide(decision=name):
                if name != OWN_DECISION and not view.knows("decisions", name):
                    raise NoSuchThing("question", name)
            case cmd.Propose(consent=name) | cmd.Vote(consent=name) | cmd.Withdraw(consent=name):
                if not view.knows("consents", name):
                    raise NoSuchThing("joint decision", name)
            case _:
                # The rules answer for the rest from what the agency holds, whatever else there is.
                pass

    def _orders(self, activity: str, agency: str) -> bool:
        who = self._scenario.activities[activity].who
        return ANYONE in who or agency in who

    def _is_reserved(self, activity: str, agency: str) -> bool:
        """To others, and everybody may know it: the rules say whose it is, and why."""
        part = self._scenario.activities.get(activity)
        return part is not None and part.reserved is not None and not self._orders(activity, agency)

    def _target(self, view: View, world: World, agency: str, activity: str, target: str) -> None:
        wanted = self._scenario.activities[activity].target
        if not target or wanted is None or wanted.kind == "text":
            return
        if wanted.kind == "fact":
            known = target in world.held.get(agency, {})
        else:
            section = {"asset": "assets", "service": "services", "agency": "agencies"}.get(
                wanted.kind, "indicators"
            )
            among = wanted.of or targets(wanted.kind, self._scenario)
            known = target in among and view.knows(section, target)
        if not known:
            raise NoSuchThing(wanted.kind, target)

    # --- saying no

    def words(
        self, refusal: Refused, view: View, world: World, tick: int, command: cmd.AnyCommand, acting: str
    ) -> str:
        """Why not, as far as the seat may know."""
        if view.sees_all or acting == EXCON:
            return str(refusal)
        match command:
            case cmd.Order(activity=name, target=target):
                part = self._scenario.activities[name]
                if self._is_reserved(name, acting):
                    return str(refusal)
                if part.consent and world.consents[part.consent].status != "agreed":
                    if not view.knows("consents", part.consent):
                        return f"this needs a joint decision first: {t(UNSEEN)}"
                    return str(refusal)
                needs = part.requires
                missing = self._missing(view, world, tick, needs, "activities", name, acting, target)
                return missing or str(refusal)
            case cmd.Decide(decision=name) if name in self._scenario.decisions:
                if any(made.decision == name for _, made in world.decisions):
                    return "this has been decided already"
                needs = self._scenario.decisions[name].requires
                return self._missing(view, world, tick, needs, "decisions", name, acting, "") or str(refusal)
            case _:
                return str(refusal)

    def _missing(
        self,
        view: View,
        world: World,
        tick: int,
        requires: c.Condition | None,
        section: str,
        name: str,
        acting: str,
        target: str,
    ) -> str:
        """What an order or decision still needs, with what the seat may not see put in general words."""
        if requires is None:
            return ""
        check = compile_condition(requires, self._scenario, actor=acting, target=target)
        if check.test(world, tick):
            return ""
        brief = self._brief.setdefault((id(view), view.version), scenario_from_data(view.briefing))
        part = getattr(brief, section).get(name)
        return f"not yet: it needs {_worded(part.requires, brief) if part else t(UNSEEN)}"


def _worded(condition: c.Condition, brief: Scenario) -> str:
    match condition:
        case c.AllOf(all=parts):
            return t(" and ").join(dict.fromkeys(_worded(part, brief) for part in parts))
        case c.AnyOf(any=parts):
            return t(" or ").join(dict.fromkeys(_worded(part, brief) for part in parts))
        case c.NotSo(not_=part):
            inner = _worded(part, brief)
            return t(UNSEEN) if t(UNSEEN) in inner else t("not ({what})", what=inner)
        case c.StepIs(step=name) if name == HIDDEN["step"]:
            return t(UNSEEN)
        case _:
            return explain(condition, brief)
