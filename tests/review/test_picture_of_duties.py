"""Reports, votes and actions of one's own, as controllers and agencies see them."""

from __future__ import annotations

import json

import pytest

from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.review.picture import Picture
from exercise.review.plain import as_json, as_text
from tests.review.joint import NOW, joint_records, joint_scenario
from tests.review.small import HOUR, MINUTE


def picture(seat: str = "excon", *more: Happened) -> Picture:
    seen = Picture(joint_scenario(), seat)
    seen.take_all(joint_records(*more))
    return seen


def everything(seen: Picture) -> str:
    return json.dumps(as_json(seen, NOW), ensure_ascii=False) + as_text(seen, NOW)


def later(*events: ev.AnyEvent, to: tuple[str, ...] = ("*",), at: int = NOW) -> list[Happened]:
    return [Happened(100 + number, at, event, to) for number, event in enumerate(events)]


def test_a_duty_says_to_whom_how_long_there_is_and_what_the_form_asks() -> None:
    (duty,) = picture("csirt").duties(NOW)
    assert (duty.name, duty.to, duty.status, duty.left) == (
        "Early warning",
        "Regulator",
        "open",
        23 * HOUR + 5 * MINUTE,
    )
    assert [(each.label, each.required) for each in duty.form] == [
        ("What happened", True),
        ("Was it malicious?", True),
        ("Help wanted", False),
    ]


def test_a_duty_that_is_late_stays_to_be_done() -> None:
    (duty,) = picture("operator").duties(NOW)
    assert (duty.status, duty.left, duty.waits) == ("overdue", -24 * MINUTE, True)


def test_a_report_is_read_by_those_it_was_made_to() -> None:
    filed = ev.ReportFiled(
        "early-warning", "csirt", ("regulator",), {"what": "Dark.", "suspicion": "Perhaps."}
    )
    seen = picture("regulator", *later(filed, to=("csirt", "regulator")))
    (letter,) = seen.messages()
    assert (letter.sender, letter.subject) == ("CSIRT", "Report: Early warning")
    assert letter.text == "What happened: Dark.\nWas it malicious?: Perhaps."
    assert seen.duties(NOW) == ()
    (duty,) = picture("csirt", *later(filed)).duties(NOW)
    assert (duty.status, duty.left, duty.report[0]) == ("met", None, ("What happened", "Dark."))


def test_a_vote_says_the_rule_who_said_what_and_what_one_may_do() -> None:
    (vote,) = picture("csirt").votes(NOW)
    assert (vote.status, vote.left, vote.by) == ("open", 20 * MINUTE, "Regulator")
    assert vote.rule == "all 2 have to be heard; one no stops it, abstaining does not"
    assert [(each.agency, each.vote, each.reason) for each in vote.voters] == [
        ("CSIRT", "", ""),
        ("Regulator", "yes", "The law allows it."),
    ]
    assert (vote.waits_for_me, vote.may_propose, vote.may_withdraw) == (True, False, False)
    assert vote.allows == ("Sinkhole the traffic",)


def test_only_whoever_put_it_may_take_it_back() -> None:
    loan = next(row for row in picture("operator").votes(NOW) if row.id == "ship-loan")
    assert (loan.may_withdraw, loan.rule) == (True, "1 of 2 have to say yes")


def test_a_vote_that_is_over_can_be_put_again_unless_it_was_agreed() -> None:
    for outcome, again in (("refused", True), ("withdrawn", True), ("timed-out", True), ("agreed", False)):
        (vote,) = picture("csirt", *later(ev.ConsentClosed("filter-order", outcome))).votes(NOW)  # type: ignore[arg-type]
        assert (vote.may_propose, vote.left) == (again, None)


def test_the_next_deadline_may_be_an_answer_a_report_or_a_vote() -> None:
    reply = later(ev.ReplyGiven("loss", "csirt", "We look."))
    status = picture("csirt", *reply).status(NOW)
    assert (status.next_kind, status.next, status.next_in) == (
        "vote",
        "An order to filter the traffic",
        20 * MINUTE,
    )
    voted = later(ev.ReplyGiven("loss", "csirt", "We look."), ev.VoteCast("filter-order", "csirt", "no"))
    status = picture("csirt", *voted).status(NOW)
    assert (status.next_kind, status.next) == ("report", "Early warning")


def test_what_has_long_been_late_hides_no_deadline_to_come() -> None:
    """The answer to #1 was due at T+00:42."""
    just, long_ago = 42 * MINUTE + HOUR, 42 * MINUTE + HOUR + 1
    assert picture("csirt").status(just).next_kind == "answer"
    assert picture("csirt").status(long_ago).next_kind == "vote"


def test_an_action_says_that_it_waits_for_a_joint_decision() -> None:
    row = next(row for row in picture("csirt").actions(NOW) if row.id == "sinkhole")
    assert (row.consent, row.why_not) == ("filter-order", "needs a joint decision, open for votes")
    assert row.consent_words == "An order to filter the traffic, by CSIRT, Regulator (open for votes)"
    agreed = later(ev.ConsentClosed("filter-order", "agreed"))
    assert next(row for row in picture("csirt", *agreed).actions(NOW) if row.id == "sinkhole").why_not == ""


