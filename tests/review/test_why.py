"""Why is it so, and why does nothing happen: a sentence, and the records behind it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from exercise.domain import commands as cmd
from exercise.errors import NoSuchThing
from exercise.language import speaking
from exercise.log.records import Asked, Happened, Record
from exercise.rehearsal.drill import Drill
from exercise.review.why import Reasons, Why
from exercise.scenario.load import scenario_from_data
from tests.harbour import HARBOUR, HOUR, harbour


def ask(what: str, hours: float, *orders: tuple[float, str]) -> Why:
    """Why `what`, so many hours into HARBOUR NIGHT, when the port ordered these."""
    records: list[Record] = []
    drill = Drill(harbour(), "7", {}, records.append)
    drill.submit("excon", cmd.Start())
    for when, activity in orders:
        drill.advance_to(int(when * HOUR))
        drill.submit("port", cmd.Order(activity))
    drill.advance_to(int(hours * HOUR))
    return Reasons(harbour(), records, int(hours * HOUR)).why(what)


def test_an_inject_waits_for_its_time() -> None:
    assert ask("press", 2).sentence == "“Was it an attack?” waits for T+05:00 (in 3h)."


def test_an_inject_is_held_for_a_controller() -> None:
    assert ask("reminder", 2).sentence == "“Well?” is held: a controller releases it by hand."


def test_work_stands_still_because_of_the_storm() -> None:
    answer = ask("repair", 11, (1.5, "repair"))
    assert answer.sentence.startswith("“Repair the cable” stands still, with ")
    assert answer.sentence.endswith(" of work left: Storm.")


def test_a_service_fell_because_of_a_chain_that_ends_with_startex() -> None:
    answer = ask("net", 7)
    assert answer.sentence == (
        "T+05:50: WORLD: Connectivity falls from 100% to 40%. Now: 20 of 50 asked for, cable at 0%."
    )
    assert answer.chain[-1].text == "EXCON: asked to start."


def test_each_link_is_the_cause_of_the_one_before_it() -> None:
    records: list[Record] = []
    drill = Drill(harbour(), "7", {"port": "diligent", "csirt": "diligent"}, records.append)
    drill.submit("excon", cmd.Start())
    drill.advance_to(40 * HOUR)
    for record in records[::7]:
        chain = Reasons(harbour(), records, 40 * HOUR).why(f"#{record.seq}").chain
        for link, older in pairwise(chain):
            caused = records[link.seq]
            assert isinstance(caused, Happened)
            assert caused.cause == older.seq
        root = records[chain[-1].seq]
        assert isinstance(root, Asked) or root.cause is None


def test_what_nobody_ordered_says_so() -> None:
    assert ask("survey", 1).sentence == "Nobody has ordered “Survey the cable” so far."


def test_what_has_not_moved_says_so() -> None:
    assert (
        ask("trust", 1).sentence
        == "Nothing has happened to Public trust so far; it is as the scenario begins."
    )


def test_a_word_nobody_knows_is_refused() -> None:
    with pytest.raises(NoSuchThing):
        ask("nonsense", 1)


def test_who_asks_is_told_in_their_language_as_far_as_there_are_words() -> None:
    data = HARBOUR | {
        "languages": ["en", "sq"],
        "services": HARBOUR["services"]
        | {"net": HARBOUR["services"]["net"] | {"name": {"en": "Connectivity", "sq": "Lidhja"}}},
        "assets": HARBOUR["assets"]
        | {"cable": HARBOUR["assets"]["cable"] | {"name": {"en": "The cable", "sq": "Kablloja"}}},
    }
    scenario, records = scenario_from_data(data), list[Record]()
    drill = Drill(scenario, "7", {}, records.append)
    drill.submit("excon", cmd.Start())
    drill.advance_to(7 * HOUR)
    with speaking("sq"):
        answer = Reasons(scenario, records, 7 * HOUR).why("net")
    assert "Lidhja" in answer.sentence
    assert "Kablloja" in answer.sentence
    assert "Connectivity" not in "".join(link.text for link in answer.chain)


def test_who_holds_what_is_waited_for_is_said_by_name() -> None:
    stages = [
        {"name": "load", "uses": {"engineers": 2}, "takes": {"min": "2h", "mode": "4h", "max": "9h"}},
        *HARBOUR["activities"]["repair"]["stages"],
    ]
    repair = HARBOUR["activities"]["repair"] | {"stages": stages}
    scenario = scenario_from_data(HARBOUR | {"activities": HARBOUR["activities"] | {"repair": repair}})
    records = list[Record]()
    drill = Drill(scenario, "7", {}, records.append)
    drill.submit("excon", cmd.Start())
    drill.submit("port", cmd.Order("survey"))
    drill.submit("port", cmd.Order("repair"))
    drill.advance_to(HOUR // 2)
    assert Reasons(scenario, records, HOUR // 2).why("repair").sentence == (
        "“Repair the cable” waits for engineers of Port authority, held by Survey the cable."
    )
