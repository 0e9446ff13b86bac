"""Actions the catalogue lacks, TLP, and voices of those not at the table."""

from __future__ import annotations

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import NoSuchThing, Refused
from tests.scenes import EXCON, Scene, drill, inject

PROPOSE = cmd.ProposeAction("We ask the fishing fleet for its radar tracks.")


def table(tlp: str = "amber") -> Scene:
    scenario = drill(
        agencies={
            "coast": {"name": "Coast", "constituents": ["inland"]},
            "inland": {"name": "Inland"},
            "north": {"name": "North"},
            "press": {"name": "Press", "kind": "media"},
        },
        indicators={
            "trust": {"name": "Trust", "start": 50},
            "tired": {"name": "T", "start": 0, "each": True},
        },
        facts={"track": {"text": "A ship stopped.", "tlp": tlp, "ought_to_know": ["north"]}},
        injects={"tip": inject(at="T+01:00", facts=["track"])},
        if_tlp_broken=[{"add": {"trust": -8}}],
    )
    return Scene(scenario)


def trust(scene: Scene) -> float:
    return scene.world.indicators["trust", ""].at(scene.engine.tick)


def rule(proposal: str = "proposal-1", *, accept: bool = True, **more: object) -> cmd.Rule:
    return cmd.Rule(proposal, accept, "plausible", **more)  # type: ignore[arg-type]


def test_what_is_accepted_takes_effect_after_its_time() -> None:
    effects = ({"add": {"trust": 3}}, {"add": {"tired": 10}, "of": "actor"})
    scene = table().play(("T+01:00", "coast", PROPOSE), ("T+02:00", EXCON, rule(effects=effects, takes=3600)))
    scene.play("T+03:00")
    assert trust(scene) == 50
    scene.play("T+03:01")
    assert (trust(scene), scene.world.indicators["tired", "coast"].value) == (53, 10)


def test_what_is_declined_changes_nothing_and_the_reason_reaches_who_asked() -> None:
    scene = table().play(("T+01:00", "coast", PROPOSE), ("T+02:00", EXCON, rule(accept=False)), "T+09:00")
    (ruled,) = scene.happened(ev.ActionRuled)
    assert (ruled.to, trust(scene)) == (("coast",), 50)


@pytest.mark.parametrize(
    "ruling",
    [
        rule("proposal-9"),
        rule(effects=({"add": {"nothing": 1}},)),
        rule(effects=({"damage": "target"},)),
        rule(accept=False, effects=({"add": {"trust": 1}},)),
        rule(takes=-1),
    ],
)
def test_a_ruling_that_means_nothing_leaves_nothing(ruling: cmd.Rule) -> None:
    scene = table().play(("T+01:00", "coast", PROPOSE))
    before = len(scene.records)
    with pytest.raises(Refused):
        scene.engine.submit(EXCON, ruling)
    assert len(scene.records) == before


def test_a_proposal_is_ruled_on_once() -> None:
    scene = table().play(("T+01:00", "coast", PROPOSE), ("T+02:00", EXCON, rule()))
    with pytest.raises(Refused, match="already"):
        scene.engine.submit(EXCON, rule())


@pytest.mark.parametrize(
    ("tlp", "forbidden"),
    [
        ("red", ("inland", "north", "press")),
        ("amber-strict", ("inland", "north", "press")),
        ("amber", ("press",)),
        ("green", ("press",)),
        ("clear", ()),
    ],
)
def test_tlp_says_who_may_be_told(tlp: str, forbidden: tuple[str, ...]) -> None:
    scene = table(tlp).play("T+02:00")
    everybody = ("inland", "north", "press")
    if forbidden:
        with pytest.raises(Refused, match="TLP"):
            scene.engine.submit("coast", cmd.Share("track", everybody))
    scene.engine.submit("coast", cmd.Share("track", everybody, knowingly=True))
    (shared,) = scene.happened(ev.FactShared)
    assert isinstance(shared.event, ev.FactShared)
    assert shared.event.breach == forbidden
    assert trust(scene) == (42 if forbidden else 50)


def test_what_an_agency_found_out_itself_it_may_tell_whom_it_likes() -> None:
    scenario = drill(
        facts={"track": {"text": "T", "tlp": "red", "found_by": [{"activity": "look"}]}},
        activities={"look": {"name": "Look", "takes": "1h"}},
    )
    scene = Scene(scenario).play(("T+00:10", "coast", cmd.Order("look")), "T+02:00")
    scene.engine.submit("coast", cmd.Share("track", ("inland",)))
    assert "track" in scene.world.held["inland"]


def test_excon_writes_as_somebody_who_is_not_at_the_table() -> None:
    scene = table().play(
        ("T+01:00", EXCON, cmd.SendAs("The Harbour Post", ("coast",), "Question", "Was it you?"))
    )
    (sent,) = scene.happened(ev.MessageSent)
    assert isinstance(sent.event, ev.MessageSent)
    assert (sent.to, sent.event.persona) == (("coast",), "The Harbour Post")


def test_only_controllers_rule_and_write_as_others() -> None:
    scene = table().play(("T+01:00", "coast", PROPOSE))
    for command in (rule(), cmd.SendAs("X", ("coast",), "S", "T")):
        with pytest.raises(Refused, match="only a controller"):
            scene.engine.submit("coast", command)


def test_a_fact_nobody_holds_cannot_be_shared() -> None:
    with pytest.raises(Refused, match="what you know"):
        table().engine.submit("press", cmd.Share("track", ("coast",)))
    with pytest.raises(NoSuchThing):
        table().play("T+02:00").engine.submit("coast", cmd.Share("track", ("nobody",)))
