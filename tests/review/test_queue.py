"""EXCON's queue: calls to make, whose item it is, who does it; how cells keep up; how severe agencies find it."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.review.needs import cells
from exercise.review.picture import Picture
from exercise.review.plain import as_json, as_text
from exercise.review.report import Provenance, build_report
from exercise.review.rows import NeedRow
from exercise.review.severity import levels, own_ratings, severity
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import parse_time
from tests.scenes import EXCON, Move, Scene, drill, inject, play

READY: tuple[Move, ...] = (
    ("T+00:00", EXCON, cmd.SetRolePlay(True)),
    ("T+00:00", EXCON, cmd.TakeSeat("coast")),
)


def celled() -> Scenario:
    """A cell for each agency; a call to the coast at T+03:00 while its answer of T+02:00 is overdue."""
    agencies = {"coast": {"name": "Coast", "cell": "north"}, "inland": {"name": "Inland", "cell": "south"}}
    injects = {
        "loss": inject(at="T+01:00", subject="Loss of light", expect=[{"reply": True, "within": "1h"}]),
        "call": inject(at="T+03:00", subject="Minister", deliver={"as": "Mayor", "brief": "Sound worried."}),
    }
    scale = {
        "sev1": {"name": "Local", "means": "One place."},
        "sev2": {"name": "National", "means": "One country."},
        "sev3": {"name": "Large-scale", "means": "Several."},
    }
    ratings = {"noon": {"at": "T+02:00", "within": "30min", "text": "For you?"}, "dusk": {"at": "T+05:00"}}
    return drill(
        agencies=agencies,
        cells={"north": {"name": "North"}, "south": {"name": "South"}},
        injects=injects,
        severity=scale,
        ratings=ratings,
    )


def seen(scene: Scene, *, cell: str = "", desk: str = EXCON, seat: str = EXCON) -> Picture:
    picture = Picture(scene.engine.scenario, seat)
    picture.cell, picture.desk = cell, desk
    picture.take_all(scene.records)
    return picture


def queue(scene: Scene, at: str, *, cell: str = "", desk: str = EXCON) -> list[tuple[str, str, str]]:
    rows: tuple[NeedRow, ...] = seen(scene, cell=cell, desk=desk).needs_you(parse_time(at))
    return [(row.id, row.cell, row.taken) for row in rows]


def test_one_queue_in_order_of_urgency_with_each_item_s_cell() -> None:
    scene = play(celled(), *READY, "T+03:10")
    assert queue(scene, "T+03:10") == [
        ("call/call", "north", ""),
        ("overdue/loss/0", "north", ""),
        ("unrated/noon", "", ""),
    ]


def test_what_has_been_overdue_for_hours_comes_after_what_can_still_be_saved() -> None:
    later = cmd.Reschedule("call", parse_time("T+06:04"))
    scene = play(celled(), *READY, ("T+00:10", EXCON, later), "T+06:02")
    assert [name for name, _, _ in queue(scene, "T+05:58")] == ["overdue/loss/0", "soon/call"]
    assert [name for name, _, _ in queue(scene, "T+06:02")] == ["soon/call", "overdue/loss/0"]


def test_a_call_is_announced_shortly_before_and_says_whom_to_call_as_whom() -> None:
    scene = play(celled(), *READY, "T+02:50")
    rows = {row.id: row for row in seen(scene).needs_you(parse_time("T+02:50"))}
    assert rows["soon/call"].text == "phone Coast as Mayor: Minister"
    assert "soon/call" not in {name for name, _, _ in queue(play(celled(), "T+02:50"), "T+02:50")}


def test_a_cell_sees_its_own_queue() -> None:
    scene = play(celled(), *READY, "T+03:10")
    assert [name for name, _, _ in queue(scene, "T+03:10", cell="north")] == ["call/call", "overdue/loss/0"]
    assert queue(scene, "T+03:10", cell="south") == []


def test_what_another_does_comes_last_and_what_i_do_stays_in_its_place() -> None:
    scene = play(celled(), *READY, ("T+03:10", EXCON, cmd.TakeTask("call/call", "cell-north")))
    assert queue(scene, "T+03:10", desk="cell-north")[0] == ("call/call", "north", "cell-north")
    assert queue(scene, "T+03:10", desk="central")[-1] == ("call/call", "north", "cell-north")


def test_what_was_handed_over_and_authority_move_items_between_queues() -> None:
    scene = play(
        celled(),
        *READY,
        "T+03:05",
        ("T+03:06", EXCON, cmd.HandOverTask("overdue/loss/0", "south", why="busy")),
    )
    assert [name for name, _, _ in queue(scene, "T+03:10", cell="south")] == ["overdue/loss/0"]
    scene.play(("T+03:10", EXCON, cmd.MoveAuthority("north", "centre", "asleep")))
    assert ("call/call", "", "") in queue(scene, "T+03:10")


def test_the_lead_sees_how_every_cell_keeps_up() -> None:
    scene = play(
        celled(),
        *READY,
        ("T+03:10", EXCON, cmd.TakeTask("call/call", "cell-north")),
        ("T+03:10", EXCON, cmd.MoveAuthority("south", "north", "asleep")),
    )
    rows = {row.id: row for row in cells(seen(scene), parse_time("T+03:30"))}
    assert list(rows) == ["", "north", "south"]
    north = rows["north"]
    assert (north.waiting, north.oldest, north.overdue) == (1, 90 * 60, 2)
    assert north.taken == (("cell-north", "call/call"),)
    assert (rows["south"].holder, rows["south"].waiting) == ("North", 0)
    assert rows[""].waiting == 1


def test_a_message_to_somebody_nobody_plays_waits_for_an_answer_in_that_name() -> None:
    scenario = drill(parties={"press": {"name": "Evening News", "about": "A newspaper."}})
    asks = ("T+01:00", "coast", cmd.Send(("press",), "Correction", "You are wrong."))
    scene = play(scenario, asks)
    assert [name for name, _, _ in queue(scene, "T+01:10")] == ["party/coast/3600"]
    scene.play(("T+01:10", EXCON, cmd.TakeTask("party/coast/3600")))
    scene.play(("T+01:20", EXCON, cmd.SendAs("press", ("coast",), "Re", "We checked.")))
    assert queue(scene, "T+01:30") == []


def rated() -> Scene:
    return play(
        celled(),
        ("T+02:10", "coast", cmd.Rate("noon", "sev1")),
        ("T+02:15", "coast", cmd.Rate("noon", "sev2", "Two towns.")),
        ("T+05:10", "coast", cmd.Rate("dusk", "sev3")),
        ("T+05:20", "inland", cmd.Rate("dusk", "sev1")),
    )


def test_controllers_see_the_spread_who_has_not_rated_and_what_changed() -> None:
    dusk, noon = severity(seen(rated()))
    assert (noon.low, noon.median, noon.high, noon.silent) == ("SEV2", "SEV2", "SEV2", ("Inland",))
    assert (noon.said[0].level, noon.said[0].before, noon.said[0].reason) == ("SEV2", "SEV1", "Two towns.")
    assert (dusk.low, dusk.median, dusk.high, dusk.silent) == ("SEV1", "SEV1", "SEV3", ())
    assert [(each.agency, each.change) for each in dusk.said] == [("Coast", 1), ("Inland", 0)]


def test_an_agency_sees_its_own_rating_and_then_the_spread() -> None:
    scene = rated()
    own = own_ratings(seen(scene, seat="inland"))
    assert [(row.id, row.level, row.spread) for row in own] == [("dusk", "SEV1 Local", ""), ("noon", "", "")]
    scene.play(("T+05:30", EXCON, cmd.ShareSpread("dusk")))
    after = own_ratings(seen(scene, seat="inland"))[0]
    assert after.spread == "1 × SEV1 Local, 1 × SEV3 Large-scale"
    assert [row.name for row in levels(seen(scene))] == ["SEV1 Local", "SEV2 National", "SEV3 Large-scale"]


def test_the_plain_twin_has_them_too() -> None:
    scene = rated()
    at = parse_time("T+05:30")
    shown = as_json(seen(scene), at)
    assert [row["id"] for row in shown["severity"]] == ["dusk", "noon"]
    assert [row["id"] for row in shown["cells"]] == ["", "north", "south"]
    text = as_text(seen(scene), at)
    assert "  noon  T+02:00  SEV2 – SEV2 – SEV2 · Coast SEV2 · not rated: Inland" in text
    assert "  dusk  T+05:00  SEV1 Local" in as_text(seen(scene, seat="inland"), at)
    assert "of Coast" not in as_text(seen(scene, seat="inland"), at)


def test_the_report_tells_of_ratings_calls_and_hand_overs() -> None:
    scene = play(
        celled(),
        *READY,
        ("T+02:10", "coast", cmd.Rate("noon", "sev2", "Two towns.")),
        ("T+03:05", EXCON, cmd.TakeTask("call/call", "cell-north")),
        ("T+03:20", EXCON, cmd.Deliver("call", "They will meet.", "cell-north")),
        ("T+04:00", EXCON, cmd.MoveAuthority("north", "centre", "asleep", "cell-north")),
        ("T+04:10", EXCON, cmd.MoveLead("central", "a rest", "lead")),
    )
    report = build_report(scene.engine.scenario, scene.records, Provenance("x", "seed", "1", "0" * 64))
    tables = {table.id: [row.cells for row in table.rows] for table in report.tables}
    assert tables["severity"] == [
        (
            "T+02:00 (Thu 10:00)",
            "For you?",
            "SEV2 National",
            "SEV2 National",
            "SEV2 National",
            "SEV2: Coast (Two towns.)",
            "Inland",
        )
    ]
    assert tables["calls"] == [
        ("#2 Minister", "T+03:00", "T+03:05", "T+03:20", "cell-north", "after 20min", "They will meet.")
    ]
    assert tables["hand-overs"] == [
        ("T+04:00", "Authority of North", "the centre", "cell-north", "asleep"),
        ("T+04:10", "The lead", "central", "lead", "a rest"),
    ]


def test_every_item_that_is_shown_can_be_taken() -> None:
    scenario = drill(
        agencies={"coast": {"name": "Coast"}, "inland": {"name": "Inland"}},
        parties={"press": {"name": "Evening News", "about": "A newspaper."}},
        injects={
            "loss": inject(at="T+01:00", expect=[{"reply": True, "within": "1h"}]),
            "late": inject(at="T+02:00"),
            "call": inject(at="T+03:00", deliver={"brief": "Call."}),
            "next": inject(at="T+06:05", deliver={"brief": "Call."}),
        },
        severity={"sev1": {"name": "Local", "means": "One place."}},
        ratings={"noon": {"at": "T+02:00", "within": "30min"}},
    )
    scene = play(
        scenario,
        *READY,
        ("T+01:00", EXCON, cmd.Hold("late")),
        ("T+01:10", "coast", cmd.Send(("press",), "Correction", "You are wrong.")),
        ("T+01:20", "inland", cmd.Send(("excon",), "Question", "May we?")),
        ("T+01:30", "inland", cmd.ProposeAction("Listen to the radio.")),
        "T+06:00",
    )
    rows = seen(scene).needs_you(parse_time("T+06:00"))
    assert {row.kind for row in rows} >= {
        "rule",
        "asked",
        "party",
        "held",
        "overdue",
        "call",
        "soon",
        "unrated",
    }
    for row in rows:
        scene.play(("T+06:00", EXCON, cmd.TakeTask(row.id)))


def test_an_agency_that_has_done_what_an_inject_asks_for_is_not_chased_to_open_it() -> None:
    asked = {
        "yes-or-no": inject(
            at="T+01:00", subject="Shall we?", expect=[{"decision": "shall-we", "within": "3h"}]
        )
    }
    scenario = drill(
        injects=asked | {"hello": inject(at="T+00:10", subject="Good morning")},
        decisions={
            "shall-we": {
                "who": ["coast"],
                "text": "Shall we?",
                "options": {"yes": {"text": "Yes."}, "no": {"text": "No."}},
            }
        },
    )
    opened: tuple[Move, ...] = (
        ("T+00:00", EXCON, cmd.TakeSeat("coast")),
        ("T+00:20", "coast", cmd.MarkRead("hello")),
    )
    silent = play(scenario, *opened, "T+02:00")
    assert "unopened/coast" in {name for name, _, _ in queue(silent, "T+02:00")}
    decided = play(
        scenario,
        *opened,
        ("T+01:20", "coast", cmd.Decide("shall-we", option="yes", rationale="Now.")),
        "T+02:00",
    )
    assert "unopened/coast" not in {name for name, _, _ in queue(decided, "T+02:00")}


def test_whoever_sits_down_late_is_not_chased_for_what_came_before() -> None:
    times = {"early": "T+00:10", "hello": "T+00:50", "new": "T+01:00"}
    scenario = drill(injects={name: inject(at=at, subject=name) for name, at in times.items()})
    sat_down: tuple[Move, ...] = (
        ("T+01:10", EXCON, cmd.TakeSeat("coast")),
        ("T+01:20", "coast", cmd.MarkRead("hello")),
    )
    scene = play(scenario, *sat_down, "T+02:00")
    (unread,) = (row for row in seen(scene).needs_you(parse_time("T+02:00")) if row.kind == "unread")
    assert (unread.id, unread.inject) == ("unopened/coast", "new")
