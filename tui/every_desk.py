"""What can be done at every desk: help, colours, NO DUFF, leaving."""

from __future__ import annotations

from rich.text import Text

from exercise.conduct.client import LineState
from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import LANGUAGES, marked, present, t
from exercise.language.tags import known
from exercise.scenario.model import Scenario
from tui.actions import Action
from tui.languages import choices, is_unreviewed, read_first
from tui.screens.desk import DeskScreen, worded
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Pick
from tui.screens.reading import Reading
from tui.seated import ONLY_LOOKS
from tui.themes import THEMES

_USUAL = "usual"
_SIGNS = (
    marked(
        "Signs in the feed: I inject  A action  D decision  M message  F fact  O observation  W world  X adversary"
    ),
    marked(
        "V override  S seat  E exercise  C clock of a report  J joint decision  K work of control  ! needs attention.  "
        "A colour only repeats what a sign or word says."
    ),
)


def show_help(screen: DeskScreen) -> None:
    """Every key of this desk, and how to begin."""
    ink = screen.desk.ink()
    here = screen.hint()
    page = Text(worded(screen, t(here if here in ONLY_LOOKS else screen.GUIDE)) + "\n\n")
    for each in screen.ACTIONS:
        page.append(f"{screen.desk.settings.key_of(each):>5}  ", style=f"bold {ink.accent}")
        title = t(each.title)
        page.append(f"{title} " if title.endswith("?") else f"{title}. ", style="bold")
        page.append(f"{t(each.help)}\n", style=ink.muted)
    panes = t("1 to 9 choose a pane; tab moves between lists; ↑↓ choose a line; ctrl+p finds any action.")
    page.append(f"\n{panes}\n")
    page.append("\n".join(t(line) for line in _SIGNS) + "\n", style=ink.muted)
    if is_unreviewed(present()):
        page.append(f"\n{_unreviewed()}\n")
    screen.app.push_screen(Reading(t("How this desk works"), page))


def next_theme(screen: DeskScreen) -> None:
    """Dark, light, high contrast, and the terminal's own colours."""
    names = [theme.name for theme in THEMES]
    present = screen.app.theme
    screen.app.theme = names[(names.index(present) + 1) % len(names)] if present in names else names[0]


def mute(screen: DeskScreen) -> None:
    """No bell and no notification, or both again."""
    quiet = screen.desk.mute()
    key = screen.desk.settings.key_of(MUTE)
    screen.desk.told(
        t("The bell is off; {key} turns it on again.", key=key) if quiet else t("The bell rings again.")
    )


def choose_language(screen: DeskScreen) -> None:
    """In which this desk speaks, and the scenario's texts are read here as far as they are translated."""
    desk = screen.desk

    def chosen(tag: str | None) -> None:
        if tag is None:
            return
        desk.read_in("" if tag == _USUAL else tag)
        desk.told(_read_here(desk.language, desk.scenario))

    usual = (_USUAL, t("As this seat reads"))
    screen.app.push_screen(Pick(t("Language of this desk"), (*choices(desk.scenario), usual)), chosen)


def _read_here(language: str, scenario: Scenario) -> str:
    """What is spoken and read now, and what of it nobody has reviewed."""
    if not language:
        return t("This desk speaks as its seat reads.")
    name = LANGUAGES.get(language, language)
    told = [t("The language here is {language} now.", language=name)]
    if is_unreviewed(known(language)):
        told.append(_unreviewed())
    if not set(read_first(language)) & set(scenario.languages):
        told.append(t("The scenario has no texts in it."))
    return " ".join(told)


def _unreviewed() -> str:
    return t(
        "These words were translated by a machine, and nobody has reviewed them yet: where one seems odd, ask "
        "exercise control."
    )


def call_stop(screen: DeskScreen) -> None:
    """Something real has happened."""

    async def submit(values: Values) -> str:
        return await screen.desk.ask(cmd.CallStop(one(values, "text")), seat=screen.seat)

    screen.app.push_screen(
        Form(
            t("NO DUFF: stop play for something real"),
            Field("text", t("What has happened, for everybody to read")),
            submit=submit,
            button=t("Stop play now"),
            about=t("Use this only when something real has happened. Play stops at once for every seat."),
        )
    )


def leave(screen: DeskScreen) -> None:
    """Leave the desk, knowing that nothing is lost."""

    async def submit(values: Values) -> str:
        for agency in sorted(screen.desk.seats_taken_here):
            far, lent = screen.desk.far, screen.picture.world.seats.get(agency) == EXCON
            if lent and (far is None or far.connected):
                await screen.desk.ask(cmd.LeaveSeat(agency), seat=EXCON)
        screen.app.exit(0)
        return ""

    far = screen.desk.far
    about = (
        _nothing_is_lost(screen)
        if far is None
        else _it_goes_on(far, over=screen.picture.world.phase == "ended")
    )
    screen.app.push_screen(Form(t("Leave the desk?"), submit=submit, button=t("Leave"), about=about))


def _nothing_is_lost(screen: DeskScreen) -> str:
    log = screen.desk.log_path
    over = screen.picture.world.phase == "ended"
    kept = t("The log: {log}", log=log) if log else ""
    resume = ""
    if log and screen.desk.home == EXCON:
        report, go_on = f"exercise report {log}", f"exercise run --resume {log}"
        resume = (
            t("Take the report home with: {command}", command=report)
            if over
            else t("Go on later with: {command}", command=go_on)
        )
    lines = (t("Nothing is lost: everything so far is on disk."), kept, resume)
    return "\n".join(line for line in lines if line)


def _it_goes_on(far: LineState, *, over: bool) -> str:
    if far.over:
        return t("This seat is not connected any more: {why}.", why=t(far.over))
    goes_on = (
        t("Play has ended. The same invitation brings you back to this seat.")
        if over
        else t("The exercise goes on without you. The same invitation brings you back to this seat.")
    )
    if not far.waiting or far.connected:
        return goes_on
    unsent = t("Not sent yet: {count}. Stay until the connection is back, or it is lost.", count=far.waiting)
    return f"{goes_on}\n{unsent}"


HELP = Action(
    "help",
    marked("Help"),
    marked("Every key of this desk, and how to begin."),
    "f1,question_mark",
    show_help,
    marked("Help"),
)
THEME = Action(
    "theme", marked("Colours"), marked("Dark, light, high contrast, the terminal's own."), "f4", next_theme
)
MUTE = Action(
    "mute", marked("Bell on or off"), marked("Whether this desk rings for what cannot wait."), "f6", mute
)
LANGUAGE = Action(
    "language",
    marked("Language"),
    marked("Read this desk and the scenario's texts in another language, here only."),
    "f7",
    choose_language,
)
STOP = Action(
    "stop", marked("NO DUFF"), marked("Stop play at once: something real has happened."), "f8", call_stop
)
LEAVE = Action(
    "leave", marked("Leave"), marked("Leave the desk; nothing is lost."), "ctrl+q", leave, marked("Leave")
)
LIVE = (STOP, THEME, MUTE, LANGUAGE, HELP, LEAVE)
"""At every desk of an exercise that is played."""
