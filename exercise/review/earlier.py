"""This drill beside earlier ones: ratings over drills, findings that come back, actions done and still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exercise.review.findings import Improvement, ObjectiveReview
from exercise.review.plan import Plan
from exercise.review.report_tables import Row, Table

_ORDER = "UMSP"


@dataclass(frozen=True, slots=True)
class Now:
    """What of this drill is compared."""

    title: str
    scenario: str
    held: str
    objectives: tuple[ObjectiveReview, ...]
    improvements: tuple[Improvement, ...]


def compared(now: Now, earlier: Sequence[Plan]) -> tuple[Table, ...]:
    """The tables, oldest drill first; none when there is nothing to compare with."""
    return (_ratings(now, earlier), _findings(now, earlier), _carried(now, earlier)) if earlier else ()


def _drill(title: str, held: str, place: int) -> str:
    return f"{place}. {title}" + (f" ({held[:10]})" if held else "")


def _drills(now: Now, earlier: Sequence[Plan]) -> tuple[str, ...]:
    named = [(each.title or each.exercise, each.held) for each in earlier] + [(now.title, now.held)]
    return tuple(_drill(title, held, place) for place, (title, held) in enumerate(named, start=1))


def _ratings(now: Now, earlier: Sequence[Plan]) -> Table:
    rows = []
    for each in now.objectives:
        rating = each.confirmed or each.proposed
        before = [_rating_then(each, then, now) for then in earlier]
        rows.append(Row((each.name, each.capability, *before, rating, _turn(before, rating))))
    columns = ("Objective", "Core capability", *_drills(now, earlier), "Change")
    intro = (
        "An objective of another scenario counts where it exercised the same capability. The evaluator's rating "
        "where there is one, else the one proposed from the log."
    )
    return Table(
        "over-drills", "Ratings over several drills", intro, columns, tuple(rows), "No objective to compare."
    )


def _rating_then(each: ObjectiveReview, then: Plan, now: Now) -> str:
    if then.scenario == now.scenario and each.id in then.ratings:
        return then.ratings[each.id][2]
    same = [
        rating for _, capability, rating in then.ratings.values() if capability == each.capability and rating
    ]
    return min(same, key=_ORDER.index) if same else ""


def _turn(before: list[str], rating: str) -> str:
    last = next((each for each in reversed(before) if each), "")
    if not last or not rating:
        return ""
    step = _ORDER.index(rating) - _ORDER.index(last)
    return "better" if step > 0 else "worse" if step < 0 else "the same"


def _findings(now: Now, earlier: Sequence[Plan]) -> Table:
    """Each thing that was not met in any drill, with where it was."""
    current = {task.id: task for each in now.objectives for task in each.areas}
    judged = {task.id: task for each in now.objectives for task in each.tasks}
    then = [plan.findings if plan.scenario == now.scenario else {} for plan in earlier]
    rows = []
    for finding in dict.fromkeys((*(name for each in then for name in each), *current)):
        marks = tuple("not met" if finding in each else "" for each in then)
        task = judged.get(finding)
        words = next((each[finding] for each in reversed(then) if finding in each), "")
        text = f"{task.text}: {task.words}" if task else words
        state = "not exercised" if task is None else task.verdict
        evidence = current[finding].evidence if finding in current else ()
        rows.append(
            Row((text, *marks, state, _recurs(finding in current, task is not None, marks)), evidence)
        )
    columns = ("Area for improvement", *_drills(now, earlier), "Comes back")
    intro = "By task, in drills of the same scenario."
    empty = "Nothing was missed in any of them."
    return Table("recurring", "Findings over several drills", intro, columns, tuple(rows), empty)


def _recurs(now: bool, exercised: bool, marks: tuple[str, ...]) -> str:
    if now:
        return "comes back" if any(marks) else "new"
    return "solved" if exercised else ""


def _carried(now: Now, earlier: Sequence[Plan]) -> Table:
    """The actions of every earlier plan: the latest word on each, and whether its finding came back."""
    current = {task.id for each in now.objectives for task in each.areas}
    latest: dict[tuple[str, str], tuple[Plan, Improvement]] = {}
    for plan in earlier:
        for line in plan.actions:
            latest[line.finding or line.issue, line.action] = (plan, line)
    rows = []
    for plan, line in latest.values():
        came_back = plan.scenario == now.scenario and line.finding in current
        late = line.status in ("open", "under way") and "" < line.end < now.held[:10]
        result = "finding came back" if came_back else ""
        status = f"{line.status}, overdue" if late else line.status
        cells = (line.issue, line.action, line.element, line.owner, line.end, status, result)
        rows.append(Row(cells))
    columns = (
        "Area for improvement",
        "Corrective action",
        "Element",
        "Owner",
        "End",
        "Status",
        "In this drill",
    )
    done = sum(line.status == "done" for _, line in latest.values())
    intro = f"{done} of {len(latest)} actions of earlier plans are done."
    title = "Actions of earlier plans"
    return Table("carried", title, intro, columns, tuple(rows), "The earlier plans had no actions.")
