"""The evaluation beyond the objectives: criteria that lie across them, and what the questionnaires say."""

from __future__ import annotations

from collections import Counter
from statistics import median

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names
from exercise.review.report_tables import Row, Table
from exercise.scenario.quantities import clock
from exercise.scenario.questionnaires import Question, Questionnaire

_FEW = 3
"""Fewer anonymous answers than this from one role are counted with the others: a role can have one seat."""

_CLASSES = {
    "governments": ("government", "regulator", "police"),
    "technical community": ("csirt", "network"),
    "private sector": ("operator",),
    "civil society": ("society",),
    "media": ("media",),
    "European and international organisations": ("eu", "nato", "regional"),
}
"""Groups of actors, by the kinds of agency they are made of."""

_ACTS = (ev.ReplyGiven, ev.DecisionMade, ev.MessageSent, ev.FactShared, ev.ActivityOrdered, ev.ReportFiled)


def evaluation_tables(chronicle: Chronicle, names: Names) -> tuple[Table, ...]:
    """Criteria, and one table for each questionnaire that somebody has answered."""
    given: dict[str, list[tuple[int, ev.QuestionnaireAnswered]]] = {}
    for seq, _, event in chronicle.all(ev.QuestionnaireAnswered):
        given.setdefault(event.questionnaire, []).append((seq, event))
    asked = chronicle.scenario.questionnaires
    return (
        criteria(chronicle, names),
        *(_answers(name, part, _last(given[name]), names) for name, part in asked.items() if name in given),
    )


# --- criteria


def criteria(chronicle: Chronicle, names: Names) -> Table:
    """Duties kept, proportionality, inclusiveness."""
    rows = (_clocks(chronicle), _proportion(chronicle, names), *_inclusion(chronicle, names))
    intro = (
        "What the log proposes for criteria that lie across all objectives; evaluators have the last word."
    )
    columns = ("Criterion", "Result", "Why")
    return Table("criteria", "Criteria across all objectives", intro, columns, rows, "")


def _clocks(chronicle: Chronicle) -> Row:
    started = chronicle.all(ev.ClockStarted)
    filed = {
        (event.obligation, event.agency): (seq, event) for seq, _, event in chronicle.all(ev.ReportFiled)
    }
    kept = [seq for seq, event in filed.values() if not event.late]
    late = [seq for seq, event in filed.values() if event.late]
    gone = [
        seq
        for seq, _, event in started
        if (event.obligation, event.agency) not in filed and event.due < chronicle.horizon
    ]
    waiting = len(started) - len(filed) - len(gone)
    words = f"{len(kept)} of {len(started)} in time, {len(late)} late, {len(gone)} never"
    more = f", {waiting} still open at the end" if waiting > 0 else ""
    result = "no duty arose" if not started else "not kept" if late or gone else "kept"
    return Row(("Legal clocks", result, f"{words}{more}" if started else ""), (*late, *gone)[:12])


def _proportion(chronicle: Chronicle, names: Names) -> Row:
    flags = {name for name, part in chronicle.scenario.flags.items() if part.overreach}
    if not flags:
        return Row(("Proportionality", "not measured", "The scenario marks no flag with `overreach`."))
    raised = [(seq, tick, event) for seq, tick, event in chronicle.all(ev.FlagRaised) if event.flag in flags]
    if not raised:
        return Row(("Proportionality", "kept", "No step went further than was called for."))
    why = "; ".join(
        f"{clock(tick)} {names.pick(chronicle.scenario.flags[event.flag].name)}" for _, tick, event in raised
    )
    return Row(("Proportionality", "not kept", why), tuple(seq for seq, _, _ in raised))


