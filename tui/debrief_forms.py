"""The dialogs of the debrief: where to jump, what to filter by, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from exercise.errors import ExerciseError, NoSuchThing
from exercise.language import marked, t
from exercise.review.bookmarks import Note
from exercise.review.names import minute
from exercise.review.stops import Kind, Only
from tui.moments import moment
from tui.screens.debrief_panes import KIND_WORDS
from tui.screens.desk import DeskScreen, worded
from tui.screens.form import Field, Form, Values, one

if TYPE_CHECKING:
    from tui.screens.debrief import DebriefScreen

WHERE = marked("T+12:00, T+2d04:00, +90min from here, -90min, or a record: #4211")


def _here(screen: DeskScreen) -> DebriefScreen:
    return cast("DebriefScreen", screen)


def jump(screen: DeskScreen) -> None:
    """To a time, or to a record by its number."""
    here = _here(screen)
    link = here.recording

    async def submit(values: Values) -> str:
        typed = one(values, "to")
        try:
            if typed.removeprefix("#").isdigit():
                link.go_to_record(int(typed.removeprefix("#")))
            elif typed.startswith("-"):
                link.go_to(2 * link.tick() - moment(f"+{typed[1:]}", link.tick()))
            else:
                link.go_to(_in_log(moment(typed, link.tick()), link.replay.end))
        except NoSuchThing:
            last = len(link.replay.records) - 1
            return t("there is no record {typed}; the last one is #{last}", typed=typed, last=last)
        except ValueError as wrong:
            return str(wrong)
        here.moved()
        return ""

    about = t(
        "The log goes to {time}, #{last}.", time=minute(link.replay.end), last=len(link.replay.records) - 1
    )
    field = Field("to", t("To ({how})", how=t(WHERE)))
    screen.app.push_screen(Form(t("Jump"), field, submit=submit, button=t("Jump"), about=about))


def _in_log(tick: int, end: int) -> int:
    if tick > end:
        raise ValueError(t("the log ends at {time}", time=minute(end)))
    return tick


def narrow(screen: DeskScreen) -> None:
    """Which events are listed, marked on the line, and stopped at."""
    here = _here(screen)
    only, names, scenario = here.app_desk.only, here.picture.names, here.desk.scenario

    async def submit(values: Values) -> str:
        kinds = frozenset(kind for kind in get_args(Kind) if kind in values["kinds"])
        agency, storyline, objective = (one(values, key) for key in ("agency", "storyline", "objective"))
        here.app_desk.filter_by(Only(kinds, *(_any(word) for word in (agency, storyline, objective))))
        here.moved()
        return ""

    everything = (("any", t("any")),)
    agencies = tuple((key, names.agency(key)) for key in scenario.agencies)
    storylines = tuple((key, names.pick(part.name)) for key, part in scenario.storylines.items())
    objectives = tuple((key, names.pick(part.name)) for key, part in scenario.objectives.items())
    screen.app.push_screen(
        Form(
            t("Show only"),
            Field(
                "kinds",
                t("Kinds (space marks; none marked: all)"),
                "many",
                value=" ".join(only.kinds),
                options=tuple((kind, t(KIND_WORDS[kind])) for kind in get_args(Kind)),
            ),
            Field("agency", t("Agency"), "choice", only.agency or "any", everything + agencies),
            Field("storyline", t("Storyline"), "choice", only.storyline or "any", everything + storylines),
            Field("objective", t("Objective"), "choice", only.objective or "any", everything + objectives),
            submit=submit,
            button=t("Show"),
        )
    )


def _any(word: str) -> str:
    return "" if word == "any" else word


def note(screen: DeskScreen) -> None:
    """Words tied to the moment shown."""
    here = _here(screen)
    link, agency = here.recording, here.eyes if here.side == "eyes" else ""
    seq, tick = link.seq, link.tick()

    async def submit(values: Values) -> str:
        if not one(values, "text"):
            return worded(here, t("write something, or press {bookmark} for a bookmark without words"))
        try:
            link.notes.add(seq, tick, text=one(values, "text"), kind="note", agency=agency)
        except (OSError, ExerciseError) as trouble:
            return t("it could not be kept: {trouble}", trouble=trouble)
        here.moved()
        return ""

    screen.app.push_screen(
        Form(
            t("Note at {time}, #{number}", time=minute(tick), number=seq),
            Field("text", t("What you want to come back to"), "text"),
            submit=submit,
            button=t("Keep"),
            about=t("Kept beside the log, in {file}; the log stays as it is.", file=link.notes.path.name),
            draft=here.draft("note", str(seq)),
        )
    )


def _chosen(here: DebriefScreen) -> Note | None:
    if here.top == "notes":
        chosen = here.selected("notes-list")
        if (found := next((n for n in here.recording.notes.all() if str(n.id) == chosen), None)) is not None:
            return found
    here.desk.told(t("Choose a note first: 5 shows them, on the side of what was so."))
    return None


def edit(screen: DeskScreen) -> None:
    """The chosen note in other words."""
    here = _here(screen)
    if (there := _chosen(here)) is None:
        return

    async def submit(values: Values) -> str:
        try:
            here.recording.notes.change(there.id, one(values, "text"))
        except (OSError, ExerciseError) as trouble:
            return t("it could not be kept: {trouble}", trouble=trouble)
        here.moved()
        return ""

    screen.app.push_screen(
        Form(
            t("Note at {time}", time=minute(there.tick)),
            Field("text", t("Words"), "text", there.text),
            submit=submit,
            button=t("Keep"),
        )
    )


def remove(screen: DeskScreen) -> None:
    """The chosen note or bookmark goes."""
    here = _here(screen)
    if (there := _chosen(here)) is None:
        return
    try:
        here.recording.notes.remove(there.id)
    except (OSError, ExerciseError) as trouble:
        screen.desk.told(t("It could not be taken away: {trouble}", trouble=trouble))
    here.moved()
