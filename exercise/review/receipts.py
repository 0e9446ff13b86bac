"""From delivery to reading to the first reaction: where the time went, agency by agency, from receipts in the log."""

from __future__ import annotations

from statistics import median

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names
from exercise.review.report_tables import Row, Table
from exercise.review.responses import responses
from exercise.scenario.quantities import lasting


def receipts(chronicle: Chronicle, names: Names) -> tuple[Table, ...]:
    """A table, or none for a log that knows no receipts."""
    opened = {(event.agency, event.item): (seq, tick) for seq, tick, event in chronicle.all(ev.ItemRead)}
    if not opened:
        return ()
    delivered: dict[str, dict[str, int]] = {}
    for _, tick, event in chronicle.all(ev.InjectReleased):
        for agency in event.to:
            delivered.setdefault(agency, {})[event.inject] = tick
    reacted = {
        (each.agency, each.inject): each.tick for each in responses(chronicle) if each.tick is not None
    }
    rows = tuple(
        _row(names, agency, delivered[agency], opened, reacted)
        for agency in chronicle.scenario.agencies
        if agency in delivered
    )
    intro = (
        "An inject is read when somebody at the agency opens it, or its bot takes it up. Medians: from delivery "
        "to reading, and from reading to the first reply, decision or expected action."
    )
    columns = ("Agency", "Delivered", "Read", "Delivered to read", "Read to answer", "Never opened")
    return (Table("receipts", "Delivered, read, answered", intro, columns, rows, "No inject went out."),)


def _row(
    names: Names,
    agency: str,
    delivered: dict[str, int],
    opened: dict[tuple[str, str], tuple[int, int]],
    reacted: dict[tuple[str, str], int],
) -> Row:
    read = {name: opened[agency, name] for name in delivered if (agency, name) in opened}
    waited = [tick - delivered[name] for name, (_, tick) in read.items()]
    worked = [
        max(0, reacted[agency, name] - tick) for name, (_, tick) in read.items() if (agency, name) in reacted
    ]
    never = [name for name in delivered if name not in read and (agency, name) not in reacted]
    numbers = ", ".join(f"#{names.number(name)}" if names.number(name) else name for name in never)
    cells = (
        names.agency(agency),
        str(len(delivered)),
        str(len(read)),
        lasting(median(waited)) if waited else "",
        lasting(median(worked)) if worked else "",
        numbers,
    )
    return Row(cells, tuple(sorted(seq for seq, _ in read.values())))
