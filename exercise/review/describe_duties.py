"""Sentences about duties to report, joint decisions, stale contacts and actions the catalogue lacks."""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.domain.world import World
from exercise.review.describe_world import Parts, Sentence
from exercise.review.names import Names, consent_name, minute, obligation_name
from exercise.scenario.quantities import lasting


def _duty(
    names: Names, event: ev.ClockStarted | ev.ReportFiled | ev.ClockOverdue | ev.ObligationMissed
) -> str:
    return obligation_name(names, event.obligation)


def _joint(names: Names, event: ev.ConsentOpened | ev.VoteCast | ev.ConsentClosed) -> str:
    return consent_name(names, event.consent)


def _clock_started(names: Names, world: World | None, tick: int, event: ev.ClockStarted) -> Parts:
    words = f"Has to report '{_duty(names, event)}' by {minute(event.due)}."
    return "C", names.agency(event.agency), words


def _filed(names: Names, world: World | None, tick: int, event: ev.ReportFiled) -> Parts:
    late = "late" if event.late else "in time"
    to = names.agencies(event.to)
    return "C", names.agency(event.agency), f"Reports '{_duty(names, event)}' to {to}, {late}."


def _overdue(names: Names, world: World | None, tick: int, event: ev.ClockOverdue) -> Parts:
    return "!", names.agency(event.agency), f"The deadline of '{_duty(names, event)}' passes."


def _never(names: Names, world: World | None, tick: int, event: ev.ObligationMissed) -> Parts:
    words = f"'{_duty(names, event)}' counts as not reported."
    return "!", names.agency(event.agency), words


def _opened(names: Names, world: World | None, tick: int, event: ev.ConsentOpened) -> Parts:
    who, due = names.agencies(event.who), minute(event.due)
    text = f" {event.text}" if event.text else ""
    return "J", names.agency(event.by), f"Puts '{_joint(names, event)}' to {who}, until {due}.{text}"


def _vote(names: Names, world: World | None, tick: int, event: ev.VoteCast) -> Parts:
    reason = f": {event.reason}" if event.reason else "."
    return "J", names.agency(event.agency), f"Votes {event.vote} on '{_joint(names, event)}'{reason}"


def _closed(names: Names, world: World | None, tick: int, event: ev.ConsentClosed) -> Parts:
    how = event.outcome.replace("-", " ")
    return "J", "WORLD", f"The joint decision '{_joint(names, event)}' is {how}."


def _stale(names: Names, world: World | None, tick: int, event: ev.ContactStale) -> Parts:
    other, cost = names.agency(event.other), lasting(event.cost)
    return (
        "A",
        names.agency(event.agency),
        f"The contact at {other} was out of date; finding another took {cost}.",
    )


def _proposed(names: Names, world: World | None, tick: int, event: ev.ActionProposed) -> Parts:
    return "A", names.agency(event.agency), f"Proposes an action of its own: {event.text}"


def _ruled(names: Names, world: World | None, tick: int, event: ev.ActionRuled) -> Parts:
    ruling = "accepts" if event.accepted else "declines"
    what = f" What follows: {'; '.join(event.effects)}." if event.effects else ""
    takes = f" It takes {lasting(event.takes)}." if event.takes else ""
    words = f"The white cell {ruling} the action proposed. {event.reason}{what}{takes}"
    return "A", names.agency(event.agency), words.strip()


def _took_effect(names: Names, world: World | None, tick: int, event: ev.ActionTookEffect) -> Parts:
    return "A", names.agency(event.agency), "The action it had proposed takes effect."


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
