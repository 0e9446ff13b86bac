"""Who knew what, when: the path of a fact, facts and events by agency, who told whom, and a drawing of it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from exercise.domain import commands as cmd
from exercise.log.records import Record
from exercise.review.chronicle import Chronicle
from exercise.review.knowledge import Knowledge, as_json, as_text, drawing, knowledge
from exercise.review.names import Names
from exercise.review.sequence import Only, communications, diagram
from exercise.review.spread import hops
from exercise.review.spread_tables import information_flow, matrices, paths
from exercise.scenario.model import Scenario
from tests.review.played import PLAYED
from tests.scenes import play

PARTS: dict[str, Any] = PLAYED | {
    "agencies": PLAYED["agencies"]
    | {"paper": {"name": "The Paper", "kind": "media"}, "navy": {"name": "Navy", "kind": "nato"}},
    "storylines": {"sea": {"name": "At sea"}},
    "facts": {
        "anchor": {"text": "An anchor dragged over it.", "about": "cable", "ought_to_know": ["navy", "port"]},
        "depth": {"text": "It is 96 metres deep.", "known_to": ["port"], "tlp": "red"},
    },
    "injects": PLAYED["injects"]
    | {"found": PLAYED["injects"]["found"] | {"storyline": "sea", "facts": ["anchor"]}},
}


def scenario(**parts: Any) -> Scenario:
    return Scenario.model_validate(PARTS | parts)


def records(words: str = "By phone.") -> list[Record]:
    return play(
        scenario(),
        ("T+02:30", "csirt", cmd.Share("anchor", ("port",), words, knowingly=True)),
        ("T+03:00", "port", cmd.Share("anchor", ("csirt", "paper"), knowingly=True)),
        ("T+03:30", "port", cmd.Send(("csirt",), words, words)),
        ("T+04:00", "csirt", cmd.Reply("found", words)),
        "T+06:00",
    ).records


def found(**only: Any) -> Knowledge:
    return knowledge(scenario(), records(), Names(scenario()), only=Only(**only))


def test_a_fact_is_followed_from_mouth_to_mouth() -> None:
    path = hops(Chronicle(scenario(), records()))["anchor"]
    assert [(hop.tick / 3600, hop.sender, hop.to, hop.through, hop.breach, hop.news) for hop in path] == [
        (2.0, "", "csirt", "inject", False, True),
        (2.5, "csirt", "port", "share", False, True),
        (3.0, "port", "csirt", "share", True, False),
        (3.0, "port", "paper", "publication", True, True),
    ]
    assert [hop.lag for hop in path] == [0, 1800, 3600, 3600]


def test_what_was_known_from_the_start_has_no_teller() -> None:
    (hop,) = hops(Chronicle(scenario(), records()))["depth"]
    assert (hop.sender, hop.to, hop.through, hop.tlp) == ("", "port", "start", "red")


def test_facts_and_events_by_agency_with_lags() -> None:
    things = {(known.kind, known.id): known for known in found().things}
    lost = things["asset lost", "cable"]
    # Nobody watches the cable; whoever learns a fact about it hears of its loss.
    assert {agency: lost.lag(agency) for agency in lost.by} == {"csirt": 3600, "port": 5400, "paper": 7200}
    assert things["inject delivered", "cut"].lag("port") == 0
    assert things["inject delivered", "found"].lag("port") == 1800
    assert things["fact", "anchor"].ought == ("navy",)
    assert things["service degraded", "pay"].tick == 2 * 3600


def test_a_matrix_says_never_and_ought_to_have() -> None:
    (table,) = matrices(found().things, Names(scenario()))
    row = next(row for row in table.rows if row.cells[0] == "fact" and "anchor" in row.cells[1])
    assert row.cells[3:] == ("+1h", "+1h30", "+2h", "!")


def test_many_agencies_make_several_tables_that_fit_a_page() -> None:
    many = {f"a{number}": {"name": f"Agency {number}"} for number in range(18)}
    wide = Scenario.model_validate(PARTS | {"agencies": PARTS["agencies"] | many})
    tables = matrices((), Names(wide))
    assert [len(table.columns) for table in tables] == [11, 11, 9]
    assert len({table.id for table in tables}) == 3


def test_information_flow_counts_what_was_news() -> None:
    rows = {row.cells[:2]: row.cells[2:] for row in information_flow(found().flows, Names(scenario())).rows}
    assert rows == {
        ("CSIRT", "Port"): ("0", "1", "1", "30min", ""),
        ("Port", "CSIRT"): ("1", "1", "0", "", "1"),
        ("Port", "The Paper"): ("0", "1", "1", "1h", "1"),
    }


def test_the_table_of_paths_leaves_out_what_was_known_and_allowed() -> None:
    rows = [row.cells for row in paths(hops(Chronicle(scenario(), records())), Names(scenario())).rows]
    anchor = [row for row in rows if row[0].startswith("An anchor")]
    assert [(row[2], row[3], row[6]) for row in anchor] == [
        ("", "CSIRT", ""),
        ("CSIRT", "Port", ""),
        ("Port", "CSIRT, The Paper", "CSIRT, The Paper"),
    ]


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        ({"fact": "anchor"}, ["inject", "share", "share"]),
        ({"storyline": "sea"}, ["inject", "share", "share", "reply"]),
        ({"agency": "paper"}, ["share"]),
        ({"since": 3 * 3600 + 1}, ["message", "reply"]),
        ({"until": 2 * 3600}, ["inject", "inject"]),
    ],
)
def test_communications_are_narrowed(only: dict[str, Any], kinds: list[str]) -> None:
    assert [said.kind for said in found(**only).said] == kinds


def test_narrowing_never_changes_who_was_first() -> None:
    (flow,) = found(agency="paper").flows
    assert (flow.sender, flow.to, flow.median_lag) == ("port", "paper", 3600)


def test_a_drawing_has_columns_for_those_who_take_part_and_says_what_it_left_out() -> None:
    names = Names(scenario())
    drawn = diagram(found().said, names, most=2)
    assert [name for _, name in drawn.columns] == ["not at the table", "CSIRT", "Port"]
    assert (len(drawn.arrows), drawn.left_out) == (2, 4)


def test_what_people_wrote_stays_text_in_the_drawing() -> None:
    words = '</text><script>alert(1)</script>"\x1b[31m'
    names = Names(scenario())
    chronicle = Chronicle(scenario(), records(words))
    svg = drawing(
        Knowledge((), {}, communications(chronicle, names), ()),
        names,
        most=40,
    )
    tree = ElementTree.fromstring(svg)
    assert not [element for element in tree.iter() if element.tag.endswith("script")]
    assert "<script" not in svg
    assert "\x1b" not in svg


def test_the_plain_and_the_json_twin_tell_the_same() -> None:
    names = Names(scenario())
    text = "\n".join(as_text(found(fact="anchor"), names))
    data = as_json(found(fact="anchor"), names)
    assert "ought to have known, never did: Navy" in text
    assert "! against its label" in text
    assert data["matrix"][-1]["ought_and_never_did"] == ["navy"]
    assert [hop["to"] for hop in data["paths"]["anchor"] if hop["breach"]] == ["csirt", "paper"]
    assert "depth" not in data["paths"]
