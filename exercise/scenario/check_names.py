"""Does everything that is named exist? Ids, stages, options, targets; and ids that collide with words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario import play as p
from exercise.scenario.checking import ONE_OF, Checking, Path, repeated
from exercise.scenario.complaints import shown
from exercise.scenario.effects import ACTOR, TARGET
from exercise.scenario.names import TARGETS, Name
from exercise.scenario.play import ANYONE, BACKGROUND
from exercise.scenario.world import EVERYONE

_EXCON = "excon"
_WORDS = {ACTOR, TARGET}
_WORDS_FOR_AGENCIES = {ACTOR, TARGET, EVERYONE, ANYONE, BACKGROUND, _EXCON}


def check_names(checking: Checking, names: Iterable[Name]) -> None:
    """Complain of every id that leads nowhere."""
    for name in names:
        if name.name in name.words or any(_is_known(checking, kind, name.name) for kind in name.kinds):
            continue
        what = f"no {_either([ONE_OF[kind] for kind in name.kinds])} {shown(name.name)}"
        checking.error(name.path, what, _instead(checking, name.name, name.kinds), key=name.is_key)
    _stages(checking)
    _options(checking)
    _targets(checking)
    _taken_words(checking)
    _twice(checking)


def _is_known(checking: Checking, kind: str, name: str) -> bool:
    """Whether there is such a thing, or may be: a file that could not be read may hold anything."""
    unread = checking.source.unread
    return name in checking.known(kind) or not unread.isdisjoint(_FILES.get(kind, (kind,)))


_FILES = {"steps": ("adversary",), "pools": ("resources", "agencies")}


def _instead(checking: Checking, name: str, kinds: tuple[str, ...]) -> str | None:
    for kind in ONE_OF:
        if kind not in kinds and name in checking.known(kind):
            return f"`{name}` is {_a(ONE_OF[kind])}"
    known = [each for kind in kinds for each in checking.known(kind)]
    if not known:
        return f"this scenario has no {_either([_PLURAL.get(kind, kind) for kind in kinds])}"
    return checking.nearest(name, known)


_PLURAL = {"steps": "steps of an adversary", "pools": "resources or staff pools"}


def _either(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aio" else f"a {word}"


def _one_of(checking: Checking, path: Path, name: str, known: Collection[str], what: str) -> None:
    if name not in known:
        instead = checking.nearest(name, known) if known else None
        checking.error(path, f"{what} {shown(name)}", instead)


def _stages(checking: Checking) -> None:
    for path, part in checking.each(c.ActivityIs):
        activity = checking.scenario.activities.get(part.activity)
        if part.at_least is not None and activity is not None:
            stages = [stage.id for stage in activity.stages if stage.id]
            what = f"the activity `{part.activity}` has no stage"
            _one_of(checking, (*path, "at_least"), part.at_least, stages, what)


def _options(checking: Checking) -> None:
    decisions = checking.scenario.decisions
    for path, made in checking.each(c.DecisionIs):
        if made.chose is not None and (decision := decisions.get(made.decision)):
            what = f"the decision `{made.decision}` has no option"
            _one_of(checking, (*path, "chose"), made.chose, decision.options, what)
    for path, expected in checking.each(p.ExpectDecision):
        if decision := decisions.get(expected.decision):
            for number, option in enumerate(expected.chose or ()):
                what = f"the decision `{expected.decision}` has no option"
                _one_of(checking, (*path, "chose", number), option, decision.options, what)
    for name, decision in decisions.items():
        for number, option in enumerate(decision.sound):
            path = ("decisions", name, "sound", number)
            _one_of(checking, path, option, decision.options, "this decision has no option")


def _targets(checking: Checking) -> None:
    aimed: Iterator[tuple[Path, Any]] = checking.each(c.ActivityIs, p.ExpectActivity, p.FoundBy)
    for path, part in aimed:
        if part.target is not None:
            _target(checking, (*path, "target"), part.activity, part.target)
    for path, start in checking.each(e.StartActivity):
        if start.target is not None:
            _target(checking, (*path, "target"), start.start, start.target)
        elif (activity := checking.scenario.activities.get(start.start)) and activity.target:
            what = f"the activity `{start.start}` needs a target ({activity.target.kind})"
            checking.error((*path, "start"), what, "add `target:`")


def _target(checking: Checking, path: Path, activity: str, target: str) -> None:
    part = checking.scenario.activities.get(activity)
    if part is None or target in _WORDS:
        return
    if part.target is None:
        checking.error(path, f"the activity `{activity}` takes no target", "leave `target` out")
    elif part.target.of and target not in part.target.of:
        instead = checking.nearest(target, part.target.of)
        checking.error(path, f"{shown(target)} cannot be a target of `{activity}`", instead)
    elif kind := TARGETS.get(part.target.kind):
        _one_of(checking, path, target, checking.known(kind), f"no {part.target.kind}")


def _taken_words(checking: Checking) -> None:
    for kind in ONE_OF:
        taken = _WORDS_FOR_AGENCIES if kind in ("agencies", "parties") else _WORDS
        for name in checking.known(kind):
            if name in taken and isinstance(checking.source.data.get(kind), dict):
                what = f"`{name}` is a word of the scenario language and cannot be an id"
                checking.error((kind, name), what, key=True)


def _twice(checking: Checking) -> None:
    """Ids that stand in lists, where YAML lets them repeat; and one address for two."""
    for name in checking.known("agencies"):
        if name in checking.known("parties"):
            what = f"`{name}` is an agency and a simulated party, so nobody knows who is written to"
            checking.error(("parties", name), what, "give it another id", key=True)
    first: dict[str, str] = {}
    for name, campaign in checking.scenario.adversary.items():
        for number, step in enumerate(campaign.steps):
            if step.id in first:
                what = f"the step `{step.id}` is written twice; it is first in `{first[step.id]}`"
                checking.error(("adversary", name, "steps", number, "id"), what, "give it another id")
            first.setdefault(step.id, name)
    for name, activity in checking.scenario.activities.items():
        for again in repeated([stage.id for stage in activity.stages if stage.id]):
            last = max(number for number, stage in enumerate(activity.stages) if stage.id == again)
            checking.error(
                ("activities", name, "stages", last, "id"),
                f"the stage `{again}` is written twice",
                "give it another id",
            )
    throwing: Iterator[tuple[Path, Any]] = checking.each(p.Stage, p.Activity)
    for path, part in throwing:
        for again in repeated([chance.name for chance in part.chances]):
            last = max(number for number, chance in enumerate(part.chances) if chance.name == again)
            what = f"two chances are called `{again}`, so one throw of the dice decides both"
            checking.error((*path, "chances", last, "name"), what, "give it another name")
