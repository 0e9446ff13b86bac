"""What a report is made from: a log, the plan that people edited, earlier drills, and whose edition it is to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from exercise.conduct.edition import edition_for
from exercise.errors import UsageError
from exercise.log.records import Record
from exercise.log.store import read_log
from exercise.review.edition import WHOLE
from exercise.review.limit import limited
from exercise.review.nameless import nameless
from exercise.review.plan import NO_PLAN, Plan
from exercise.review.plan_file import PLAN_FILE, read_plan
from exercise.review.plan_sheet import read_plan_sheet
from exercise.review.report import Provenance, Report, build_report
from exercise.scenario.complaints import did_you_mean
from exercise.scenario.part import Tlp


class Read:
    """A log that has been read, ready to be reported on."""

    def __init__(self, where: Path) -> None:
        self.log = read_log(where)
        header = self.log.header
        self.scenario = header.scenario()
        self.provenance = Provenance(
            exercise_id=header.exercise_id,
            seed=header.seed,
            program=header.program,
            log_hash=self.log.last_hash,
            closed=self.log.closed,
            bots=tuple(header.bots),
            absent=header.absent,
        )

    def report(
        self,
        plan: Plan = NO_PLAN,
        earlier: Sequence[Plan] = (),
        *,
        agency: str | None = None,
        limit: Tlp | None = None,
        names: bool = True,
        hide: Iterable[str] = (),
    ) -> Report:
        """The report, or the edition asked for. What an edition may not hold is gone before it is built.

        Args:
            names: whether people's names may stand in it.
            hide: names that may not, although they stand in free texts only.
        """
        scenario, edition = self.scenario, WHOLE
        records: Sequence[Record] = self.log.records
        without = None if names else nameless(scenario, records, plan, earlier, hide=hide)
        if without is not None:
            records, plan, earlier = without.records, without.plan, without.earlier
        if agency is not None:
            if agency not in scenario.agencies:
                hint = did_you_mean(agency, scenario.agencies)
                raise UsageError(f"--for: there is no agency '{agency}'" + (f"; {hint}" if hint else ""))
            scenario, records, edition = edition_for(self.log.header.data, scenario, agency, records)
        if limit is not None:
            scenario, records, edition = limited(scenario, records, limit, edition)
        edition = replace(edition, nameless=not names)
        made = build_report(scenario, records, self.provenance, edition=edition, plan=plan, earlier=earlier)
        return made if without is None else without.swept(made)


def plan_for(read: Read, folder: Path, given: Path | None) -> Plan:
    """The plan that people edited: the one given, else the one beside the report; none when there is none."""
    path = given if given is not None else folder / PLAN_FILE
    if given is None and not path.exists():
        return NO_PLAN
    if path.suffix.lower() == ".xlsx":
        if not path.is_file():
            raise UsageError(f"--plan: there is no file {path}")
        about = read_plan(folder / PLAN_FILE).about if (folder / PLAN_FILE).exists() else {}
        return _known(replace(NO_PLAN, about=about, actions=read_plan_sheet(path)), read, path)
    plan = read_plan(path)
    if plan.exercise != read.provenance.exercise_id:
        raise UsageError(
            f"{path} is the plan of the exercise {plan.exercise}, and this log is of {read.provenance.exercise_id}.\n"
            "To compare with an earlier drill, use --previous; to write elsewhere, --out."
        )
    return _known(plan, read, path)


def _known(plan: Plan, read: Read, path: Path) -> Plan:
    """The plan, when every finding it names is a task of this exercise."""
    tasks = [
        f"{name}/{task.id or place}"
        for name, part in read.scenario.objectives.items()
        for place, task in enumerate(part.tasks, start=1)
    ]
    strange = [line.finding for line in plan.actions if line.finding and line.finding not in tasks]
    if strange:
        hints = (
            f"'{name}'" + (f" ({hint})" if (hint := did_you_mean(name, tasks)) else "") for name in strange
        )
        raise UsageError(
            f"{path}: this exercise has no finding {', '.join(hints)}. Leave `finding` empty for a line of your own."
        )
    return plan


def earlier_drills(given: Iterable[Path]) -> tuple[Plan, ...]:
    """Earlier drills, each from its plan, or from its log with the plan that lies beside its report."""
    return tuple(_earlier(path) for path in given)


def _earlier(path: Path) -> Plan:
    if path.suffix.lower() in (".yaml", ".yml"):
        return read_plan(path)
    read = Read(path)
    beside = read.log.path.parent / "report"
    return read.report(plan_for(read, beside, None)).plan
