"""Everything that can be done at the debrief desk: one table, and what is done with what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercise.errors import ExerciseError
from exercise.language import marked, t
from exercise.review.names import minute
from exercise.review.stops import Only
from exercise.scenario.quantities import MINUTE
from tui import debrief_forms, debrief_whatif, every_desk, reasons
from tui.actions import Action
from tui.debrief_moves import FAR, by, chosen_stop, faster, here_on, play, record_by, slower, stop_by, to_end
from tui.screens.desk import DeskScreen
from tui.screens.pick import Pick

if TYPE_CHECKING:
    from tui.screens.debrief import DebriefScreen


def usual(screen: DeskScreen) -> None:
    """Enter: go to the chosen event, note or record; look through the chosen agency's eyes."""
    here = here_on(screen)
    link, top = here.recording, here.top
    if top == "events" and (stop := chosen_stop(here)) is not None:
        link.go_to_record(stop.seq)
    elif top == "notes":
        chosen = here.selected("notes-list")
        note = next((note for note in link.notes.all() if str(note.id) == chosen), None)
        if note is None:
            return
        link.go_to(note.tick) if note.seq < 0 else link.go_to_record(note.seq)
        if note.agency:
            here.app_desk.look(note.agency)
    elif top == "agencies":
        here.app_desk.look(here.selected("agencies-list"))
        here.turn_to("eyes")
    elif top == "msel":
        _to_inject(here, here.selected("msel-list"))
    here.moved()


def _to_inject(here: DebriefScreen, inject: str) -> None:
    row = next((row for row in here.picture.msel(here.desk.now()) if row.id == inject), None)
    seq = here.app_desk.released(inject)
    if seq is not None:
        here.recording.go_to_record(seq)
    elif row is not None:
        here.desk.told(t("#{number} never went out.", number=row.number))


# --- eyes


def look(screen: DeskScreen) -> None:
    """Whose picture is beside the truth."""
    here = here_on(screen)
    names = here.picture.names
    agencies = here.desk.scenario.agencies
    choices = tuple((key, f"{names.agency(key)}: {names.pick(part.name)}") for key, part in agencies.items())

    def chosen(agency: str | None) -> None:
        if agency:
            here.app_desk.look(agency)
            here.turn_to("eyes")

    screen.app.push_screen(Pick(t("Look through whose eyes?"), choices), chosen)


def other_side(screen: DeskScreen) -> None:
    """From the truth to the agency, and back."""
    here = here_on(screen)
    here.turn_to("eyes" if here.side == "truth" else "truth")


def unfilter(screen: DeskScreen) -> None:
    """Every event counts again."""
    here_on(screen).app_desk.filter_by(Only())
    here_on(screen).moved()


def bookmark(screen: DeskScreen) -> None:
    """A bookmark at the moment shown, or away with it."""
    here = here_on(screen)
    link, agency = here.recording, here.eyes if here.side == "eyes" else ""
    try:
        there = next((n for n in link.notes.all() if n.kind == "bookmark" and n.seq == link.seq), None)
        if there is not None:
            link.notes.remove(there.id)
            screen.desk.told(t("The bookmark is gone."))
        else:
            link.notes.add(link.seq, link.tick(), agency=agency)
            told = t("Bookmarked {time}, #{number}.", time=minute(link.tick()), number=link.seq)
            screen.desk.told(told)
    except (OSError, ExerciseError) as trouble:
        screen.desk.told(
            t("It could not be kept in {path}: {trouble}", path=link.notes.path, trouble=trouble)
        )
    here.moved()


def read_again(screen: DeskScreen) -> None:
    """Read what was written to the log since."""
    here_on(screen).app_desk.reader.read_again()


SCRUBS = frozenset(
    {"minute-back", "minute-on", "far-back", "far-on", "record-back", "record-on", "begin", "finish", "pause"}
)
"""Actions whose keys work wherever the cursor is."""

