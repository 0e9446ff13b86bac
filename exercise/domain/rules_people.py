"""What participants may do, and when."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.discreet import missing
from exercise.domain.explain import label
from exercise.domain.ground import Ground, one_of, something
from exercise.domain.recipients import recipients
from exercise.domain.rules_comms import judge_comms
from exercise.domain.rules_excon import judge_rating
from exercise.domain.targets import targets
from exercise.domain.tlp import breaches
from exercise.domain.world import World
from exercise.errors import NoSuchThing, NotAllowed, Refused
from exercise.scenario.model import Scenario
from exercise.scenario.part import pick
from exercise.scenario.play import ANYONE, Activity


class Duties:
    """What the rules ask again and again about one scenario, worked out once."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._uses = {name: _uses(part) for name, part in scenario.activities.items()}

    def staff_missing(self, world: World, agency: str, activity: str) -> str:
        """The first resource that an agency will never have enough of; "" when all can be had."""
        for name, amount in self._uses[activity]:
            pool = world.pools.get(name if name in self.scenario.resources else f"{agency}/{name}")
            if pool is None or pool.capacity < amount:
                return name if amount == 1 else f"{amount} {name}"
        return ""


def _uses(part: Activity) -> tuple[tuple[str, int], ...]:
    if not part.stages:
        return tuple(part.uses.items())
    return tuple(use for stage in part.stages for use in (*stage.uses.items(), *stage.borrows.items()))


def judge_participant(ground: Ground, duties: Duties, agency: str, command: cmd.AnyCommand) -> None:
    """Raise `Refused` when an agency may not do this now. EXCON, without an agency, may only write."""
    if isinstance(command, cmd.Send | cmd.MarkRead | cmd.AnswerCheck):
        judge_comms(ground, agency, command)
        return
    ground.playing("act")
    if not agency:
        raise NotAllowed("sit at an agency first")
    match command:
        case cmd.Order():
            _order(ground, duties, agency, command)
        case cmd.StandDown(run=name):
            run = ground.world.runs.get(name)
            if run is None or run.agency != agency:
                raise NoSuchThing("activity of yours under way", name)
            if run.status in ("done", "stood-down"):
                raise Refused("it is over already")
        case cmd.Reply(inject=name, text=text):
            inject = ground.world.injects.get(name)
            if inject is None or inject.status != "released" or agency not in inject.to:
                raise NoSuchThing("inject in your inbox", name)
            something(text, "an answer")
        case cmd.Decide():
            _decide(ground, agency, command)
        case cmd.Share():
            _share(ground, agency, command)
        case cmd.ProposeAction(text=text):
            something(text, "what you want to do")
        case cmd.Rate():
            judge_rating(ground, agency, command)
        case cmd.FileReport():
            _file(ground, agency, command)
        case _:
            _consent(ground, agency, command)


def _order(ground: Ground, duties: Duties, agency: str, command: cmd.Order) -> None:
    scenario, world = ground.scenario, ground.world
    part = scenario.activities.get(command.activity)
    if part is None or part.starts is not None:
        raise NoSuchThing("action", command.activity)
    if ANYONE not in part.who and agency not in part.who:
        why = f": {pick(part.reserved, *scenario.languages_of(agency))}" if part.reserved else ""
        raise NotAllowed(f"only {_names(scenario, part.who)} may do this{why}")
    _target(scenario, part, command)
    if part.needs_text:
        something(command.text, "the words to use")
    if lacking := duties.staff_missing(world, agency, command.activity):
        raise Refused(f"you have no {lacking}{_lenders(scenario, lacking)}")
    runs = [world.runs[name] for name in world.runs_of.get(command.activity, ())]
    own = [run for run in runs if run.agency == agency and run.status != "stood-down"]
    if any(run.status != "done" and run.target == command.target for run in own):
        raise Refused("this is under way already")
    if own and not part.again:
        raise Refused("this was done already, and once is enough")
    if part.consent is not None and world.consents[part.consent].status != "agreed":
        consent = scenario.consents[part.consent]
        raise Refused(
            f"this needs a joint decision first: {label(scenario, 'consents', part.consent)}, "
            f"by {_names(scenario, consent.who)}"
        )
    if part.requires is not None and (
        needs := missing(part.requires, scenario, world, ground.tick, actor=agency, target=command.target)
    ):
        raise Refused(f"not yet: it needs {needs}")


