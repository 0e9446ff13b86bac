"""How severe agencies find it: the spread step by step for controllers, its own for an agency."""

from __future__ import annotations

from exercise.domain.excon import RatingStep
from exercise.review.describe_excon import level_name
from exercise.review.fold import Fold
from exercise.review.rows_excon import LevelRow, OwnRatingRow, SaidRow, SeverityRow


def severity(fold: Fold) -> tuple[SeverityRow, ...]:
    """Every step asked about, the newest first."""
    rows, before = [], dict[str, str]()
    for name, step in fold.world.excon.ratings.items():
        rows.append(_row(fold, name, step, before))
        before |= {agency: step.level(agency) for agency in step.given}
    return tuple(reversed(rows))


def own_ratings(fold: Fold) -> tuple[OwnRatingRow, ...]:
    """What this agency was asked and said, the newest first."""
    rows = []
    for name, step in fold.world.excon.ratings.items():
        given = step.given.get(fold.seat)
        shared = step.shared or ()
        rows.append(
            OwnRatingRow(
                name,
                step.asked,
                step.due,
                fold.names.pick(step.text),
                level_name(fold.names, given[-1][1]) if given else "",
                given[-1][1] if given else "",
                given[-1][2] if given else "",
                ", ".join(f"{count} × {level_name(fold.names, level)}" for level, count in shared),
            )
        )
    return tuple(reversed(rows))


def levels(fold: Fold) -> tuple[LevelRow, ...]:
    """The scale, the lightest level first."""
    pick = fold.names.pick
    return tuple(
        LevelRow(name, f"{name.upper()} {pick(part.name)}", pick(part.means))
        for name, part in fold.scenario.severity.items()
    )


def _row(fold: Fold, name: str, step: RatingStep, before: dict[str, str]) -> SeverityRow:
    order = {level: place for place, level in enumerate(fold.scenario.severity)}
    ranked = sorted((step.level(agency) for agency in step.given), key=lambda level: order.get(level, -1))
    # Of an even number the lower of the two in the middle: a level between two levels does not exist.
    ends = (ranked[0], ranked[(len(ranked) - 1) // 2], ranked[-1]) if ranked else ("", "", "")
    low, median, high = (level.upper() for level in ends)
    said = tuple(
        _said(fold, agency, step, before, order) for agency in dict.fromkeys((*step.to, *step.given))
    )
    silent = tuple(each.agency for each in said if not each.level)
    text = fold.names.pick(step.text)
    return SeverityRow(
        name, step.asked, step.due, text, low, median, high, silent, said, step.shared is not None
    )


def _said(
    fold: Fold, agency: str, step: RatingStep, before: dict[str, str], order: dict[str, int]
) -> SaidRow:
    short, given = fold.names.agency(agency), step.given.get(agency)
    if not given:
        return SaidRow(short, "", "", 0, "", None)
    at, level, reason = given[-1]
    first, last = given[0][1], before.get(agency, level)
    change = order.get(level, 0) - order.get(last, 0)
    return SaidRow(short, level.upper(), first.upper() if first != level else "", change, reason, at)
