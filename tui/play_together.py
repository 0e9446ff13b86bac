"""What an agency owes and decides with others: reports on the clock, votes, actions the catalogue lacks."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.review.names import minute
from exercise.review.rows import ActionRow
from exercise.review.rows_duties import DutyRow, VoteRow
from exercise.scenario.quantities import lasting
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.seated import chosen_row, guide, may_act

VOTES = (("yes", "yes"), ("no", "no"), ("abstain", "abstain"))


def file_report(screen: DeskScreen) -> None:
    """Fill in the form of the selected duty and send it."""
    rows = screen.picture.duties(screen.desk.now())
    row = chosen_row(screen, "duties-list", rows, lambda row: row.id) if screen.top == "duties" else None
    if row is None:
        guide(
            screen, "duties", "Choose what to report with ↑↓. Nothing is there until you become aware of it."
        )
    elif row.filed is not None:
        screen.desk.told(f"This was reported at {minute(row.filed)}.")
    elif may_act(screen):
        screen.app.push_screen(_report_form(screen, row))


def _report_form(screen: DeskScreen, row: DutyRow) -> Form:
    def lacks(values: Values) -> str:
        return "; ".join(each.label for each in row.form if each.required and not one(values, each.id))

    async def submit(values: Values) -> str:
        if missing := lacks(values):
            return f"still to fill in: {missing}"
        filled = {each.id: text for each in row.form if (text := one(values, each.id))}
        return await screen.desk.ask(cmd.FileReport(row.obligation, filled), seat=screen.seat)

    fields = (
        Field(
            each.id,
            f"{each.label} {'(required)' if each.required else '(may stay empty)'}",
            "text",
            help=each.help,
        )
        for each in row.form
    )
    about = "\n".join(
        (f"To {row.to}.", _time_left(row), "A late report is better than none." if _late(row) else "")
    )
    return Form(
        f"Report: {row.name}",
        *fields,
        submit=submit,
        button="File it",
        about=about.strip(),
        draft=screen.draft("report", row.obligation),
        lacks=lacks,
    )


def _late(row: DutyRow) -> bool:
    return row.left is None or row.left < 0


def _time_left(row: DutyRow) -> str:
    if row.left is None:
        return f"It was due {minute(row.due)} and counts as not reported."
    left = f"{lasting(row.left)} left" if row.left >= 0 else f"{lasting(-row.left)} overdue"
    return f"Due {minute(row.due)}: {left}."


def _vote_row(screen: DeskScreen) -> VoteRow | None:
    rows = screen.picture.votes(screen.desk.now())
    return chosen_row(screen, "votes-list", rows, lambda row: row.id) if screen.top == "votes" else None


def vote(screen: DeskScreen) -> None:
    """Vote on the selected joint decision; propose it when nobody has."""
    row = _vote_row(screen)
    if row is None:
        guide(screen, "votes", "Choose what to vote on with ↑↓, then press Enter.")
    elif row.status == "open":
        if may_act(screen):
            screen.app.push_screen(_vote_form(screen, row))
    elif row.may_propose:
        _propose_consent(screen, row)
    else:
        screen.desk.told(f"The vote is closed: {row.status}.")


def _vote_form(screen: DeskScreen, row: VoteRow) -> Form:
    async def submit(values: Values) -> str:
        command = cmd.Vote(row.id, one(values, "vote"), one(values, "reason"))
        return await screen.desk.ask(command, seat=screen.seat)

    heard = ", ".join(f"{voter.agency} {voter.vote}" for voter in row.voters if voter.vote)
    left = f"Times out in {lasting(max(0, row.left))}." if row.left is not None else ""
    before = f"You voted {row.mine}; a second vote replaces it." if row.mine else ""
    lines = (row.text, f"Rule: {row.rule}.", f"So far: {heard or 'nobody'}.", left, before)
    return Form(
        f"Vote: {row.name}",
        Field("vote", "Your vote", "choice", row.mine, options=VOTES),
        Field("reason", "Why (the others read it)", "text"),
        submit=submit,
        button="Vote",
        about="\n".join(line for line in lines if line),
        draft=screen.draft("vote", row.id),
    )


def propose(screen: DeskScreen) -> None:
    """Put the selected joint decision to the others; anywhere else, propose an action of one's own."""
    row = _vote_row(screen)
    if row is None:
        _propose_action(screen)
    elif row.may_propose:
        _propose_consent(screen, row)
    else:
        screen.desk.told("It is open for votes." if row.status == "open" else f"It is {row.status} already.")


def _propose_consent(screen: DeskScreen, row: VoteRow) -> None:
    if not may_act(screen):
        return

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.Propose(row.id, one(values, "text")), seat=screen.seat)

    voters = ", ".join(voter.agency for voter in row.voters)
    screen.app.push_screen(
        Form(
            f"Propose: {row.name}",
            Field("text", "What you write to the others (may stay empty)", "text"),
            submit=submit,
            button="Propose it",
            about=f"Decided by {voters}.\nRule: {row.rule}.\nYour own voice counts as yes.",
            draft=screen.draft("propose", row.id),
        )
    )


def _propose_action(screen: DeskScreen) -> None:
    if not may_act(screen):
        return

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.ProposeAction(one(values, "text")), seat=screen.seat)

    screen.app.push_screen(
        Form(
            "Propose an action that the list lacks",
            Field("text", "What you want to do, with whom, by what means", "text"),
            submit=submit,
            button="Propose it",
            about="EXCON accepts it, with what follows, or declines it with a reason. 7 shows the ruling.",
            draft=screen.draft("action"),
        )
    )


def withdraw(screen: DeskScreen) -> None:
    """Take back the selected joint decision."""
    row = _vote_row(screen)
    if row is None or not row.may_withdraw:
        screen.desk.told("Only an open proposal of your own can be taken back.")
        return
    if not may_act(screen):
        return

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.Withdraw(row.id), seat=screen.seat)

    about = "The votes cast so far fall away. It can be proposed again."
    screen.app.push_screen(Form(f"Take back: {row.name}?", submit=submit, button="Take it back", about=about))


def offer_consent(screen: DeskScreen, action: ActionRow, refusal: str) -> None:
    """An order was refused that needs a joint decision: offer the way to it, to those who take part."""
    rows = screen.picture.votes(screen.desk.now())
    row = next((row for row in rows if row.id == action.consent), None)
    if row is None or not (row.may_propose or row.waits_for_me):
        return

    async def submit(values: Values) -> str:
        if row.may_propose:
            return await screen.desk.ask(cmd.Propose(row.id, one(values, "text")), seat=screen.seat)
        return await screen.desk.ask(cmd.Vote(row.id, one(values, "vote")), seat=screen.seat)

    field = (
        Field("text", "What you write to the others (may stay empty)", "text")
        if row.may_propose
        else Field("vote", "Your vote", "choice", options=VOTES)
    )
    screen.app.push_screen(
        Form(
            f"{'Propose' if row.may_propose else 'Vote on'} it now? {row.name}",
            field,
            submit=submit,
            button="Propose it" if row.may_propose else "Vote",
            about=f"{refusal[:1].upper()}{refusal[1:]}.\nRule: {row.rule}.\nYour order is kept; 9 shows the votes.",
        )
    )
