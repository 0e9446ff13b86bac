"""What controllers write: injects the MSEL does not have, observations, messages, decisions for others."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.names import addressee_name
from exercise.review.rows import NeedRow
from exercise.scenario.world import EVERYONE
from tui import queue
from tui.screens import agencies_pane
from tui.screens.desk import DeskScreen
from tui.screens.form import Draft, Field, Form, Values, one
from tui.screens.pick import Pick

TLPS = ("amber", "amber-strict", "red", "green", "clear")
RATINGS = (
    ("", marked("not rated")),
    ("P", marked("P performed without challenges")),
    ("S", marked("S with some challenges")),
    ("M", marked("M with major challenges")),
    ("U", marked("U unable to be performed")),
)

_YES_NO = (("yes", marked("yes")), ("", marked("no")))

_AS = marked("The players see this name; controllers and the log see that EXCON wrote it.")

Choices = tuple[tuple[str, str], ...]


def said(choices: Choices) -> Choices:
    """Choices of a table in the language spoken now."""
    return tuple((key, t(words)) for key, words in choices)


def agencies(screen: DeskScreen, *, everyone: bool = False) -> Choices:
    """All agencies by short name."""
    names = screen.picture.names
    listed = tuple((agency, names.agency(agency)) for agency in screen.desk.scenario.agencies)
    return ((EVERYONE, t("everyone")), *listed) if everyone else listed


def labelled_tlps() -> Choices:
    """TLP labels, the usual one first."""
    return tuple((label, "TLP:" + label.upper().replace("AMBER-STRICT", "AMBER+STRICT")) for label in TLPS)


def observe(screen: DeskScreen) -> None:
    """Something worth a line in the report, about what is chosen."""
    note(
        screen,
        screen.selected("msel-list") if screen.top == "msel" else "",
        agencies_pane.in_hand(screen) if screen.top == "agencies" else "",
    )


def note(screen: DeskScreen, inject_id: str, agency: str) -> None:
    """The same about an inject or an agency, or nothing in particular."""
    names, scenario = screen.picture.names, screen.desk.scenario
    objectives = tuple((key, names.pick(part.name)) for key, part in scenario.objectives.items())

    async def submit(values: Values) -> str:
        command = cmd.Observe(
            one(values, "text"),
            inject=inject_id if one(values, "about") else "",
            agency=one(values, "agency"),
            objective=one(values, "objective"),
            rating=one(values, "rating"),
        )
        return await screen.desk.ask(command, seat=EXCON)

    about = (
        (
            Field(
                "about",
                t("About the inject: {inject}", inject=names.inject(inject_id)),
                "choice",
                "yes",
                options=said(_YES_NO),
            ),
        )
        if inject_id
        else ()
    )
    screen.app.push_screen(
        Form(
            t("Observation"),
            Field("text", t("What you see"), "text"),
            Field(
                "agency",
                t("About"),
                "choice",
                agency,
                options=(("", t("nobody in particular")), *agencies(screen)),
            ),
            Field("objective", t("Objective"), "choice", options=(("", t("none")), *objectives)),
            Field("rating", t("Rating"), "choice", options=said(RATINGS)),
            *about,
            submit=submit,
            button=t("Note it"),
            draft=screen.draft("observe", inject_id, agency),
        )
    )


def message(screen: DeskScreen, *, to: str = "", draft: Draft | None = None) -> None:
    """A message as EXCON; to somebody who asked, an answer. A `draft` goes on with what was typed before."""
    row = queue.need_in_hand(screen) if not to and draft is None else None
    to = row.agency if row is not None else to
    subject, asked = _asked(screen, row) if row is not None and row.kind == "asked" else ("", "")

    async def submit(values: Values) -> str:
        command = cmd.Send(to=values["to"], subject=one(values, "subject"), text=one(values, "text"))
        return await screen.desk.ask(command, seat=EXCON)

    fields = (
        Field("to", t("To (space marks)"), "many", to, options=agencies(screen)),
        Field("subject", t("Subject"), value=subject),
        Field("text", t("Text"), "text"),
    )
    screen.app.push_screen(
        Form(
            t("Message from EXCON"),
            # An answer begins right below what was asked; the rest stands there already.
            *(reversed(fields) if asked else fields),
            submit=submit,
            about=asked,
            first="subject" if to and not asked else "",
            draft=draft or screen.draft("message", to, *((row.id,) if row is not None and asked else ())),
        )
    )


def _asked(screen: DeskScreen, row: NeedRow) -> tuple[str, str]:
    """The subject of an answer, and what is answered, as it was written."""
    sent = next(
        sent
        for _, sent in reversed(screen.picture.world.messages)
        if sent.sender == row.agency and (row.about or EXCON) in sent.to
    )
    subject = sent.subject if sent.subject.startswith("Re: ") or not sent.subject else f"Re: {sent.subject}"
    return subject, t("{who} wrote: {text}", who=row.who, text=sent.text)


def answer_as(screen: DeskScreen) -> None:
    """Answer the selected message in the name of the party it was sent to."""
    row = queue.need_in_hand(screen)
    if row is not None:
        subject, asked = _asked(screen, row)
        party = addressee_name(screen.picture.names, row.about)
        send_as(screen, persona=party, to=row.agency, subject=subject, asked=asked)


def send_as(
    screen: DeskScreen,
    *,
    persona: str = "",
    to: str = "",
    subject: str = "",
    asked: str = "",
    draft: Draft | None = None,
) -> None:
    """Write as somebody who is not at the table. A `draft` goes on with what was typed before."""
    names = screen.picture.names
    parties = {names.pick(part.name): key for key, part in screen.desk.scenario.parties.items()}
    note = next(
        (
            names.pick(part.note)
            for part in screen.desk.scenario.parties.values()
            if names.pick(part.name) == persona
        ),
        "",
    )

    async def submit(values: Values) -> str:
        typed = one(values, "persona")
        command = cmd.SendAs(
            parties.get(typed, typed),
            to=values["to"],
            subject=one(values, "subject"),
            text=one(values, "text"),
            tlp=one(values, "tlp"),
        )
        return await screen.desk.ask(command, seat=EXCON)

    text = Field("text", t("Text"), "text")
    screen.app.push_screen(
        Form(
            t("Write as somebody"),
            *((text,) if asked else ()),
            Field("persona", t("As whom: a journalist, an agency nobody plays"), value=persona),
            Field("to", t("To (space marks)"), "many", to, options=agencies(screen, everyone=True)),
            Field("subject", t("Subject"), value=subject),
            *(() if asked else (text,)),
            Field("tlp", t("Traffic light protocol"), "choice", options=labelled_tlps()),
            submit=submit,
            about="\n".join(line for line in (asked, note, t(_AS)) if line),
            draft=draft or screen.draft("as", *((persona, to, subject) if persona else ())),
        )
    )


def decide(screen: DeskScreen) -> None:
    """A decision an agency made in the room, recorded for it."""
    names, scenario = screen.picture.names, screen.desk.scenario
    known = tuple((key, names.decision(key)) for key in scenario.decisions)

    def chosen(decision: str | None) -> None:
        if decision is not None:
            record_decision(screen, decision)

    free = ("own-decision", t("Something else, in free words"))
    screen.app.push_screen(Pick(t("Which decision?"), (*known, free)), chosen)


def record_decision(screen: DeskScreen, decision: str) -> None:
    """Of the scenario's, or one in free words."""
    names, part = screen.picture.names, screen.desk.scenario.decisions.get(decision)
    may = tuple(
        choice for choice in agencies(screen) if part is None or choice[0] in part.who or "anyone" in part.who
    )

    async def submit(values: Values) -> str:
        if not one(values, "agency"):
            return t("choose who decided")
        if part and not one(values, "option"):
            return t("choose what was decided")
        command = cmd.Decide(
            decision,
            option=one(values, "option"),
            text=one(values, "text"),
            rationale=one(values, "rationale"),
        )
        return await screen.desk.ask(command, seat=one(values, "agency"))

    options = tuple((key, names.pick(option.text)) for key, option in part.options.items()) if part else ()
    if len(may) != 1:
        may = ("", t("choose an agency")), *may
    how = (
        Field("option", t("Decided"), "choice", options=(("", t("choose an option")), *options))
        if part
        else Field("text", t("What was decided"), "text")
    )
    screen.app.push_screen(
        Form(
            names.decision(decision) if part else t("Decision in free words"),
            Field("agency", t("Who decided"), "choice", options=may),
            how,
            Field("rationale", t("Why"), "text"),
            submit=submit,
            button=t("Record it"),
            draft=screen.draft("decide", decision),
        )
    )
