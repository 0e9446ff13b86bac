"""One clear English sentence for everything a log can say. Names come in the reader's languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from exercise.domain import events as ev
from exercise.domain.seats import EXCON
from exercise.domain.world import World
from exercise.log.records import Asked, Record
from exercise.review.describe_comms import COMMS
from exercise.review.describe_duties import DUTIES
from exercise.review.describe_excon import EXCON_SENTENCES
from exercise.review.describe_world import SENTENCES
from exercise.review.names import Names, addressee_names, minute, persona_name
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import lasting


class Told(NamedTuple):
    """A line of the feed without its time: a mark, who it is about, what happened."""

    mark: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a sentence may be built from."""

    names: Names
    world: World | None
    tick: int

    def doer(self, run: str) -> str:
        found = self.world.runs.get(run) if self.world else None
        return self.names.agency(found.agency) if found else "somebody"

    def subject(self, inject: str) -> str:
        if self.world and (added := self.world.improvised.get(inject)):
            return f"#{added.number} {self.names.pick(added.subject)}"
        number = self.names.number(inject)
        subject = self.names.inject(inject)
        return f"#{number} {subject}" if number else subject


def describe(record: Record, scenario: Scenario, *languages: str, world: World | None = None) -> Told:
    """A record in words. With `world`, as it was just before, also who did it and what it was until now."""
    names = Names(scenario, languages)
    if isinstance(record, Asked):
        words = type(record.command).__struct_config__.tag or ""
        return Told("Q", names.agency(record.by), f"asked to {str(words).replace('-', ' ')}.")
    return tell(record.event, names, world, record.tick)


def tell(event: ev.AnyEvent, names: Names, world: World | None, tick: int) -> Told:
    """An event in words."""
    if (about := _PEOPLE.get(type(event))) is not None:
        return Told(*about(_Scene(names, world, tick), event))
    return Told(*_OTHERS[type(event)](names, world, tick, event))


def kinds() -> frozenset[type]:
    """Every kind of event that has a sentence."""
    return frozenset(_PEOPLE) | frozenset(_OTHERS)


_OTHERS = SENTENCES | DUTIES | COMMS | EXCON_SENTENCES
_Parts = tuple[str, str, str]
_CONTROL = "EXCON"


def _phase(scene: _Scene, event: ev.PhaseChanged) -> _Parts:
    words = {
        "briefing": "The exercise is being briefed.",
        "running": "Play is running.",
        "paused": "Play is paused.",
        "ended": "ENDEX: play has ended.",
    }[event.phase]
    if event.phase == "running" and scene.world and scene.world.phase == "briefing":
        words = "STARTEX: play begins."
    return "E", _CONTROL, f"{words[:-1]}: {event.why}." if event.why else words


def _pace(scene: _Scene, event: ev.PaceSet) -> _Parts:
    return (
        "E",
        _CONTROL,
        f"The exercise clock now runs {event.pace:g} times as fast as the clock on the wall.",
    )


def _jump(scene: _Scene, event: ev.ClockJumped) -> _Parts:
    return "E", _CONTROL, f"The clock is moved on to {minute(event.to)}."


def _seat_taken(scene: _Scene, event: ev.SeatTaken) -> _Parts:
    by = "A controller" if event.seat == EXCON else "A participant"
    return "S", scene.names.agency(event.agency), f"{by} sits down at this seat."


def _seat_left(scene: _Scene, event: ev.SeatLeft) -> _Parts:
    return "S", scene.names.agency(event.agency), "The seat is left; its bot goes on."


def _stop(scene: _Scene, event: ev.StopCalled) -> _Parts:
    words = f": {event.text}" if event.text else "."
    return "!", scene.names.agency(event.seat), f"NO DUFF. Something real has happened; play stops{words}"


def _added(scene: _Scene, event: ev.InjectAdded) -> _Parts:
    subject, to = scene.names.pick(event.subject), scene.names.agencies(event.to)
    return (
        "I",
        _CONTROL,
        f"Adds inject #{event.number} '{subject}' to the MSEL, for {to} at {minute(event.at)}.",
    )


