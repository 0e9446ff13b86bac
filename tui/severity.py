"""Ratings of severity at the desks: agencies say how severe it is, controllers ask and share the spread."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.picture import Picture
from exercise.review.rows_excon import OwnRatingRow
from exercise.review.severity import levels, own_ratings, severity
from exercise.scenario.world import EVERYONE
from tui.actions import Action
from tui.moments import lapse
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.seated import is_sitting

ASK = "ask"


def open_rating(picture: Picture) -> OwnRatingRow | None:
    """The newest step this agency has not rated, if it was the last one asked; after ENDEX it waits for nobody."""
    rows = own_ratings(picture) if picture.world.phase != "ended" else ()
    return rows[0] if rows and not rows[0].level else None


def waits(screen: DeskScreen) -> str:
    """For the line of what cannot wait: that exercise control asks."""
    if open_rating(screen.picture) is None or not is_sitting(screen):
        return ""
    key = screen.desk.settings.key_of(RATE)
    return t("EXCON asks how severe it is ({key}).", key=key) + " "


def rate(screen: DeskScreen) -> None:
    """How severe it is, with the definitions at hand."""
    rows, scale = own_ratings(screen.picture), levels(screen.picture)
    if not rows:
        screen.desk.told(t("Nobody has asked yet how severe it is; exercise control does, now and then."))
        return
    step = rows[0]

    async def submit(values: Values) -> str:
        command = cmd.Rate(step.id, one(values, "level"), one(values, "reason"))
        return await screen.desk.ask(command, seat=screen.seat)

    choices = tuple((row.id, row.name) for row in scale)
    definitions = "\n".join(f"{row.name}: {row.means}" for row in scale)
    said = t("You said {level}; the last word counts.", level=step.level) if step.level else ""
    spread = t("All who were asked: {spread}.", spread=step.spread) if step.spread else ""
    screen.app.push_screen(
        Form(
            step.text or t("How severe is the situation?"),
            Field(
                "level", t("How severe"), "choice", step.chosen, options=(("", t("choose a level")), *choices)
            ),
            Field("reason", t("Why (may stay empty)"), "text"),
            submit=submit,
            button=t("Rate"),
            about="\n".join(each for each in (definitions, said, spread) if each),
            draft=screen.draft("rate", step.id),
        )
    )


def ask_or_share(screen: DeskScreen) -> None:
    """A controller asks how severe it is, or shows those asked how all of them rated."""
    if not screen.desk.scenario.severity:
        screen.desk.told(t("This exercise has no severity scale; the scenario says one under `severity`."))
        return
    names = screen.picture.names
    chosen = screen.selected("severity-list") if screen.top == "severity" else ""
    steps = sorted(severity(screen.picture), key=lambda row: row.id != chosen)
    agencies = tuple((agency, names.agency(agency)) for agency in screen.desk.scenario.agencies)

    async def submit(values: Values) -> str:
        if one(values, "what") != ASK:
            return await screen.desk.ask(cmd.ShareSpread(one(values, "what")), seat=EXCON)
        try:
            within = lapse(one(values, "within"))
        except ValueError as wrong:
            return str(wrong)
        to = values["to"] or (EVERYONE,)
        return await screen.desk.ask(cmd.AskRating(to, within, one(values, "text")), seat=EXCON)

    shares = tuple(
        (row.id, t("share the spread of: {what}", what=row.text or row.id)) for row in steps if row.low
    )
    screen.app.push_screen(
        Form(
            t("Severity"),
            Field("what", t("What"), "choice", options=((ASK, t("ask how severe it is")), *shares)),
            Field("text", t("The question, when you ask (may stay empty)")),
            Field("within", t("To be answered within, such as 30min (may stay empty)")),
            Field("to", t("Of whom, when you ask (nobody marked: everyone)"), "many", options=agencies),
            submit=submit,
            hides=lambda values: () if one(values, "what") == ASK else ("text", "within", "to"),
            button=t("Do it"),
            about=t("Shared, they see how often each level was chosen, not by whom."),
            draft=screen.draft("severity"),
        )
    )


RATE = Action("rate", marked("How severe?"), marked("Rate the situation when you were asked to."), "l", rate)
