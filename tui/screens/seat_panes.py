"""The panes of an agency's desk: their columns, their hints, and how each list and its page are filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from rich.text import Text

from exercise.language import marked, n, t
from exercise.review.names import caution
from exercise.review.picture import Picture
from exercise.review.rows import ActionRow, RunRow
from exercise.review.rows_duties import ProposalRow
from exercise.review.seat_rows import runs_over
from tui.themes import Ink
from tui.unread import Unread
from tui.widgets import pages, wording
from tui.widgets import pages_duties as more
from tui.widgets.grouped import Group, group_cells, grouped
from tui.widgets.rows import HEADING, Column, Keyed
from tui.widgets.wording_duties import doing_cells, duty_cells, vote_cells

PANES = (
    ("inbox", marked("Inbox")),
    ("actions", marked("Actions")),
    ("decisions", marked("Decide")),
    ("situation", marked("World")),
    ("facts", marked("Facts")),
    ("messages", marked("Mail")),
    ("runs", marked("Doing")),
    ("duties", marked("Duties")),
    ("votes", marked("Votes")),
)

SHORT = {"actions": marked("Act")}
"""Titles that a narrow terminal has no room for."""

COLUMNS = {
    "inbox": (
        Column("", 1),
        Column(marked("Time"), 9),
        Column("", 1),
        Column(marked("Inject"), share=1),
        Column(marked("Answer"), 10),
    ),
    "actions": (
        Column("", 1),
        Column(marked("Action"), share=3),
        Column("", share=2, from_=40),
        Column(marked("Takes"), 6),
        Column(marked("Needs"), 14, from_=70),
    ),
    "decisions": (Column("", 1), Column(marked("Question"), share=2), Column("", share=1)),
    "facts": (
        Column(marked("Time"), 9),
        Column(marked("TLP"), 12, from_=52),
        Column(marked("What you know"), share=1),
        Column("", 16, from_=90),
    ),
    "messages": (
        Column("", 1),
        Column(marked("Time"), 9),
        Column("", 1),
        Column(marked("With"), 14),
        Column(marked("Subject"), share=1),
    ),
    "runs": (
        Column(marked("State"), 11),
        Column("", 0, from_=10_000),
        Column(marked("Action"), share=1),
        Column("", 9),
        Column("", 14),
    ),
    "duties": (
        Column(marked("State"), 9),
        Column(marked("Left"), 11),
        Column(marked("Report"), share=2),
        Column(marked("To"), share=1),
    ),
    "votes": (
        Column(marked("State"), 12),
        Column(marked("Left"), 7),
        Column(marked("Joint decision"), share=1),
        Column(marked("Votes"), 16, from_=84),
        Column("", 11),
    ),
}

MAIN = {
    "inbox": 3, "actions": 1, "decisions": 1, "facts": 2, "messages": 4, "runs": 2, "duties": 2, "votes": 2
}  # fmt: skip
"""The column that says what a line is about, by its place."""

FOOTERS = {
    "inbox": {"act": marked("Answer"), "write": marked("Message"), "ask": marked("Ask EXCON")},
    "actions": {"act": marked("Order"), "propose": marked("Something else"), "ask": marked("Ask EXCON")},
    "decisions": {"act": marked("Decide"), "decide-freely": marked("Own words"), "ask": marked("Ask EXCON")},
    "situation": {"write": marked("Message"), "ask": marked("Ask EXCON")},
    "facts": {"act": marked("Share"), "ask": marked("Ask EXCON")},
    "messages": {
        "act": marked("Answer"),
        "write": marked("New"),
        "directory": marked("Who is who"),
        "ask": marked("Ask EXCON"),
    },
    "runs": {"stand-down": marked("Stand down"), "propose": marked("Propose"), "ask": marked("Ask EXCON")},
    "duties": {"act": marked("Fill in"), "ask": marked("Ask EXCON")},
    "votes": {
        "act": marked("Vote"),
        "propose": marked("Put to them"),
        "stand-down": marked("Take back"),
        "ask": marked("Ask EXCON"),
    },
}
"""What the bottom line offers in each pane, by the ids of the actions; help, and the way out, always."""

GUIDE = marked(
    "You play one agency. Read what comes in (1), answer it with Enter, order actions (2), decide (3), share "
    "what you know (5), report what you must (8), vote (9). You see only what your agency can know. Asking "
    "costs nothing: {ask} writes to the people who run the exercise. If something real happens, {stop} stops play."
)

HINTS = {
    "inbox": marked("↑↓ choose, Enter answers. 2 shows what you can order. {help} explains."),
    "actions": marked("↑↓ choose, Enter orders. + can be, ? perhaps, … would wait, x not now."),
    "decisions": marked("↑↓ choose, Enter decides. {decide-freely}: a decision in your own words."),
    "situation": marked("The world as your agency sees it. ! is low, ‼ is bad."),
    "facts": marked("↑↓ choose something you know, Enter shares it with others. Mind its TLP."),
    "messages": marked("Enter answers a message, {write} writes a new one, {ask} asks EXCON."),
    "runs": marked("What you ordered or proposed. {stand-down} stands the selected one down."),
    "duties": marked("↑↓ choose, Enter fills in the report and files it. Late is better than never."),
    "votes": marked(
        "↑↓ choose, Enter votes; {propose} puts it to the others, {stand-down} takes your own back."
    ),
}

OVER = 100
"""Of what is over, so many are listed; a long exercise has tens of thousands."""

NO_DUTIES = marked(
    "Nothing to report. A clock starts here when your agency becomes aware of something it must report."
)


class Pane(NamedTuple):
    """How a list and its page are filled."""

    rows: Sequence[Any]
    cells: Callable[[Any, Any], Keyed]
    page: Callable[[Any, Any], Text]
    nothing: str
    fresh: frozenset[str] = frozenset()
    """Rows that nobody has looked at."""
    empty: str = ""
    """What stands in the list instead of a row, when `nothing` is more than a line."""


def filled(name: str, picture: Picture, now: int, unread: Unread, *, word: Callable[[str], str]) -> Pane:
    """What a pane shows at a moment; `word` puts in the keys."""
    pane = _filled(name, picture, now, unread)

    page = partial(more.vote_page, word=word) if name == "votes" else pane.page
    return pane._replace(nothing=word(pane.nothing), page=page)


def _filled(name: str, picture: Picture, now: int, unread: Unread) -> Pane:
    match name:
        case "inbox":
            return _inbox(picture, now, unread)
        case "actions":
            return _actions(picture, now)
        case "decisions":
            nothing = t("Nothing to decide now. {decide-freely} records a decision in your own words.")
            return Pane(picture.decisions(now), wording.decision_cells, pages.decision_page, nothing)
        case "facts":
            return _facts(picture)
        case "messages":
            return _messages(picture, unread)
        case "duties":
            return Pane(picture.duties(now), duty_cells, more.duty_page, t(NO_DUTIES))
        case "votes":
            return Pane(picture.votes(now), vote_cells, more.vote_page, t("Nothing to vote on."))
        case _:
            return _doing(picture, now)


def _actions(picture: Picture, now: int) -> Pane:
    rows = picture.actions(now)

    def cells(row: ActionRow | Group, ink: Ink) -> Keyed:
        return group_cells(row, ink) if isinstance(row, Group) else wording.action_cells(row, ink)

    return Pane(grouped(rows), cells, pages.action_page, t("No actions. {propose} proposes one."))


def _doing(picture: Picture, now: int) -> Pane:
    """What goes on and what ended last; of those that ended long ago only how many."""
    rows = (*picture.proposals(now), *picture.runs(now, over=OVER))
    older = runs_over(picture) - OVER
    words = n("{count} more that ended before these", "{count} more that ended before these", older)
    listed = (*rows, Group(f"{HEADING}older", words)) if older > 0 else rows

    def cells(row: ProposalRow | RunRow | Group, ink: Ink) -> Keyed:
        return group_cells(row, ink, column=2) if isinstance(row, Group) else doing_cells(row, ink)

    return Pane(listed, cells, more.doing_page, t("Nothing under way. 2 shows actions."))


def _inbox(picture: Picture, now: int, unread: Unread) -> Pane:
    decisions, fresh = picture.decisions(now), unread.letters(picture, now)
    return Pane(
        picture.inbox(now),
        lambda row, ink: wording.inbox_cells(row, ink, unread=row.id in fresh),
        lambda row, ink: pages.inbox_page(row, decisions, ink),
        _briefing(picture),
        fresh,
        t("Nothing has come in yet."),
    )


def _facts(picture: Picture) -> Pane:
    beliefs = picture.beliefs()
    return Pane(
        picture.facts_held(),
        wording.fact_cells,
        lambda row, ink: more.fact_page(row, beliefs, ink),
        t("You know nothing special yet."),
    )


def _messages(picture: Picture, unread: Unread) -> Pane:
    fresh = unread.messages(picture)
    return Pane(
        picture.messages(),
        lambda row, ink: wording.message_cells(row, ink, unread=row.id in fresh),
        pages.message_page,
        t("No messages. {write} writes one."),
        fresh,
    )


def _briefing(picture: Picture) -> str:
    """What there is to read before the first inject comes."""
    names, scenario = picture.names, picture.scenario
    agency = scenario.agencies.get(picture.seat)
    parts = [
        names.pick(scenario.summary),
        names.pick(scenario.background),
        names.pick(agency.note) if agency else "",
        names.pick(scenario.disclaimer),
        caution(names),
    ]
    return "\n\n".join(part.strip() for part in parts if part)


def never(picture: Picture) -> frozenset[str]:
    """Panes that this agency can never have anything in."""
    scenario, seat = picture.scenario, picture.seat
    clocks = scenario.agencies[seat].clocks if seat in scenario.agencies else {}
    duties = any(seat in part.who or name in clocks for name, part in scenario.obligations.items())
    votes = any(seat in part.who for part in scenario.consents.values())
    return frozenset(pane for pane, can_be in (("duties", duties), ("votes", votes)) if not can_be)


def counts(picture: Picture, now: int, unread: Unread) -> dict[str, int]:
    """What waits for somebody, for the labels of the tabs; after ENDEX there is only something to read."""
    letters = {"inbox": len(unread.letters(picture, now)), "messages": len(unread.messages(picture))}
    if picture.world.phase == "ended":
        return letters
    return letters | {
        "decisions": sum(
            row.made is None and bool(row.asked_by) and not row.why_not for row in picture.decisions(now)
        ),
        "runs": len(picture.runs(now, over=0)),
        "duties": sum(row.status in ("open", "overdue") for row in picture.duties(now)),
        "votes": sum(row.waits_for_me for row in picture.votes(now)),
    }
