"""What agencies know: facts found, told and shared; how sure that makes them; how much they should know."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.knowledge import awareness, posterior
from exercise.errors import Refused
from exercise.scenario.model import Scenario
from tests.scenes import Move, Scene, change, drill, inject, play


def whodunit(**parts: Any) -> Scenario:
    """Was it an anchor or sabotage? Three facts speak to it, one of them about the port only."""
    likely = {
        "ais-gap": {"likelihood": {"anchor": "20%", "sabotage": "80%"}, "about": "link"},
        "drag-marks": {"likelihood": {"anchor": "90%", "sabotage": "30%"}, "about": "link"},
        "divers": {"likelihood": {"anchor": "1%", "sabotage": "40%"}, "about": "port"},
        "rumour": {"likelihood": {"sabotage": "99%"}},
    }
    facts = {name: {"text": name.title()} | part for name, part in likely.items()}
    facts["ais-gap"] |= {"ought_to_know": ["coast", "inland"], "weight": 3}
    facts["drag-marks"] |= {"ought_to_know": ["coast"]}
    return drill(
        hypotheses={
            "anchor": {"name": "An anchor", "prior": "70%"},
            "sabotage": {"name": "Sabotage", "prior": "30%"},
        },
        facts=facts,
        assets={"link": {"kind": "cable"}, "port": {"kind": "port"}},
        **parts,
    )


def tell(time: str, *facts: str, to: str = "coast") -> Move:
    return change(time, {"learn": list(facts), "by": to})


def learned(scene: Scene) -> list[tuple[str, str]]:
    return [(time, said.removeprefix("fact-learned ")) for time, said in scene.story(ev.FactLearned)]


# --- how sure one can be


@pytest.mark.parametrize(
    ("facts", "sabotage"),
    [
        ([], 0.3),
        # 0.3·0.8 against 0.7·0.2
        (["ais-gap"], 0.24 / (0.24 + 0.14)),
        # 0.3·0.8·0.3 against 0.7·0.2·0.9
        (["ais-gap", "drag-marks"], 0.072 / (0.072 + 0.126)),
        # 0.3·0.8·0.3·0.4 against 0.7·0.2·0.9·0.01
        (["ais-gap", "drag-marks", "divers"], 0.0288 / (0.0288 + 0.00126)),
        # Without a likelihood under every hypothesis a fact says nothing.
        (["rumour"], 0.3),
    ],
)
def test_confidence_follows_bayes(facts: list[str], sabotage: float) -> None:
    scenario = whodunit()
    scene = play(scenario, *([tell("T+01:00", *facts)] if facts else []))
    found = posterior(scenario, scene.world, "coast")
    assert found["sabotage"] == pytest.approx(sabotage, abs=1e-9)
    assert sum(found.values()) == pytest.approx(1, abs=1e-9)


def test_confidence_does_not_depend_on_the_order_of_learning() -> None:
    scenario = whodunit()
    one = play(scenario, tell("T+01:00", "ais-gap"), tell("T+02:00", "drag-marks"))
    other = play(scenario, tell("T+01:00", "drag-marks"), tell("T+02:00", "ais-gap"))
    assert posterior(scenario, one.world, "coast") == pytest.approx(
        posterior(scenario, other.world, "coast"), abs=1e-12
    )


def test_confidence_about_one_thing_leaves_facts_about_others_out() -> None:
    scenario = whodunit()
    scene = play(scenario, tell("T+01:00", "ais-gap", "divers"))
    about_the_port = posterior(scenario, scene.world, "coast", about="port")
    assert about_the_port["sabotage"] == pytest.approx(0.12 / (0.12 + 0.007), abs=1e-9)


def test_what_others_know_makes_nobody_surer() -> None:
    scenario = whodunit()
    scene = play(scenario, tell("T+01:00", "ais-gap", to="inland"))
    assert posterior(scenario, scene.world, "coast")["sabotage"] == pytest.approx(0.3, abs=1e-9)


def test_an_impossible_world_leaves_every_hypothesis_alike() -> None:
    scenario = drill(
        hypotheses={name: {"name": name, "prior": "50%"} for name in ("a", "b")},
        facts={"no": {"text": "No", "likelihood": {"a": "0%", "b": "0%"}, "known_to": ["coast"]}},
    )
    assert posterior(scenario, play(scenario).world, "coast") == {"a": 0.5, "b": 0.5}


def test_something_can_wait_until_an_agency_can_be_sure_enough() -> None:
    sure = {"posterior": "sabotage", "of": "coast", "above": "60%"}
    scene = play(
        whodunit(injects={"call": inject(when=sure)}),
        tell("T+01:00", "drag-marks"),
        tell("T+02:00", "ais-gap"),
    )
    assert scene.happened(ev.InjectReleased) == []
    scene.play(tell("T+03:00", "divers"))
    assert scene.story(ev.InjectReleased)[0][0] == "T+03:00"


# --- how much one knows


def test_awareness_is_the_weighted_share_of_what_one_ought_to_know() -> None:
    scenario = whodunit()
    scene = play(scenario, tell("T+01:00", "ais-gap", "rumour"))
    # Three of three plus one; the rumour is nothing one ought to know.
    assert awareness(scenario, scene.world, "coast") == pytest.approx(0.75)
    assert awareness(scenario, scene.world, "inland") == 0
    assert awareness(drill(), play(drill()).world, "coast") == 1


def test_an_indicator_of_awareness_moves_with_what_is_learned() -> None:
    scene = play(
        whodunit(
            indicators={"picture": {"name": "Picture", "each": True, "derived": "awareness"}},
            injects={"call": inject(when={"indicator": "picture", "of": "coast", "above": 75})},
        ),
        tell("T+01:00", "drag-marks"),
        tell("T+02:00", "ais-gap"),
    )
    assert scene.story(ev.InjectReleased) == [
        ("T+02:00", "inject-released call condition coast 1 inject phone amber")
    ]


# --- how facts are found, told and passed on


def survey(**found_by: Any) -> Scenario:
    return drill(
        assets={"link": {"kind": "cable"}, "port": {"kind": "port"}},
        flags={"daylight": {"name": "Daylight"}},
        facts={"marks": {"text": "Marks", "found_by": [{"activity": "survey"} | found_by]}},
        activities={"survey": {"name": "Survey", "target": {"kind": "asset"}, "takes": "1h"}},
    )


def look(time: str, at: str = "link", by: str = "coast") -> Move:
    return (time, by, cmd.Order("survey", at))


def test_who_looks_finds_it_when_it_is_done_looking() -> None:
    scene = play(survey(), look("T+01:00"), "T+09:00")
    assert learned(scene) == [("T+02:00", "marks coast activity survey@coast#1 amber")]


def test_who_stops_looking_finds_nothing() -> None:
    scene = play(survey(), look("T+01:00"), ("T+01:30", "coast", cmd.StandDown("survey@coast#1")), "T+09:00")
    assert learned(scene) == []


def test_one_has_to_look_in_the_right_place_and_the_right_light() -> None:
    there = survey(target="port", when={"flag": "daylight"})
    scene = play(
        there, look("T+01:00", "port"), change("T+03:00", {"flag": "daylight"}), look("T+04:00"), "T+06:00"
    )
    assert learned(scene) == []
    scene.play(look("T+06:00", "port"), "T+09:00")
    assert learned(scene) == [("T+07:00", "marks coast activity survey@coast#3 amber")]


def test_looking_often_enough_finds_what_is_found_one_time_in_four() -> None:
    tries = 0
    for number in range(200):
        scene = play(survey(chance="25%"), look("T+01:00"), "T+03:00", seed=f"seed-{number}")
        tries += bool(learned(scene))
    assert 50 - 4 * 6.2 < tries < 50 + 4 * 6.2


def test_a_fact_known_from_the_start_is_written_down_at_startex() -> None:
    scene = play(drill(facts={"map": {"text": "Map", "known_to": ["inland"], "tlp": "green"}}))
    assert learned(scene) == [("T+00:00", "map inland start green")]


def test_what_is_shared_is_known_to_both_and_only_told_to_them() -> None:
    scene = play(
        drill(
            agencies={name: {"name": name.title()} for name in ("coast", "inland", "press")},
            facts={"map": {"text": "Map", "known_to": ["coast"]}},
        ),
        ("T+01:00", "coast", cmd.Share("map", ("coast", "inland"), "for you")),
    )
    shared = scene.happened(ev.FactShared)[0]
    assert (shared.event.to, shared.to) == (("inland",), ("coast", "inland"))
    assert learned(scene)[-1] == ("T+01:00", "map inland shared coast amber")
    assert scene.happened(ev.FactLearned)[-1].to == ("inland",)
    with pytest.raises(Refused, match="only share what you know"):
        scene.play(("T+01:00", "press", cmd.Share("map", ("inland",))))


def test_who_was_told_twice_learned_it_once() -> None:
    known = drill(
        facts={"map": {"text": "Map", "known_to": ["coast"]}},
        injects={"cut": inject(at="T+01:00", to="everyone", facts=["map"])},
    )
    scene = play(known, "T+02:00", ("T+02:00", "coast", cmd.Share("map", ("everyone",))))
    assert learned(scene) == [
        ("T+00:00", "map coast start amber"),
        ("T+01:00", "map inland inject cut amber"),
    ]


def test_what_an_activity_turns_up_can_decide_what_follows_from_it() -> None:
    scenario = drill(
        facts={"map": {"text": "Map", "found_by": [{"activity": "look"}]}},
        flags={"found": {"name": "Found"}},
        activities={
            "look": {
                "name": "Look",
                "takes": "1h",
                "then": [{"if": {"fact": "map", "known_by": "coast"}, "then": [{"flag": "found"}]}],
            }
        },
    )
    scene = play(scenario, ("T+00:10", "coast", cmd.Order("look")), "T+02:00")
    assert "found" in scene.world.flags