def _lenders(scenario: Scenario, lacking: str) -> str:
    resource = scenario.resources.get(lacking.split()[-1])
    return (
        f"; ask {_names(scenario, tuple(resource.lent_by))} to lend" if resource and resource.lent_by else ""
    )


def _target(scenario: Scenario, part: Activity, command: cmd.Order) -> None:
    if part.target is None:
        if command.target:
            raise Refused("this action takes no target")
        return
    something(command.target, f"a target ({part.target.kind})")
    choice = part.target.of or targets(part.target.kind, scenario)
    if part.target.kind != "text" and command.target not in choice:
        raise NoSuchThing(part.target.kind, command.target)


def _decide(ground: Ground, agency: str, command: cmd.Decide) -> None:
    scenario, world = ground.scenario, ground.world
    part = scenario.decisions.get(command.decision)
    something(command.decision, "what is decided")
    if part is None:
        something(command.text, "what you decide")
        return
    if ANYONE not in part.who and agency not in part.who:
        raise NotAllowed(f"only {_names(scenario, part.who)} may decide this")
    if command.option not in part.options:
        raise Refused(f"choose one of: {', '.join(part.options)}")
    for _, made in world.decisions:
        if made.decision == command.decision:
            raise Refused(f"{label(scenario, 'agencies', made.agency)} has decided this already")
    if part.requires is not None and (
        needs := missing(part.requires, scenario, world, ground.tick, actor=agency)
    ):
        raise Refused(f"not yet: it needs {needs}")


def _share(ground: Ground, agency: str, command: cmd.Share) -> None:
    if command.fact not in ground.world.held.get(agency, {}):
        raise Refused("you can only share what you know")
    ground.agencies(command.to)
    others = recipients(command.to, ground.scenario)
    against = breaches(ground.scenario, ground.world, agency, command.fact, others)
    if against and not command.knowingly:
        tlp = ground.scenario.facts[command.fact].tlp.upper().replace("-STRICT", "+STRICT")
        raise Refused(
            f"TLP:{tlp} forbids telling {_names(ground.scenario, against)}; "
            "ask whoever gave it to you, or share it knowingly, which is recorded"
        )


def _file(ground: Ground, agency: str, command: cmd.FileReport) -> None:
    part = ground.scenario.obligations.get(command.obligation)
    clock_ = ground.world.duties.get((command.obligation, agency))
    if part is None or clock_ is None:
        raise NoSuchThing("duty to report of yours", command.obligation)
    if clock_.filed is not None:
        raise Refused("this report was filed already")
    fields = {field.id for field in part.form}
    for name in command.fields:
        if name not in fields:
            raise NoSuchThing("field of this form", name)
    for field in part.form:
        if field.required:
            something(command.fields.get(field.id, ""), f"the field '{field.id}'")


def _consent(ground: Ground, agency: str, command: cmd.AnyCommand) -> None:
    assert isinstance(command, cmd.Propose | cmd.Vote | cmd.Withdraw)
    part = ground.scenario.consents.get(command.consent)
    if part is None:
        raise NoSuchThing("joint decision", command.consent)
    if agency not in part.who:
        raise NotAllowed(f"only {_names(ground.scenario, part.who)} take part in this decision")
    state = ground.world.consents[command.consent]
    if isinstance(command, cmd.Propose):
        if state.status == "open":
            raise Refused("it has been proposed, and is open for votes")
        if state.status == "agreed":
            raise Refused("it is agreed already")
        return
    if state.status != "open":
        raise Refused("nobody has proposed it yet" if state.status == "none" else "the vote is closed")
    if isinstance(command, cmd.Vote):
        one_of(command.vote, ("yes", "no", "abstain"), "vote")
    elif agency != state.by:
        raise NotAllowed(
            f"only {label(ground.scenario, 'agencies', state.by)}, who proposed it, may withdraw it"
        )


def _names(scenario: Scenario, who: tuple[str, ...]) -> str:
    return ", ".join(label(scenario, "agencies", name) for name in who)
