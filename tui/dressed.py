"""What every application of ours wears: themes, stylesheet, the keys a person set, and how trouble is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from textual import events, on
from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from exercise.language import marked, present, speak, t
from exercise.language.tags import SOURCE, known
from exercise.scenario.model import Scenario
from tui import languages
from tui.palette import DeskCommands
from tui.screens.desk import SPOKEN, DeskScreen, worded
from tui.screens.dialog import Dialog
from tui.settings import DeskSettings
from tui.textual_inside import Palette, QuietApp
from tui.themes import THEMES, Ink, ink_of
from tui.turns import Hands
from tui.widgets.hint import Hint

_SEARCH = marked("Search for commands…")
_SYSTEM = (
    marked("Theme"),
    marked("Change the current theme"),
    marked("Quit"),
    marked("Quit the application as soon as possible"),
    marked("Keys"),
    marked("Show help for the focused widget and a summary of available keys"),
    marked("Hide the keys and widget help panel"),
    marked("Maximize"),
    marked("Maximize the focused widget"),
    marked("Minimize"),
    marked("Minimize the widget and restore to normal size"),
    marked("Screenshot"),
    marked("Save an SVG 'screenshot' of the current screen"),
)
"""What the toolkit's own commands are called."""


def not_in(aimed: Widget, dialog: Dialog[Any]) -> bool:
    """Whether a key went past a dialog: to the desk under it, or to the dialog before a field of it had the keys."""
    return aimed is dialog or dialog not in aimed.ancestors


class DressedApp(QuietApp):
    """An application of desks."""

    TITLE = "exercise"
    CSS_PATH = "desk.tcss"
    COMMANDS = QuietApp.COMMANDS | {DeskCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [Binding("ctrl+q", "quit", marked("Leave"), key_display="^q", priority=True, id="desk.leave")]

    log_path: str

    def __init__(self, settings: DeskSettings | None = None) -> None:
        super().__init__()
        self.settings = settings or DeskSettings()
        self.acted: set[str] = set()
        self.hands = Hands()
        self._aimed: WeakKeyDictionary[events.Key, Widget] = WeakKeyDictionary()
        """Where a key went, which may be a desk that a dialog has come to lie over since."""
        self.language, self._usual = "", present()
        self.set_keymap(self.settings.keymap)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = f"desk-{self.settings.theme}"
        self.animation_level = (
            "none"  # nothing here moves by itself, and twenty steps of it would hold up a key
        )

    async def on_event(self, event: events.Event) -> None:
        """Whatever somebody does goes before what is new."""
        if isinstance(
            event,
            events.Key | events.Paste | events.MouseDown | events.MouseScrollDown | events.MouseScrollUp,
        ):
            self.hands.pressed()
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._aimed[event] = self.focused or self.screen
        await super().on_event(event)

    def post_display_hook(self) -> None:
        """Something was drawn."""
        self.hands.painted()

    def sit_down(self, scenario: Scenario, seat: str, locale: str) -> None:
        """Speak as was asked for in the settings, or else as the seat reads, or else as the terminal is set."""
        own = languages.of_agency(scenario, seat)
        self._usual = own or locale or SOURCE
        self.language = known(self.settings.language) or ("" if own else locale)
        self.speak_up()

    def speak_up(self) -> None:
        """Speak the language asked for, where it is one that desks speak, and have the desk on top say all anew."""
        speak(known(self.language) or self._usual)
        if (desk := self.desk_on_top() if self.is_running else None) is not None:
            desk.call_next(desk.retell)

    def languages_of(self, scenario: Scenario, seat: str) -> tuple[str, ...]:
        """In which a seat's texts are shown: one that was asked for at this desk, then the seat's own."""
        own = scenario.languages_of(seat)
        return (*languages.read_first(self.language), *own) if self.language else own

    def action_command_palette(self) -> None:
        """Every action by name, in the language of the desk."""
        if self.use_command_palette and not isinstance(self.screen, Palette):
            # Without an id: the list put away a moment ago may still be there.
            self.push_screen(Palette(placeholder=t(_SEARCH)))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the toolkit offers itself, in the language of the desk."""
        for each in super().get_system_commands(screen):
            yield each._replace(title=t(each.title), help=t(each.help))

    def ink(self) -> Ink:
        """The colours of the present theme."""
        return ink_of(self.current_theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Textual's own themes can be chosen in the palette; they lack what our stylesheet also uses."""
        return {"muted": "#8a939d", "banner": "#ffbf6b", "banner-text": "#10151b"}

    def desk_on_top(self) -> DeskScreen | None:
        """The desk, also when a dialog lies over it."""
        return next(
            (screen for screen in reversed(self.screen_stack) if isinstance(screen, DeskScreen)), None
        )

    def on_key(self, event: events.Key) -> None:
        """Every key arrives here after all that could take it in: one that means nothing is said so."""
        aimed, now = self._aimed.pop(event, None), self.focused
        if (
            isinstance(self.screen, Dialog)
            and aimed is not None
            and now is not None
            and not_in(aimed, self.screen)
        ):
            # Typed in one breath with the key that opened the dialog, and meant for it.
            event.prevent_default()
            self.post_message(events.Key(event.key, event.character))
            return
        if isinstance(self.screen, DeskScreen) and self.screen.is_ready:
            means = not event.is_printable or event.key in self.screen.active_bindings
            wrong = "" if means or not event.character else self._meant(self.screen, event.character)
            self.screen.query_one(Hint).pressed(wrong, self.ink())

    def _meant(self, desk: DeskScreen, key: str) -> str:
        space = SPOKEN["spc"]
        key = t(space) if key == " " else key
        words = t(
            "{key} does nothing here. ↑↓ choose, Enter acts on the line, {help} shows every key.", key=key
        )
        return worded(desk, words)

    @on(Worker.StateChanged)
    def report_trouble(self, event: Worker.StateChanged) -> None:
        """A lost link is said, with where everything is kept."""
        if event.state is WorkerState.ERROR:
            where = " " + t("The log is safe: {log}", log=self.log_path) if self.log_path else ""
            title = t("Link lost") if event.worker.group == "link" else t("That did not work")
            words = f"{t(str(event.worker.error))}.{where}"
            self.notify(words, title=title, severity="error", timeout=60, markup=False)
