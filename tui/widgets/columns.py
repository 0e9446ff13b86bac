"""The columns of lists that more than one desk shows; `wording` fills them."""

from __future__ import annotations

from tui.widgets.rows import Column

MSEL = (
    Column("Time", 10),
    Column("#", 3),
    Column("Status", 9),
    Column("To", 13, from_=64),
    Column("Inject", share=3),
    Column("Done", 6),
    Column("Storyline", 14, from_=120),
    Column("Waits for", share=2, from_=86),
)
AGENCIES = (
    Column("Agency", 15),
    Column("Seat", 7),
    Column("Staff", 9),
    Column("Doing", 5),
    Column("Owes", 4),
    Column("Late", 4),
    Column("Report", 6),
    Column("Vote", 4),
    Column("Aware", 5),
    Column("Idle", 7, from_=76),
    Column("Name", share=1, from_=104),
)
