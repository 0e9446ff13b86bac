"""Why something is so, or why nothing happens: one sentence, and the chain of log records behind it.

Every record names the one that led to it; what waits is explained by its condition and present values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exercise.domain import events as ev
from exercise.domain.explain import explain, label, waits_for
from exercise.domain.improvised import line_of
from exercise.domain.stages import stages_of
from exercise.domain.supply import suppliers
from exercise.domain.world import Run
from exercise.errors import NoSuchThing
from exercise.language import reading, t
from exercise.log.records import Happened, Record
from exercise.review.describe import describe
from exercise.review.fold import Fold
from exercise.review.names import Names, minute
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import clock, lasting

SUBJECTS = (
    "inject",
    "run",
    "service",
    "asset",
    "indicator",
    "flag",
    "fact",
    "decision",
    "consent",
    "obligation",
    "step",
    "pool",
    "proposal",
    "of",
)
"""Fields of events and commands that name what they are about."""

KINDS = (
    "services",
    "assets",
    "indicators",
    "flags",
    "facts",
    "decisions",
    "consents",
    "obligations",
)
"""Parts of a scenario to which something may happen."""


@dataclass(frozen=True, slots=True)
class Link:
    """One record of a chain: what happened, in words."""

    seq: int
    tick: int
    text: str


@dataclass(frozen=True, slots=True)
class Why:
    """The answer. The chain goes from the newest record back to where it all began."""

    sentence: str
    chain: tuple[Link, ...]

    def as_text(self) -> str:
        """For a terminal."""
        lines = [f"  r{link.seq:<6} {clock(link.tick):<12} {link.text}" for link in self.chain]
        return "\n".join([self.sentence, *(["because of"] if lines else []), *lines])

    def as_json(self) -> dict[str, object]:
        """For programs."""
        chain = [{"seq": link.seq, "tick": link.tick, "text": link.text} for link in self.chain]
        return {"why": self.sentence, "because": chain}


class Reasons:
    """Answers why-questions about one moment of a log, in the language of whoever asks.

    Args:
        records: those up to the moment, in order.
        tick: the moment; things wait until after it.
    """

    def __init__(self, scenario: Scenario, records: Iterable[Record], tick: int) -> None:
        self._scenario, self._tick = scenario, tick
        self._records = list(records)
        self._languages = (*reading(), *scenario.languages)
        self._fold = Fold(scenario, languages=self._languages)
        self._fold.take_all(self._records)
        self._names: Names = self._fold.names
        self._last: dict[str, int] = {}
        for record in self._records:
            if isinstance(record, Happened):
                for subject in _subjects(record.event):
                    self._last[subject] = record.seq

    def why(self, name: str) -> Why:
        """Why `name` is as it is: an inject, activity, run, service, asset, indicator, flag, duty, step, `#seq`.

        Raises:
            NoSuchThing: neither the scenario nor the log knows it.
        """
        if name.startswith("#") and name[1:].isdigit() and int(name[1:]) < len(self._records):
            return self._about(int(name[1:]))
        if line_of(self._scenario, self._fold.world, name) is not None:
            return self._inject(name)
        if name in self._scenario.activities:
            runs = self._fold.world.runs_of.get(name)
            return self._run(runs[-1]) if runs else self._never(name)
        if name in self._fold.world.runs:
            return self._run(name)
        if (seq := self._last.get(name)) is not None:
            about = self._about(seq)
            return Why(about.sentence + self._short(name), about.chain)
        if kind := next((kind for kind in KINDS if name in getattr(self._scenario, kind)), ""):
            said = {"facts": self._names.fact, "decisions": self._names.decision}.get(kind)
            words = said(name) if said else label(self._scenario, kind, name)
            return Why(
                t("Nothing has happened to {name} so far; it is as the scenario begins.", name=words), ()
            )
        raise NoSuchThing("thing in this exercise", name)

    # --- what waits

    def _inject(self, name: str) -> Why:
        part, state = line_of(self._scenario, self._fold.world, name), self._fold.world.injects[name]
        words = self._fold.names.inject(name)
        if state.status in ("released", "skipped"):
            return self._about(self._last[name])
        if state.status == "held":
            sentence = t("“{inject}” is held: a controller releases it by hand.", inject=words)
        elif state.status == "delivering":
            sentence = t("“{inject}” waits for a role player to deliver it.", inject=words)
        else:
            missing = (
                waits_for(part.when, self._scenario, self._fold.world, self._tick)
                if part is not None and part.when is not None
                else ""
            )
            sentence = self._waits(words, state.at if state.status == "planned" else None, missing)
        return self._chained(sentence, self._last.get(name))

    def _waits(self, inject: str, at: int | None, missing: str) -> str:
        gaps = {"inject": inject, "condition": missing}
        if at is None:
            return (
                t("“{inject}” waits until {condition}.", **gaps)
                if missing
                else t("“{inject}” waits.", **gaps)
            )
        gaps |= {"time": clock(at), "left": lasting(max(0, at - self._tick))}
        if missing:
            return t("“{inject}” waits for {time} (in {left}) and then until {condition}.", **gaps)
        return t("“{inject}” waits for {time} (in {left}).", **gaps)

    def _never(self, name: str) -> Why:
        part = self._scenario.activities[name]
        words = self._names.pick(part.name)
        said = t("Nobody has ordered “{action}” so far.", action=words)
        if part.requires:
            said += " " + t("It needs {condition}.", condition=explain(part.requires, self._scenario))
        return Why(said, ())

    def _run(self, name: str) -> Why:
        run = self._fold.world.runs[name]
        part = self._scenario.activities[run.activity]
        words, stages = self._names.pick(part.name), stages_of(part)
        stage = stages[max(0, run.stage)]
        if run.status == "blocked" and stage.blocked_while is not None:
            so = explain(stage.blocked_while, self._scenario)
            sentence = t(
                "“{action}” stands still, with {left} of work left: {why}.",
                action=words,
                left=lasting(run.left),
                why=so,
            )
        elif run.status == "waiting":
            sentence = self._missing(run, words)
        elif run.status == "working":
            due = clock(run.due() or self._tick)
            sentence = t(
                "“{action}” is under way; this stage is done at {time} if nothing intervenes.",
                action=words,
                time=due,
            )
        elif run.status == "done":
            sentence = t("“{action}” was finished.", action=words)
        else:
            sentence = t("“{action}” was stood down.", action=words)
        return self._chained(sentence, self._last.get(name))

    def _missing(self, run: Run, action: str) -> str:
        part = self._scenario.activities[run.activity]
        stage = stages_of(part)[max(0, run.stage)]
        if run.waits_for == "until" and stage.until is not None:
            words = waits_for(
                stage.until, self._scenario, self._fold.world, self._tick, actor=run.agency, target=run.target
            )
            return t("“{action}” waits until {condition}.", action=action, condition=words)
        held = [
            self._names.run(other)
            for pool in run.waits_for.split(", ")
            for other in self._fold.holders.get(pool, {})
            if self._fold.holders[pool][other] > 0
        ]
        gaps = {"action": action, "what": self._names.waiting(run.waits_for)}
        if not held:
            return t("“{action}” waits for {what}.", **gaps)
        return t("“{action}” waits for {what}, held by {who}.", who=", ".join(held), **gaps)

    # --- what happened

    def _about(self, seq: int) -> Why:
        chain = self._chain(seq)
        first = chain[0]
        return Why(f"{minute(first.tick)}: {first.text}", tuple(chain))

    def _short(self, name: str) -> str:
        """What keeps a service or an asset down at this moment."""
        world, scenario = self._fold.world, self._scenario
        part = scenario.services.get(name) or scenario.assets.get(name)
        if part is None:
            return ""
        reasons = [
            t("{what} at {level}", what=label(scenario, kind + "s", other), level=f"{level:.0%}")
            for kind, other in dict.fromkeys(suppliers(part, scenario))
            if (level := world.assets[other].level if kind == "asset" else world.services[other].available)
            < 1
        ]
        state = world.services.get(name)
        if state is not None and state.demanded > 0 and state.available < 1:
            gaps = {"supplied": f"{state.supplied:g}", "demanded": f"{state.demanded:g}"}
            reasons.insert(0, t("{supplied} of {demanded} asked for", **gaps))
        return " " + t("Now: {reasons}.", reasons=", ".join(reasons)) if reasons else ""

    def _chained(self, sentence: str, seq: int | None) -> Why:
        return Why(sentence, tuple(self._chain(seq)) if seq is not None else ())

    def _chain(self, seq: int) -> list[Link]:
        wanted: list[int] = []
        at: int | None = seq
        while at is not None:
            wanted.append(at)
            record = self._records[at]
            at = record.cause if isinstance(record, Happened) else None
        return self._told(wanted)

    def _told(self, wanted: list[int]) -> list[Link]:
        """Records in words, each as it looked when it came: "falls from 100% to 79%" needs the 100%."""
        fold = Fold(self._scenario, languages=self._languages)
        links: dict[int, Link] = dict.fromkeys(wanted, Link(0, 0, ""))
        for record in self._records[: max(wanted) + 1]:
            if record.seq in links:
                told = describe(record, self._scenario, *self._languages, world=fold.world)
                links[record.seq] = Link(record.seq, record.tick, f"{told.who}: {told.text}")
            fold.take(record)
        return [links[seq] for seq in wanted]


def _subjects(event: ev.AnyEvent) -> Iterable[str]:
    for field in SUBJECTS:
        value = getattr(event, field, None)
        if isinstance(value, str) and value:
            yield value
            agency = getattr(event, "agency", "")
            if agency and field in ("indicator", "obligation"):
                yield f"{value}/{agency}"
