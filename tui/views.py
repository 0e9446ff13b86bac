"""One key shows the same differently: the MSEL as table or timeline, agencies by work or by what they believe."""

from __future__ import annotations

from exercise.language import t
from tui.screens import agencies_pane, world_pane
from tui.screens.desk import DeskScreen

NEAR, WHOLE = "-near", "-whole"
"""Of the MSEL: the timeline of the hours around now, and of the whole exercise."""


def other_view(screen: DeskScreen) -> None:
    """The next view of the pane on top."""
    if screen.top == "msel":
        left = screen.query_one("#left")
        present = next((name for name in (NEAR, WHOLE) if left.has_class(name)), "")
        left.remove_class(NEAR, WHOLE)
        if present != WHOLE:
            left.add_class(WHOLE if present == NEAR else NEAR)
        screen.call_after_refresh(screen.go, "msel")
        return
    flips = {
        "agencies": ("#agency-views", agencies_pane.TRUTH),
        "world": ("#world-views", world_pane.NUMBERS),
    }
    if screen.top not in flips:
        screen.desk.told(t("This pane has one view only; 1, 2 and 3 have others."))
        return
    container, name = flips[screen.top]
    screen.query_one(container).toggle_class(name)
    # What has just become visible has no width before the next layout.
    screen.call_after_refresh(screen.go, screen.top)
