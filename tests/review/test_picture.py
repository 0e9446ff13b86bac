"""What controllers see of a small exercise, worked out without a screen."""

from __future__ import annotations

from typing import get_args

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.review.describe import describe, kinds, tell
from exercise.review.feed import KEPT
from exercise.review.names import Names
from exercise.review.picture import Picture
from exercise.review.plain import as_json, as_text
from exercise.scenario.load import scenario_from_data
from tests.review.every_event import every_event
from tests.review.small import DATA, HOUR, MINUTE, small_records, small_scenario
from tests.scenes import EXCON, drill, play

NOW = 90 * MINUTE


def control(at: int = NOW, *more: Happened, languages: tuple[str, ...] = ()) -> Picture:
    picture = Picture(small_scenario(), languages=languages)
    picture.take_all(record for record in small_records() if record.tick <= at)
    picture.take_all(more)
    return picture


def test_the_status_line_knows_the_clock_the_local_time_and_the_next_inject() -> None:
    status = control().status(NOW)
    assert (status.phase, status.pace, status.clock) == ("running", 30.0, "T+01:30")
    assert status.local == "Thu 27 Jan 03:40"
    assert (status.next, status.next_in) == ("#3 The minister is on air in ten minutes", 30 * MINUTE)
    assert status.left == 12 * HOUR - NOW


def test_the_msel_says_where_every_inject_stands() -> None:
    rows = {row.id: row for row in control().msel(NOW)}
    assert {name: row.status for name, row in rows.items()} == {
        "loss": "overdue",
        "minister": "planned",
        "rumour": "planned",
        "storm-warning": "held",
    }
    assert rows["rumour"].waits_for == "Card payments below 60% (now 62%)"
    assert rows["minister"].waits_for == "T+02:00"
    assert rows["storm-warning"].waits_for == "a controller to release it"


def test_expected_actions_are_in_words_and_counted() -> None:
    loss = next(row for row in control().msel(NOW) if row.id == "loss")
    assert [(each.text, each.status) for each in loss.expected] == [
        ("an answer in writing", "missed"),
        ("order 'Triage the report'", "met"),
    ]
    assert (loss.count("met"), loss.count("missed")) == (1, 1)


def test_an_inject_counts_as_answered_once_everything_came() -> None:
    late = Happened(99, NOW, ev.ExpectationMet("loss", 0, "operator", late=True))
    assert control(NOW, late).msel(NOW)[0].status == "answered"


def test_an_ad_hoc_inject_has_a_line_of_its_own() -> None:
    sent = ev.InjectReleased("ad-hoc-1", "excon", ("csirt",), 5, "inject", {"und": "Press"}, "phone", "green",
                             {"und": "Any comment?"}, {"und": "Well?"})  # fmt: skip
    row = next(row for row in control(NOW, Happened(99, NOW, sent)).msel(NOW) if row.id == "ad-hoc-1")
    assert (row.number, row.subject, row.to, row.status) == (5, "Any comment?", "CSIRT", "released")


def test_an_inject_added_for_later_stands_in_the_list_like_any_other() -> None:
    added = ev.InjectAdded("ad-hoc-1", "excon", 3 * HOUR, 5, ("csirt",), {"und": "Press"}, "phone", "green",
                           {"und": "Any comment?"}, {"und": "Well?"}, answer_within=HOUR)  # fmt: skip
    picture = control(NOW, Happened(99, NOW, added))
    row = next(row for row in picture.msel(NOW) if row.id == "ad-hoc-1")
    assert (row.number, row.at, row.storyline, row.subject, row.status, row.waits_for) == (
        *(5, 3 * HOUR, "ad hoc"),
        *("Any comment?", "planned", "T+03:00"),
    )
    assert [(each.text, each.status) for each in row.expected] == [("an answer in writing", "not yet")]
    assert picture.feed.lines[-1].text == ("Adds inject #5 'Any comment?' to the MSEL, for CSIRT at T+03:00.")
    picture.take(Happened(100, NOW, ev.InjectHeld("ad-hoc-1")))
    assert picture.feed.lines[-1].text == "Inject #5 “Any comment?” is held until a controller releases it."
    held = [row.text for row in picture.needs_you(3 * HOUR) if row.inject == "ad-hoc-1"]
    assert held == ["#5 “Any comment?” is held and its time has come"]


def test_agencies_show_load_debts_and_silence() -> None:
    csirt, operator = control().agencies(NOW)
    assert (csirt.short, csirt.used, csirt.capacity, csirt.under_way) == ("CSIRT", 1, 2, 1)
    assert (csirt.unanswered, csirt.overdue) == (0, 1)
    assert operator.last_act == 30 * MINUTE
    assert csirt.seat == "bot"


