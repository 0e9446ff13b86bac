"""Who said what to whom, in order: communications, filtered so that they stay readable, as lines and as shapes.

Shapes are numbers and words for a template to write and escape; the lines are their plain-text twin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from exercise.domain import events as ev
from exercise.domain.seats import EXCON
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names, obligation_name
from exercise.scenario.quantities import clock

Kind = Literal["inject", "share", "message", "report", "reply"]

MOST = 40
"""Rows of a drawing; what is left out is counted and said."""
COLUMN, ROW, HEAD, LEFT = 132, 24, 34, 78


@dataclass(frozen=True, slots=True)
class Said:
    """One communication."""

    seq: int
    tick: int
    kind: Kind
    sender: str
    """An agency, or `excon` for everybody who is not at the table."""
    voice: str
    """As whom exercise control speaks; "" otherwise."""
    to: tuple[str, ...]
    text: str
    tlp: str
    breach: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    """Of a shared fact: those who had not known it."""
    facts: tuple[str, ...] = ()
    storyline: str = ""


@dataclass(frozen=True, slots=True)
class Only:
    """Which communications to show. What is left empty does not matter."""

    fact: str = ""
    storyline: str = ""
    agency: str = ""
    since: int = 0
    until: int | None = None

    def lets(self, said: Said) -> bool:
        """Whether a communication is among them."""
        return (
            (not self.fact or self.fact in said.facts)
            and (not self.storyline or self.storyline == said.storyline)
            and (not self.agency or self.agency == said.sender or self.agency in said.to)
            and said.tick >= self.since
            and (self.until is None or said.tick <= self.until)
        )


def communications(chronicle: Chronicle, names: Names) -> tuple[Said, ...]:
    """Injects, facts passed on, messages, reports and written answers, in the order of the log."""
    return tuple(
        sorted(
            chain.from_iterable(
                (make(chronicle, names, seq, tick, event) for seq, tick, event in chronicle.all(kind))
                for kind, make in _MAKERS.items()
            ),
            key=lambda said: said.seq,
        )
    )


def _inject(chronicle: Chronicle, names: Names, seq: int, tick: int, event: ev.InjectReleased) -> Said:
    return Said(
        seq,
        tick,
        "inject",
        EXCON,
        names.pick(event.sender),
        event.to,
        f"#{event.number} {names.pick(event.subject)}",
        event.tlp,
        facts=event.facts,
        storyline=_storyline(chronicle, event.inject),
    )


def _share(chronicle: Chronicle, names: Names, seq: int, tick: int, event: ev.FactShared) -> Said:
    part = chronicle.scenario.facts.get(event.fact)
    held = chronicle.world.held
    # Who learned it at this very second, from this sender, had not known it.
    news = tuple(
        agency
        for agency in event.to
        if (holding := held.get(agency, {}).get(event.fact)) is not None
        and (holding.tick, holding.source) == (tick, event.sender)
    )
    return Said(
        seq,
        tick,
        "share",
        event.sender,
        "",
        event.to,
        names.fact(event.fact),
        part.tlp if part else "amber",
        event.breach,
        news,
        (event.fact,),
        _of_fact(chronicle, event.fact),
    )


def _message(chronicle: Chronicle, names: Names, seq: int, tick: int, event: ev.MessageSent) -> Said:
    return Said(seq, tick, "message", event.sender, event.persona, event.to, event.subject, event.tlp)


def _report(chronicle: Chronicle, names: Names, seq: int, tick: int, event: ev.ReportFiled) -> Said:
    text = obligation_name(names, event.obligation)
    return Said(seq, tick, "report", event.agency, "", event.to or (EXCON,), text, "amber")


def _reply(chronicle: Chronicle, names: Names, seq: int, tick: int, event: ev.ReplyGiven) -> Said:
    number = names.number(event.inject)
    text = f"answers #{number}: {event.text}" if number else event.text
    storyline = _storyline(chronicle, event.inject)
    return Said(seq, tick, "reply", event.agency, "", (EXCON,), text, "amber", storyline=storyline)


_MAKERS: dict[type[Any], Callable[[Chronicle, Names, int, int, Any], Said]] = {
    ev.InjectReleased: _inject,
    ev.FactShared: _share,
    ev.MessageSent: _message,
    ev.ReportFiled: _report,
    ev.ReplyGiven: _reply,
}


def _storyline(chronicle: Chronicle, inject: str) -> str:
    part = chronicle.scenario.injects.get(inject)
    return (part.storyline or "") if part else ""


def _of_fact(chronicle: Chronicle, fact: str) -> str:
    """The storyline of the first inject that tells a fact."""
    for part in chronicle.scenario.injects.values():
        if fact in part.facts and part.storyline:
            return part.storyline
    return ""


def line(said: Said, names: Names) -> str:
    """One communication as a line of text."""
    who = said.voice or names.agency(said.sender)
    breach = f"  ! against its label: {names.agencies(said.breach)}" if said.breach else ""
    stale = "  (nobody heard it first here)" if said.kind == "share" and not said.news else ""
    label = said.tlp.upper().replace("AMBER-STRICT", "AMBER+STRICT")
    return (
        f"r{said.seq:<6} {clock(said.tick):<12} {who} → {names.agencies(said.to)}: "
        f"{said.text}  [{said.kind}, TLP:{label}]{breach}{stale}"
    )


@dataclass(frozen=True, slots=True)
class Arrow:
    """One communication on the drawing: from the sender's column to those of its receivers."""

    seq: int
    y: int
    left: int
    right: int
    begin: int
    ends: tuple[int, ...]
    kind: Kind
    breach: bool
    clock: str
    words: str
    label: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A sequence diagram. `left_out` communications did not fit."""

    width: int
    height: int
    columns: tuple[tuple[int, str], ...]
    arrows: tuple[Arrow, ...]
    left_out: int


def diagram(said: Sequence[Said], names: Names, *, most: int = MOST) -> Diagram:
    """The first `most` communications drawn; columns are those who take part in them."""
    shown = said[:most]
    order = (EXCON, *names.scenario.agencies)
    takes_part = {who for each in shown for who in (each.sender, *each.to)}
    column = {
        who: LEFT + COLUMN // 2 + COLUMN * place
        for place, who in enumerate(name for name in order if name in takes_part)
    }
    arrows = tuple(_arrow(each, HEAD + ROW * (row + 1), column, names) for row, each in enumerate(shown))
    return Diagram(
        width=LEFT + COLUMN * max(1, len(column)),
        height=HEAD + ROW * (len(shown) + 1),
        columns=tuple(
            (x, "not at the table" if who == EXCON else names.agency(who)) for who, x in column.items()
        ),
        arrows=arrows,
        left_out=len(said) - len(shown),
    )


def _arrow(said: Said, y: int, column: dict[str, int], names: Names) -> Arrow:
    begin = column.get(said.sender, LEFT)
    ends = tuple(column[who] for who in said.to if who in column and who != said.sender) or (begin,)
    return Arrow(
        seq=said.seq,
        y=y,
        left=min(begin, *ends),
        right=max(begin, *ends),
        begin=begin,
        ends=ends,
        kind=said.kind,
        breach=bool(said.breach),
        clock=clock(said.tick),
        words=line(said, names),
        label=said.text if len(said.text) <= 44 else said.text[:43] + "…",
    )


def most_telling(said: Iterable[Said]) -> tuple[Said, ...]:
    """What a report shows: messages, reports, and facts that were news to somebody."""
    return tuple(each for each in said if each.kind in ("message", "report") or each.news)
