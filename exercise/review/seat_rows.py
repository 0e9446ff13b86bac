"""What an agency looks at: what came, what it was told, what it knows, what it does."""

from __future__ import annotations

from heapq import nsmallest

from exercise.domain import events as ev
from exercise.domain.explain import explain
from exercise.domain.seats import EXCON
from exercise.domain.stages import stages_of
from exercise.domain.tlp import ORIGINATED
from exercise.domain.world import Run
from exercise.language import marked, t
from exercise.review.comms_rows import letters, message_read_by
from exercise.review.duties import next_due
from exercise.review.fold import Fold
from exercise.review.known_conditions import worded
from exercise.review.names import addressee_names, obligation_name, persona_name
from exercise.review.rows import FactRow, InboxRow, MessageRow, NextKind, RunRow
from exercise.scenario import conditions as c
from exercise.scenario.quantities import HOUR

_HOW = {
    "start": marked("known from the start"),
    "inject": marked("from an inject"),
    "activity": marked("found by {source}"),
    "shared": marked("told by {source}"),
    "override": marked("told by EXCON"),
    "effect": marked("came to be known"),
}


def inbox(fold: Fold, tick: int) -> tuple[InboxRow, ...]:
    """Injects that reached this agency (for controllers: all), newest first."""
    rows = (_letter(fold, name, when, event, tick) for name, (when, event) in fold.released.items())
    return tuple(sorted(rows, key=lambda row: (-row.tick, -row.number, row.id)))


def _letter(fold: Fold, name: str, when: int, event: ev.InjectReleased, tick: int) -> InboxRow:
    answered = _answered(fold, name, when, event)
    answer_by = event.answer_by if not event.answer_from or fold.seat in event.answer_from else None
    return InboxRow(
        id=name,
        number=event.number,
        tick=when,
        sender=fold.names.pick(event.sender),
        channel=event.channel,
        tlp=event.tlp,
        urgent=event.urgent,
        subject=fold.names.pick(event.subject),
        text=fold.names.pick(event.text),
        attachments=tuple((title, fold.names.pick(text)) for title, text in event.attachments),
        questions=tuple(fold.names.pick(question) for question in event.questions),
        decisions=event.decisions,
        to=fold.names.agencies(event.to),
        answer_by=answer_by,
        answer_in=None if answer_by is None or answered is not None else answer_by - tick,
        answered=answered,
        replies=tuple((at, reply.text) for at, reply in fold.replies.get(name, ())),
    )


def _answered(fold: Fold, name: str, when: int, event: ev.InjectReleased) -> int | None:
    """When this agency first answered in writing, or decided what was asked."""
    moments = [at for at, reply in fold.replies.get(name, ()) if reply.agency == fold.seat]
    moments += [
        at
        for at, made in fold.world.decisions
        if made.agency == fold.seat and made.decision in event.decisions and at >= when
    ]
    return min(moments, default=None)


LONG_LATE = HOUR
"""So much later something late no longer hides what comes next."""


def next_deadline(fold: Fold, tick: int) -> tuple[str, int | None, NextKind]:
    """The next answer, report or vote this agency owes, and when it is due; none after ENDEX.

    What has just become late comes first; what has long been late gives way to what can still be in time.
    """
    if fold.world.phase == "ended":
        return "", None, "answer"
    owed: list[tuple[int, str, NextKind]] = [
        (row.answer_by, f"#{row.number} {row.subject}" if row.number else row.subject, "answer")
        for row in inbox(fold, tick)
        if row.answer_by is not None and row.answered is None
    ]
    owed += next_due(fold, tick)
    if not owed:
        return "", None, "answer"
    due, words, kind = min(
        owed, key=lambda each: (True, -each[0]) if tick - each[0] > LONG_LATE else (False, each[0])
    )
    return words, due, kind


def messages(fold: Fold) -> tuple[MessageRow, ...]:
    """Messages and reports to and from this agency (for controllers: all), newest first."""
    rows = [_kept_message(fold, index, *each) for index, each in enumerate(letters(fold))]
    rows += [_filing(fold, tick, filed) for tick, filed in fold.filings]
    return tuple(sorted(rows, key=lambda row: row.tick)[::-1])


def _message(fold: Fold, index: int, tick: int, sent: ev.MessageSent, named: dict[str, str]) -> MessageRow:
    sender = fold.names.agency(sent.sender)
    if sent.persona:
        persona = persona_name(fold.names, sent.persona)
        sender = t("{who} as {name}", who=sender, name=persona) if fold.is_control else persona
    return MessageRow(
        id=f"message-{index}",
        tick=tick,
        sender=sender,
        sender_id=sent.persona if sent.persona in fold.scenario.parties else sent.sender,
        to=addressee_names(fold.names, sent.to),
        subject=sent.subject,
        text=sent.text,
        tlp=sent.tlp,
        mine=sent.sender == fold.seat,
        letter=named.get(fold.seat, ""),
        read_by=message_read_by(fold, sent, named),
    )


def _kept_message(
    fold: Fold, index: int, tick: int, sent: ev.MessageSent, named: dict[str, str]
) -> MessageRow:
    """Nothing of a message changes but who has read it, which only controllers are told."""
    read = fold.world.read if fold.is_control else {}
    seen = tuple(read.get(each) for each in named.items()) if read else ()
    return fold.keep(f"message/{index}", seen, lambda: _message(fold, index, tick, sent, named))


