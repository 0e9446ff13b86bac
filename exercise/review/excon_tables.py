"""The tables of a report about control itself: ratings of severity, calls by role players, hand-overs."""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle
from exercise.review.describe_excon import cell_name, level_name
from exercise.review.names import Names
from exercise.review.report_tables import Row, Table, moment
from exercise.scenario.quantities import clock, lasting


def excon_tables(chronicle: Chronicle, names: Names) -> tuple[Table, ...]:
    """Those of the tables that have anything in them: many an exercise needs none."""
    made = (severity(chronicle, names), calls(chronicle, names), hand_overs(chronicle, names))
    return tuple(table for table in made if table.rows)


def severity(chronicle: Chronicle, names: Names) -> Table:
    """How severe the agencies found it at each step."""
    order = {level: place for place, level in enumerate(chronicle.scenario.severity)}
    rows = []
    for seq, tick, asked in chronicle.all(ev.RatingAsked):
        given: dict[str, tuple[int, str, str]] = {}
        for number, _, rated in chronicle.all(ev.SeverityRated):
            if rated.step == asked.step:
                given[rated.agency] = number, rated.level, rated.reason
        ranked = sorted((level for _, level, _ in given.values()), key=lambda level: order.get(level, -1))
        ends = (ranked[0], ranked[(len(ranked) - 1) // 2], ranked[-1]) if ranked else ("", "", "")
        said = [
            f"{level.upper()}: "
            + "; ".join(_who(names, agency, each) for agency, each in given.items() if each[1] == level)
            for level in dict.fromkeys(ranked)
        ]
        silent = [agency for agency in asked.to if agency not in given]
        cells = (
            moment(chronicle.scenario, tick),
            names.pick(asked.text) or "How severe is it?",
            *(level_name(names, level) if level else "" for level in ends),
            "\n".join(said),
            names.agencies(silent) if silent else "",
        )
        rows.append(Row(cells, (seq, *(number for number, _, _ in given.values()))))
    columns = ("Asked", "Question", "Lowest", "Median", "Highest", "Who said what", "Did not rate")
    intro = "Each agency rated for itself; the last word before the next question counts."
    return Table(
        "severity", "How severe the agencies found it", intro, columns, tuple(rows), "Nobody was asked."
    )


def _who(names: Names, agency: str, given: tuple[int, str, str]) -> str:
    return names.agency(agency) + (f" ({given[2]})" if given[2] else "")


def calls(chronicle: Chronicle, names: Names) -> Table:
    """What role players were to say: due, taken, done."""
    ended = [(number, event.inject) for number, _, event in chronicle.all(ev.DeliveryDone)]
    ended += [(number, event.inject) for number, _, event in chronicle.all(ev.DeliveryFailed)]
    rows = []
    for seq, _, due in chronicle.all(ev.DeliveryDue):
        state = chronicle.world.excon.deliveries[due.inject]
        found = [number for number, inject in ended if inject == due.inject]
        if state.done is not None:
            result = "not delivered" if state.failed else f"after {lasting(max(0, state.done - state.due))}"
        else:
            released = chronicle.world.injects[due.inject].status == "released"
            result = "went out in writing" if released else "still waiting"
        cells = (
            f"#{names.number(due.inject)} {names.inject(due.inject)}",
            clock(state.due),
            "" if state.taken is None else clock(state.taken),
            "" if state.done is None else clock(state.done),
            state.seat,
            result,
            state.note,
        )
        rows.append(Row(cells, (seq, *found)))
    columns = ("Inject", "Due", "Taken", "Done", "By", "Result", "What was said")
    intro = "Injects that somebody of exercise control delivered in person."
    return Table("calls", "Calls by role players", intro, columns, tuple(rows), "Nobody was called.")


def hand_overs(chronicle: Chronicle, names: Names) -> Table:
    """Who had authority over what, from when."""
    rows = [
        (
            seq,
            tick,
            f"Authority of {cell_name(names, event.cell)}",
            "itself" if event.to == event.cell else cell_name(names, event.to),
            event.seat,
            event.why,
        )
        for seq, tick, event in chronicle.all(ev.AuthorityMoved)
    ]
    rows += [
        (seq, tick, "The lead", event.seat, event.by, event.why)
        for seq, tick, event in chronicle.all(ev.LeadMoved)
    ]
    made = tuple(Row((clock(tick), *cells), (seq,)) for seq, tick, *cells in sorted(rows))
    columns = ("At", "What", "Passed to", "By", "Why")
    return Table("hand-overs", "Authority handed over", "", columns, made, "Nothing was handed over.")
