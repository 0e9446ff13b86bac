"""One clear sentence for everything a log can say: in the language spoken, with names in the reader's languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from exercise.domain import events as ev
from exercise.domain.explain import effects_in_words
from exercise.domain.seats import EXCON
from exercise.domain.world import World
from exercise.language import in_words, marked, t
from exercise.log.records import Asked, Record
from exercise.review.asked_words import ASKED
from exercise.review.describe_comms import COMMS
from exercise.review.describe_duties import DUTIES
from exercise.review.describe_excon import EXCON_SENTENCES
from exercise.review.describe_work import WORK
from exercise.review.describe_world import SENTENCES
from exercise.review.names import Names, addressee_names, minute, numbered, persona_name
from exercise.review.saying import REASONS, ended, somebody
from exercise.scenario.model import Scenario

_STOPPED_TWICE = re.compile(r"(\.{3}|(?<!\.)[.?!…])\.$")


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

    def subject(self, inject: str) -> str:
        if self.world and (added := self.world.improvised.get(inject)):
            return t("#{number} “{subject}”", number=added.number, subject=self.names.pick(added.subject))
        return numbered(self.names, inject)


def describe(record: Record, scenario: Scenario, *languages: str, world: World | None = None) -> Told:
    """A record in words. With `world`, as it was just before, also who did it and what it was until now."""
    names = Names(scenario, languages)
    if isinstance(record, Asked):
        return Told("Q", names.agency(record.by), t(ASKED[type(record.command)]))
    return tell(record.event, names, world, record.tick)


def tell(event: ev.AnyEvent, names: Names, world: World | None, tick: int) -> Told:
    """An event in words."""
    about = _PEOPLE.get(type(event))
    mark, who, text = (
        about(_Scene(names, world, tick), event) if about else _OTHERS[type(event)](names, world, tick, event)
    )
    # A sentence that ends in somebody's own words may have its full stop already.
    return Told(mark, who, _STOPPED_TWICE.sub(r"\1", text))


def kinds() -> frozenset[type]:
    """Every kind of event that has a sentence."""
    return frozenset(_PEOPLE) | frozenset(_OTHERS)


_OTHERS = SENTENCES | WORK | DUTIES | COMMS | EXCON_SENTENCES
_Parts = tuple[str, str, str]
_CONTROL = "EXCON"

_PHASES = {
    "briefing": marked("The exercise is being briefed"),
    "running": marked("Play is running"),
    "paused": marked("Play is paused"),
    "ended": marked("ENDEX: play has ended"),
}


def _phase(scene: _Scene, event: ev.PhaseChanged) -> _Parts:
    words = t(_PHASES[event.phase])
    if event.phase == "running" and scene.world and scene.world.phase == "briefing":
        words = t("STARTEX: play begins")
    return "E", _CONTROL, f"{ended(words, event.why)}." if event.why else ended(words)


def _pace(scene: _Scene, event: ev.PaceSet) -> _Parts:
    words = t(
        "The exercise clock now runs {pace} times as fast as the clock on the wall.", pace=f"{event.pace:g}"
    )
    return "E", _CONTROL, words


def _jump(scene: _Scene, event: ev.ClockJumped) -> _Parts:
    return "E", _CONTROL, t("The clock is moved on to {time}.", time=minute(event.to))


def _seat_taken(scene: _Scene, event: ev.SeatTaken) -> _Parts:
    by_control = event.seat == EXCON
    words = (
        t("A controller sits down at this seat.")
        if by_control
        else t("A participant sits down at this seat.")
    )
    return "S", scene.names.agency(event.agency), words


def _seat_left(scene: _Scene, event: ev.SeatLeft) -> _Parts:
    return "S", scene.names.agency(event.agency), t("The seat is left; its bot goes on.")


def _stop(scene: _Scene, event: ev.StopCalled) -> _Parts:
    words = ended(t("NO DUFF. Something real has happened; play stops"), event.text)
    return "!", scene.names.agency(event.seat), words


def _added(scene: _Scene, event: ev.InjectAdded) -> _Parts:
    words = t(
        "Adds inject #{number} '{subject}' to the MSEL, for {who} at {time}.",
        number=event.number,
        subject=scene.names.pick(event.subject),
        who=scene.names.agencies(event.to),
        time=minute(event.at),
    )
    return "I", _CONTROL, words


def _released(scene: _Scene, event: ev.InjectReleased) -> _Parts:
    gaps = {
        "number": event.number,
        "subject": scene.names.pick(event.subject),
        "who": scene.names.agencies(event.to),
    }
    words = (
        t("Inject #{number} '{subject}' reaches {who} by hand.", **gaps)
        if event.by == EXCON
        else t("Inject #{number} '{subject}' reaches {who}.", **gaps)
    )
    return "I", _CONTROL, words


def _held(scene: _Scene, event: ev.InjectHeld) -> _Parts:
    inject = scene.subject(event.inject)
    return "I", _CONTROL, t("Inject {inject} is held until a controller releases it.", inject=inject)


def _skipped(scene: _Scene, event: ev.InjectSkipped) -> _Parts:
    words = t("Inject {inject} will not be played", inject=scene.subject(event.inject))
    return "I", _CONTROL, ended(words, in_words(event.why, REASONS))


def _rescheduled(scene: _Scene, event: ev.InjectRescheduled) -> _Parts:
    inject = scene.subject(event.inject)
    return "I", _CONTROL, t("Inject {inject} moves to {time}.", inject=inject, time=minute(event.at))


def _gated(scene: _Scene, event: ev.InjectGated) -> _Parts:
    inject = scene.subject(event.inject)
    return "I", _CONTROL, t("Inject {inject} is due and waits for its condition.", inject=inject)


def _opened(scene: _Scene, event: ev.ExpectationOpened) -> _Parts:
    who, inject = scene.names.agencies(event.who), scene.subject(event.inject)
    return "I", who, t("An answer to {inject} is expected by {time}.", inject=inject, time=minute(event.due))


def _met(scene: _Scene, event: ev.ExpectationMet) -> _Parts:
    inject = scene.subject(event.inject)
    words = (
        t("Did what {inject} called for, late.", inject=inject)
        if event.late
        else t("Did what {inject} called for, in time.", inject=inject)
    )
    return "I", scene.names.agency(event.by), words


def _missed(scene: _Scene, event: ev.ExpectationMissed) -> _Parts:
    who = _CONTROL
    if scene.world and (state := scene.world.injects.get(event.inject)) and event.index in state.expects:
        who = scene.names.agencies(state.expects[event.index].who)
    inject = scene.subject(event.inject)
    return "!", who, t("The deadline for {inject} passes without the expected action.", inject=inject)


def _reply(scene: _Scene, event: ev.ReplyGiven) -> _Parts:
    words = t("Answers {inject}: {text}", inject=scene.subject(event.inject), text=event.text)
    return "M", scene.names.agency(event.agency), words


def _decision(scene: _Scene, event: ev.DecisionMade) -> _Parts:
    what = scene.names.option(event.decision, event.option) if event.option else event.text
    question = scene.names.decision(event.decision) if event.decision else ""
    words = (
        t("Decides on '{question}': {what}.", question=question, what=what)
        if question
        else t("Decides: {what}.", what=what)
    )
    if event.rationale:
        words = " ".join((words, t("Because: {why}", why=event.rationale)))
    return "D", scene.names.agency(event.agency), words.replace("..", ".")


def _message(scene: _Scene, event: ev.MessageSent) -> _Parts:
    to = addressee_names(scene.names, event.to)
    sender = (
        t("EXCON as {name}", name=persona_name(scene.names, event.persona))
        if event.persona
        else scene.names.agency(event.sender)
    )
    stop = "" if event.subject.endswith((".", "?", "!")) else "."
    words = t("Writes to {who}: {subject}", who=to, subject=event.subject)
    return "M", sender, f"{words}{stop} {event.text}".strip()


_LEARNED = {
    "start": marked("Knows from the start: {fact}"),
    "inject": marked("Learns from an inject: {fact}"),
    "activity": marked("Finds out: {fact}"),
    "shared": marked("Is told by {who}: {fact}"),
    "override": marked("Is told by EXCON: {fact}"),
    "effect": marked("Learns: {fact}"),
}


def _learned(scene: _Scene, event: ev.FactLearned) -> _Parts:
    who = scene.names.agency(event.source) if event.how == "shared" else ""
    text = scene.names.pick(event.text) or scene.names.fact(event.fact)
    return "F", scene.names.agency(event.agency), t(_LEARNED[event.how], who=who, fact=text)


def _shared(scene: _Scene, event: ev.FactShared) -> _Parts:
    to, note = scene.names.agencies(event.to), f" ({event.note})" if event.note else ""
    words = t("Shares with {who}: {fact}", who=to, fact=scene.names.fact(event.fact)) + note
    if event.breach:
        words = " ".join((words, t("Against its TLP: {who}.", who=scene.names.agencies(event.breach))))
    return "F", scene.names.agency(event.sender), words


def _observed(scene: _Scene, event: ev.ObservationMade) -> _Parts:
    gaps = {
        "who": scene.names.agency(event.agency) if event.agency else "",
        "time": minute(event.at) if event.at is not None else "",
    }
    match gaps["who"] != "", gaps["time"] != "":
        case True, True:
            words = t("Observation on {who} at {time}", **gaps)
        case True, False:
            words = t("Observation on {who}", **gaps)
        case False, True:
            words = t("Observation at {time}", **gaps)
        case _:
            words = t("Observation")
    rating = f" [{event.rating}]" if event.rating else ""
    return "O", scene.names.agency(event.seat), t("{what}: {why}", what=f"{words}{rating}", why=event.text)


def _answered(scene: _Scene, event: ev.QuestionnaireAnswered) -> _Parts:
    who = scene.names.agency(event.seat) if event.seat else somebody()
    part = scene.names.scenario.questionnaires.get(event.questionnaire)
    title = scene.names.pick(part.name) if part else event.questionnaire
    words = (
        t("Has corrected the answers: {title}", title=title)
        if event.corrects
        else t("Has answered: {title}", title=title)
    )
    return "O", who, words


def _override(scene: _Scene, event: ev.OverrideMade) -> _Parts:
    what = "; ".join(effects_in_words(event.effects)) or t("the world")
    reason = event.reason or t("none given")
    return (
        "V",
        scene.names.agency(event.seat),
        t("Override: {what}. Reason: {reason}.", what=what, reason=reason),
    )


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
}