def _filing(fold: Fold, tick: int, filed: ev.ReportFiled) -> MessageRow:
    """A report as those it was made to read it."""
    part = fold.scenario.obligations.get(filed.obligation)
    labels = {field.id: fold.names.pick(field.text) for field in part.form} if part else {}
    return MessageRow(
        id=f"report-{filed.obligation}-{filed.agency}",
        tick=tick,
        sender=fold.names.agency(filed.agency),
        sender_id=filed.agency,
        to=fold.names.agencies(filed.to),
        subject=_report_title(obligation_name(fold.names, filed.obligation), late=filed.late),
        text="\n".join(f"{labels.get(key, key)}: {text}" for key, text in filed.fields.items()),
        tlp="amber",
        mine=filed.agency == fold.seat,
    )


def _report_title(name: str, *, late: bool) -> str:
    return t("Report: {name} (late)", name=name) if late else t("Report: {name}", name=name)


def facts(fold: Fold) -> tuple[FactRow, ...]:
    """What this agency has learned, newest first. The words are those of the records."""
    rows = []
    for name, event in fold.facts.items():
        holding = fold.world.held.get(fold.seat, {}).get(name)
        if holding is None:
            continue
        source = {"activity": fold.names.run, "shared": fold.names.agency}.get(event.how)
        if event.how == "inject" and event.source in fold.released:
            how = t("from {inject}", inject=_called(fold, event.source))
        else:
            how = t(_HOW[event.how], source=source(event.source) if source else "").strip()
        shared = tuple(
            fold.names.agency(agency) for agency in dict.fromkeys(fold.shared.get((name, fold.seat), ()))
        )
        own = holding.how in ORIGINATED
        text = fold.names.pick(event.text) or name
        rows.append(FactRow(name, holding.tick, text, event.tlp, how, shared, own))
    return tuple(sorted(rows, key=lambda row: (-row.tick, row.id)))


def _called(fold: Fold, name: str) -> str:
    """An inject that came here, as the inbox calls it."""
    event = fold.released[name][1]
    subject = fold.names.pick(event.subject)
    return f"#{event.number} {subject}" if event.number else subject


def runs(fold: Fold, tick: int, *, over: int | None = None, agency: str = "") -> tuple[RunRow, ...]:
    """Runs of activities: those under way by when they were ordered, then those that ended, newest first.

    Args:
        over: how many of those that ended, where a long exercise has too many to read; None for all.
        agency: only those of this agency.
    """
    seat = agency or fold.seat
    mine = [
        each
        for each in fold.world.runs.items()
        if seat in (EXCON, each[1].agency) and fold.seat in (EXCON, each[1].agency)
    ]
    ended = [each for each in mine if each[1].ended is not None]
    latest = sorted(ended, key=_newest) if over is None else nsmallest(over, ended, key=_newest)
    goes_on = sorted((each for each in mine if each[1].ended is None), key=_newest)
    return tuple(_run(fold, name, run, tick) for name, run in (*goes_on, *latest))


def _newest(each: tuple[str, Run]) -> tuple[int, int, str]:
    name, run = each
    return -(run.ended or 0), run.ordered, name


def runs_over(fold: Fold) -> int:
    """How many runs have ended."""
    return sum(run.ended is not None and fold.seat in (EXCON, run.agency) for run in fold.world.runs.values())


def _run(fold: Fold, name: str, run: Run, tick: int) -> RunRow:
    activity = fold.scenario.activities.get(run.activity)
    steps = len(stages_of(activity)) if activity else 1
    due = run.due()
    return RunRow(
        id=name,
        activity=run.activity,
        name=fold.names.run(name),
        agency=fold.names.agency(run.agency),
        target=fold.names.target(run.target) if run.target else "",
        status=run.status,
        stage=fold.names.stage(name, run.stage),
        step=max(0, run.stage) + 1,
        steps=steps,
        progress=_progress(fold, name, run, tick),
        due=due,
        due_in=None if due is None else max(0, due - tick),
        waits_for=_waits(fold, run) if run.status in ("waiting", "blocked") else "",
        ordered=run.ordered,
        ended=run.ended,
        text=run.text,
    )


def _waits(fold: Fold, run: Run) -> str:
    activity = fold.scenario.activities.get(run.activity)
    stages = stages_of(activity) if activity is not None else ()
    stage = stages[run.stage] if run.stage < len(stages) else None
    if run.status == "blocked":
        barred = stage.blocked_while if stage is not None else None
        return t("the end of this: {what}", what=_said(fold, barred)) if barred is not None else ""
    if run.waits_for != "until" or stage is None or stage.until is None:
        return fold.names.waiting(run.waits_for)
    return _said(fold, stage.until)


def _said(fold: Fold, condition: c.Condition) -> str:
    return explain(condition, fold.scenario) if fold.is_control else worded(condition, fold)


def _progress(fold: Fold, name: str, run: Run, tick: int) -> float:
    """How much of the present stage is done, 0..1."""
    if run.status == "done":
        return 1.0
    takes = fold.stage_takes.get(name, 0)
    if takes <= 0:
        return 0.0
    left = run.left if run.status != "working" or run.began is None else run.began + run.left - tick
    return min(1.0, max(0.0, 1 - left / takes))
