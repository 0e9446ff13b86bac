"""Who knew what, when, as one answer: for a page, a terminal or a program, narrowed to what somebody asks about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from exercise.log.records import Record
from exercise.review.chronicle import Chronicle
from exercise.review.known_events import Known, known_things, when
from exercise.review.names import Names
from exercise.review.sequence import Only, Said, communications, diagram, line
from exercise.review.spread import Flow, Hop, flows, hops
from exercise.review.spread_tables import through
from exercise.review.who_knew import fact_lines
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import clock, lasting


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was known, by whom, through what."""

    things: tuple[Known, ...]
    paths: dict[str, tuple[Hop, ...]]
    said: tuple[Said, ...]
    flows: tuple[Flow, ...]


def knowledge(
    scenario: Scenario, records: Sequence[Record], names: Names, *, only: Only | None = None
) -> Knowledge:
    """The answer, from all records; `only` narrows what is shown, never what counts as first."""
    only = only or Only()
    chronicle = Chronicle(scenario, records)
    things = known_things(scenario, records, fact_lines(chronicle), names)
    paths = {
        fact: path
        for fact, path in hops(chronicle).items()
        if _of_interest(fact, only, scenario)
        and (not only.agency or any(only.agency in (hop.sender, hop.to) for hop in path))
    }
    # A message is about no fact in particular.
    pairs = flows(chronicle, paths, with_messages=not (only.fact or only.storyline))
    return Knowledge(
        things=tuple(known for known in things if _wanted(known, only, scenario)),
        paths=paths,
        said=tuple(each for each in communications(chronicle, names) if only.lets(each)),
        flows=tuple(pair for pair in pairs if not only.agency or only.agency in (pair.sender, pair.to)),
    )


def _wanted(known: Known, only: Only, scenario: Scenario) -> bool:
    if known.tick is not None and (
        known.tick < only.since or (only.until is not None and known.tick > only.until)
    ):
        return False
    if known.kind == "fact":
        return _of_interest(known.id, only, scenario)
    if only.fact:
        return known.kind == "inject delivered" and only.fact in _facts_of(known.id, scenario)
    if only.storyline:
        return known.kind == "inject delivered" and _storyline_of(known.id, scenario) == only.storyline
    return not only.agency or only.agency in known.by


def _of_interest(fact: str, only: Only, scenario: Scenario) -> bool:
    if only.fact:
        return fact == only.fact
    if only.storyline:
        return any(
            fact in part.facts and part.storyline == only.storyline for part in scenario.injects.values()
        )
    return True


def _facts_of(inject: str, scenario: Scenario) -> tuple[str, ...]:
    return scenario.injects[inject].facts if inject in scenario.injects else ()


def _storyline_of(inject: str, scenario: Scenario) -> str:
    return (scenario.injects[inject].storyline or "") if inject in scenario.injects else ""


def as_json(found: Knowledge, names: Names) -> dict[str, Any]:
    """For programs: ids, seconds and record numbers."""
    return {
        "matrix": [
            {
                "kind": known.kind,
                "id": known.id,
                "title": known.title,
                "tick": known.tick,
                "seq": known.seq,
                "known": {
                    agency: {"tick": tick, "lag": known.lag(agency), "seq": seq}
                    for agency, (tick, seq) in known.by.items()
                },
                "ought_and_never_did": list(known.ought),
            }
            for known in found.things
        ],
        "paths": {fact: [asdict(hop) for hop in path] for fact, path in found.paths.items()},
        "communications": [asdict(said) for said in found.said],
        "flow": [asdict(flow) for flow in found.flows],
    }


def as_text(found: Knowledge, names: Names) -> Iterator[str]:
    """For a terminal, line by line."""
    yield "Who knew what, when (lag behind the event, or behind the first that knew)"
    for known in found.things:
        yield f"{when(known):<12} {known.kind}: {known.title}"
        lags = [f"{names.agency(agency)} {_lag(known, agency)}" for agency in known.by]
        if lags or not known.ought:
            yield f"             {', '.join(lags) or 'nobody at the table'}"
        if known.ought:
            yield f"             ought to have known, never did: {names.agencies(known.ought)}"
    yield from ("", "The path of every fact")
    for fact, path in found.paths.items():
        yield f"  {names.fact(fact)}"
        for hop in path:
            if hop.news or hop.breach:
                sender = f"{names.agency(hop.sender)} → " if hop.sender else ""
                breach = "  ! against its label" if hop.breach else ""
                yield (
                    f"    r{hop.seq:<6} {clock(hop.tick):<12} {sender}{names.agency(hop.to)}  "
                    f"({through(hop, names)}, TLP:{hop.tlp.upper()}){breach}"
                )
    yield from ("", "Communications")
    yield from (f"  {line(said, names)}" for said in found.said)
    yield from ("", "Information flow: messages, facts, first heard here, median lag")
    for flow in found.flows:
        lag = "" if flow.median_lag is None else f", {lasting(flow.median_lag)} behind the first"
        breach = f", {flow.breaches} against TLP" if flow.breaches else ""
        yield (
            f"  {names.agency(flow.sender)} → {names.agency(flow.to)}: {flow.messages}, {flow.shared}, "
            f"{flow.useful}{lag}{breach}"
        )


def _lag(known: Known, agency: str) -> str:
    lag = known.lag(agency)
    return "at once" if lag == 0 else f"+{lasting(lag)}" if lag and lag > 0 else "before"


def drawing(found: Knowledge, names: Names, *, most: int) -> str:
    """The sequence diagram as one SVG file."""
    from exercise.review.svg import sequence_svg

    return sequence_svg(diagram(found.said, names, most=most))
