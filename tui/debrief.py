"""Everything that can be done at the debrief desk: move through a log, look through eyes, keep notes, ask what if."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from exercise.errors import ExerciseError
from exercise.review.names import minute
from exercise.review.stops import Kind, Only
from exercise.scenario.quantities import MINUTE
from tui import debrief_forms, debrief_whatif, every_desk, reasons
from tui.actions import Action
from tui.screens.desk import DeskScreen
from tui.screens.pick import Pick

if TYPE_CHECKING:
    from tui.screens.debrief import DebriefScreen

PACES = (1.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
FAR = 10 * MINUTE


def _here(screen: DeskScreen) -> DebriefScreen:
    return cast("DebriefScreen", screen)


# --- moving


def play(screen: DeskScreen) -> None:
    """Play on, or stand."""
    recording = _here(screen).recording
    if recording.goes:
        recording.go_to(recording.tick())
        recording.stand()
    else:
        recording.play()
    _here(screen).moved()


def faster(screen: DeskScreen) -> None:
    """The next pace up."""
    link = _here(screen).recording
    link.set_pace(next((pace for pace in PACES if pace > link.pace), PACES[-1]))
    _here(screen).moved()


def slower(screen: DeskScreen) -> None:
    """The next pace down."""
    link = _here(screen).recording
    link.set_pace(next((pace for pace in reversed(PACES) if pace < link.pace), PACES[0]))
    _here(screen).moved()


def by(seconds: int) -> Callable[[DeskScreen], None]:
    """Move so far along."""

    def move(screen: DeskScreen) -> None:
        link = _here(screen).recording
        link.go_to(link.tick() + seconds)
        _here(screen).moved()

    return move


def record_by(step: int) -> Callable[[DeskScreen], None]:
    """To the next record or the one before."""

    def move(screen: DeskScreen) -> None:
        link = _here(screen).recording
        last = len(link.replay.records) - 1
        if last >= 0:
            link.go_to_record(max(0, min(link.seq + step, last)))
            _here(screen).moved()

    return move


def stop_by(step: int, *kinds: Kind) -> Callable[[DeskScreen], None]:
    """To the next event of these kinds, or of any that the filter lets through, or to the one before."""

    def move(screen: DeskScreen) -> None:
        here = _here(screen)
        link, only = here.recording, here.app_desk.only
        wanted = Only(frozenset(kinds), only.agency, only.storyline, only.objective) if kinds else only
        find = link.replay.next if step > 0 else link.replay.previous
        stop = find(link.seq, wanted)
        if stop is None:
            what = " or ".join(kinds) or "event"
            screen.desk.told(f"There is no {'later' if step > 0 else 'earlier'} {what}{_filtered(here)}.")
            return
        link.go_to_record(stop.seq)
        here.moved()

    return move


def _filtered(here: DebriefScreen) -> str:
    return f" with this filter ({here.app_desk.only_words})" if here.app_desk.only_words else ""


def to_end(at_end: bool) -> Callable[[DeskScreen], None]:
    """To where the log begins or ends."""

    def move(screen: DeskScreen) -> None:
        link = _here(screen).recording
        link.go_to(link.replay.end if at_end else 0)
        _here(screen).moved()

    return move


def usual(screen: DeskScreen) -> None:
    """Enter: go to the chosen event, note or record; look through the chosen agency's eyes."""
    here = _here(screen)
    link, top = here.recording, here.top
    if top == "events" and (stop := here.chosen_stop()) is not None:
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
        here.desk.told(f"#{row.number} never went out.")


# --- eyes


def look(screen: DeskScreen) -> None:
    """Whose picture is beside the truth."""
    here = _here(screen)
    names = here.picture.names
    agencies = here.desk.scenario.agencies
    choices = tuple((key, f"{names.agency(key)}: {names.pick(part.name)}") for key, part in agencies.items())

    def chosen(agency: str | None) -> None:
        if agency:
            here.app_desk.look(agency)
            here.turn_to("eyes")

    screen.app.push_screen(Pick("Look through whose eyes?", choices), chosen)


def other_side(screen: DeskScreen) -> None:
    """From the truth to the agency, and back."""
    here = _here(screen)
    here.turn_to("eyes" if here.side == "truth" else "truth")


def unfilter(screen: DeskScreen) -> None:
    """Every event counts again."""
    _here(screen).app_desk.filter_by(Only())
    _here(screen).moved()


