"""How rows become cells and pages: signs with words beside them, colour only on top."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len
from rich.text import Text

from exercise.conduct.client import LineState
from exercise.language import marked, t
from exercise.review.names import minute
from exercise.review.rows import (
    ActionRow,
    AgencyRow,
    DecisionRow,
    FactRow,
    InboxRow,
    MessageRow,
    MselRow,
    NeedRow,
    RunRow,
    Status,
)
from exercise.scenario.quantities import lasting
from tui.themes import Ink
from tui.widgets.rows import Keyed

BANNER = "EXERCISE EXERCISE EXERCISE"

MSEL_SIGNS = {
    "planned": marked("· planned"),
    "gated": marked("… waiting"),
    "held": marked("= held"),
    "delivering": marked("» to say"),
    "released": marked("▶ out"),
    "answered": marked("✔ done"),
    "overdue": marked("! overdue"),
    "skipped": marked("x skipped"),
}
_RUN = {
    "waiting": marked("… waiting"),
    "working": marked("▶ working"),
    "blocked": marked("‖ blocked"),
    "done": marked("✔ done"),
    "stood-down": marked("x stopped"),
}
_NEED = {
    "stop": marked("NO DUFF"),
    "rule": marked("? rule"),
    "asked": marked("? asked"),
    "party": marked("? answer"),
    "held": marked("= held"),
    "call": marked("» call"),
    "soon": marked("» soon"),
    "unrated": marked("… rate"),
    "handed": marked("→ handed"),
    "vote": marked("‖ vote"),
    "overdue": marked("! overdue"),
    "duty": marked("! report"),
    "tlp": marked("⚠ TLP"),
    "unread": marked("● unread"),
    "silent": marked("… silent"),
}
_NEXT = {
    "inject": marked("next in {time}"),
    "answer": marked("answer in {time}"),
    "report": marked("report in {time}"),
    "vote": marked("vote in {time}"),
}
_LATE = {
    "inject": marked("next late by {time}"),
    "answer": marked("answer late by {time}"),
    "report": marked("report late by {time}"),
    "vote": marked("vote late by {time}"),
}
STANDS_IN = ("bot", "absent", "nobody")
"""What stands where nobody sits."""
_SITS = {
    "bot": marked("bot"),
    "absent": marked("absent"),
    "nobody": marked("nobody"),
    "participant": marked("played"),
}
_PHASE = {
    "briefing": marked("○ BRIEFING"),
    "running": marked("▶ RUNNING"),
    "paused": marked("‖ PAUSED"),
    "ended": marked("■ ENDED"),
}


def countdown(seconds: int) -> str:
    """`04:12` below an hour, `3h07` and `2d04h` above."""
    return f"{seconds // 60:02}:{seconds % 60:02}" if seconds < 3600 else lasting(seconds)


def late(seconds: int, *, room: int) -> str:
    """By how much something is late; where the word is too long for its column, a sign stands for it."""
    words = t("late {time}", time=countdown(seconds))
    return words if cell_len(words) <= room else f"! {countdown(seconds)}"


def tlp(label: str) -> str:
    """A TLP label as it is written."""
    return "TLP:" + label.upper().replace("AMBER-STRICT", "AMBER+STRICT")


def line_text(far: LineState | None, ink: Ink) -> Text:
    """How the line to the exercise is, when that needs saying; nothing when all is well."""
    text = Text(no_wrap=True, overflow="ellipsis")
    words = ""
    if far is not None and far.over:
        words = t("NOT CONNECTED ANY MORE: {why}", why=t(far.over))
    elif far is not None and not far.connected:
        unsent = " · " + t("{count} not sent yet", count=far.waiting) if far.waiting else ""
        words = t("CONNECTION LOST, trying again; what you type is kept") + unsent
    elif far is not None and far.trouble:
        words = t("PLAY STANDS STILL: {why}", why=far.trouble)
    return text.append(f" {words} ", style=f"bold reverse {ink.bad}") if words else text


def status_line(
    status: Status, ink: Ink, *, room: int, far: LineState | None = None, extra: str = "", aside: str = ""
) -> Text:
    """The one line every desk has, the most important first so that a narrow terminal cuts the rest.

    Where it has not enough room, the date goes, and what is said only `aside` gives way to the name of what comes next.
    Without a line to the exercise the clock is a guess, and says so.
    """
    if far is not None and not far.connected and status.phase == "running":
        status = replace(status, clock=f"≈{status.clock}")
    whole = _status(status, ink, status.local, "  ".join(part for part in (extra, aside) if part))
    if whole.cell_len <= room or not status.next:
        return whole
    day, *_, hour = status.local.split()
    text = _status(status, ink, f"{day} {hour}", extra)
    return text.append(f"  {aside}") if aside else text


def _status(status: Status, ink: Ink, local: str, extra: str) -> Text:
    colour = {"running": ink.good, "paused": ink.low, "ended": ink.muted}.get(status.phase, ink.accent)
    text = Text(no_wrap=True, overflow="ellipsis")
    if status.stopped:
        text.append(f" NO DUFF: {status.stopped} ", style=f"bold reverse {ink.bad}")
    text.append(f" {t(_PHASE[status.phase])} ×{status.pace:g} ", style=f"bold {colour}")
    text.append(f" {status.clock} ", style="bold")
    text.append(f" {local} ", style=ink.muted)
    if status.next_in is not None:
        late = status.next_in < 0
        before, _, after = t((_LATE if late else _NEXT)[status.next_kind]).partition("{time}")
        text.append(f" {before}")
        text.append(countdown(abs(status.next_in)), style=f"bold {ink.bad if late else ink.accent}")
        text.append(after)
    if extra:
        text.append(f"  {extra}")
    if status.next:
        text.append(f"  {status.next}", style=ink.muted)
    return text


def _cell(words: str, style: str = "") -> Text:
    return Text(" ".join(words.split()), style=style)


def _first(names: str) -> str:
    """The first of several, and how many more."""
    first, *others = names.split(", ")
    return f"{first} +{len(others)}" if others else first


def msel_cells(row: MselRow, ink: Ink) -> Keyed:
    """Time, number, status, to, subject, done of expected, storyline, what it waits for."""
    style = {"overdue": ink.bad, "gated": ink.low, "held": ink.low, "answered": ink.good}.get(row.status, "")
    muted = ink.muted if row.status in ("skipped", "answered") else ""
    expected = f"{row.count('met', 'late')}/{len(row.expected)}" if row.expected else ""
    if missed := row.count("missed"):
        expected += f" !{missed}"
    return row.id, (
        _cell("" if row.at is None else minute(row.at)),
        _cell(str(row.number)),
        _cell(t(MSEL_SIGNS[row.status]), style),
        _cell(_first(row.to), muted),
        _cell(row.subject, muted),
        _cell(expected, ink.bad if missed else ""),
        _cell(row.storyline, ink.muted),
        _cell(waits_in_words(row), ink.muted),
    )


def waits_in_words(row: MselRow) -> str:
    """What an inject waits for, unless that is only its time."""
    return "" if row.at is not None and row.waits_for == minute(row.at) else row.waits_for


def agency_cells(row: AgencyRow, ink: Ink) -> Keyed:
    """Agency, seat, staff, under way, unanswered, overdue, reports, votes, awareness, idle, name."""
    busy, said = row.capacity > 0 and row.used >= row.capacity, seat_words(row.seat)
    return row.id, (
        _cell(row.short),
        _cell(f"● {said}", "") if row.seat not in STANDS_IN else _cell(said, ink.muted),
        _cell(
            t("{used}/{all} full", used=row.used, all=row.capacity) if busy else f"{row.used}/{row.capacity}",
            ink.low if busy else "",
        ),
        _cell(str(row.under_way or "")),
        _cell(str(row.unanswered or "")),
        _cell(f"{row.overdue} !" if row.overdue else "", ink.bad),
        _cell(_reports(row), ink.bad if row.duties_late else ""),
        _cell(f"{row.votes} ?" if row.votes else ""),
        _cell(f"{row.awareness}%"),
        _cell(t("never") if row.last_act is None else lasting(row.idle), ink.muted),
        _cell(row.name, ink.muted),
    )


def seat_words(seat: str) -> str:
    """Who plays an agency; a seat of exercise control by its name."""
    return t(_SITS[seat]) if seat in _SITS else seat


def _reports(row: AgencyRow) -> str:
    """Reports owed, and how many of them are late."""
    return (
        "" if not row.duties else f"{row.duties} !{row.duties_late}" if row.duties_late else str(row.duties)
    )


def need_cells(row: NeedRow, ink: Ink, cell: str = "") -> Keyed:
    """Since when, what kind, who, what; whose queue it is in. What somebody does already stands back."""
    style = ink.bad if row.kind in ("stop", "call", "overdue", "duty", "tlp") else ink.low
    since, kind, who = _cell(minute(row.since)), _cell(t(_NEED[row.kind]), style), _cell(row.who)
    if not (row.taken or row.away):
        return row.id, (since, kind, who, _cell(row.text), _cell(cell, ink.muted))
    words = t("{who} put this away", who=row.away) if row.away else t("{who} does this", who=row.taken)
    taken = Text(f"{words} · ", style=ink.good).append(_cell(row.text).plain, style=ink.muted)
    back = (Text(each.plain, style=ink.muted) for each in (since, kind, who))
    return row.id, (*back, taken, _cell(cell, ink.muted))


def inbox_cells(row: InboxRow, ink: Ink, *, unread: bool = False) -> Keyed:
    """Unread, time, sign, subject, deadline."""
    if row.answered is not None:
        sign, deadline = "✔", _cell(t("answered"), ink.good)
    elif row.answer_in is None:
        sign, deadline = " ", _cell("")
    elif row.answer_in < 0:
        sign, deadline = "!", _cell(late(-row.answer_in, room=10), ink.bad)
    else:
        sign, deadline = "?", _cell(countdown(row.answer_in), ink.accent)
    urgent = row.urgent and row.answered is None
    subject = _cell(
        t("URGENT {subject}", subject=row.subject) if urgent else row.subject,
        "bold" if unread or urgent else "",
    )
    return row.id, (unread_cell(ink, unread=unread), _cell(minute(row.tick)), _cell(sign), subject, deadline)


def unread_cell(ink: Ink, *, unread: bool) -> Text:
    """A sign before what nobody here has read."""
    return _cell("●" if unread else "", f"bold {ink.accent}")


def action_cells(row: ActionRow, ink: Ink) -> Keyed:
    """Sign, name, why not, how long, what it needs."""
    able = "…" if row.waits else "?" if row.unsure else "+"
    sign = "▶" if row.under_way else "x" if row.why_not else able
    style = ink.muted if row.why_not else ""
    uses = ", ".join(f"{use.amount} × {use.name}" for use in row.uses)
    state = row.why_not or (t("under way") if row.under_way else row.waits or (t("done") if row.done else ""))
    cells = (sign, row.name, state, row.takes.partition(" (")[0], uses)
    return row.id, tuple(_cell(words, style) for words in cells)


def decision_cells(row: DecisionRow, ink: Ink) -> Keyed:
    """Sign, the question, what was decided."""
    sign = "✔" if row.made is not None else "x" if row.why_not else "?"
    chosen = row.chosen or row.why_not or (t("asked for now") if row.asked_by else t("at any time"))
    return row.id, (
        _cell(sign),
        _cell(row.text),
        _cell(chosen, ink.good if row.made is not None else ink.accent),
    )


def fact_cells(row: FactRow, ink: Ink) -> Keyed:
    """Time, TLP, text, with whom it was shared."""
    shared = t("shared: {who}", who=", ".join(row.shared_with)) if row.shared_with else ""
    return row.id, (_cell(minute(row.tick)), _cell(tlp(row.tlp)), _cell(row.text), _cell(shared, ink.muted))


def message_cells(row: MessageRow, ink: Ink, *, unread: bool = False) -> Keyed:
    """Unread, time, direction, from or to, subject."""
    style = "bold" if unread else ink.muted if row.mine else ""
    return row.id, (
        unread_cell(ink, unread=unread),
        _cell(minute(row.tick)),
        _cell("→" if row.mine else "←"),
        _cell(row.to if row.mine else row.sender, "bold" if unread else ""),
        _cell(row.subject or row.text, style),
    )


def run_cells(row: RunRow, ink: Ink) -> Keyed:
    """State, what, how far, when it will be done."""
    style = {"done": ink.good, "blocked": ink.bad, "waiting": ink.low}.get(row.status, "")
    far = f"{row.step}/{row.steps}" if row.steps > 1 else ""
    if row.status == "working":
        far = f"{far} {row.progress * 100:.0f}%".strip()
    due = t("in {time}", time=lasting(row.due_in)) if row.due_in is not None else row.waits_for
    name = f"{row.name} → {row.target}" if row.target else row.name
    return row.id, (
        _cell(t(_RUN[row.status]), style),
        _cell(row.agency),
        _cell(name),
        _cell(far),
        _cell(due, ink.muted),
    )
