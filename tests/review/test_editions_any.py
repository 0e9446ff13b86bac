"""For any facts, labels and agencies: nothing that an edition may not hold is in any of its formats."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.conduct.edition import edition_for
from exercise.domain import commands as cmd
from exercise.engine.engine import Engine
from exercise.log.records import Record
from exercise.review.edition import ORDER, WHOLE, above
from exercise.review.limit import limited
from exercise.review.report import Provenance, Report, build_report
from exercise.scenario.load import scenario_from_data
from exercise.scenario.part import Tlp
from tests.review.held import documents

AGENCIES = ("north", "south", "east")
WHERE = Provenance("any-1", "1", "0.1.0", "f" * 64)
labels = st.sampled_from(ORDER)
some = st.sets(st.sampled_from(AGENCIES), min_size=1).map(sorted)

Thing = tuple[str, Tlp, tuple[str, ...]]
"""A word, its label, and who may hold it."""


@st.composite
def drills(draw: st.DrawFn) -> tuple[dict[str, Any], list[Record], list[Thing]]:
    """A scenario and its log, in which every text is a word of its own; and those words."""
    told: Tlp = draw(labels)
    facts = {f"fact-{n}": (draw(labels), draw(some)) for n in range(draw(st.integers(1, 4)))}
    injects = {f"inject-{n}": (draw(labels), draw(some)) for n in range(draw(st.integers(0, 3)))}
    data: dict[str, Any] = {
        **{"format": 1, "id": "any", "title": "ANY", "summary": "Common.", "duration": "9h", "tlp": told},
        "startex": "2028-01-27T08:00:00+01:00",
        "agencies": {name: {"name": name.title()} for name in AGENCIES},
        "facts": {
            name: {"text": f"held {name}", "tlp": label, "known_to": who}
            for name, (label, who) in facts.items()
        },
        "injects": {
            name: {
                **{"at": "T+01:00", "from": f"held {name}", "to": who, "channel": "email", "tlp": label},
                **{"subject": f"held {name}", "text": f"held {name}"},
            }
            for name, (label, who) in injects.items()
        },
    }
    things = [
        (f"held {name}", label, tuple(who)) for name, (label, who) in (*facts.items(), *injects.items())
    ]
    records: list[Record] = []
    engine = Engine(scenario_from_data(data), "1", records.append)
    engine.submit("excon", cmd.Start(), wall="2026-05-04T09:00:00Z")
    engine.advance_to(7200)
    for n in range(draw(st.integers(0, 3))):
        sender, to, label = draw(st.sampled_from(AGENCIES)), draw(some), draw(labels)
        to = [name for name in to if name != sender] or ["excon"]
        engine.submit(sender, cmd.Send(tuple(to), f"held mail-{n}", f"held mail-{n}", tlp=label))
        things.append((f"held mail-{n}", label, (sender, *to)))
    for name, (_, who) in list(injects.items())[:2]:
        engine.submit(who[0], cmd.Reply(name, f"held reply-{name}"))
        # Without a label of its own it carries the exercise's.
        things.append((f"held reply-{name}", told, (who[0],)))
    for name, (_, who) in list(facts.items())[:2]:
        new = [other for other in AGENCIES if other not in who][:1]
        if new:
            engine.submit(who[0], cmd.Share(name, tuple(new), knowingly=True))
            things = [
                (word, tag, (*own, *new) if word == f"held {name}" else own) for word, tag, own in things
            ]
    engine.submit("excon", cmd.End(), wall="2026-05-04T11:30:00Z")
    return data, records, things


def edition(data: dict[str, Any], records: list[Record], agency: str, limit: Tlp | None) -> Report:
    scenario, kept, made = scenario_from_data(data), records, WHOLE
    if agency:
        scenario, kept, made = edition_for(data, scenario, agency, kept)
    if limit:
        scenario, kept, made = limited(scenario, kept, limit, made)
    return build_report(scenario, kept, WHERE, edition=made)


@settings(max_examples=10, deadline=None)
@given(drills(), st.sampled_from(("", *AGENCIES)), st.none() | labels)
def test_an_edition_holds_nothing_else(
    drill: tuple[dict[str, Any], list[Record], list[Thing]], agency: str, limit: Tlp | None
) -> None:
    data, records, things = drill
    gone = {
        word
        for word, label, who in things
        if (agency and agency not in who) or (limit is not None and above(label, limit))
    }
    kept = {word for word, _, _ in things} - gone
    found: set[str] = set()
    for name, text in documents(edition(data, records, agency, limit)):
        words = set(re.findall(r"held (?:fact|inject|mail|reply)-(?:inject-)?\d+", text))
        assert not words & gone, name
        found |= words
    # What is searched for would be found, were it there.
    assert found >= {word for word in kept if "reply" not in word and not limit}
