"""The headings of columns: whole words in every language, and whole where there is room."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from exercise.language import LANGUAGES, speaking, t
from tui.screens import (
    agencies_pane,
    comparison,
    debrief_panes,
    directory,
    evaluator_panes,
    lead_panes,
    needs_pane,
    seat_panes,
    world_pane,
)
from tui.widgets import columns, tree
from tui.widgets.lines import Column, share_out

TABLES: dict[str, tuple[Column, ...]] = {
    "msel": columns.MSEL,
    "agencies": columns.AGENCIES,
    "standings": agencies_pane._STANDINGS,
    "comparison": comparison.COLUMNS,
    "needs": needs_pane._COLUMNS,
    "directory": directory._COLUMNS,
    "cells": lead_panes._CELLS,
    "severity": lead_panes._STEPS,
    "runs": world_pane._RUNS,
    "tree": tree.COLUMNS,
    **{f"debrief {name}": table for name, table in debrief_panes.TRUTH_COLUMNS.items()},
    **{f"evaluator {name}": table for name, table in evaluator_panes.COLUMNS.items()},
    **{f"seat {name}": table for name, table in seat_panes.COLUMNS.items()},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_is_an_abbreviation_and_all_are_whole_on_a_wide_terminal(language: str) -> None:
    with speaking(language):
        for name, table in TABLES.items():
            assert [t(each.label) for each in table if t(each.label).endswith(".")] == [], name
            widths = share_out(table, 136)
            cut = [
                t(table[at].label) for at, width in widths.items() if cell_len(t(table[at].label)) >= width
            ]
            assert cut == [], name


def test_a_column_grows_with_its_heading_while_a_sentence_beside_it_stays_readable() -> None:
    table = (Column("A long heading", 4), Column("Another", 4), Column("What", share=1))
    assert share_out(table, 60) == {0: 15, 1: 8, 2: 37}
    assert share_out(table, 40) == {0: 5, 1: 8, 2: 27}, "the one that lacks least comes first"
    assert share_out(table, 30) == {0: 5, 1: 5, 2: 20}


def test_what_stands_in_a_column_gets_room_once_the_others_have_plenty() -> None:
    table = (Column("To", 9, most=20), Column("Story", 9, most=20), Column("Inject", share=1))
    assert share_out(table, 80) == {0: 10, 1: 10, 2: 60}
    assert share_out(table, 85) == {0: 15, 1: 10, 2: 60}
    assert share_out(table, 140) == {0: 21, 1: 21, 2: 98}
