"""A comparison of two futures as one HTML page, in the style and under the policy of the report."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from exercise.review import drawing
from exercise.review.compare import Comparison, Outcome, until
from exercise.review.compare_text import spark_scale
from exercise.review.html import environment, policy, read
from exercise.review.report import BANNER, DISCLAIMER

HEIGHT = 88


@dataclass(frozen=True, slots=True)
class Plot:
    """Both sides of an outcome on one scale."""

    outcome: Outcome
    low: float
    high: float
    log: str
    fork: str


def to_html(found: Comparison) -> str:
    """The whole page; it needs nothing from anywhere."""
    style = read("report.css") + read("fork.css")
    return (
        environment()
        .get_template("fork.html")
        .render(
            found=found,
            banner=BANNER,
            disclaimer=DISCLAIMER,
            style=Markup(style),
            policy=policy(style),
            plots=[plot(outcome, found.horizon) for outcome in found.outcomes if outcome.differs],
            same=[outcome.name for outcome in found.outcomes if not outcome.differs],
            axis=drawing.axis(max(1, found.horizon)),
            parting=drawing.x_of(found.lineage.tick, max(1, found.horizon)),
            width=drawing.WIDTH,
            height=HEIGHT,
        )
    )


def plot(outcome: Outcome, horizon: int) -> Plot:
    """The two lines, from the foot of the scale to its top."""
    low, high = spark_scale(outcome)

    def line(points: tuple[tuple[int, float], ...]) -> str:
        return " ".join(
            f"{drawing.x_of(tick, max(1, horizon))},"
            f"{round(HEIGHT - 3 - (HEIGHT - 6) * (value - low) / (high - low), 1)}"
            for tick, value in until(points, horizon)
        )

    log, fork = outcome.curves
    return Plot(outcome, low, high, line(log.points), line(fork.points))