def _released(scene: _Scene, event: ev.InjectReleased) -> _Parts:
    hand = " by hand" if event.by == EXCON else ""
    subject = scene.names.pick(event.subject)
    to = scene.names.agencies(event.to)
    return "I", _CONTROL, f"Inject #{event.number} '{subject}' reaches {to}{hand}."


def _held(scene: _Scene, event: ev.InjectHeld) -> _Parts:
    return "I", _CONTROL, f"Inject {scene.subject(event.inject)} is held until a controller releases it."


def _skipped(scene: _Scene, event: ev.InjectSkipped) -> _Parts:
    why = f": {event.why}" if event.why else "."
    return "I", _CONTROL, f"Inject {scene.subject(event.inject)} will not be played{why}"


def _rescheduled(scene: _Scene, event: ev.InjectRescheduled) -> _Parts:
    return "I", _CONTROL, f"Inject {scene.subject(event.inject)} moves to {minute(event.at)}."


def _gated(scene: _Scene, event: ev.InjectGated) -> _Parts:
    return "I", _CONTROL, f"Inject {scene.subject(event.inject)} is due and waits for its condition."


def _opened(scene: _Scene, event: ev.ExpectationOpened) -> _Parts:
    who = scene.names.agencies(event.who)
    return "I", who, f"An answer to {scene.subject(event.inject)} is expected by {minute(event.due)}."


def _met(scene: _Scene, event: ev.ExpectationMet) -> _Parts:
    late = "late" if event.late else "in time"
    return "I", scene.names.agency(event.by), f"Did what {scene.subject(event.inject)} called for, {late}."


def _missed(scene: _Scene, event: ev.ExpectationMissed) -> _Parts:
    who = _CONTROL
    if scene.world and (state := scene.world.injects.get(event.inject)) and event.index in state.expects:
        who = scene.names.agencies(state.expects[event.index].who)
    return "!", who, f"The deadline for {scene.subject(event.inject)} passes without the expected action."


def _reply(scene: _Scene, event: ev.ReplyGiven) -> _Parts:
    return "M", scene.names.agency(event.agency), f"Answers {scene.subject(event.inject)}: {event.text}"


def _decision(scene: _Scene, event: ev.DecisionMade) -> _Parts:
    words = scene.names.option(event.decision, event.option) if event.option else event.text
    question = scene.names.decision(event.decision) if event.decision else ""
    why = f" Because: {event.rationale}" if event.rationale else ""
    about = f" on '{question}'" if question else ""
    return "D", scene.names.agency(event.agency), f"Decides{about}: {words}.{why}".replace("..", ".")


def _message(scene: _Scene, event: ev.MessageSent) -> _Parts:
    to = addressee_names(scene.names, event.to)
    sender = (
        f"EXCON as {persona_name(scene.names, event.persona)}"
        if event.persona
        else scene.names.agency(event.sender)
    )
    stop = "" if event.subject.endswith((".", "?", "!")) else "."
    return "M", sender, f"Writes to {to}: {event.subject}{stop} {event.text}".strip()


def _learned(scene: _Scene, event: ev.FactLearned) -> _Parts:
    how = {
        "start": "knows from the start",
        "inject": "learns from an inject",
        "activity": "finds out",
        "shared": f"is told by {scene.names.agency(event.source)}",
        "override": "is told by EXCON",
        "effect": "learns",
    }[event.how]
    text = scene.names.pick(event.text) or scene.names.fact(event.fact)
    return "F", scene.names.agency(event.agency), f"{how[:1].upper()}{how[1:]}: {text}"


def _shared(scene: _Scene, event: ev.FactShared) -> _Parts:
    to, note = scene.names.agencies(event.to), f" ({event.note})" if event.note else ""
    breach = f" Against its TLP: {scene.names.agencies(event.breach)}." if event.breach else ""
    words = f"Shares with {to}: {scene.names.fact(event.fact)}{note}{breach}"
    return "F", scene.names.agency(event.sender), words


def _observed(scene: _Scene, event: ev.ObservationMade) -> _Parts:
    about = f" on {scene.names.agency(event.agency)}" if event.agency else ""
    rating = f" [{event.rating}]" if event.rating else ""
    moment = f" at {minute(event.at)}" if event.at is not None else ""
    return "O", scene.names.agency(event.seat), f"Observation{about}{moment}{rating}: {event.text}"


