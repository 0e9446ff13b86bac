"""What a participant's page holds, section by section: which parts, in which order, drawn from which rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from exercise.language import marked
from exercise.review.asked import AskedRow, asked
from exercise.review.names import caution
from exercise.review.picture import Picture
from exercise.review.rows import ActionRow
from exercise.review.seat_needs import owed
from exercise.review.severity import levels, own_ratings

LINES = 40
"""Of what has happened, the newest."""

CHANNELS = (
    *(marked("phone"), marked("email"), marked("portal"), marked("chat"), marked("press")),
    *(marked("social"), marked("radio"), marked("paper")),
)
"""By which letters come, as far as they are words; the others are names."""

Choices = tuple[tuple[str, str], ...]


class Part(NamedTuple):
    """One thing on the page. As long as `about` stays the same, so does its HTML."""

    key: str
    draw: str
    """The macro in `parts.html`."""
    about: tuple[Any, ...] = ()


class Section(NamedTuple):
    """A heading of the page and what stands under it."""

    name: str
    parts: tuple[Part, ...]


def sections(picture: Picture, tick: int, *, plays: bool) -> Iterator[Section]:
    """The page at a moment. Rows are stripped of what only counts down: the browser does that.

    Args:
        plays: whether somebody sits here who may act; an observer only reads.
    """
    checks = (Part("check", "check", _check(picture)),) if plays and picture.world.checks else ()
    yield Section("status", (Part("status", "status", _status(picture)), *checks))
    if plays:
        phase = picture.world.phase
        needs = [Part(f"need-{row.kind}-{row.about}", "need", (row,)) for row in owed(picture, tick)]
        questions = _questionnaires(picture, "participant")
        calls = [Part(f"need-{part.key}", "need_asked", part.about) for part in questions]
        none = () if needs else (Part("need-none", "no_needs", (phase,)),)
        yield Section("needs", (*needs, *calls, *none))
    else:
        questions = _questionnaires(picture, "observer")
    yield Section("asked", questions)
    yield Section("inbox", _inbox(picture, tick))
    if plays:
        yield from _choices(picture, tick)
    if picture.seat:
        others = _others(picture)
        facts = (Part(f"fact-{row.id}", "fact", (row, others)) for row in picture.facts_held())
        yield _section("facts", facts)
        beliefs = (Part(f"belief-{n}", "belief", (row,)) for n, row in enumerate(picture.beliefs()))
        yield Section("beliefs", tuple(beliefs))
        yield _section("messages", (Part(row.id, "message", (row,)) for row in picture.messages()))
    if plays:
        whom = (*_others(picture), *_parties(picture))
        yield Section("write", (Part("write", "write", (whom,)), Part("ask", "ask")))
    yield from _world(picture, tick)
    yield Section("briefing", (Part("briefing", "briefing", _briefing(picture)),))


def _section(name: str, parts: Iterable[Part]) -> Section:
    return Section(name, tuple(parts) or (Part(f"{name}-none", "nothing", (name,)),))


def _status(picture: Picture) -> tuple[Any, ...]:
    """Title, agency, phase, the words of a NO DUFF call, and what the clocks on the wall show at STARTEX."""
    names, scenario, world = picture.names, picture.scenario, picture.world
    agency = scenario.agencies.get(picture.seat)
    local = scenario.startex.replace(tzinfo=None).isoformat()
    title, name = names.pick(scenario.title), names.pick(agency.name) if agency else ""
    return title, name, world.phase, world.stopped, local


def _others(picture: Picture) -> Choices:
    names = picture.names
    return tuple((key, names.agency(key)) for key in picture.scenario.agencies if key != picture.seat)


def _parties(picture: Picture) -> Choices:
    """Those who are not at the table, in whose name exercise control answers."""
    names = picture.names
    return tuple((key, names.pick(part.name)) for key, part in picture.scenario.parties.items())


def _check(picture: Picture) -> tuple[int, str]:
    """The last comms check, and the seats of this agency that have answered it."""
    checks = picture.world.checks
    return len(checks), " ".join(sorted(checks[-1].answered))


def _questionnaires(picture: Picture, role: str) -> tuple[Part, ...]:
    """Those that seats of this role are asked now, and which of the seats here have answered under their name."""
    rows = asked(picture.scenario, picture.world, picture.names, roles=(role,), seat="")
    return tuple(Part(f"asked-{row.id}", "asked", (row, _seats(picture, row))) for row in rows if row.is_open)


def _seats(picture: Picture, row: AskedRow) -> str:
    return " ".join(
        sorted({one.seat for _, one in picture.world.answered if one.questionnaire == row.id and one.seat})
    )


def _inbox(picture: Picture, tick: int) -> tuple[Part, ...]:
    open_now = {row.id: row.text for row in picture.decisions(tick) if row.made is None}
    parts = []
    for row in picture.inbox(tick):
        asked = tuple((name, open_now[name]) for name in row.decisions if name in open_now)
        parts.append(Part(f"letter-{row.id}", "letter", (replace(row, answer_in=None), asked)))
    return tuple(parts) or (Part("letter-none", "nothing", ("inbox",)),)


def _choices(picture: Picture, tick: int) -> Iterator[Section]:
    """What an agency can do and has set going: only with whoever sits there."""
    held = tuple((row.id, row.text) for row in picture.facts_held())
    decisions = [
        Part(f"decision-{row.id}", "decision", (row, held if row.made is None else ()))
        for row in picture.decisions(tick)
    ]
    yield Section("decisions", (*decisions, Part("own-decision", "own_decision", (held,))))
    yield Section("actions", _actions(picture.actions(tick)))
    proposals = [Part(f"doing-{row.id}", "proposal", (row,)) for row in picture.proposals(tick)]
    runs = (
        Part(f"doing-{row.id}", "run", (replace(row, due_in=None, progress=0.0),))
        for row in picture.runs(tick)
    )
    yield _section("doing", (*proposals, *runs))
    if ratings := own_ratings(picture):
        scale = levels(picture)
        choices = tuple((level.id, level.name) for level in scale)
        steps = (Part(f"rating-{row.id}", "rating", (row, scale, choices)) for row in ratings)
        yield Section("severity", tuple(steps))
    if picture.scenario.obligations:
        duties = (replace(row, left=None if row.left is None else 0) for row in picture.duties(tick))
        yield _section("duties", (Part(f"duty-{row.obligation}", "duty", (row,)) for row in duties))
    if any(picture.seat in part.who for part in picture.scenario.consents.values()):
        votes = (replace(row, left=None if row.left is None else 0) for row in picture.votes(tick))
        yield _section("votes", (Part(f"vote-{row.id}", "vote", (row,)) for row in votes))


def _actions(rows: tuple[ActionRow, ...]) -> tuple[Part, ...]:
    """Under a heading for each kind; last, a way to propose what the list lacks."""
    parts: dict[str, Part] = {}
    for row in rows:
        parts[row.kind] = parts.get(row.kind) or Part(f"kind-{row.kind}", "kind", (row.kind,))
        parts[f"action-{row.id}"] = Part(f"action-{row.id}", "action", (row,))
    return (*parts.values(), Part("propose-action", "propose_action"))


def _world(picture: Picture, tick: int) -> Iterator[Section]:
    """The world as far as it is known here, and what has happened."""
    gauges = (
        Part(f"{row.kind}-{row.id}", "gauge", (replace(row, history=(), value=round(row.share, 2)),))
        for row in picture.gauges(tick)
    )
    yield _section("gauges", gauges)
    pools = (Part(f"pool-{row.id.replace('/', '-')}", "pool", (row,)) for row in picture.pools())
    flags = (Part(f"flag-{row.id}", "flag", (row,)) for row in picture.flags())
    yield Section("so", (*(pools if picture.seat else ()), *flags))
    lines = reversed(picture.feed.last(LINES))
    yield _section("feed", (Part(f"line-{line.seq}", "happened", (line,)) for line in lines))


def _briefing(picture: Picture) -> tuple[str, ...]:
    names, scenario = picture.names, picture.scenario
    agency = scenario.agencies.get(picture.seat)
    note = names.pick(agency.note) if agency else ""
    return (
        names.pick(scenario.summary).strip(),
        names.pick(scenario.background).strip(),
        note.strip(),
        names.pick(scenario.disclaimer).strip(),
        caution(names),
    )
