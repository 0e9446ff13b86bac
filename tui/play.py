"""What a participant can do: answer, order, decide, share, write, report, vote, stand down."""

from __future__ import annotations

from collections.abc import Callable

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.rows import ActionRow, DecisionRow, InboxRow
from tui import comms, every_desk, play_together, play_words, questions, severity, unsent, welcome
from tui.actions import Action
from tui.read_on import READ_ON
from tui.screens.desk import DeskScreen, worded
from tui.screens.dialog import put_away
from tui.screens.form import Field, Form, Values, one
from tui.seated import chosen_row, guide, may_act, may_sit


async def act(screen: DeskScreen) -> None:
    """Enter: the usual thing to do with what is selected."""
    usual: dict[str, Callable[[DeskScreen], None]] = {
        "inbox": reply,
        "actions": order,
        "decisions": decide,
        "facts": play_words.share,
        "messages": play_words.write_back,
        "runs": stand_down,
        "duties": play_together.file_report,
        "votes": play_together.vote,
    }
    if screen.top in usual:
        usual[screen.top](screen)


def _letter(screen: DeskScreen) -> InboxRow | None:
    return chosen_row(screen, "inbox-list", screen.picture.inbox(screen.desk.now()), lambda row: row.id)


def reply(screen: DeskScreen) -> None:
    """Answer the selected inject in writing."""
    row = _letter(screen) if screen.top == "inbox" else None
    if row is None:
        guide(screen, "inbox", t("Choose the inject with ↑↓, then press Enter to answer it."))
        return
    if not may_act(screen):
        return

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.Reply(row.id, one(values, "text")), seat=screen.seat)

    to_decide = t("To decide what it asks, press Escape, then 3.") if row.decisions else ""
    asked = "\n".join((row.text.strip(), *(f"- {question}" for question in row.questions)))
    about = f"{asked}\n\n{to_decide}".strip()
    field = Field("text", t("Your answer to {who}", who=row.sender), "text")
    draft = screen.draft("reply", row.id)
    screen.app.push_screen(
        Form(
            t("Answer: {subject}", subject=row.subject),
            field,
            submit=submit,
            about=about,
            draft=draft,
            first="text",
        )
    )


def order(screen: DeskScreen) -> None:
    """Order the selected action."""
    rows = screen.picture.actions(screen.desk.now())
    row = chosen_row(screen, "actions-list", rows, lambda row: row.id) if screen.top == "actions" else None
    if row is None:
        guide(screen, "actions", t("Choose the action with ↑↓, then press Enter to order it."))
    elif may_act(screen):
        _order_form(screen, row)


def _order_form(screen: DeskScreen, row: ActionRow) -> None:
    async def submit(values: Values) -> str:
        if row.target and not one(values, "target"):
            return t("say what it is aimed at")
        command = cmd.Order(row.id, target=one(values, "target"), text=one(values, "text"))
        refusal = await screen.desk.ask(command, seat=screen.seat)
        if refusal and row.consent:
            play_together.offer_consent(screen, row, refusal)
        return refusal

    fields: list[Field] = []
    if row.target == "text":
        fields.append(Field("target", t("Aimed at")))
    elif row.target:
        # Of several none is chosen at first: whoever only presses send would order it for the wrong one.
        none = (("", t("choose what it is aimed at")),) if len(row.targets) > 1 else ()
        fields.append(Field("target", t("Aimed at"), "choice", options=(*none, *row.targets)))
    fields.append(
        Field("text", t("The words to use") if row.needs_text else t("Remark (may stay empty)"), "text")
    )
    uses = ", ".join(
        t("{amount} × {name} ({free} free)", amount=use.amount, name=use.name, free=use.free)
        for use in row.uses
    )
    about = "\n".join(
        line
        for line in (
            row.brief,
            t("Takes {time}.", time=row.takes),
            t("Needs {what}.", what=uses) if uses else "",
            t("It {waits}.", waits=row.waits) if row.waits else "",
            t("Needs a joint decision: {what}.", what=row.consent_words) if row.consent else "",
            t("As far as you know, not now: {why}.", why=row.why_not) if row.why_not else "",
            t("Risks: {risks}", risks=row.risks) if row.risks else "",
        )
        if line
    )
    draft = screen.draft("order", row.id)
    form = Form(
        t("Order: {name}", name=row.name), *fields, submit=submit, button=t("Order"), about=about, draft=draft
    )
    screen.app.push_screen(form)


def decide(screen: DeskScreen) -> None:
    """Decide the selected question."""
    rows = screen.picture.decisions(screen.desk.now())
    row = (
        chosen_row(screen, "decisions-list", rows, lambda row: row.id) if screen.top == "decisions" else None
    )
    if row is None and screen.top != "decisions":
        guide(
            screen,
            "decisions",
            t("Choose the question with ↑↓, then press Enter; {decide-freely} for one of your own."),
        )
    elif row is None:
        decide_freely(screen)
    elif row.made is not None:
        words = t("That is decided. Press {decide-freely} to record another decision in your own words.")
        screen.desk.told(worded(screen, words))
    elif may_act(screen):
        screen.app.push_screen(_decision_form(screen, row))


def _decision_form(screen: DeskScreen, row: DecisionRow) -> Form:
    options = tuple((option.id, option.text) for option in row.options)

    async def submit(values: Values) -> str:
        if not one(values, "option"):
            return t("choose what you decide")
        command = cmd.Decide(
            row.id,
            option=one(values, "option"),
            rationale=one(values, "rationale"),
            considered=values["considered"],
            basis=values.get("basis", ()),
        )
        return await screen.desk.ask(command, seat=screen.seat)

    return Form(
        row.text,
        # None is chosen at first: the first of them would be decided by whoever only wants to be done.
        Field("option", t("You decide"), "choice", options=(("", t("choose an option")), *options)),
        Field("rationale", t("Why (this is what the debrief will ask)"), "text"),
        Field("considered", t("Also considered (space marks)"), "many", options=options),
        *_basis(screen),
        submit=submit,
        button=t("Decide"),
        about=t("As far as you know, not now: {why}.", why=row.why_not) if row.why_not else "",
        draft=screen.draft("decide", row.id),
    )