def _answered(scene: _Scene, event: ev.QuestionnaireAnswered) -> _Parts:
    who = scene.names.agency(event.seat) if event.seat else "somebody"
    part = scene.names.scenario.questionnaires.get(event.questionnaire)
    title = scene.names.pick(part.name) if part else event.questionnaire
    return "O", who, f"Has answered: {title}"


def _override(scene: _Scene, event: ev.OverrideMade) -> _Parts:
    what = "; ".join(event.effects) or "the world"
    return "V", scene.names.agency(event.seat), f"Override: {what}. Reason: {event.reason or 'none given'}."


def _ordered(scene: _Scene, event: ev.ActivityOrdered) -> _Parts:
    target = f" for {scene.names.target(event.target)}" if event.target else ""
    words = f": {event.text}" if event.text else "."
    return "A", scene.names.agency(event.agency), f"Orders '{scene.names.run(event.run)}'{target}{words}"


def _stage_begun(scene: _Scene, event: ev.StageBegun) -> _Parts:
    stage = scene.names.stage(event.run, event.stage)
    part = f", stage '{stage}'" if stage else ""
    takes = f"; it will take {lasting(event.takes)}" if event.takes else ""
    return "A", scene.doer(event.run), f"Work on '{scene.names.run(event.run)}'{part} begins{takes}."


def _stage_waiting(scene: _Scene, event: ev.StageWaiting) -> _Parts:
    return (
        "A",
        scene.doer(event.run),
        f"'{scene.names.run(event.run)}' waits for {scene.names.waiting(event.waits_for)}.",
    )


def _blocked(scene: _Scene, event: ev.WorkBlocked) -> _Parts:
    left = lasting(event.left)
    return (
        "A",
        scene.doer(event.run),
        f"Work on '{scene.names.run(event.run)}' has to stop, with {left} left.",
    )


def _resumed(scene: _Scene, event: ev.WorkResumed) -> _Parts:
    left = lasting(event.left)
    return "A", scene.doer(event.run), f"Work on '{scene.names.run(event.run)}' goes on, with {left} left."


def _chance(scene: _Scene, event: ev.ChanceFell) -> _Parts:
    chance, came = event.chance.replace("-", " "), "came off" if event.happened else "did not come off"
    return "A", scene.doer(event.run), f"In '{scene.names.run(event.run)}', '{chance}' {came}."


def _finished(scene: _Scene, event: ev.ActivityFinished) -> _Parts:
    return "A", scene.doer(event.run), f"'{scene.names.run(event.run)}' is done."


def _stood_down(scene: _Scene, event: ev.ActivityStoodDown) -> _Parts:
    why = f": {event.why}" if event.why else "."
    return "A", scene.doer(event.run), f"'{scene.names.run(event.run)}' is stood down{why}"


_PEOPLE: dict[type, Callable[[_Scene, Any], _Parts]] = {
    ev.PhaseChanged: _phase,
    ev.PaceSet: _pace,
    ev.ClockJumped: _jump,
    ev.SeatTaken: _seat_taken,
    ev.SeatLeft: _seat_left,
    ev.StopCalled: _stop,
    ev.InjectAdded: _added,
    ev.InjectReleased: _released,
    ev.InjectHeld: _held,
    ev.InjectSkipped: _skipped,
    ev.InjectRescheduled: _rescheduled,
    ev.InjectGated: _gated,
    ev.ExpectationOpened: _opened,
    ev.ExpectationMet: _met,
    ev.ExpectationMissed: _missed,
    ev.ReplyGiven: _reply,
    ev.DecisionMade: _decision,
    ev.MessageSent: _message,
    ev.FactLearned: _learned,
    ev.FactShared: _shared,
    ev.ObservationMade: _observed,
    ev.QuestionnaireAnswered: _answered,
    ev.OverrideMade: _override,
    ev.ActivityOrdered: _ordered,
    ev.StageBegun: _stage_begun,
    ev.StageWaiting: _stage_waiting,
    ev.WorkBlocked: _blocked,
    ev.WorkResumed: _resumed,
    ev.ChanceFell: _chance,
    ev.ActivityFinished: _finished,
    ev.ActivityStoodDown: _stood_down,
}
