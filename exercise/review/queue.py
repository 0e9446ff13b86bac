"""EXCON's queue: which cell each item is with, who has taken it, and how every cell keeps up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from exercise.domain.parties import is_party
from exercise.domain.tasks import cell_now
from exercise.errors import NoSuchThing
from exercise.language import marked, n, t
from exercise.review.describe_excon import cell_name
from exercise.review.fold import Fold
from exercise.review.names import addressee_name
from exercise.review.rows import NeedRow
from exercise.review.rows_excon import CellRow
from exercise.scenario.quantities import MINUTE

_CALLS = {
    "phone": marked("phone {to} as {who}: {inject}"),
    "radio": marked("radio {to} as {who}: {inject}"),
    "video": marked("call by video {to} as {who}: {inject}"),
    "in-person": marked("go to {to} as {who}: {inject}"),
}
SOON = 15 * MINUTE
"""So long before its time a call is shown, to find out whom one speaks for."""


def shared_out(fold: Fold, rows: Iterable[NeedRow]) -> Iterator[NeedRow]:
    """The rows with their cell and who has taken them; for a cell's desk its own only."""
    excon, shown = fold.world.excon, set()
    for row in rows:
        shown.add(row.id)
        cell = _cell(fold, row.id)
        if not fold.cell or cell == fold.cell or row.kind == "stop":
            claim = excon.claims.get(row.id)
            # What was taken care of before it came up again is nobody's now.
            taken = claim.seat if claim is not None and claim.tick >= row.since else ""
            yield _away(fold, replace(row, cell=cell, taken=taken))
    for name, handed in excon.handed.items() if fold.cell else ():
        if name not in shown and handed.cell == fold.cell and not handed.inject:
            # It is about somebody else's agency: its words are all that is known of it here.
            taken = excon.claims[name].seat if name in excon.claims else ""
            row = NeedRow(name, "handed", handed.tick, handed.who, handed.text, cell=handed.cell, taken=taken)
            yield _away(fold, row)


def _away(fold: Fold, row: NeedRow) -> NeedRow:
    """With who put it away, unless it has come up again since."""
    known = fold.world.excon.away.get(row.id)
    if known is None or known.tick < row.since:
        return row
    return replace(row, away=known.seat, away_why=known.why)


def calls(fold: Fold, tick: int) -> Iterator[NeedRow]:
    """What role players have to say now, and what they will have to say soon."""
    excon = fold.world.excon
    for name in fold.spoken:
        state, part = fold.world.injects.get(name), fold.scenario.injects[name]
        if state is None or part.deliver is None:
            continue
        who = fold.names.pick(part.deliver.as_) or fold.names.pick(part.from_)
        to = fold.names.agencies(part.to)
        words = t(_CALLS[part.deliver.by], to=to, who=who, inject=fold.names.inject(name))
        said = {"brief": fold.names.pick(part.deliver.brief), "text": fold.names.pick(part.text)}
        brief = t("{brief} Say: {text}", **said)
        if state.status == "delivering" and name in excon.deliveries:
            yield NeedRow(
                f"call/{name}", "call", excon.deliveries[name].due, "EXCON", words, name, brief=brief
            )
        elif (
            excon.role_play
            and state.status == "planned"
            and state.at is not None
            and tick <= state.at <= tick + SOON
        ):
            yield NeedRow(f"soon/{name}", "soon", state.at, "EXCON", words, name, brief=brief)


def parties(fold: Fold) -> Iterator[NeedRow]:
    """Messages to those nobody plays, without an answer in their name since; the last of each sender to each."""
    waiting: dict[tuple[str, str], NeedRow] = {}
    for tick, sent in fold.world.messages:
        if sent.persona:
            for agency, name in tuple(waiting):
                if agency in sent.to and sent.persona in (name, addressee_name(fold.names, name)):
                    waiting.pop((agency, name))
        for name in sent.to:
            if is_party(name, fold.scenario) and not sent.persona:
                party = addressee_name(fold.names, name)
                text = t("to {party}: {text}", party=party, text=f"{sent.subject}: {sent.text}")
                row_id, who = f"party/{sent.sender}/{tick}", fold.names.agency(sent.sender)
                waiting[sent.sender, name] = NeedRow(
                    row_id, "party", tick, who, text, agency=sent.sender, about=name
                )
    yield from waiting.values()


_LISTED = 3
"""More names than this are a number: page 7 has them."""


def unrated(fold: Fold, tick: int) -> Iterator[NeedRow]:
    """Ratings of severity that are overdue, of the newest step of each agency only."""
    steps = list(fold.world.excon.ratings.items())
    for place, (name, step) in enumerate(steps):
        later = {agency for _, each in steps[place + 1 :] for agency in each.to}
        missing = [agency for agency in step.to if agency not in step.given and agency not in later]
        if step.due is not None and tick > step.due and missing:
            words = n("has not rated how severe it is", "have not rated how severe it is", len(missing))
            many = n("{count} agency", "{count} agencies", len(missing))
            who = fold.names.agencies(missing) if len(missing) <= _LISTED else many
            yield NeedRow(f"unrated/{name}", "unrated", step.due, who, words)


def cells(fold: Fold, rows: Iterable[NeedRow], tick: int, overdue: Iterable[str]) -> tuple[CellRow, ...]:
    """How every cell keeps up, the centre first."""
    by_cell: dict[str, list[NeedRow]] = {name: [] for name in ("", *fold.scenario.cells)}
    for row in rows:
        by_cell.setdefault(row.cell, []).append(row)
    kinds = frozenset(overdue)
    found = []
    for name, own in by_cell.items():
        due = [row for row in own if row.since <= tick]
        oldest = min((row.since for row in due if not row.taken), default=None)
        holder = fold.world.excon.holder(name) if name else ""
        found.append(
            CellRow(
                id=name,
                name=cell_name(fold.names, name),
                holder="" if holder == name else cell_name(fold.names, holder),
                waiting=sum(not row.taken for row in own),
                oldest=None if oldest is None else tick - oldest,
                overdue=sum(row.kind in kinds for row in due),
                taken=tuple((row.taken, row.id) for row in own if row.taken),
            )
        )
    return tuple(found)


def _cell(fold: Fold, name: str) -> str:
    try:
        return cell_now(fold.scenario, fold.world, name)
    except NoSuchThing:
        return ""
