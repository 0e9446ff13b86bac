"""The directory, receipts and comms checks, worked out from what a seat has seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exercise.domain import events as ev
from exercise.domain.parties import FROM, MESSAGE
from exercise.domain.seats import EXCON
from exercise.language import n, t
from exercise.review.fold import Fold
from exercise.review.names import minute
from exercise.review.rows import NeedRow
from exercise.review.rows_comms import EntryRow, ReadRow, Standing, StationRow
from exercise.scenario.quantities import MINUTE, lasting

UNREAD_AFTER = 30 * MINUTE
"""An inject that people at an agency have not opened for so long is worth a call."""

_LISTED = 8
"""More numbers of injects than this say no more."""


# --- the directory


def directory(fold: Fold) -> tuple[EntryRow, ...]:
    """Everybody who can be written to: exercise control, agencies, parties, and who has written here."""
    asked = t("Exercise control: ask anything about the exercise itself.")
    rows = [EntryRow(EXCON, "EXCON", asked, "EXCON")]
    rows += [_agency(fold, name) for name in fold.scenario.agencies]
    rows += [_party(fold, name) for name in fold.scenario.parties]
    known = {row.name for row in rows} | {
        fold.names.pick(part.name) for part in fold.scenario.agencies.values()
    }
    for inject, (tick, event) in sorted(fold.released.items(), key=lambda each: each[1][0]):
        name = fold.names.pick(event.sender)
        if name not in known and not fold.is_control:
            known.add(name)
            about = t(
                "Wrote to you at {time}: {subject}", time=minute(tick), subject=fold.names.pick(event.subject)
            )
            rows.append(EntryRow(FROM + inject, name, about, "simulated by EXCON", channels=(event.channel,)))
    return tuple(rows)


def _agency(fold: Fold, name: str) -> EntryRow:
    part = fold.scenario.agencies[name]
    return EntryRow(
        name,
        fold.names.agency(name),
        fold.names.pick(part.name),
        standing(fold, name),
        part.country,
        tuple(part.channels),
        tuple(part.languages),
        _contact(fold, name),
    )


def standing(fold: Fold, agency: str) -> Standing:
    """Who answers at an agency."""
    if agency == fold.seat:
        return "you"
    if agency in fold.world.seats:
        return "played"
    if fold.stand_ins is None or fold.stand_ins.get(agency) == "bot":
        return "bots answer"
    return "absent" if fold.stand_ins.get(agency) == "absent" else "nobody yet"


def _contact(fold: Fold, other: str) -> str:
    """That an entry is out of date shows when it is used; then it is put right."""
    own = fold.scenario.agencies.get(fold.seat)
    if own is None or other not in own.contacts:
        return ""
    found = fold.world.refreshed.get((fold.seat, other))
    if not found:
        return t("your point of contact")
    return t("your point of contact (was out of date, put right {time})", time=minute(found))


def _party(fold: Fold, name: str) -> EntryRow:
    part = fold.scenario.parties[name]
    about = fold.names.pick(part.about)
    if fold.is_control and part.note:
        note = t("For whoever answers: {note}", note=fold.names.pick(part.note))
        about = f"{about}\n{note}".strip()
    channels, languages = tuple(part.channels), tuple(part.languages)
    return EntryRow(
        name,
        fold.names.pick(part.name),
        about,
        "simulated by EXCON",
        channels=channels,
        languages=languages,
    )


# --- who has read what


def read_by(fold: Fold, item: str, to: tuple[str, ...]) -> tuple[ReadRow, ...]:
    """Of an inject's recipients. Nothing in a log that knows no receipts."""
    if not fold.world.read or not fold.is_control:
        return ()
    return tuple(ReadRow(name, fold.names.agency(name), fold.world.read.get((name, item))) for name in to)


def message_read_by(fold: Fold, sent: ev.MessageSent, letters: dict[str, str]) -> tuple[ReadRow, ...]:
    """Of a message's recipients at the table. `letters`: what it is called at each agency."""
    if not fold.world.read or not fold.is_control:
        return ()
    return tuple(
        ReadRow(name, fold.names.agency(name), fold.world.read.get((name, letters[name])))
        for name in sent.to
        if name in fold.scenario.agencies and name != sent.sender
    )