def _basis(screen: DeskScreen) -> tuple[Field, ...]:
    """Facts held and injects received, newest first: what the debrief will ask for."""
    facts = tuple((row.id, row.text) for row in screen.picture.facts_held())
    injects = tuple(
        (row.id, t("Inject {inject}", inject=f"#{row.number} {row.subject}" if row.number else row.subject))
        for row in screen.picture.inbox(screen.desk.now())
    )
    held = facts + injects
    return (Field("basis", t("On the basis of (space marks)"), "many", options=held),) if held else ()


def decide_freely(screen: DeskScreen) -> None:
    """A decision nobody foresaw, in the agency's own words."""
    if not may_act(screen):
        return

    async def submit(values: Values) -> str:
        command = cmd.Decide(
            "own-decision",
            text=one(values, "text"),
            rationale=one(values, "rationale"),
            basis=values.get("basis", ()),
        )
        return await screen.desk.ask(command, seat=screen.seat)

    screen.app.push_screen(
        Form(
            t("A decision in your own words"),
            Field("text", t("What you decide"), "text"),
            Field("rationale", t("Why"), "text"),
            *_basis(screen),
            submit=submit,
            button=t("Decide"),
            draft=screen.draft("decide"),
        )
    )


def stand_down(screen: DeskScreen) -> None:
    """Stop the selected run of an action, or take back the selected joint decision."""
    if screen.top == "votes":
        play_together.withdraw(screen)
        return
    rows = screen.picture.runs(screen.desk.now(), over=0)
    row = chosen_row(screen, "runs-list", rows, lambda row: row.id) if screen.top == "runs" else None
    if row is None:
        guide(screen, "runs", t("Choose something under way with ↑↓; {stand-down} stands it down."))
        return
    if not may_act(screen):
        return

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.StandDown(row.id, one(values, "why")), seat=screen.seat)

    field = Field("why", t("Why (may stay empty)"))
    screen.app.push_screen(
        Form(t("Stand down: {name}?", name=row.name), field, submit=submit, button=t("Stand down"))
    )


async def sit_here(screen: DeskScreen) -> None:
    """From looking to sitting, for controllers."""
    if may_sit(screen) and screen.seat not in screen.desk.seats_taken_here:
        taken = screen.seat in screen.picture.world.seats
        if not taken and await screen.desk.ask(cmd.TakeSeat(screen.seat), seat=EXCON):
            return
        screen.desk.seats_taken_here.add(screen.seat)
        screen.show_banner()


async def back(screen: DeskScreen) -> None:
    """A controller goes back to control; the bot takes the seat again."""
    if screen.desk.home != EXCON:
        return
    if screen.seat in screen.desk.seats_taken_here:
        screen.desk.seats_taken_here.discard(screen.seat)
        # A participant's own seat stays theirs when a controller who lent a hand goes.
        if screen.picture.world.seats.get(screen.seat) == EXCON:
            await screen.desk.ask(cmd.LeaveSeat(screen.seat), seat=EXCON)
    put_away(screen)


PLAY = (
    Action(
        "act",
        marked("Do the usual"),
        marked("Answer, order, decide, share, report, vote: what fits."),
        "enter",
        act,
    ),
    Action(
        "reply",
        marked("Answer in writing"),
        marked("Answer the selected inject."),
        "r",
        reply,
        marked("Answer"),
    ),
    Action(
        "order", marked("Order an action"), marked("Order the selected action."), "o", order, marked("Order")
    ),
    Action(
        "decide", marked("Decide"), marked("Decide the selected question."), "d", decide, marked("Decide")
    ),
    Action(
        "decide-freely", marked("Own decision"), marked("A decision in your own words."), "f", decide_freely
    ),
    Action(
        "share",
        marked("Share a fact"),
        marked("Pass the selected fact on."),
        "s",
        play_words.share,
        marked("Share"),
    ),
    Action(
        "write",
        marked("Message"),
        marked("Write to other agencies."),
        "m",
        play_words.write,
        marked("Message"),
    ),
    Action(
        "ask",
        marked("Ask EXCON"),
        marked("A question to those who run the exercise."),
        "e",
        play_words.ask_control,
        marked("Ask"),
    ),
    Action("report", marked("Report"), marked("File the selected report."), "t", play_together.file_report),
    Action("vote", marked("Vote"), marked("Vote on the selected joint decision."), "v", play_together.vote),
    severity.RATE,
    Action(
        "propose",
        marked("Propose"),
        marked("An action the list lacks; under Votes, the selected joint decision."),
        "p",
        play_together.propose,
    ),
    Action(
        "stand-down",
        marked("Stand down"),
        marked("Stop the selected action, or take back a proposal."),
        "x",
        stand_down,
    ),
    Action(
        "sit", marked("Sit down"), marked("Controllers: from looking to sitting at this seat."), "g", sit_here
    ),
    Action(
        "back",
        marked("Back to control"),
        marked("Controllers: the bot takes the seat again."),
        "escape",
        back,
        marked("Back"),
    ),
    READ_ON,
    unsent.UNSENT,
    welcome.WELCOME,
    comms.ANSWER,
    Action(
        "directory",
        marked("Who is who"),
        marked("Who can be written to, and how."),
        "b",
        play_words.who_is_who,
    ),
    questions.ANSWER,
    *every_desk.LIVE,
)
