"""What controllers do with the queue: take an item, give it back, hand it over; say what is to be said; authority."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.excon import CENTRE
from exercise.domain.seats import EXCON
from exercise.domain.tasks import STANDS_STILL
from exercise.language import t
from exercise.review import needs
from exercise.review.describe_excon import cell_name
from exercise.review.rows import NeedRow
from tui.screens.desk import DeskScreen, worded
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Pick

_ALL, _AWAY, _CELL = "all", "away", "cell/"


def need_in_hand(screen: DeskScreen) -> NeedRow | None:
    """The item of the queue under the cursor."""
    if screen.top != "needs":
        return None
    chosen = screen.selected("needs-list")
    return next((row for row in shown(screen) if row.id == chosen), None)


def shown(screen: DeskScreen) -> tuple[NeedRow, ...]:
    """The items of the list on page 5: what waits, or what was put away."""
    now = screen.desk.now()
    return needs.put_away(screen.picture, now) if screen.is_away else screen.picture.needs_you(now)


def _no_item(screen: DeskScreen) -> None:
    screen.desk.told(t("Select an item first: 5 shows the queue, ↑↓ move the cursor."))


async def take(screen: DeskScreen) -> None:
    """One key for both: what nobody does is mine, what is mine waits for others again."""
    row = need_in_hand(screen)
    if row is None:
        _no_item(screen)
    elif row.taken:
        await screen.desk.ask(cmd.GiveBackTask(row.id), seat=EXCON)
    else:
        await screen.desk.ask(cmd.TakeTask(row.id), seat=EXCON)


async def put_away(screen: DeskScreen) -> None:
    """Nothing more is to be done about it, said once for all controllers; what was put away comes back."""
    row = need_in_hand(screen)
    if row is None:
        _no_item(screen)
        return
    if row.away:
        await screen.desk.ask(cmd.GiveBackTask(row.id), seat=EXCON)
        return
    if row.kind in STANDS_STILL:
        screen.desk.told(t("This stands still until you act; it cannot be put away."))
        return

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.PutAwayTask(row.id, one(values, "why")), seat=EXCON)

    screen.app.push_screen(
        Form(
            t("Put away: {who}: {what}", who=row.who, what=row.text),
            Field("why", t("Why (may stay empty)")),
            submit=submit,
            button=t("Put away"),
            about=worded(
                screen,
                t(
                    "It leaves the queue of every controller, and the log says who put it away. How it is rated "
                    "stays as it is. On page 5, {filter} shows what was put away."
                ),
            ),
        )
    )


def hand_over(screen: DeskScreen) -> None:
    """Another cell or seat shall do it."""
    row = need_in_hand(screen)
    if row is None:
        _no_item(screen)
        return

    async def submit(values: Values) -> str:
        cell = one(values, "cell")
        command = cmd.HandOverTask(row.id, cell, "" if cell else one(values, "seat"), one(values, "why"))
        return await screen.desk.ask(command, seat=EXCON)

    options = tuple(each for each in _cells(screen) if each[0] != (row.cell or CENTRE))
    screen.app.push_screen(
        Form(
            t("Hand over: {who}: {what}", who=row.who, what=row.text)[:100],
            Field("cell", t("To the queue of"), "choice", options=(*options, ("", t("no cell: one seat")))),
            Field("seat", t("To which seat, by its name, such as cell-north")),
            Field("why", t("Why (may stay empty)")),
            submit=submit,
            hides=lambda values: ("seat",) if one(values, "cell") else (),
            button=t("Hand over"),
        )
    )


def called(screen: DeskScreen) -> None:
    """A role player has said it, or could not."""
    row = need_in_hand(screen)
    inject = row.inject if row is not None else screen.selected("msel-list") if screen.top == "msel" else ""
    if not say_how(screen, inject):
        screen.desk.told(t("Select a call first: an item of the queue, or an inject that somebody delivers."))


def say_how(screen: DeskScreen, inject: str) -> bool:
    """How the call of an inject went; False when it is none that somebody says."""
    part = screen.desk.scenario.injects.get(inject)
    if part is None or part.deliver is None:
        return False
    names = screen.picture.names

    async def submit(values: Values) -> str:
        note = one(values, "note")
        command = (
            cmd.Deliver(inject, note) if one(values, "how") == "said" else cmd.FailDelivery(inject, note)
        )
        return await screen.desk.ask(command, seat=EXCON)

    screen.app.push_screen(
        Form(
            t("Call: {inject}", inject=names.inject(inject)),
            Field(
                "how",
                t("How it went"),
                "choice",
                "said",
                options=(("said", t("said")), ("failed", t("could not be said"))),
            ),
            Field("note", t("What they answered; or why it could not be said"), "text"),
            submit=submit,
            button=t("Done"),
            about=f"{names.pick(part.deliver.brief)} {names.pick(part.text)}",
            draft=screen.draft("call", inject),
        )
    )
    return True


def authority(screen: DeskScreen) -> None:
    """What a cell looks after passes to another; or the lead to a deputy."""
    rows = needs.cells(screen.picture, screen.desk.now())
    chosen = screen.selected("cells-list").removeprefix("cell/") if screen.top == "lead" else ""
    own = tuple((row.id, row.name) for row in rows if row.id)
    what = tuple(sorted(own, key=lambda each: each[0] != chosen))

    async def submit(values: Values) -> str:
        subject, why = one(values, "what"), one(values, "why")
        if not subject:
            return await screen.desk.ask(cmd.MoveLead(one(values, "seat").strip(), why), seat=EXCON)
        return await screen.desk.ask(cmd.MoveAuthority(subject, one(values, "to"), why), seat=EXCON)

    screen.app.push_screen(
        Form(
            t("Hand over authority"),
            Field("what", t("Of"), "choice", options=(*what, ("", t("the lead of the exercise")))),
            Field("to", t("To (the cell itself: give it back)"), "choice", options=_cells(screen)),
            Field("seat", t("For the lead: to which seat, such as central")),
            Field("why", t("Why, for all controllers and the log")),
            submit=submit,
            hides=lambda values: ("seat",) if one(values, "what") else ("to",),
            button=t("Hand over"),
            about=t("Sight and rights follow at once. Every controller is told."),
        )
    )


def _cells(screen: DeskScreen) -> tuple[tuple[str, str], ...]:
    names = screen.picture.names
    return (
        (CENTRE, t("the centre")),
        *((cell, cell_name(names, cell)) for cell in screen.desk.scenario.cells),
    )


def only_cell(screen: DeskScreen) -> None:
    """Show what waits for one cell, what was put away, or again all that waits."""
    names, now, own = screen.picture.names, screen.desk.now(), screen.desk.scenario.cells
    rows = [row.cell for row in screen.picture.needs_you(now)]

    def chosen(key: str | None) -> None:
        if key is not None:
            screen.is_away = key == _AWAY
            screen.only_cell = key.removeprefix(_CELL) if key.startswith(_CELL) else None
            screen.show(fresh=True)

    choices = (
        (
            _ALL,
            t("All cells ({count})", count=len(rows))
            if own
            else t("All that waits ({count})", count=len(rows)),
        ),
        *(
            (f"{_CELL}{cell}", f"{cell_name(names, cell)} ({rows.count(cell)})")
            for cell in (("", *own) if own else ())
        ),
        (_AWAY, t("What was put away ({count})", count=len(needs.put_away(screen.picture, now)))),
    )
    screen.app.push_screen(
        Pick(t("Whose part of the queue?") if own else t("What of the queue?"), choices), chosen
    )