def test_a_proposed_action_shows_its_ruling_and_when_it_comes_about() -> None:
    (mine,) = picture("csirt").proposals(NOW)
    assert (mine.status, mine.ruled) == ("waits", None)
    (other,) = picture("operator").proposals(NOW)
    assert (other.status, other.reason, other.due) == (
        "accepted",
        "Divers are about.",
        76 * MINUTE + 3 * HOUR,
    )
    done = later(ev.ActionTookEffect("proposal-2", "operator"))
    (other,) = picture("operator", *done).proposals(NOW)
    assert (other.status, other.due) == ("in effect", None)


def test_what_an_agency_holds_says_how_probable_each_explanation_is() -> None:
    """A fifth times 0.73 against four fifths times 0.11."""
    (belief,) = picture("csirt").beliefs()
    sure = 100 * 0.2 * 0.73 / (0.2 * 0.73 + 0.8 * 0.11)
    assert belief.hypotheses == (("Sabotage", round(sure)), ("Accident", round(100 - sure)))


def test_whoever_holds_nothing_that_bears_on_it_is_not_told_the_explanations() -> None:
    assert picture("regulator").beliefs() == ()
    assert "sabotage" not in everything(picture("regulator")).casefold()


def test_who_writes_in_a_name_is_known_to_controllers_only() -> None:
    assert picture("csirt").messages()[0].sender == "A newspaper"
    assert picture().messages()[0].sender == "EXCON as A newspaper"
    assert "EXCON as" not in everything(picture("csirt"))


def test_what_needs_a_controller_is_in_order_of_urgency() -> None:
    rows = picture().needs_you(NOW)
    assert [(row.kind, row.who) for row in rows] == [
        ("rule", "CSIRT"),
        ("asked", "CSIRT"),
        ("vote", "Regulator"),
        ("overdue", "CSIRT, Operator"),
        ("duty", "Operator"),
        ("tlp", "CSIRT"),
    ]
    assert "times out in 20min, without CSIRT" in next(row.text for row in rows if row.kind == "vote")


@pytest.mark.parametrize(
    ("kind", "settled_by"),
    [
        ("rule", ev.ActionRuled("proposal-1", "csirt", False, "They are asleep.")),
        ("asked", ev.MessageSent("excon", ("csirt",), "Re", "Yes.")),
        ("vote", ev.ConsentClosed("filter-order", "timed-out")),
        ("duty", ev.ReportFiled("outage-notice", "operator", ("regulator",), {"since": "two"}, True)),
        ("tlp", ev.ObservationMade("excon", "Told too many.", agency="csirt")),
    ],
)
def test_what_is_settled_needs_nobody(kind: str, settled_by: ev.AnyEvent) -> None:
    assert kind not in {row.kind for row in picture("excon", *later(settled_by)).needs_you(NOW)}


def test_writing_as_somebody_else_answers_no_question_to_excon() -> None:
    as_press = later(ev.MessageSent("excon", ("csirt",), "Well?", "We print.", persona="A newspaper"))
    assert "asked" in {row.kind for row in picture("excon", *as_press).needs_you(NOW)}


def test_what_cannot_be_undone_leaves_the_list_in_the_end() -> None:
    assert "tlp" not in {row.kind for row in picture().needs_you(NOW + 5 * HOUR)}


def test_agencies_show_reports_votes_and_awareness() -> None:
    rows = {row.id: row for row in picture().agencies(NOW)}
    assert (rows["csirt"].duties, rows["csirt"].duties_late, rows["csirt"].votes) == (1, 0, 1)
    assert (rows["operator"].duties, rows["operator"].duties_late, rows["operator"].votes) == (1, 1, 1)
    assert (rows["csirt"].awareness, rows["csirt"].own) == (100, (("Fatigue", "0"),))


def test_an_indicator_of_each_agency_shows_its_ends_and_its_middle() -> None:
    tired = later(ev.IndicatorMoved("fatigue", 30.0, "csirt"), ev.IndicatorMoved("fatigue", 10.0, "operator"))
    (row,) = picture("excon", *tired).spreads(NOW)
    assert (row.low, row.median, row.high) == (0.0, 10.0, 30.0)
    assert (row.lowest, row.highest) == ("Regulator", "CSIRT")


OF_OTHERS = {
    "csirt": ["dark cable", "Dark since when", "lent abroad", "They pay well", "diver", "Divers are about"],
    "operator": [
        "Early warning",
        "malicious",
        "filter the traffic",
        "Routers leak",
        "The law allows",
        "radio club",
    ],
    "regulator": [
        "Early warning",
        "dark cable",
        "radio club",
        "diver",
        "An anchor mark",
        "Sabotage",
        "newspaper",
    ],
}


@pytest.mark.parametrize("agency", OF_OTHERS)
def test_nothing_others_owe_decide_or_propose_can_be_seen(agency: str) -> None:
    shown = everything(picture(agency)).casefold()
    assert [words for words in OF_OTHERS[agency] if words.casefold() in shown] == []


def test_the_plain_twin_holds_the_same() -> None:
    text = as_text(picture("csirt"), NOW)
    assert "T+1d00:35  open     Early warning → Regulator (23h05 left)" in text
    assert "An order to filter the traffic until T+01:50: Regulator yes" in text
    assert "waits     CSIRT: Ask the amateurs' radio club to listen." in text
    assert "Sabotage 62 %, Accident 38 %" in text
    shown = as_json(picture(), NOW)
    assert [row["agency"] for row in shown["duties"]] == ["Operator", "CSIRT"]
    assert shown["spreads"][0]["name"] == "Fatigue"