def test_a_seat_taken_shows_who_sits_there() -> None:
    taken = Happened(99, NOW, ev.SeatTaken("csirt", "excon"), ("*",))
    assert control(NOW, taken).agencies(NOW)[0].seat == "excon"


def test_where_neither_people_nor_bots_play_that_is_said() -> None:
    picture = Picture(small_scenario(), stand_ins={"csirt": "absent"})
    picture.take_all(small_records())
    assert [row.seat for row in picture.agencies(NOW)] == ["absent", "nobody"]


def test_of_a_comms_check_the_feed_tells_what_people_answer_and_not_what_bots_do() -> None:
    answers = [Happened(99, NOW, ev.CheckAnswered(1, name, name), ("*",)) for name in ("csirt", "operator")]
    taken = Happened(98, NOW, ev.SeatTaken("operator", "operator"), ("*",))
    told = [line for line in control(NOW, taken, *answers).feed.last(9) if "comms check" in line.text]
    assert [line.who for line in told] == ["Operator"]


def test_what_needs_a_controller_comes_with_the_most_pressing_first() -> None:
    kinds = [(row.kind, row.who) for row in control().needs_you(NOW)]
    assert kinds == [("asked", "CSIRT"), ("overdue", "everyone")]


def test_what_is_overdue_is_named_in_the_reader_s_language_also_when_a_controller_wrote_it() -> None:
    scenario = drill()
    asked = cmd.SendInject(("coast",), "Press", {"en": "True?", "sq": "Vërtet?"}, "Well?", answer_within=600)
    picture = Picture(scenario, languages=("sq",))
    picture.take_all(play(scenario, ("T+01:00", EXCON, asked), "T+02:00").records)
    assert [row.text for row in picture.needs_you(2 * HOUR)] == ["an answer · Vërtet?"]


def test_a_question_to_excon_is_settled_by_writing_back() -> None:
    answer = Happened(99, NOW, ev.MessageSent("excon", ("csirt",), "Re", "Yes."), ("csirt",))
    assert "asked" not in {row.kind for row in control(NOW, answer).needs_you(NOW)}


def test_no_duff_is_first_until_play_goes_on() -> None:
    stop = Happened(99, NOW, ev.StopCalled("csirt", "Fire alarm"), ("*",))
    assert control(NOW, stop).needs_you(NOW)[0].kind == "stop"
    goes_on = Happened(100, NOW, ev.PhaseChanged("running"), ("*",))
    assert control(NOW, stop, goes_on).needs_you(NOW)[0].kind == "asked"


def test_an_agency_is_silent_once_it_has_owed_something_for_long() -> None:
    asked = Happened(99, NOW, ev.ExpectationOpened("loss", 0, 9 * HOUR, ("csirt",)))
    later = NOW + 2 * HOUR
    assert "silent" not in {row.kind for row in control(NOW, asked).needs_you(NOW)}
    assert "silent" in {row.kind for row in control(NOW, asked).needs_you(later)}


def test_a_held_inject_whose_time_has_passed_needs_a_controller() -> None:
    held = Happened(99, NOW, ev.InjectHeld("minister"))
    picture = control(NOW, held)
    assert "held" not in {row.kind for row in picture.needs_you(NOW)}
    assert "held" in {row.kind for row in picture.needs_you(2 * HOUR)}


def test_gauges_follow_the_curve_between_records() -> None:
    trust = {at: next(row for row in control().gauges(at) if row.id == "trust") for at in (NOW, NOW + HOUR)}
    assert trust[NOW].value == pytest.approx(60 - 6 * 80 / 60)
    assert trust[NOW + HOUR].value == pytest.approx(trust[NOW].value - 6)
    assert (trust[NOW].direction, trust[NOW].shown) == ("down", "52")


def test_gauges_say_when_something_is_bad_without_colour() -> None:
    gone = Happened(99, NOW, ev.ServiceChanged("payments", 0.2), ("*",))
    payments = {row.id: row for row in control().gauges(NOW)}["payments"]
    worse = {row.id: row for row in control(NOW, gone).gauges(NOW)}["payments"]
    assert (payments.alarm, worse.alarm) == ("low", "bad")
    assert {row.id: row for row in control().gauges(NOW)}["suspicion"].alarm == ""


def test_a_ship_shows_who_has_it() -> None:
    (ship,) = control().pools()
    assert (ship.used, ship.capacity, ship.holders) == (1, 1, ("Operator: Call the repair ship",))


def test_flags_that_are_up_are_listed() -> None:
    assert [flag.name for flag in control().flags()] == ["A storm stops work at sea"]


