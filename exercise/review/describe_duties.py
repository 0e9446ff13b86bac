"""Sentences about duties to report, joint decisions, stale contacts and actions the catalogue lacks."""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.domain.explain import effects_in_words
from exercise.domain.world import World
from exercise.language import marked, t
from exercise.review.describe_world import Parts, Sentence
from exercise.review.names import Names, consent_name, minute, obligation_name
from exercise.review.saying import WORLD, ended
from exercise.scenario.quantities import lasting


def _duty(
    names: Names, event: ev.ClockStarted | ev.ReportFiled | ev.ClockOverdue | ev.ObligationMissed
) -> str:
    return obligation_name(names, event.obligation)


def _joint(names: Names, event: ev.ConsentOpened | ev.VoteCast | ev.ConsentClosed) -> str:
    return consent_name(names, event.consent)


def _clock_started(names: Names, world: World | None, tick: int, event: ev.ClockStarted) -> Parts:
    words = t("Has to report '{duty}' by {time}.", duty=_duty(names, event), time=minute(event.due))
    return "C", names.agency(event.agency), words


def _filed(names: Names, world: World | None, tick: int, event: ev.ReportFiled) -> Parts:
    gaps = {"duty": _duty(names, event), "who": names.agencies(event.to)}
    words = (
        t("Reports '{duty}' to {who}, late.", **gaps)
        if event.late
        else t("Reports '{duty}' to {who}, in time.", **gaps)
    )
    return "C", names.agency(event.agency), words


def _overdue(names: Names, world: World | None, tick: int, event: ev.ClockOverdue) -> Parts:
    return "!", names.agency(event.agency), t("The deadline of '{duty}' passes.", duty=_duty(names, event))


def _never(names: Names, world: World | None, tick: int, event: ev.ObligationMissed) -> Parts:
    return "!", names.agency(event.agency), t("'{duty}' counts as not reported.", duty=_duty(names, event))


def _opened(names: Names, world: World | None, tick: int, event: ev.ConsentOpened) -> Parts:
    who, due = names.agencies(event.who), minute(event.due)
    words = t("Puts '{decision}' to {who}, until {time}.", decision=_joint(names, event), who=who, time=due)
    return "J", names.agency(event.by), f"{words} {event.text}" if event.text else words


_VOTES = {
    "yes": marked("Votes yes on '{decision}'"),
    "no": marked("Votes no on '{decision}'"),
    "abstain": marked("Votes abstain on '{decision}'"),
}


def _vote(names: Names, world: World | None, tick: int, event: ev.VoteCast) -> Parts:
    words = t(_VOTES[event.vote], decision=_joint(names, event))
    return "J", names.agency(event.agency), ended(words, event.reason)


_OUTCOMES = {
    "agreed": marked("The joint decision '{decision}' is agreed."),
    "refused": marked("The joint decision '{decision}' is refused."),
    "withdrawn": marked("The joint decision '{decision}' is withdrawn."),
    "timed-out": marked("The joint decision '{decision}' is timed out."),
}


def _closed(names: Names, world: World | None, tick: int, event: ev.ConsentClosed) -> Parts:
    return "J", t(WORLD), t(_OUTCOMES[event.outcome], decision=_joint(names, event))


def _stale(names: Names, world: World | None, tick: int, event: ev.ContactStale) -> Parts:
    other, cost = names.agency(event.other), lasting(event.cost)
    words = t("The contact at {who} was out of date; finding another took {time}.", who=other, time=cost)
    return "A", names.agency(event.agency), words


def _proposed(names: Names, world: World | None, tick: int, event: ev.ActionProposed) -> Parts:
    return "A", names.agency(event.agency), t("Proposes an action of its own: {text}", text=event.text)


def _ruled(names: Names, world: World | None, tick: int, event: ev.ActionRuled) -> Parts:
    words = (
        t("The white cell accepts the action proposed.")
        if event.accepted
        else t("The white cell declines the action proposed.")
    )
    effects = "; ".join(effects_in_words(event.effects))
    said = [words, event.reason]
    if effects:
        said.append(t("What follows: {effects}.", effects=effects))
    if event.takes:
        said.append(t("It takes {time}.", time=lasting(event.takes)))
    return "A", names.agency(event.agency), " ".join(said).strip()


def _took_effect(names: Names, world: World | None, tick: int, event: ev.ActionTookEffect) -> Parts:
    return "A", names.agency(event.agency), t("The action it had proposed takes effect.")


DUTIES: dict[type, Sentence] = {
    ev.ClockStarted: _clock_started,
    ev.ReportFiled: _filed,
    ev.ClockOverdue: _overdue,
    ev.ObligationMissed: _never,
    ev.ConsentOpened: _opened,
    ev.VoteCast: _vote,
    ev.ConsentClosed: _closed,
    ev.ContactStale: _stale,
    ev.ActionProposed: _proposed,
    ev.ActionRuled: _ruled,
    ev.ActionTookEffect: _took_effect,
}
