"""What waits for a controller, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.domain.improvised import line_of
from exercise.domain.seats import EXCON
from exercise.language import n, t
from exercise.review import queue
from exercise.review.comms_rows import unread
from exercise.review.control_rows import expected_in_words
from exercise.review.duties import duties, proposals, votes
from exercise.review.fold import Fold
from exercise.review.names import minute, numbered
from exercise.review.rows import NeedRow
from exercise.review.rows_excon import CellRow
from exercise.scenario.quantities import HOUR, MINUTE, lasting

SILENT_AFTER = 2 * HOUR
"""An agency that owes an answer and has done nothing for so long is worth a call."""

FEW = 3
"""What is expected of more agencies than this is nobody's in particular."""

VOTE_NEAR = 45 * MINUTE
"""A joint decision that times out sooner than this wants a reminder."""

REMEMBERED = 4 * HOUR
"""For so long something that cannot be undone stays on the list, if nobody notes or says anything about it.
What is overdue for longer comes after all else: in a long drill it would hide what can still be saved."""

OVERDUE = ("call", "overdue", "duty", "unrated")
"""What should have been done by now."""

_ORDER = (
    *("stop", "call", "rule", "asked", "party", "held", "handed", "vote"),
    *("overdue", "duty", "soon", "tlp", "unread", "unrated", "silent"),
)
"""First what stands still until a controller acts, then what may still be saved, then what is lost."""


def needs_you(fold: Fold, tick: int) -> tuple[NeedRow, ...]:
    """What waits, the most pressing first."""
    return tuple(row for row in fold.once("waits", tick, _all) if not row.away)


def put_away(fold: Fold, tick: int) -> tuple[NeedRow, ...]:
    """What would wait, if nobody had said that nothing more is to be done about it."""
    return tuple(row for row in fold.once("waits", tick, _all) if row.away)


def _all(fold: Fold, tick: int) -> tuple[NeedRow, ...]:
    """A stop, proposals, questions, held injects, votes about to time out, what is overdue, TLP, silence."""
    if fold.world.phase == "ended":
        return ()  # whatever it is, the rules let nobody do anything about it
    rows = [
        *_stop(fold),
        *_rule(fold, tick),
        *_asked(fold),
        *_held(fold, tick),
        *_vote(fold, tick),
        *_overdue(fold, tick),
        *_duty(fold, tick),
        *_tlp(fold, tick),
        *unread(fold, tick),
        *_silent(fold, tick),
        *queue.calls(fold, tick),
        *queue.parties(fold),
        *queue.unrated(fold, tick),
    ]
    shared = queue.shared_out(fold, rows)

    def pressing(row: NeedRow) -> tuple[bool, bool, int, int, str]:
        return _with_another(fold, row), row.lost, _ORDER.index(row.kind), row.since, row.id

    return tuple(sorted(shared, key=pressing))


def cells(fold: Fold, tick: int) -> tuple[CellRow, ...]:
    """How every control cell keeps up."""
    return queue.cells(fold, fold.once("needs", tick, needs_you), tick, OVERDUE)


def _with_another(fold: Fold, row: NeedRow) -> bool:
    """What somebody else does already is no longer pressing here."""
    return bool(row.taken) and row.taken != fold.desk


def _stop(fold: Fold) -> Iterator[NeedRow]:
    if fold.world.stopped:
        words = t("Play is stopped: {why}", why=fold.world.stopped)
        yield NeedRow("stop", "stop", fold.tick, "NO DUFF", words)


def _asked(fold: Fold) -> Iterator[NeedRow]:
    """Messages to EXCON without an answer since, the last of each sender."""
    waiting: dict[str, NeedRow] = {}
    for tick, sent in fold.world.messages:
        if sent.sender == EXCON:
            # Writing as a journalist answers nobody's question to EXCON.
            for agency in () if sent.persona else sent.to:
                waiting.pop(agency, None)
        elif EXCON in sent.to:
            who = fold.names.agency(sent.sender)
            waiting[sent.sender] = NeedRow(
                f"asked/{sent.sender}/{tick}",
                "asked",
                tick,
                who,
                f"{sent.subject}: {sent.text}",
                agency=sent.sender,
            )
    yield from waiting.values()


def _overdue(fold: Fold, tick: int) -> Iterator[NeedRow]:
    for name, state in fold.world.injects.items():
        for index, expected in state.expects.items():
            if expected.status == "missed":
                part = line_of(fold.scenario, fold.world, name)
                wanted = t("an answer")
                if part is not None and index < len(part.expect):
                    wanted = expected_in_words(fold, part.expect[index])
                subject = fold.names.inject(name) if part else fold.names.pick(fold.released[name][1].subject)
                number = fold.names.number(name)
                yield NeedRow(
                    f"overdue/{name}/{index}",
                    "overdue",
                    expected.due,
                    fold.names.agencies(expected.who),
                    f"{wanted} · #{number} {subject}" if number else f"{wanted} · {subject}",
                    inject=name,
                    agency=expected.who[0] if len(expected.who) == 1 else "",
                    lost=tick - expected.due > REMEMBERED,
                )


