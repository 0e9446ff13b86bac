"""What an agency sees: everything its records hold, and not one word more."""

from __future__ import annotations

import json

from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.review.picture import Picture
from exercise.review.plain import as_json, as_text
from exercise.scenario.model import Scenario
from tests.review.small import DATA, MINUTE, small_records, small_scenario

NOW = 90 * MINUTE


def seat(agency: str, *more: Happened) -> Picture:
    picture = Picture(small_scenario(), agency)
    picture.take_all([*small_records(), *more])
    return picture


def everything(picture: Picture) -> str:
    """All that a desk, a page or `--json` could show of it."""
    return json.dumps(as_json(picture, NOW), ensure_ascii=False) + as_text(picture, NOW)


def test_the_inbox_holds_what_came_with_its_deadline() -> None:
    (row,) = seat("csirt").inbox(NOW)
    assert (row.subject, row.sender, row.channel, row.tlp) == (
        "Loss of light on LINK-2",
        "Operations centre",
        "portal",
        "amber",
    )
    assert (row.answer_in, row.answered) == (-48 * MINUTE, None)
    assert seat("csirt").status(NOW).next == "#1 Loss of light on LINK-2"


def test_a_reply_settles_a_letter() -> None:
    reply = Happened(99, NOW, ev.ReplyGiven("loss", "csirt", "We look."), ("csirt",))
    (row,) = seat("csirt", reply).inbox(NOW)
    assert (row.answered, row.answer_in, row.replies) == (NOW, None, ((NOW, "We look."),))


def test_own_runs_show_stage_progress_and_when_they_will_be_done() -> None:
    (run,) = seat("csirt").runs(NOW)
    assert (run.name, run.status, run.due_in) == ("Triage the report", "working", 15 * MINUTE)
    assert round(run.progress, 2) == 0.83


def test_a_run_that_waits_says_for_what() -> None:
    waits = Happened(99, NOW, ev.StageWaiting("repair#1", 1, "until"), ("operator",))
    (run,) = seat("operator", waits).runs(NOW)
    assert (run.stage, run.waits_for) == ("waiting for weather", "not: A storm stops work at sea")


def test_facts_come_with_who_told_them() -> None:
    shared = Happened(
        99, NOW, ev.FactLearned("anchor", "operator", "shared", "csirt", {"und": "A mark."}), ("operator",)
    )
    letter = ev.FactLearned("mark", "operator", "inject", "loss", {"und": "A mark."})
    elsewhere = ev.FactLearned("noise", "operator", "inject", "not-for-us", {"und": "A noise."})
    more = (Happened(100 + n, NOW, event, ("operator",)) for n, event in enumerate((letter, elsewhere)))
    told = {row.id: row for row in seat("operator", shared, *more).facts_held()}
    assert told["anchor"].how == "told by CSIRT"
    assert told["mark"].how == "from #1 Loss of light on LINK-2"
    assert told["noise"].how == "from an inject"
    assert told["payroll"].how == "known from the start"


def test_actions_say_what_they_cost_and_why_not_now() -> None:
    actions = {row.id: row for row in seat("csirt").actions(NOW)}
    assert set(actions) == {"triage", "warn", "tell"}
    assert actions["triage"].takes == "1h (30min to 3h)"
    assert [(use.name, use.amount, use.free) for use in actions["triage"].uses] == [("analysts", 1, 1)]
    assert actions["triage"].why_not == "already under way"
    assert actions["warn"].why_not == "needs first: Triage the report by the agency acting done"
    assert actions["tell"].targets == (("operator", "Operator"),)


def test_an_action_that_needs_what_cannot_be_seen_is_unsure() -> None:
    unseen = DATA["activities"]["triage"] | {"requires": {"fact": "payroll", "known_by": "operator"}}
    more = DATA["activities"] | {"unseen": unseen}
    seen = Picture(Scenario.model_validate({**DATA, "activities": more}), "csirt")
    seen.take_all(small_records())
    assert {row.id: row.unsure for row in seen.actions(NOW)} == {
        "triage": False,
        "unseen": True,
        "warn": True,
        "tell": False,
    }