def letters(fold: Fold) -> Iterator[tuple[int, ev.MessageSent, dict[str, str]]]:
    """Every message, and what it is called at each agency that sent or received it."""
    count: Counter[str] = Counter()
    for tick, sent in fold.world.messages:
        named = {agency: f"{MESSAGE}{count[agency]}" for agency in (sent.sender, *sent.to)}
        count.update(named.keys())
        yield tick, sent, named


def unread(fold: Fold, tick: int) -> Iterator[NeedRow]:
    """Injects that people have not opened although time has passed: one line an agency. Bots open what they react to.

    What came long before anybody sat down was for whoever played the agency then.
    """
    if fold.world.phase == "ended" or not fold.world.read:
        return
    late: dict[tuple[str, bool], list[tuple[int, str]]] = {}
    for name, (at, event) in fold.released.items():
        for agency in event.to:
            if (
                tick - at >= UNREAD_AFTER
                and agency in fold.world.seats
                and fold.seated.get(agency, 0) - at < UNREAD_AFTER
                and not _opened(fold, agency, name)
            ):
                known = fold.world.excon.away.get(f"unopened/{agency}")
                is_away = known is not None and known.tick >= at + UNREAD_AFTER
                late.setdefault((agency, is_away), []).append((at, name))
    for (agency, _), waiting in late.items():
        since, oldest = min(waiting)
        yield NeedRow(
            f"unopened/{agency}",
            "unread",
            since + UNREAD_AFTER,
            fold.names.agency(agency),
            _unopened(fold, sorted(waiting), tick),
            inject=oldest,
            agency=agency,
        )


def _unopened(fold: Fold, waiting: list[tuple[int, str]], tick: int) -> str:
    """How many, for how long, and which the newest are: those still matter most."""
    numbers = [f"#{fold.released[name][1].number}" for _, name in waiting]
    if len(waiting) == 1:
        subject = fold.names.pick(fold.released[waiting[0][1]][1].subject)
        inject, time = f"{numbers[0]} {subject}", lasting(tick - waiting[0][0])
        return t("{inject}: not opened for {time}", inject=inject, time=time)
    listed = ", ".join(reversed(numbers[-_LISTED:])) + (" …" if len(numbers) > _LISTED else "")
    return n(
        "{count} inject not opened, the oldest for {time}: {injects}",
        "{count} injects not opened, the oldest for {time}: {injects}",
        len(waiting),
        time=lasting(tick - waiting[0][0]),
        injects=listed,
    )


def _opened(fold: Fold, agency: str, inject: str) -> bool:
    """Or done what it asks for, which nobody does unread."""
    done = (expected.by for expected in fold.world.injects[inject].expects.values())
    return (
        (agency, inject) in fold.world.read or agency in fold.world.replies.get(inject, {}) or agency in done
    )


# --- comms checks


def stations(fold: Fold) -> tuple[StationRow, ...]:
    """How the last comms check went; empty when there was none."""
    if not fold.world.checks:
        return ()
    check = fold.world.checks[-1]
    absent = {name for name in fold.scenario.agencies if (fold.stand_ins or {}).get(name) == "absent"}
    # Of an agency that nobody plays, an empty seat is no news.
    expected = [*check.here, *(each for each in check.away if each[1] not in absent)]
    covered = {agency for _, agency in expected}
    # Agencies without a seat of their own: bots, and who sits at the controller's machine.
    expected += [(name, name) for name in fold.scenario.agencies if name not in covered | absent]
    away = {station for station, _ in check.away}
    return tuple(_station(fold, station, agency, away) for station, agency in expected)


def _station(fold: Fold, station: str, agency: str, away: set[str]) -> StationRow:
    check = fold.world.checks[-1]
    short = fold.names.agency(agency or EXCON)
    shown = short if station == agency else station
    # A bot answers for its agency, whichever seats are invited there.
    if station in check.answered or (agency in check.answered and agency not in fold.world.seats):
        return StationRow(shown, short, "answered", fold.answers.seconds.get(station))
    return StationRow(shown, short, "not connected" if station in away else "no answer")


def must_answer(fold: Fold, station: str) -> bool:
    """Whether a comms check waits for this seat's answer."""
    checks = fold.world.checks
    return bool(checks) and fold.world.phase != "ended" and station not in checks[-1].answered