def _held(fold: Fold, tick: int) -> Iterator[NeedRow]:
    for name, state in fold.world.injects.items():
        if state.status == "held" and state.at is not None and state.at <= tick:
            subject = numbered(fold.names, name)
            yield NeedRow(
                f"held/{name}",
                "held",
                state.at,
                "EXCON",
                t("{inject} is held and its time has come", inject=subject),
                inject=name,
            )


def _owes_for(fold: Fold, tick: int) -> dict[str, int]:
    """Per agency: for how long it has owed something that only it and few others could do."""
    longest: dict[str, int] = {}
    for state in fold.world.injects.values():
        for expected in state.expects.values():
            if expected.status == "open" and len(expected.who) <= FEW and state.released_at is not None:
                for agency in expected.who:
                    longest[agency] = max(longest.get(agency, 0), tick - state.released_at)
    return longest


def _silent(fold: Fold, tick: int) -> Iterator[NeedRow]:
    if fold.world.phase == "ended":
        return
    absent = {name for name, how in (fold.stand_ins or {}).items() if how == "absent"}
    for agency, owed in _owes_for(fold, tick).items():
        if agency in absent and agency not in fold.world.seats:
            continue  # nobody there could say anything, and everybody knows
        last = fold.last_act.get(agency, 0)
        if min(tick - last, owed) >= SILENT_AFTER:
            words = t(
                "has done nothing for {idle}; something asked {asked} ago is open",
                idle=lasting(tick - last),
                asked=lasting(owed),
            )
            yield NeedRow(f"silent/{agency}", "silent", last, fold.names.agency(agency), words, agency=agency)


def _rule(fold: Fold, tick: int) -> Iterator[NeedRow]:
    if fold.world.phase == "ended":
        return
    for row in proposals(fold, tick):
        if row.status == "waits":
            yield NeedRow(
                f"rule/{row.id}",
                "rule",
                row.tick,
                row.agency,
                t("wants to: {what}", what=row.text),
                agency=row.agency_id,
                about=row.id,
            )


def _vote(fold: Fold, tick: int) -> Iterator[NeedRow]:
    for row in votes(fold, tick):
        if row.left is not None and row.left <= VOTE_NEAR:
            missing = [voter.agency for voter in row.voters if not voter.vote]
            words = t(
                "{name}: times out in {left}, without {who}",
                name=row.name,
                left=lasting(max(0, row.left)),
                who=", ".join(missing) or t("nobody"),
            )
            yield NeedRow(f"vote/{row.id}", "vote", tick + row.left - VOTE_NEAR, row.by, words, about=row.id)


def _duty(fold: Fold, tick: int) -> Iterator[NeedRow]:
    """One line an agency, however many reports it owes; another for those that were put away."""
    late: dict[tuple[str, bool], list[tuple[int, str, str]]] = {}
    for row in duties(fold, tick):
        gone = row.status == "missed" and tick - row.due > REMEMBERED
        if row.status in ("overdue", "missed") and row.waits and not gone:
            agency = row.id.partition("/")[2]
            gaps = {"name": row.name, "time": minute(row.due)}
            given_up = row.status == "missed"
            words = (
                t("{name} (due {time}, counts as not reported)", **gaps)
                if given_up
                else t("{name} (due {time})", **gaps)
            )
            known = fold.world.excon.away.get(f"duty/{agency}")
            is_away = known is not None and known.tick >= row.due
            late.setdefault((agency, is_away), []).append((row.due, words, row.id))
    for (agency, _), owed in late.items():
        since, words, about = min(owed)[0], "; ".join(each for _, each, _ in sorted(owed)), min(owed)[2]
        text = n("a report overdue: {what}", "{count} reports overdue: {what}", len(owed), what=words)
        yield NeedRow(
            f"duty/{agency}",
            "duty",
            since,
            fold.names.agency(agency),
            text,
            agency=agency,
            about=about,
        )


def _tlp(fold: Fold, tick: int) -> Iterator[NeedRow]:
    """Breaches that nobody has noted or spoken about since, for as long as that makes sense."""
    for at, event in fold.breaches:
        if tick - at > REMEMBERED or _spoken_of(fold, event.sender, at):
            continue
        told = fold.names.agencies(event.breach)
        words = t("told {who} against its TLP: {fact}", who=told, fact=fold.names.fact(event.fact))
        yield NeedRow(
            f"tlp/{event.sender}/{event.fact}@{at}",
            "tlp",
            at,
            fold.names.agency(event.sender),
            words,
            agency=event.sender,
            about=event.fact,
        )


def _spoken_of(fold: Fold, agency: str, since: int) -> bool:
    noted = any(at >= since and seen.agency == agency for at, seen in fold.world.observations)
    return noted or any(
        at >= since and sent.sender == EXCON and not sent.persona and agency in sent.to
        for at, sent in fold.world.messages
    )
