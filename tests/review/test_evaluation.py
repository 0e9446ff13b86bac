"""The evaluation in a report: ratings confirmed or changed, criteria across objectives, what questionnaires say."""

from __future__ import annotations

from msgspec.structs import replace

from exercise.domain import commands as cmd
from exercise.review.chronicle import Chronicle
from exercise.review.evaluation_tables import evaluation_tables
from exercise.review.findings import headlines, improvements
from exercise.review.measures import judge
from exercise.review.names import Names
from exercise.review.report_tables import Table
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Scene, drill, inject, play

FORM = {
    "name": "About it",
    "phase": "feedback",
    "to": ["participant", "evaluator"],
    "anonymous": True,
    "questions": {
        "real": {"ask": "How real?", "kind": "scale", "low": "Not", "high": "Very"},
        "pace": {"ask": "The pace?", "kind": "choice", "options": {"slow": "Slow", "fast": "Fast"}},
        "more": {"ask": "What else?"},
    },
}
WASH = {"name": "Hot wash", "phase": "hotwash", "to": "participant", "questions": {"well": {"ask": "Well?"}}}


def scenario() -> Scenario:
    return drill(
        agencies={
            "coast": {"name": "Coast", "kind": "operator"},
            "press": {"name": "Press", "kind": "media"},
        },
        flags={"rash": {"name": "A rash step", "overreach": True}},
        injects={"call": inject(at="T+01:00", expect=[{"reply": True, "within": "1h", "objective": "talk"}])},
        objectives={
            "talk": {
                "name": "Talk",
                "capability": "Communication",
                "target": "Everybody answers",
                "tasks": [{"text": "Answer", "measure": {"answered": "50%"}}, {"id": "calm", "text": "Calm"}],
            }
        },
        questionnaires={"form": FORM, "wash": WASH},
    )


def tables(scene: Scene) -> dict[str, Table]:
    chronicle = Chronicle(scene.engine.scenario, scene.records)
    return {each.id: each for each in evaluation_tables(chronicle, Names(scene.engine.scenario))}


def rows(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def test_a_rating_confirms_or_changes_what_the_log_proposes() -> None:
    confirmed = cmd.Observe("So it was.", objective="talk", rating="P", proposed="P", desk="evaluator")
    changed = cmd.Observe(
        "Too curt.", objective="talk", rating="S", proposed="P", evidence=(2, 9_999), desk="evaluator"
    )
    own = cmd.Observe("They whispered.", objective="talk", task="calm", rating="M")
    answered = ("T+01:30", "coast", cmd.Reply("call", "We come."))
    scene = play(scenario(), answered, ("T+02:30", EXCON, confirmed))
    result = judge(scenario(), scene.records)["talk"]
    assert result.settled == "P confirmed by the seat evaluator: So it was."
    ends = ("T+03:00", EXCON, cmd.End())
    scene = play(scenario(), answered, ("T+02:30", EXCON, changed), ("T+02:40", EXCON, own), ends)
    result = judge(scenario(), scene.records)["talk"]
    assert result.settled == "changed from P to S by the seat evaluator because: Too curt."
    assert result.ratings[0].evidence == (2,), "no record rests on one that is not there"
    assert [(task.id, [each.rating for each in task.ratings]) for task in result.tasks] == [
        ("1", []),
        ("calm", ["M"]),
    ]
    assert result.proposed == "P", "a task that only people can rate moves no proposal"


def test_what_only_an_evaluator_found_wanting_comes_into_the_plan_and_the_first_lines() -> None:
    answered = ("T+01:30", "coast", cmd.Reply("call", "We come."))
    said = cmd.Observe("Too curt.", objective="talk", rating="S", proposed="P", evidence=(2,))
    scene = play(scenario(), answered, ("T+02:30", EXCON, said), ("T+03:00", EXCON, cmd.End()))
    result = judge(scenario(), scene.records)["talk"]
    (line,) = improvements([result], scenario())
    assert (line.finding, line.issue) == ("talk", "Talk: rated S by an evaluator: Too curt.")
    assert line.evidence == (result.ratings[0].seq, 2)
    assert "Of these, evaluators changed 1: Talk, P to S" in [
        words for words, _ in headlines([result], (), ())
    ]
    agreed = play(scenario(), answered, ("T+02:30", EXCON, replace(said, rating="P")))
    assert improvements([judge(scenario(), agreed.records)["talk"]], scenario()) == ()


def test_criteria_lie_across_all_objectives() -> None:
    quiet = tables(play(scenario(), ("T+01:30", "coast", cmd.Reply("call", "We come."))))["criteria"]
    assert rows(quiet) == [
        ("Legal clocks", "no duty arose", ""),
        ("Proportionality", "kept", "No step went further than was called for."),
        ("Inclusiveness: private sector", "kept", "1 of 1 acted"),
        ("Inclusiveness: media", "not kept", "0 of 1 acted; silent: Press"),
    ]
    rash = play(scenario(), ("T+02:00", EXCON, cmd.Override(({"flag": "rash"},), "for the scene")))
    assert rows(tables(rash)["criteria"])[1] == ("Proportionality", "not kept", "T+02:00 A rash step")


def test_questionnaires_are_counted_and_the_anonymous_stay_so() -> None:
    given = [
        ("T+03:00", EXCON, cmd.End()),
        (
            "T+03:00",
            EXCON,
            cmd.Answer("form", {"real": "5", "pace": "fast", "more": "Zebra."}, role="evaluator"),
        ),
        ("T+03:00", EXCON, cmd.Answer("form", {"real": "2", "more": "Apple."}, role="participant")),
        ("T+03:00", "coast", cmd.Answer("wash", {"well": "The calls."})),
        ("T+03:00", "coast", cmd.Answer("wash", {"well": "Nothing."}, corrects=True)),
    ]
    found = tables(play(scenario(), *given))
    assert rows(found["asked-form"]) == [
        ("How real?", "2", "median 3.5 of 5 (1 Not, 5 Very); 1: 0 2: 1 3: 0 4: 0 5: 1"),
        ("The pace?", "1", "Slow: 0\nFast: 1"),
        ("What else?", "2", "“Apple.”\n“Zebra.”"),
    ]
    assert found["asked-form"].intro == "Anonymous. Answered by 2 seats whose roles are not told apart."
    assert len({row.evidence for row in found["asked-form"].rows}) == 1, "no row cites whom it quotes"
    assert "Corrected afterwards, the last words stand here: Coast." in found["asked-wash"].intro
    assert rows(found["asked-wash"]) == [("Well?", "1", "Coast: “Nothing.”")]
