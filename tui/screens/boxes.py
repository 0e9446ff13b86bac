"""A widget in a box with a title, as every pane has them."""

from __future__ import annotations

from typing import TypeVar

from textual.widget import Widget

AnyWidget = TypeVar("AnyWidget", bound=Widget)


def boxed(widget: AnyWidget, title: str) -> AnyWidget:
    """The same widget, with a border that says what it is."""
    widget.add_class("box")
    widget.border_title = title
    return widget