def _inclusion(chronicle: Chronicle, names: Names) -> list[Row]:
    """Each group of actors: did any of its agencies do anything of its own?"""
    first: dict[str, int] = {}
    for kind in _ACTS:
        for seq, _, event in chronicle.all(kind):
            who = event.agency if hasattr(event, "agency") else getattr(event, "sender", "")
            first[who] = min(seq, first.get(who, seq))
    rows = []
    for title, kinds in _CLASSES.items():
        own = [name for name, part in chronicle.scenario.agencies.items() if part.kind in kinds]
        if not own:
            continue
        acted = [name for name in own if name in first]
        silent = [names.agency(name) for name in own if name not in first]
        why = f"{len(acted)} of {len(own)} acted" + (f"; silent: {', '.join(silent)}" if silent else "")
        result = "kept" if acted else "not kept"
        rows.append(Row((f"Inclusiveness: {title}", result, why), tuple(first[name] for name in acted)[:6]))
    return rows


# --- questionnaires


def _last(
    given: list[tuple[int, ev.QuestionnaireAnswered]],
) -> list[tuple[int, ev.QuestionnaireAnswered]]:
    """The last word of each seat; every one of those without a name."""
    kept: dict[object, tuple[int, ev.QuestionnaireAnswered]] = {}
    for seq, event in given:
        kept[(event.seat, event.agency) if event.seat else seq] = (seq, event)
    return list(kept.values())


def _answers(
    name: str, part: Questionnaire, given: list[tuple[int, ev.QuestionnaireAnswered]], names: Names
) -> Table:
    # Of an anonymous one no row cites whom it quotes: all answers stand behind all rows.
    everybody = tuple(seq for seq, _ in given)
    rows = []
    for key, question in part.questions.items():
        said = [(seq, event) for seq, event in given if event.answers.get(key)]
        cited = everybody if part.anonymous else tuple(seq for seq, _ in said)
        words = _said(key, question, said, names, anonymous=part.anonymous)
        rows.append(Row((names.pick(question.ask), str(len(said)), words), cited))
    columns = ("Question", "Answers", "What was said")
    title = f"Questionnaire: {names.pick(part.name)}"
    counted = _roles([event.role for _, event in given], few=part.anonymous)
    kind = "Anonymous. " if part.anonymous else ""
    later = ", ".join(sorted(names.agency(event.seat) for _, event in given if event.corrects))
    corrected = f" Corrected afterwards, the last words stand here: {later}." if later else ""
    about = f"{kind}Answered by {counted}.{corrected}"
    return Table(f"asked-{name}", title, about, columns, tuple(rows), "")


def _roles(roles: list[str], *, few: bool) -> str:
    counts = Counter(roles)
    shown = {role: count for role, count in counts.items() if count >= _FEW or not few}
    rest = len(roles) - sum(shown.values())
    parts = [f"{count} × {role}" for role, count in sorted(shown.items())]
    kinds = "of other roles" if shown else "whose roles are not told apart"
    parts += [f"{rest} {'seat' if rest == 1 else 'seats'} {kinds}"] if rest else []
    return ", ".join(parts)


def _said(
    key: str,
    question: Question,
    said: list[tuple[int, ev.QuestionnaireAnswered]],
    names: Names,
    *,
    anonymous: bool,
) -> str:
    given = [event.answers[key] for _, event in said]
    if question.kind == "choice":
        counts = Counter(given)
        return "\n".join(f"{names.pick(words)}: {counts[key]}" for key, words in question.options.items())
    if question.kind == "scale":
        return _scale(question, [int(each) for each in given], names)
    if anonymous:
        # In the order of the alphabet, because that of the log says who came first.
        return "\n".join(f"“{text}”" for text in sorted(given))
    return "\n".join(f"{names.agency(event.seat)}: “{event.answers[key]}”" for _, event in said)


def _scale(question: Question, given: list[int], names: Names) -> str:
    if not given:
        return ""
    counts = Counter(given)
    spread = " ".join(f"{step}: {counts[step]}" for step in range(1, question.steps + 1))
    ends = f" (1 {names.pick(question.low)}, {question.steps} {names.pick(question.high)})"
    shown = ends if question.low and question.high else ""
    return f"median {median(given):g} of {question.steps}{shown}; {spread}"