def test_texts_come_in_the_language_asked_for() -> None:
    rows = {row.id: row for row in control(languages=("sq",)).msel(NOW)}
    assert rows["loss"].subject == "Humbje e dritës"
    assert rows["minister"].subject == "The minister is on air in ten minutes"


def test_the_feed_leaves_out_what_would_drown_it_and_never_grows_without_end() -> None:
    picture = control()
    assert not any("takes 1 of" in line.text for line in picture.feed.lines)
    picture.take_all(
        Happened(1000 + n, NOW, ev.ObservationMade("excon", f"Note {n}")) for n in range(KEPT + 10)
    )
    assert len(picture.feed.lines) == KEPT
    assert picture.feed.lines[-1].text.endswith(f"Note {KEPT + 9}")


def test_the_feed_says_from_what_a_service_fell() -> None:
    texts = [line.text for line in control().feed.lines]
    assert "Card payments falls from 100% to 62%." in texts


def test_a_desk_may_note_a_refusal_of_its_own() -> None:
    picture = control()
    picture.note(NOW, "Not now: it went out at T+00:12")
    assert picture.feed.lines[-1].mark == "!"


def test_a_sentence_that_ends_in_a_question_has_no_second_full_stop() -> None:
    data = DATA | {"flags": DATA["flags"] | {"why": {"name": "Who pulled the plug?"}}}
    told = describe(Happened(0, 60, ev.FlagRaised("why")), scenario_from_data(data))
    assert told.text == "It is now so: Who pulled the plug?"


def test_a_sentence_keeps_the_three_dots_somebody_ended_with() -> None:
    for title in ("And now...", "And now…"):
        asked = ev.QuestionnaireAnswered(title, "participant", {})
        assert describe(Happened(0, 60, asked), small_scenario()).text == f"Has answered: {title}"
        data = DATA | {"flags": DATA["flags"] | {"why": {"name": title}}}
        told = describe(Happened(0, 60, ev.FlagRaised("why")), scenario_from_data(data))
        assert told.text == f"It is now so: {title}"


def test_a_subject_stands_apart_from_the_sentence_around_it() -> None:
    names, asked = Names(small_scenario()), {"und": "Was it an attack?"}
    names.added["ad-hoc-9"] = ev.InjectAdded(
        "ad-hoc-9", "", 0, 9, ("csirt",), {"und": "Press"}, "phone", "amber", asked, {"und": "Well?"}
    )
    told = tell(ev.ItemRead("csirt", "ad-hoc-9"), names, None, 60)
    assert told.text == "Opens #9 “Was it an attack?”."


def test_every_kind_of_event_is_described() -> None:
    assert kinds() == frozenset(get_args(ev.AnyEvent))
    for event in every_event():
        told = describe(Happened(0, 60, event), small_scenario())
        assert told.text[-1] in ".x:", (type(event), told)
        assert told.who


def test_the_plain_twin_holds_the_same() -> None:
    picture = control()
    shown = as_json(picture, NOW)
    assert shown["exercise"] is True
    assert [row["id"] for row in shown["msel"]] == ["loss", "minister", "rumour", "storm-warning"]
    text = as_text(picture, NOW)
    assert text.startswith("EXERCISE EXERCISE EXERCISE · HARBOUR NIGHT · as seen by EXCON")
    assert "waits for Card payments below 60% (now 62%)" in text


def test_what_the_world_does_by_itself_nobody_orders() -> None:
    ordered = ev.ActivityOrdered("triage#1", "triage", "", "link-2")
    told = describe(Happened(0, 60, ordered), small_scenario())
    assert (told.who, told.text) == ("WORLD", "'Triage the report' begins, for LINK-2.")


def test_what_may_come_of_an_action_is_said_in_the_words_the_scenario_has_for_it() -> None:
    chances = [
        {
            "name": "wrong-class",
            "chance": "10%",
            "text": {"en": "the class is wrong", "sq": "klasa është gabim"},
        },
        {"name": "no-sleep", "chance": "10%"},
    ]
    triage = DATA["activities"]["triage"] | {"chances": chances}
    scenario = scenario_from_data(
        DATA | {"languages": ["en", "sq"], "activities": DATA["activities"] | {"triage": triage}}
    )
    fell = Happened(0, 60, ev.ChanceFell("triage@csirt#1", "wrong-class", True))
    assert "'the class is wrong' came off" in describe(fell, scenario, "en").text
    assert "'klasa është gabim' came off" in describe(fell, scenario, "sq").text
    other = Happened(0, 60, ev.ChanceFell("triage@csirt#1", "no-sleep", False))
    assert "'no sleep' did not come off" in describe(other, scenario).text
