"""What an evaluator can do: note, rate, answer question sets. Nothing here changes play."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.names import minute
from exercise.review.ratings import DEFINITIONS, ObjectiveResult
from tui import every_desk, questions
from tui.actions import Action
from tui.moments import PAST as MOMENT_HELP
from tui.moments import moment
from tui.screens.desk import DeskScreen
from tui.screens.dialog import put_away
from tui.screens.evaluator_panes import EvaluatorDesk
from tui.screens.form import Field, Form, Values, one
from tui.screens.seat import SeatScreen

_WHOLE = "*"
_MOST_EVIDENCE = 40
_CONFIRMS = marked("Rating it so confirms it; another rating changes it.")
_MEANS = marked(
    "P, S, M: the objective was achieved, without, with some or with major challenges. U: it was not."
)
"""The definitions in a line; in full they stand under every objective, where there is room to read them."""


def observe(screen: EvaluatorDesk) -> None:
    """Note what you see, tied to what is chosen: an inject, an agency, an objective, or this moment."""
    inject, agency, objective = screen.tie()
    names, now = screen.picture.names, screen.desk.now()
    about = (
        t("About: {what}", what=f"#{names.number(inject)} {names.inject(inject)}")
        if inject
        else t("About: {what}", what=names.agency(agency))
        if agency
        else t(
            "About the objective: {name}", name=names.pick(screen.desk.scenario.objectives[objective].name)
        )
        if objective
        else t("About this moment, {time}.", time=minute(now))
    )

    async def submit(values: Values) -> str:
        if not one(values, "text"):
            return t("write what you see")
        command = cmd.Observe(
            one(values, "text"), inject, agency, objective, at=now, name=one(values, "name")
        )
        return await screen.desk.ask(command, seat=EXCON)

    # A draft belongs to what it was begun about: taken up elsewhere, it would be noted about something else.
    key = "/".join(("observe", *filter(None, (inject, agency, objective))))
    _open(screen, t("Observation"), Field("text", t("What you see")), submit=submit, about=about, key=key)


def observe_moment(screen: EvaluatorDesk) -> None:
    """Note something about a moment, tied to nothing."""

    async def submit(values: Values) -> str:
        try:
            typed = one(values, "at")
            at = moment(typed, screen.desk.now()) if typed else screen.desk.now()
        except ValueError as wrong:
            return str(wrong)
        if not one(values, "text"):
            return t("write what you saw")
        command = cmd.Observe(one(values, "text"), at=at, name=one(values, "name"))
        return await screen.desk.ask(command, seat=EXCON)

    fields = (
        Field("at", t("When ({how}; empty: now)", how=t(MOMENT_HELP))),
        Field("text", t("What you saw")),
    )
    _open(screen, t("Observation about a moment"), *fields, submit=submit, key="moment")


def rate(screen: EvaluatorDesk) -> None:
    """Confirm or change the rating that the log proposes for the chosen objective."""
    row = screen.objective_in_hand()
    if row is None:
        screen.desk.told(t("Press 1 and choose the objective you want to rate."))
        return
    tasks = (
        (_WHOLE, t("the whole objective")),
        *((task.id, t("task: {what}", what=task.text)) for task in row.tasks),
    )
    options: tuple[tuple[str, str], ...] = tuple(
        (letter, f"{letter}  {t(name)}") for letter, (name, _) in DEFINITIONS.items()
    )
    proof = _evidence(screen, row)

    async def submit(values: Values) -> str:
        part = one(values, "what")
        whole = part == _WHOLE
        if not one(values, "rating"):
            return t("choose your rating")
        if not one(values, "text"):
            return t("say why: the report quotes it")
        command = cmd.Observe(
            one(values, "text"),
            objective=row.id,
            rating=one(values, "rating"),
            task="" if whole else part,
            evidence=tuple(int(number) for number in values.get("evidence", ())),
            proposed=row.proposed if whole else "",
            name=one(values, "name"),
        )
        return await screen.desk.ask(command, seat=EXCON)

    proposed = (
        " ".join((t("The log proposes {rating}.", rating=row.proposed), t(_CONFIRMS)))
        if row.proposed
        else t("The log proposes nothing yet.")
    )
    start = row.confirmed or row.proposed
    if not start:
        # None is chosen at first: the best of them would be given by whoever only wants to be done.
        options = (("", t("choose a rating")), *options)
    _open(
        screen,
        t("Rate: {name}", name=row.name),
        Field("rating", t("Your rating"), "choice", start, options=options),
        Field("text", t("Because (for whoever reads the report)")),
        Field("what", t("Of what"), "choice", options=tasks),
        *((Field("evidence", t("It rests on (space marks)"), "many", options=proof),) if proof else ()),
        submit=submit,
        about=f"{proposed}\n{t(_MEANS)}",
        key=f"rate/{row.id}",
    )


def _evidence(screen: EvaluatorDesk, row: ObjectiveResult) -> tuple[tuple[str, str], ...]:
    numbers = sorted({number for task in row.tasks for number in task.answer.evidence})[-_MOST_EVIDENCE:]
    return tuple((str(number), f"#{number} {screen.words_of(number)}") for number in numbers)


def usual(screen: EvaluatorDesk) -> None:
    """Enter: rate an objective, answer a question set, else note something about the chosen line."""
    if screen.top == "objectives":
        rate(screen)
    elif screen.top == "questions":
        chosen = screen.selected("questions-list")
        if row := next((each for each in questions.rows_at(screen) if each.id == chosen), None):
            questions.open_form(screen, row)
    else:
        observe(screen)


def look(screen: EvaluatorDesk) -> None:
    """See what the chosen agency sees, and no more."""
    _, agency, _ = screen.tie()
    if agency:
        screen.app.push_screen(SeatScreen(screen.desk, agency))
    else:
        screen.desk.told(t("Press 3 and choose the agency whose eyes you want."))


def back(screen: DeskScreen) -> None:
    """From the evaluator's desk back to control, for controllers who opened it."""
    if len(screen.app.screen_stack) > 2:
        put_away(screen)


def _open(
    screen: EvaluatorDesk, title: str, *fields: Field, submit: object, about: str = "", key: str = ""
) -> None:
    named = (Field("name", t("Your name (may stay empty)")),) if screen.desk.scenario.evaluators_named else ()
    screen.app.push_screen(
        Form(
            title,
            *fields,
            *named,
            submit=submit,  # type: ignore[arg-type]
            button=t("Note it"),
            about=about,
            draft=screen.draft("evaluate", key),
        )
    )


EVALUATE = (
    Action(
        "observe",
        marked("Observation"),
        marked("Note what you see, tied to what is chosen."),
        "o",
        observe,
        marked("Note"),
    ),
    Action(
        "moment",
        marked("About a moment"),
        marked("Note something about now, or about a time."),
        "m",
        observe_moment,
        marked("Moment"),
    ),
    Action(
        "rate",
        marked("Rate"),
        marked("Confirm or change a proposed P/S/M/U, with your reason."),
        "r",
        rate,
        marked("Rate"),
    ),
    Action(
        "answer",
        marked("Question set"),
        marked("Answer what evaluators are asked now."),
        "y",
        questions.answer,
        marked("Questions"),
    ),
    Action(
        "look",
        marked("Look through eyes"),
        marked("See what the chosen agency sees, and no more."),
        "f2",
        look,
        marked("Look"),
    ),
    Action(
        "usual",
        marked("Do the usual"),
        marked("Rate, note, answer: what the line calls for."),
        "enter",
        usual,
    ),
    Action("back", marked("Back"), marked("Controllers: back to your own desk."), "escape", back),
    *every_desk.LIVE,
)
