"""The stages of an activity, also of one written in the short form."""

from __future__ import annotations

from exercise.scenario.play import Activity, Stage


def stages_of(activity: Activity) -> tuple[Stage, ...]:
    """Its stages; the short form (`takes`, `uses`, `blocked_while`) is one stage without a name."""
    if activity.stages:
        return activity.stages
    return (
        Stage(uses=activity.uses, blocked_while=activity.blocked_while).model_copy(
            update={"takes": activity.takes}
        ),
    )
