"""Sentences about what agencies do: work that is ordered, begins, waits, stands still, goes on and ends."""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.domain.world import World
from exercise.language import in_words, t
from exercise.review.describe_world import Parts, Sentence
from exercise.review.names import Names, activity_of
from exercise.review.saying import REASONS, ended
from exercise.scenario.quantities import lasting


def _doer(names: Names, world: World | None, run: str) -> str:
    found = world.runs.get(run) if world else None
    # Work that is over is no longer in the world; its name still says whose it was.
    agency = found.agency if found else run.partition("@")[2].partition("#")[0]
    return names.agency(agency)


def _ordered(names: Names, world: World | None, tick: int, event: ev.ActivityOrdered) -> Parts:
    action = names.run(event.run)
    gaps = {"action": action, "target": names.target(event.target) if event.target else ""}
    match event.agency != "", event.target != "":
        case True, True:
            words = t("Orders '{action}' for {target}", **gaps)
        case True, False:
            words = t("Orders '{action}'", **gaps)
        case False, True:  # nobody orders what the world does by itself
            words = t("'{action}' begins, for {target}", **gaps)
        case _:
            words = t("'{action}' begins", **gaps)
    return "A", names.agency(event.agency), ended(words, event.text)


def _begun(names: Names, world: World | None, tick: int, event: ev.StageBegun) -> Parts:
    stage, takes = names.stage(event.run, event.stage), lasting(event.takes) if event.takes else ""
    gaps = {"action": names.run(event.run), "stage": stage, "time": takes}
    match stage != "", takes != "":
        case True, True:
            words = t("Work on '{action}', stage '{stage}' begins; it will take {time}.", **gaps)
        case True, False:
            words = t("Work on '{action}', stage '{stage}' begins.", **gaps)
        case False, True:
            words = t("Work on '{action}' begins; it will take {time}.", **gaps)
        case _:
            words = t("Work on '{action}' begins.", **gaps)
    return "A", _doer(names, world, event.run), words


def _waiting(names: Names, world: World | None, tick: int, event: ev.StageWaiting) -> Parts:
    what = names.waiting(event.waits_for)
    words = t("'{action}' waits for {what}.", action=names.run(event.run), what=what)
    return "A", _doer(names, world, event.run), words


def _blocked(names: Names, world: World | None, tick: int, event: ev.WorkBlocked) -> Parts:
    gaps = {"action": names.run(event.run), "time": lasting(event.left)}
    return (
        "A",
        _doer(names, world, event.run),
        t("Work on '{action}' has to stop, with {time} left.", **gaps),
    )


def _resumed(names: Names, world: World | None, tick: int, event: ev.WorkResumed) -> Parts:
    gaps = {"action": names.run(event.run), "time": lasting(event.left)}
    return "A", _doer(names, world, event.run), t("Work on '{action}' goes on, with {time} left.", **gaps)


def chance_name(names: Names, run: str, chance: str) -> str:
    """What may come of an action, in words."""
    part = names.scenario.activities.get(activity_of(run))
    parts = (*part.chances, *(each for stage in part.stages for each in stage.chances)) if part else ()
    text = next((each.text for each in parts if each.name == chance), None)
    return names.pick(text) or chance.replace("-", " ")


def _chance(names: Names, world: World | None, tick: int, event: ev.ChanceFell) -> Parts:
    gaps = {"action": names.run(event.run), "chance": chance_name(names, event.run, event.chance)}
    words = (
        t("In '{action}', '{chance}' came off.", **gaps)
        if event.happened
        else t("In '{action}', '{chance}' did not come off.", **gaps)
    )
    return "A", _doer(names, world, event.run), words


def _finished(names: Names, world: World | None, tick: int, event: ev.ActivityFinished) -> Parts:
    return "A", _doer(names, world, event.run), t("'{action}' is done.", action=names.run(event.run))


def _stood_down(names: Names, world: World | None, tick: int, event: ev.ActivityStoodDown) -> Parts:
    words = t("'{action}' is stood down", action=names.run(event.run))
    return "A", _doer(names, world, event.run), ended(words, in_words(event.why, REASONS))


WORK: dict[type, Sentence] = {
    ev.ActivityOrdered: _ordered,
    ev.StageBegun: _begun,
    ev.StageWaiting: _waiting,
    ev.WorkBlocked: _blocked,
    ev.WorkResumed: _resumed,
    ev.ChanceFell: _chance,
    ev.ActivityFinished: _finished,
    ev.ActivityStoodDown: _stood_down,
}
