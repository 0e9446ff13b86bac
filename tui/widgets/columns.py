"""The columns of lists that more than one desk shows, which `wording` fills, and words for how an inject stands."""

from __future__ import annotations

from exercise.language import marked
from tui.widgets.rows import Column

MSEL = (
    Column(marked("Time"), 10),
    Column("#", 3),
    Column(marked("Status"), 9),
    Column(marked("To"), 13, from_=64, most=22),
    Column(marked("Inject"), share=3),
    Column(marked("Done"), 6),
    Column(marked("Storyline"), 14, from_=120, most=26),
    Column(marked("Waits for"), share=2, from_=86),
)
AGENCIES = (
    Column(marked("Agency"), 14),
    Column(marked("Seat"), 8),
    Column(marked("Staff"), 9),
    Column(marked("Doing"), 5),
    Column(marked("Owes"), 4),
    Column(marked("Late"), 5),
    Column(marked("Report"), 6),
    Column(marked("Votes"), 5),
    Column(marked("Aware"), 5),
    Column(marked("Idle"), 6, from_=76),
    Column(marked("Name"), share=1, from_=104),
)
STATUS = {
    "planned": marked("planned"),
    "gated": marked("gated"),
    "held": marked("held"),
    "delivering": marked("delivering"),
    "released": marked("released"),
    "answered": marked("answered"),
    "overdue": marked("overdue"),
    "skipped": marked("skipped"),
}
"""How an inject stands, where it is said in a sentence."""
RUN_STANDS = {
    "waiting": marked("waiting"),
    "working": marked("working"),
    "blocked": marked("blocked"),
    "done": marked("done"),
    "stood-down": marked("stood-down"),
}
"""How an action under way stands, where it is said in a sentence."""
DUTY_STANDS = {
    "open": marked("open"),
    "overdue": marked("overdue"),
    "missed": marked("missed"),
    "met": marked("met"),
    "late": marked("late"),
}
"""How a report stands, where it is said in a sentence."""
RULED = {
    "waits": marked("waits"),
    "accepted": marked("accepted"),
    "declined": marked("declined"),
    "in effect": marked("in effect"),
}
"""What came of an action that somebody proposed."""
