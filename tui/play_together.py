"""What an agency owes and decides with others: reports on the clock, votes, actions the catalogue lacks."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.language import t
from exercise.review.names import minute
from exercise.review.rows import ActionRow
from exercise.review.rows_duties import DutyRow, VoteRow
from exercise.scenario.quantities import lasting
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.seated import chosen_row, guide, may_act
from tui.widgets.wording_duties import VOTE_STANDS, VOTE_WORDS


def votes() -> tuple[tuple[str, str], ...]:
    """The votes there are, as they are kept and in words; none is chosen at first."""
    return ("", t("choose a vote")), *((vote, t(words)) for vote, words in VOTE_WORDS.items())


def file_report(screen: DeskScreen) -> None:
    """Fill in the form of the selected duty and send it."""
    rows = screen.picture.duties(screen.desk.now())
    row = chosen_row(screen, "duties-list", rows, lambda row: row.id) if screen.top == "duties" else None
    if row is None:
        guide(
            screen,
            "duties",
            t("Choose what to report with ↑↓. Nothing is there until you become aware of it."),
        )
    elif row.filed is not None:
        screen.desk.told(t("This was reported at {filed}.", filed=minute(row.filed)))
    elif may_act(screen):
        screen.app.push_screen(_report_form(screen, row))


def _report_form(screen: DeskScreen, row: DutyRow) -> Form:
    def lacks(values: Values) -> str:
        return "; ".join(each.label for each in row.form if each.required and not one(values, each.id))

    async def submit(values: Values) -> str:
        if missing := lacks(values):
            return t("still to fill in: {what}", what=missing)
        filled = {each.id: text for each in row.form if (text := one(values, each.id))}
        return await screen.desk.ask(cmd.FileReport(row.obligation, filled), seat=screen.seat)

    fields = (
        Field(
            each.id,
            each.label + " " + (t("(required)") if each.required else t("(may stay empty)")),
            "text",
            help=each.help,
        )
        for each in row.form
    )
    about = "\n".join(
        (
            t("To {who}.", who=row.to),
            _time_left(row),
            t("A late report is better than none.") if _late(row) else "",
        )
    )
    return Form(
        t("Report: {name}", name=row.name),
        *fields,
        submit=submit,
        button=t("File it"),
        about=about.strip(),
        draft=screen.draft("report", row.obligation),
        lacks=lacks,
    )


def _late(row: DutyRow) -> bool:
    return row.left is None or row.left < 0


def _time_left(row: DutyRow) -> str:
    if row.left is None:
        return t("It was due {time} and counts as not reported.", time=minute(row.due))
    due = minute(row.due)
    if row.left < 0:
        return t("Due {time}: {late} overdue.", time=due, late=lasting(-row.left))
    return t("Due {time}: {left} left.", time=due, left=lasting(row.left))


def _vote_row(screen: DeskScreen) -> VoteRow | None:
    rows = screen.picture.votes(screen.desk.now())
    return chosen_row(screen, "votes-list", rows, lambda row: row.id) if screen.top == "votes" else None


def vote(screen: DeskScreen) -> None:
    """Vote on the selected joint decision; propose it when nobody has."""
    row = _vote_row(screen)
    if row is None:
        guide(screen, "votes", t("Choose what to vote on with ↑↓, then press Enter."))
    elif row.status == "open":
        if may_act(screen):
            screen.app.push_screen(_vote_form(screen, row))
    elif row.may_propose:
        _propose_consent(screen, row)
    else:
        screen.desk.told(t("The vote is closed: {status}.", status=t(VOTE_STANDS[row.status])))


def _vote_form(screen: DeskScreen, row: VoteRow) -> Form:
    async def submit(values: Values) -> str:
        if not one(values, "vote"):
            return t("choose how you vote")
        command = cmd.Vote(row.id, one(values, "vote"), one(values, "reason"))
        return await screen.desk.ask(command, seat=screen.seat)

    heard = ", ".join(f"{voter.agency} {t(VOTE_WORDS[voter.vote])}" for voter in row.voters if voter.vote)
    left = t("Times out in {left}.", left=lasting(max(0, row.left))) if row.left is not None else ""
    before = (
        t("You voted {vote}; a second vote replaces it.", vote=t(VOTE_WORDS[row.mine])) if row.mine else ""
    )
    so_far = t("So far: {votes}.", votes=heard or t("nobody"))
    lines = (row.text, t("Rule: {rule}.", rule=row.rule), so_far, left, before)
    return Form(
        t("Vote: {name}", name=row.name),
        Field("vote", t("Your vote"), "choice", row.mine, options=votes()),
        Field("reason", t("Why (the others read it)"), "text"),
        submit=submit,
        button=t("Vote"),
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
        screen.desk.told(
            t("It is open for votes.")
            if row.status == "open"
            else t("It is {status} already.", status=t(VOTE_STANDS[row.status]))
        )


def _propose_consent(screen: DeskScreen, row: VoteRow) -> None:
    if not may_act(screen):
        return

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.Propose(row.id, one(values, "text")), seat=screen.seat)

    voters = ", ".join(voter.agency for voter in row.voters)
    screen.app.push_screen(
        Form(
            t("Propose: {name}", name=row.name),
            Field("text", t("What you write to the others (may stay empty)"), "text"),
            submit=submit,
            button=t("Propose it"),
            about="\n".join(
                (
                    t("Decided by {who}.", who=voters),
                    t("Rule: {rule}.", rule=row.rule),
                    t("Your own voice counts as yes."),
                )
            ),
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
            t("Propose an action that the list lacks"),
            Field("text", t("What you want to do, with whom, by what means"), "text"),
            submit=submit,
            button=t("Propose it"),
            about=t("EXCON accepts it, with what follows, or declines it with a reason. 7 shows the ruling."),
            draft=screen.draft("action"),
        )
    )


def withdraw(screen: DeskScreen) -> None:
    """Take back the selected joint decision."""
    row = _vote_row(screen)
    if row is None or not row.may_withdraw:
        screen.desk.told(t("Only an open proposal of your own can be taken back."))
        return
    if not may_act(screen):
        return

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.Withdraw(row.id), seat=screen.seat)

    about = t("The votes cast so far fall away. It can be proposed again.")
    screen.app.push_screen(
        Form(t("Take back: {name}?", name=row.name), submit=submit, button=t("Take it back"), about=about)
    )


def offer_consent(screen: DeskScreen, action: ActionRow, refusal: str) -> None:
    """An order was refused that needs a joint decision: offer the way to it, to those who take part."""
    rows = screen.picture.votes(screen.desk.now())
    row = next((row for row in rows if row.id == action.consent), None)
    if row is None or not (row.may_propose or row.waits_for_me):
        return

    async def submit(values: Values) -> str:
        if row.may_propose:
            return await screen.desk.ask(cmd.Propose(row.id, one(values, "text")), seat=screen.seat)
        if not one(values, "vote"):
            return t("choose how you vote")
        return await screen.desk.ask(cmd.Vote(row.id, one(values, "vote")), seat=screen.seat)

    field = (
        Field("text", t("What you write to the others (may stay empty)"), "text")
        if row.may_propose
        else Field("vote", t("Your vote"), "choice", options=votes())
    )
    screen.app.push_screen(
        Form(
            t("Propose it now? {name}", name=row.name)
            if row.may_propose
            else t("Vote on it now? {name}", name=row.name),
            field,
            submit=submit,
            button=t("Propose it") if row.may_propose else t("Vote"),
            about="\n".join(
                (
                    f"{refusal[:1].upper()}{refusal[1:]}.",
                    t("Rule: {rule}.", rule=row.rule),
                    t("Your order is kept; 9 shows the votes."),
                )
            ),
        )
    )