def test_an_action_waits_when_everybody_is_busy() -> None:
    full = Happened(99, NOW, ev.ResourceTaken("csirt/analysts", 1, "triage#1"), ("csirt",))
    done = Happened(100, NOW, ev.ActivityFinished("triage#1"), ("csirt",))
    triage = next(row for row in seat("csirt", full, done).actions(NOW) if row.id == "triage")
    assert (triage.why_not, triage.waits) == ("", "waits for analysts: all busy")


def test_a_question_that_can_be_decided_stands_before_one_that_cannot() -> None:
    question = DATA["decisions"]["public-line"]
    barred = question | {"requires": {"activity": "triage", "by": "actor"}}
    more = DATA["decisions"] | {"barred": barred, "open": question}
    seen = Picture(Scenario.model_validate({**DATA, "decisions": more}), "csirt")
    seen.take_all(small_records())
    assert [row.id for row in seen.decisions(NOW)] == ["open", "barred"]


def test_a_question_is_put_only_when_its_inject_has_come() -> None:
    assert seat("csirt").decisions(NOW) == ()
    asks = ev.InjectReleased(
        "minister",
        "clock",
        ("csirt",),
        3,
        "inject",
        {"und": "Office"},
        "phone",
        "amber",
        {"und": "On air"},
        {"und": "Well?"},
        decisions=("public-line",),
    )
    (row,) = seat("csirt", Happened(99, NOW, asks, ("csirt",))).decisions(NOW)
    assert [option.text for option in row.options] == ["Only what is known", "It was an attack"]
    made = Happened(
        100, NOW, ev.DecisionMade("csirt", "public-line", "facts", rationale="We know little."), ("csirt",)
    )
    (row,) = seat("csirt", Happened(99, NOW, asks, ("csirt",)), made).decisions(NOW)
    assert (row.chosen, row.rationale, row.made) == ("Only what is known", "We know little.", NOW)


def test_what_others_wrote_stays_as_it_was_written() -> None:
    assert seat("csirt").messages()[0].text == "The [red]ship[/red] is on its way."


def test_nothing_of_other_agencies_or_of_the_plan_can_be_seen() -> None:
    shown = everything(seat("csirt"))
    hidden = [
        "Did you sell the ship",  # an inject for the operator
        "casino",
        "The minister is on air",  # its own, but not yet
        "Storm from the north",  # held
        "Watch whether anybody",  # a controller's note
        "Phishing",  # the adversary
        "Lynx",
        "payroll",  # a fact it does not hold
        "Sonar of the navy",  # a service it does not watch
        "Secret suspicion",
        "A storm stops work",  # a flag it does not see
        "A mole is at work",
        "What does the first statement",  # a decision nobody put to it yet
        "Do ferries stop",
        "Nobody called the regulator",  # an observation
        "Repair ship",  # a resource of another agency
        "0.73",  # likelihoods
        "73%",
        "rumour",  # what a condition of its own action reads
    ]
    assert [words for words in hidden if words.casefold() in shown.casefold()] == []
    assert "something you cannot see from here" in shown


def test_the_operator_sees_its_own_and_not_the_other() -> None:
    shown = everything(seat("operator"))
    assert "Repair ship" in shown
    assert "A storm stops work at sea" in shown
    assert "May we call the ministry" not in shown
    assert "An anchor mark was found" not in shown
    assert "sabotage" not in shown.casefold()  # it holds nothing that bears on an explanation


def test_a_record_for_others_leaves_no_trace() -> None:
    secret = Happened(99, NOW + 60, ev.FlagRaised("mole"), ("operator",))
    assert everything(seat("csirt", secret)) == everything(seat("csirt"))
    assert seat("csirt", secret).tick == seat("csirt").tick


def test_work_that_is_blocked_says_by_what() -> None:
    blocked = DATA["activities"]["repair"] | {
        "stages": [{"name": "at sea", "takes": "4h", "blocked_while": {"flag": "storm"}}]
    }
    seen = Picture(
        Scenario.model_validate({**DATA, "activities": DATA["activities"] | {"repair": blocked}}), "operator"
    )
    seen.take_all(small_records())
    run = next(row for row in seen.runs(NOW) if row.activity == "repair")
    seen.take(Happened(99, NOW, ev.WorkBlocked(run.id, 60), ("operator",)))
    run = next(row for row in seen.runs(NOW) if row.activity == "repair")
    assert (run.status, run.waits_for) == ("blocked", "the end of this: A storm stops work at sea")