DEBRIEF = (
    Action(
        "pause",
        marked("Play or stand"),
        marked("Play the log from here; again to stand."),
        "space",
        play,
        marked("Play"),
    ),
    Action("faster", marked("Faster"), marked("The next pace up, to ×600."), "plus,equals_sign", faster),
    Action("slower", marked("Slower"), marked("The next pace down, to ×1."), "minus", slower),
    Action("minute-back", marked("A minute back"), marked("One minute earlier."), "left", by(-MINUTE)),
    Action("minute-on", marked("A minute on"), marked("One minute later."), "right", by(MINUTE)),
    Action("far-back", marked("Ten minutes back"), marked("Ten minutes earlier."), "shift+left", by(-FAR)),
    Action("far-on", marked("Ten minutes on"), marked("Ten minutes later."), "shift+right", by(FAR)),
    Action(
        "record-back",
        marked("Record before"),
        marked("Just after the record before this one."),
        "comma",
        record_by(-1),
    ),
    Action(
        "record-on", marked("Next record"), marked("Just after the next record."), "full_stop", record_by(1)
    ),
    Action(
        "stop-back",
        marked("Event before"),
        marked("Of those the filter shows."),
        "left_square_bracket",
        stop_by(-1),
    ),
    Action(
        "stop-on",
        marked("Next event"),
        marked("Of those the filter shows."),
        "right_square_bracket",
        stop_by(1),
    ),
    Action(
        "inject-on",
        marked("Next inject"),
        marked("Where the next inject went out."),
        "i",
        stop_by(1, "inject"),
    ),
    Action(
        "inject-back",
        marked("Inject before"),
        marked("Where the one before went out."),
        "I",
        stop_by(-1, "inject"),
    ),
    Action(
        "decision-on",
        marked("Next decision"),
        marked("Where the next was made."),
        "d",
        stop_by(1, "decision"),
    ),
    Action(
        "decision-back",
        marked("Decision before"),
        marked("Where the one before was."),
        "D",
        stop_by(-1, "decision"),
    ),
    Action(
        "service-on",
        marked("Next change of a service"),
        marked("A fall or a recovery."),
        "s",
        stop_by(1, "service"),
    ),
    Action(
        "service-back", marked("Change before"), marked("A fall or a recovery."), "S", stop_by(-1, "service")
    ),
    Action("begin", marked("Beginning"), marked("Where the log begins."), "less_than_sign", to_end(False)),
    Action("finish", marked("End"), marked("Where the log ends."), "greater_than_sign", to_end(True)),
    Action(
        "jump",
        marked("Jump"),
        marked("To a time, or to a record by its number."),
        "j",
        debrief_forms.jump,
        marked("Jump"),
    ),
    Action(
        "usual",
        marked("Go there"),
        marked("To the chosen event, inject or note; an agency's eyes."),
        "enter",
        usual,
    ),
    Action(
        "side",
        marked("Other side"),
        marked("From what was so to what an agency could see."),
        "v",
        other_side,
        marked("Side"),
    ),
    Action(
        "look",
        marked("Look through eyes"),
        marked("Choose the agency on the other side."),
        "f2",
        look,
        marked("Eyes"),
    ),
    Action(
        "filter",
        marked("Filter"),
        marked("By kind, agency, storyline, objective."),
        "slash",
        debrief_forms.narrow,
        marked("Filter"),
    ),
    Action("unfilter", marked("No filter"), marked("Every event counts again."), "backspace", unfilter),
    Action("bookmark", marked("Bookmark"), marked("Mark this moment, or take the mark away."), "b", bookmark),
    Action(
        "note",
        marked("Note"),
        marked("Write a note at this moment, kept beside the log."),
        "n",
        debrief_forms.note,
        marked("Note"),
    ),
    Action(
        "edit", marked("Edit the note"), marked("The chosen note in other words."), "e", debrief_forms.edit
    ),
    Action(
        "remove",
        marked("Take the note away"),
        marked("The chosen note or bookmark."),
        "delete",
        debrief_forms.remove,
    ),
    Action(
        "why",
        marked("Why?"),
        marked("Why something was as it was at this moment."),
        "w",
        reasons.why,
        marked("Why"),
    ),
    Action(
        "what-if",
        marked("What if?"),
        marked("Another future from this moment on."),
        "x",
        debrief_whatif.what_if,
        marked("What if"),
    ),
    Action("again", marked("Read again"), marked("What was written to the log since."), "f5", read_again),
    every_desk.THEME,
    every_desk.LANGUAGE,
    every_desk.HELP,
    every_desk.LEAVE,
)