def bookmark(screen: DeskScreen) -> None:
    """A bookmark at the moment shown, or away with it."""
    here = _here(screen)
    link, agency = here.recording, here.eyes if here.side == "eyes" else ""
    try:
        there = next((n for n in link.notes.all() if n.kind == "bookmark" and n.seq == link.seq), None)
        if there is not None:
            link.notes.remove(there.id)
            screen.desk.told("The bookmark is gone.")
        else:
            link.notes.add(link.seq, link.tick(), agency=agency)
            screen.desk.told(f"Bookmarked {minute(link.tick())}, #{link.seq}.")
    except (OSError, ExerciseError) as trouble:
        screen.desk.told(f"It could not be kept in {link.notes.path}: {trouble}")
    here.moved()


def read_again(screen: DeskScreen) -> None:
    """Read what was written to the log since."""
    here = _here(screen)
    try:
        new = here.recording.read_again()
    except (OSError, ExerciseError) as trouble:
        screen.desk.told(f"The log cannot be read now: {trouble}")
        return
    here.app_desk.forget()
    screen.desk.told(f"{new:,} new records." if new else "Nothing new was written.")
    here.moved()


SCRUBS = frozenset(
    {"minute-back", "minute-on", "far-back", "far-on", "record-back", "record-on", "begin", "finish", "pause"}
)
"""Actions whose keys work wherever the cursor is."""

DEBRIEF = (
    Action("pause", "Play or stand", "Play the log from here; again to stand.", "space", play, "Play"),
    Action("faster", "Faster", "The next pace up, to ×600.", "plus,equals_sign", faster),
    Action("slower", "Slower", "The next pace down, to ×1.", "minus", slower),
    Action("minute-back", "A minute back", "One minute earlier.", "left", by(-MINUTE)),
    Action("minute-on", "A minute on", "One minute later.", "right", by(MINUTE)),
    Action("far-back", "Ten minutes back", "Ten minutes earlier.", "shift+left", by(-FAR)),
    Action("far-on", "Ten minutes on", "Ten minutes later.", "shift+right", by(FAR)),
    Action("record-back", "Record before", "Just after the record before this one.", "comma", record_by(-1)),
    Action("record-on", "Next record", "Just after the next record.", "full_stop", record_by(1)),
    Action("stop-back", "Event before", "Of those the filter shows.", "left_square_bracket", stop_by(-1)),
    Action("stop-on", "Next event", "Of those the filter shows.", "right_square_bracket", stop_by(1)),
    Action("inject-on", "Next inject", "Where the next inject went out.", "i", stop_by(1, "inject")),
    Action("inject-back", "Inject before", "Where the one before went out.", "I", stop_by(-1, "inject")),
    Action("decision-on", "Next decision", "Where the next was made.", "d", stop_by(1, "decision")),
    Action("decision-back", "Decision before", "Where the one before was.", "D", stop_by(-1, "decision")),
    Action("service-on", "Next change of a service", "A fall or a recovery.", "s", stop_by(1, "service")),
    Action("service-back", "Change before", "A fall or a recovery.", "S", stop_by(-1, "service")),
    Action("begin", "Beginning", "Where the log begins.", "less_than_sign", to_end(False)),
    Action("finish", "End", "Where the log ends.", "greater_than_sign", to_end(True)),
    Action("jump", "Jump", "To a time, or to a record by its number.", "j", debrief_forms.jump, "Jump"),
    Action("usual", "Go there", "To the chosen event, inject or note; an agency's eyes.", "enter", usual),
    Action("side", "Other side", "From what was so to what an agency could see.", "v", other_side, "Side"),
    Action("look", "Look through eyes", "Choose the agency on the other side.", "f2", look, "Eyes"),
    Action(
        "filter", "Filter", "By kind, agency, storyline, objective.", "slash", debrief_forms.narrow, "Filter"
    ),
    Action("unfilter", "No filter", "Every event counts again.", "backspace", unfilter),
    Action("bookmark", "Bookmark", "Mark this moment, or take the mark away.", "b", bookmark),
    Action(
        "note", "Note", "Write a note at this moment, kept beside the log.", "n", debrief_forms.note, "Note"
    ),
    Action("edit", "Edit the note", "The chosen note in other words.", "e", debrief_forms.edit),
    Action("remove", "Take the note away", "The chosen note or bookmark.", "delete", debrief_forms.remove),
    Action("why", "Why?", "Why something was as it was at this moment.", "w", reasons.why, "Why"),
    Action(
        "what-if", "What if?", "Another future from this moment on.", "x", debrief_whatif.what_if, "What if"
    ),
    Action("again", "Read again", "What was written to the log since.", "f5", read_again),
    every_desk.THEME,
    every_desk.HELP,
    every_desk.LEAVE,
)
