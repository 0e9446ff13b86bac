"""A sequence diagram as an SVG file of its own: nothing in it points outside, and every text is escaped."""

from __future__ import annotations

from exercise.review.html import environment
from exercise.review.report import BANNER
from exercise.review.sequence import Diagram


def sequence_svg(diagram: Diagram) -> str:
    """The drawing, fit for a browser or a document."""
    return environment().get_template("sequence-file.svg").render(d=diagram, banner=BANNER)
