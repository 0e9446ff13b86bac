"""Joint decisions: proposed, voted on, decided, timed out, withdrawn; and what they allow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.voting import outcome
from exercise.errors import NotAllowed, Refused
from exercise.scenario.assess import Consent
from tests.scenes import Scene, drill

WHO = ["coast", "inland", "north", "south"]


def table(rule: str = "unanimity", *, many: int | None = None) -> Scene:
    """Four neighbours and a joint statement."""
    consent = {
        "name": "Joint statement",
        "who": WHO,
        "rule": rule,
        "within": "6h",
        "then": [{"add": {"tension": -4}}],
        "otherwise": [{"add": {"tension": 3}}],
    } | ({"any": many} if many else {})
    scenario = drill(
        agencies={name: {"name": name.title()} for name in [*WHO, "press"]},
        indicators={"tension": {"name": "Tension", "start": 50}},
        consents={"statement": consent},
        activities={"publish": {"name": "Publish", "takes": "1h", "consent": "statement"}},
    )
    return Scene(scenario).play(("T+01:00", "coast", cmd.Propose("statement", "We stand together.")))


def vote(time: str, *votes: tuple[str, str]) -> list[tuple[str, str, cmd.AnyCommand]]:
    return [(time, agency, cmd.Vote("statement", how)) for agency, how in votes]


def how_it_ended(scene: Scene) -> tuple[str, float]:
    return scene.world.consents["statement"].status, scene.world.indicators["tension", ""].at(
        scene.engine.tick
    )


def test_unanimity_needs_every_voice_and_an_abstention_does_not_block() -> None:
    scene = table().play(*vote("T+02:00", ("inland", "yes"), ("north", "abstain")))
    assert how_it_ended(scene) == ("open", 50)
    assert how_it_ended(scene.play(*vote("T+03:00", ("south", "yes")))) == ("agreed", 46)


def test_one_no_ends_unanimity_at_once() -> None:
    assert how_it_ended(table().play(*vote("T+02:00", ("south", "no")))) == ("refused", 53)


def test_a_majority_is_decided_as_soon_as_no_later_voice_can_change_it() -> None:
    agreed = table("majority").play(*vote("T+02:00", ("inland", "yes"), ("north", "yes")))
    refused = table("majority").play(*vote("T+02:00", ("inland", "no"), ("north", "abstain")))
    assert (how_it_ended(agreed)[0], how_it_ended(refused)[0]) == ("agreed", "refused")


def test_any_two_of_them_is_enough() -> None:
    assert how_it_ended(table("any", many=2).play(*vote("T+02:00", ("south", "yes"))))[0] == "agreed"


def test_without_enough_voices_it_times_out() -> None:
    scene = table().play("T+07:00")
    assert how_it_ended(scene)[0] == "open"
    assert how_it_ended(scene.play("T+07:01")) == ("timed-out", 53)


def test_a_voice_at_the_very_second_of_the_deadline_counts() -> None:
    scene = table("any", many=2).play(*vote("T+07:00", ("south", "yes")))
    assert how_it_ended(scene)[0] == "agreed"


def test_who_proposed_it_may_withdraw_it_and_nobody_else() -> None:
    scene = table()
    with pytest.raises(NotAllowed, match="Coast, who proposed it"):
        scene.engine.submit("inland", cmd.Withdraw("statement"))
    scene.engine.submit("coast", cmd.Withdraw("statement"))
    assert how_it_ended(scene)[0] == "withdrawn"


def test_what_failed_may_be_proposed_again_and_starts_with_no_votes() -> None:
    scene = table().play(*vote("T+02:00", ("south", "no")), ("T+03:00", "south", cmd.Propose("statement")))
    assert (how_it_ended(scene)[0], scene.world.consents["statement"].votes) == ("open", {"south": "yes"})


def test_a_voice_may_be_changed_while_the_vote_is_open() -> None:
    scene = table("majority").play(*vote("T+02:00", ("inland", "no"), ("inland", "yes"), ("north", "yes")))
    assert how_it_ended(scene)[0] == "agreed"


def test_only_those_asked_may_propose_or_vote() -> None:
    scene = table()
    for command in (cmd.Propose("statement"), cmd.Vote("statement", "yes")):
        with pytest.raises(NotAllowed, match="only Coast, Inland, North, South"):
            scene.engine.submit("press", command)


def test_nobody_outside_sees_the_vote() -> None:
    for record in table().happened(ev.ConsentOpened, ev.VoteCast, ev.ConsentClosed):
        assert record.to == tuple(WHO)


def test_an_action_that_needs_it_waits_for_it() -> None:
    scene = table("any", many=2)
    with pytest.raises(Refused, match="joint decision first: Joint statement"):
        scene.engine.submit("press", cmd.Order("publish"))
    scene.play(*vote("T+02:00", ("south", "yes")))
    scene.engine.submit("press", cmd.Order("publish"))
    assert len(scene.happened(ev.ActivityOrdered)) == 1


RULES = st.sampled_from(["unanimity", "majority", "qualified-majority", "any"])
VOTES = st.lists(st.sampled_from(["yes", "no", "abstain"]), min_size=1, max_size=9)


@given(RULES, VOTES, st.integers(1, 9))
def test_an_early_outcome_is_the_one_all_votes_would_give(rule: str, votes: list[str], many: int) -> None:
    who = tuple(f"a{number}" for number in range(len(votes)))
    part = Consent.model_validate(
        {"name": "x", "who": list(who), "rule": rule, "any": min(many, len(who)), "within": "1h"}
    )
    cast = dict(zip(who, votes, strict=True))
    final = outcome(part, cast)
    assert final is not None
    for count in range(len(who)):
        early = outcome(part, {name: cast[name] for name in who[:count]})
        assert early in (None, final)
