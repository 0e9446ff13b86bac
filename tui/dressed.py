"""What every application of ours wears: themes, stylesheet, the keys a person set, and how trouble is said."""

from __future__ import annotations

from textual import events, on
from textual.binding import Binding
from textual.worker import Worker, WorkerState

from tui.palette import DeskCommands
from tui.screens.desk import DeskScreen
from tui.settings import DeskSettings
from tui.textual_inside import QuietApp
from tui.themes import THEMES, Ink, ink_of
from tui.widgets.hint import Hint


class DressedApp(QuietApp):
    """An application of desks."""

    TITLE = "exercise"
    CSS_PATH = "desk.tcss"
    COMMANDS = QuietApp.COMMANDS | {DeskCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [Binding("ctrl+q", "quit", "Leave", key_display="^q", priority=True, id="desk.leave")]

    log_path: str

    def __init__(self, settings: DeskSettings | None = None) -> None:
        super().__init__()
        self.settings = settings or DeskSettings()
        self.acted: set[str] = set()
        self.set_keymap(self.settings.keymap)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = f"desk-{self.settings.theme}"

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
        """Every key arrives here after all that could be bound to it: one that means nothing is said so."""
        if isinstance(self.screen, DeskScreen):
            known = not event.is_printable or event.key in self.screen.active_bindings
            self.screen.query_one(Hint).pressed("" if known else event.character or "", self.ink())

    @on(Worker.StateChanged)
    def report_trouble(self, event: Worker.StateChanged) -> None:
        """A lost link is said, with where everything is kept."""
        if event.state is WorkerState.ERROR:
            where = f" The log is safe: {self.log_path}" if self.log_path else ""
            title = "Link lost" if event.worker.group == "link" else "That did not work"
            words = f"{event.worker.error}.{where}"
            self.notify(words, title=title, severity="error", timeout=60, markup=False)
