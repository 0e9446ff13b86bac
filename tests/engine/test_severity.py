"""Ratings of severity: asked at the scenario's moments or by hand, an agency's own until they are shared."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import NoSuchThing, Refused
from exercise.log.records import Asked
from exercise.rehearsal.drill import Drill
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Scene, drill, inject, play

SCALE = {
    "sev1": {"name": "Local", "means": "One place."},
    "sev2": {"name": "National", "means": "One country."},
    "sev3": {"name": "Large-scale", "means": "Two countries."},
}
RATED = (ev.RatingAsked, ev.SeverityRated, ev.SpreadShared)


def rated(**parts: Any) -> Scenario:
    return drill(severity=SCALE, ratings={"noon": {"at": "T+04:00", "within": "1h"}}, **parts)


def audiences(scene: Scene) -> list[tuple[str, tuple[str, ...]]]:
    return [(type(each.event).__name__, each.to) for each in scene.happened(*RATED)]


def test_everybody_is_asked_and_each_sees_its_own_rating_until_the_spread_is_shared() -> None:
    scene = play(
        rated(),
        ("T+04:10", "coast", cmd.Rate("noon", "sev1")),
        ("T+04:20", "inland", cmd.Rate("noon", "sev3", "It has crossed the border.")),
        ("T+04:30", EXCON, cmd.ShareSpread("noon")),
    )
    assert audiences(scene) == [
        ("RatingAsked", ("coast", "inland")),
        ("SeverityRated", ("coast",)),
        ("SeverityRated", ("inland",)),
        ("SpreadShared", ("coast", "inland")),
    ]
    shared = scene.happened(ev.SpreadShared)[0].event
    assert isinstance(shared, ev.SpreadShared)
    assert shared.counts == (("sev1", 1), ("sev3", 1))
    assert "inland" not in str(shared.counts)


def test_the_last_word_counts_and_the_first_is_kept() -> None:
    moves = [
        ("T+04:10", "coast", cmd.Rate("noon", "sev1")),
        ("T+05:10", "coast", cmd.Rate("noon", "sev2")),
    ]
    step = play(rated(), *moves).world.excon.ratings["noon"]
    assert step.level("coast") == "sev2"
    assert [level for _, level, _ in step.given["coast"]] == ["sev1", "sev2"]


def test_controllers_ask_whenever_they_want() -> None:
    asks = cmd.AskRating(("coast",), 1800, "And now?")
    scene = play(rated(), ("T+01:00", EXCON, asks), ("T+02:00", EXCON, asks))
    assert scene.story(ev.RatingAsked) == [
        ("T+01:00", "rating-asked asked-1 coast 5400"),
        ("T+02:00", "rating-asked asked-2 coast 9000"),
    ]


def test_a_condition_may_ask() -> None:
    ratings = {"dark": {"when": {"flag": "dark"}, "to": "coast"}}
    scenario = drill(severity=SCALE, ratings=ratings, flags={"dark": {"name": "Dark"}})
    scene = play(scenario, ("T+03:00", EXCON, cmd.Override(({"flag": "dark"},), "for the scene")))
    assert scene.story(ev.RatingAsked) == [("T+03:00", "rating-asked dark coast")]


@pytest.mark.parametrize(
    ("seat", "command", "why"),
    [
        ("coast", cmd.Rate("never", "sev1"), "no severity rating"),
        ("coast", cmd.Rate("noon", "sev9"), "choose one of: sev1, sev2, sev3"),
        (EXCON, cmd.ShareSpread("noon"), "nobody has rated"),
        (EXCON, cmd.AskRating(("nowhere",)), "no agency"),
        (EXCON, cmd.AskRating(within=0), "something between"),
    ],
)
def test_what_cannot_be_rated_is_said(seat: str, command: cmd.AnyCommand, why: str) -> None:
    with pytest.raises(Refused, match=why):
        play(rated(), ("T+04:10", seat, command))


def test_who_was_not_asked_is_told_nothing_of_it() -> None:
    scenario = drill(severity=SCALE, ratings={"noon": {"at": "T+04:00", "to": "coast"}})
    with pytest.raises(NoSuchThing):
        play(scenario, ("T+04:10", "inland", cmd.Rate("noon", "sev1")))


def test_without_a_scale_nobody_is_asked() -> None:
    with pytest.raises(Refused, match="no severity scale"):
        play(drill(), ("T+01:00", EXCON, cmd.AskRating()))


def test_bots_rate_from_what_they_see() -> None:
    services = {
        "radio": {
            "name": "Radio",
            "seen_by": ["coast"],
            "supplied_by": ["mast"],
            "demand": {"peak": "10 Mb/s"},
        }
    }
    mast = {"mast": {"kind": "mast", "capacity": "10 Mb/s"}}
    fall = {"fall": inject(at="T+01:00", then=[{"damage": "mast"}])}
    scenario = rated(services=services, assets=mast, injects=fall)
    records: list[Any] = []
    made = Drill(scenario, "seed", {"coast": "diligent", "inland": "diligent"}, records.append)
    made.submit(EXCON, cmd.Start())
    made.advance_to(6 * 3600)
    said = {
        each.by: each.command.level
        for each in records
        if isinstance(each, Asked) and isinstance(each.command, cmd.Rate)
    }
    assert said == {"bot/coast": "sev3", "bot/inland": "sev1"}
