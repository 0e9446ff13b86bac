"""What a seat gets of the scenario: plain data that is a valid scenario, and holds nothing the seat may not know.

Closed by default: only what is named here is passed on. What records bring to light later (a question that an
inject puts, the words of a fact) follows as `more`, when the records come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from exercise.conduct.briefing_world import Plain, WorldBriefing, part_of, picked
from exercise.conduct.sight import HIDDEN, Sight
from exercise.domain import events as ev
from exercise.scenario.conditions import Condition
from exercise.scenario.model import Scenario
from exercise.scenario.play import ANYONE, BACKGROUND, Activity, ExpectDecision, ExpectThat, Inject
from exercise.scenario.questionnaires import AT_PLAY

More = dict[str, Plain]

_TOP = (
    "format",
    "id",
    "title",
    "summary",
    "startex",
    "duration",
    "pace",
    "tlp",
    "languages",
    "drafts",
    "disclaimer",
    "background",
    "severity",
)
_OF_ANY_AGENCY = ("name", "short", "country", "level", "kind", "languages", "channels")
_OF_OWN_AGENCY = (*_OF_ANY_AGENCY, "staff", "clocks", "constituents", "seats", "note", "cell")
_OF_PARTY = ("name", "about", "channels", "languages")
_OF_ACTIVITY = ("name", "code", "kind", "takes", "uses", "again", "needs_text", "brief", "risks")
_OF_RESERVED = ("name", "code", "kind", "takes", "brief", "risks", "reserved")
_OF_STAGE = ("id", "name", "takes", "uses", "borrows")
_OF_INJECT = (
    "number",
    "at",
    "held",
    "kind",
    "from",
    "to",
    "channel",
    "tlp",
    "subject",
    "text",
    "attachments",
    "move",
    "cell",
    "urgent",
    "questions",
    "note",
    "deliver",
)
_OF_TEMPLATE = (
    *("name", "gaps", "from", "to", "channel", "tlp", "subject", "text", "urgent", "cell", "note"),
)
_OF_QUESTION = ("ask", "kind", "options", "steps", "low", "high", "required")
_OF_EXPECTED = (
    *("within", "by", "who", "text", "activity", "is", "target"),
    *("decision", "chose", "reply", "share", "with"),
)


class Briefing:
    """The scenario through the eyes of some agencies.

    Args:
        data: the scenario as the log's header holds it.
        scenario: the same, read.
        agencies: whose eyes; none for somebody who sees only what everybody sees.
        injects: lines of the MSEL whose planning may be seen: those of a control cell.
        cells: for a control cell, those whose authority it has; it knows of the others that they are there.
    """

    def __init__(
        self,
        data: Plain,
        scenario: Scenario,
        agencies: Collection[str],
        *,
        injects: Collection[str] = (),
        cells: Collection[str] | None = None,
    ) -> None:
        self._data, self._scenario = data, scenario
        self._own, self._lines = frozenset(agencies), frozenset(injects)
        self._cells = cells
        self._sight = Sight(scenario, self._own)
        self._asked_later = frozenset(_asked_by_injects(scenario))
        self.data = self._filled()

    @property
    def orderable(self) -> frozenset[str]:
        """Activities these agencies may order."""
        return self._sight.activities

    def more(self, event: ev.AnyEvent) -> More:
        """What an event that may be seen brings to light. Says the same about the same event for ever."""
        match event:
            case ev.InjectReleased():
                asked = event.decisions if self._own & set(event.to) else ()
                found = {
                    "injects": {event.inject: _letter(event)},
                    "decisions": {name: self._decision(name) for name in asked if self._decides(name)},
                }
                return {
                    section: {name: part for name, part in parts.items() if name not in self.data[section]}
                    for section, parts in found.items()
                }
            case ev.FactLearned(fact=name, text=text, tlp=tlp) if text:
                return {"facts": {name: {"text": text, "tlp": tlp}}}
            case ev.ReportFiled(obligation=name, to=to) if name not in self.data["obligations"]:
                # What the report and its fields are called, not who owes such reports and when.
                words = picked(part_of(self._data, "obligations", name), ("name", "within", "form"))
                return {"obligations": {name: words | {"to": list(to), "aware_of": HIDDEN}}}
            case ev.PhaseChanged(phase="ended"):
                return {"questionnaires": dict(self._questionnaires("hotwash", "feedback"))}
            case ev.ActivityOrdered(activity=name) if name not in self.data["activities"]:
                words = part_of(self._data, "activities", name).get("name", name)
                plate = {"name": words, "who": BACKGROUND, "starts": {"at": "T+00:00"}}
                return {"activities": {name: plate}}
            case _:
                return {}

    # --- the parts

    def _filled(self) -> Plain:
        filled: Plain = {key: self._data[key] for key in _TOP if key in self._data}
        filled["agencies"] = {name: self._agency(name) for name in self._scenario.agencies}
        if self._cells is not None:
            filled["cells"] = {
                name: part_of(self._data, "cells", name) if name in self._cells else {"name": name}
                for name in self._scenario.cells
            }
        filled["parties"] = {
            name: picked(part_of(self._data, "parties", name), _OF_PARTY) for name in self._scenario.parties
        }
        filled["activities"] = dict(self._activities())
        filled |= WorldBriefing(self._data, self._scenario, self._sight).parts()
        filled["decisions"] = {
            name: self._decision(name)
            for name in self._scenario.decisions
            if self._decides(name) and (self._lines or name not in self._asked_later)
        }
        filled["obligations"] = dict(self._obligations())
        filled["consents"] = dict(self._consents())
        filled["questionnaires"] = dict(self._questionnaires("before", "during"))
        if self._cells is not None:
            filled["templates"] = dict(self._templates())
        filled["injects"] = {name: self._line(name) for name in self._scenario.injects if name in self._lines}
        return filled

    def _who(self, names: tuple[str, ...]) -> list[str]:
        return [ANYONE] if ANYONE in names else self._sight.names(names)

    def _agency(self, name: str) -> Plain:
        raw = part_of(self._data, "agencies", name)
        if name not in self._own:
            return picked(raw, _OF_ANY_AGENCY)
        if self._cells is None:
            raw = {key: part for key, part in raw.items() if key != "cell"}
        # Whom it believes it can call. That an entry is out of date is found out by calling.
        return picked(raw, _OF_OWN_AGENCY) | {"contacts": {other: {} for other in raw.get("contacts", ())}}

    # --- what can be done

    def _activities(self) -> Iterator[tuple[str, Plain]]:
        for name, part in self._scenario.activities.items():
            raw = part_of(self._data, "activities", name)
            if name in self.orderable:
                yield name, self._activity(raw, part)
            elif part.reserved is not None and self._own:
                # That it is not theirs to order, and why, is for everybody to know.
                yield name, picked(raw, _OF_RESERVED) | {"who": list(part.who)}
            elif part.starts is not None and self._own & set(part.starts.at_agencies):
                # Its name, and that it comes by itself: how often is drawn, and nobody's business.
                starts = {"every": "1 per h", "at_agencies": self._sight.names(part.starts.at_agencies)}
                yield (
                    name,
                    picked(raw, ("name",)) | {"kind": "background", "who": BACKGROUND, "starts": starts},
                )

    def _activity(self, raw: Plain, part: Activity) -> Plain:
        shown = picked(raw, _OF_ACTIVITY) | {"who": self._who(part.who)}
        if part.target is not None:
            # Which facts it may be aimed at says which facts there are.
            keys = ("kind",) if part.target.kind == "fact" else ("kind", "of")
            shown["target"] = picked(raw["target"], keys)
        if part.requires is not None:
            shown["requires"] = self._sight.said(raw["requires"], part.requires)
        if part.consent is not None and self._votes(part.consent):
            shown["consent"] = part.consent
        if part.stages:
            shown["stages"] = [
                picked(stage, _OF_STAGE)
                | self._condition(stage, "until", read.until)
                | self._condition(stage, "blocked_while", read.blocked_while)
                for stage, read in zip(raw["stages"], part.stages, strict=True)
            ]
        return shown | self._condition(raw, "blocked_while", part.blocked_while)

    def _condition(self, raw: Plain, key: str, condition: Condition | None) -> Plain:
        return {key: self._sight.said(raw[key], condition)} if condition is not None else {}

    def _decides(self, name: str) -> bool:
        decision = self._scenario.decisions.get(name)
        return decision is not None and bool(self._who(decision.who))

    def _decision(self, name: str) -> Plain:
        raw, part = part_of(self._data, "decisions", name), self._scenario.decisions[name]
        options = {option: {"text": words["text"]} for option, words in raw["options"].items()}
        who = {"who": self._who(part.who), "options": options}
        return picked(raw, ("text",)) | who | self._condition(raw, "requires", part.requires)

    def _obligations(self) -> Iterator[tuple[str, Plain]]:
        for name, part in self._scenario.obligations.items():
            under = {agency for agency in self._own if name in self._scenario.agencies[agency].clocks}
            if who := sorted(under | (self._own & set(part.who))):
                raw = part_of(self._data, "obligations", name)
                yield name, picked(raw, ("name", "within", "to", "form")) | {"who": who, "aware_of": HIDDEN}

    def _votes(self, consent: str) -> bool:
        return bool(self._own & set(self._scenario.consents[consent].who))

    def _consents(self) -> Iterator[tuple[str, Plain]]:
        for name in self._scenario.consents:
            if self._votes(name):
                yield (
                    name,
                    picked(part_of(self._data, "consents", name), ("name", "who", "rule", "any", "within")),
                )

    def _questionnaires(self, *phases: str) -> Iterator[tuple[str, Plain]]:
        """Those put to seats that see this. Which objective a question belongs to is control's."""
        roles = AT_PLAY if self._cells is None else ("controller",)
        for name, part in self._scenario.questionnaires.items():
            if part.phase in phases and set(part.to) & set(roles):
                raw = part_of(self._data, "questionnaires", name)
                asked = {key: picked(each, _OF_QUESTION) for key, each in raw["questions"].items()}
                yield name, raw | {"to": [role for role in roles if role in part.to], "questions": asked}

    # --- for a control cell

    def _templates(self) -> Iterator[tuple[str, Plain]]:
        """Those it may use: its own, and those that go to nobody but its agencies."""
        for name, part in self._scenario.templates.items():
            if part.cell in (None, *(self._cells or ())) and set(part.to) <= self._own:
                raw = part_of(self._data, "templates", name)
                pairs = zip(raw.get("expect", ()), part.expect, strict=True)
                yield name, picked(raw, _OF_TEMPLATE) | {"expect": [self._expected(*pair) for pair in pairs]}

    def _line(self, name: str) -> Plain:
        """A line of the MSEL as its own cell may plan with it: when and what, never what follows from it."""
        raw, part = part_of(self._data, "injects", name), self._scenario.injects[name]
        shown = picked(raw, _OF_INJECT)
        shown |= self._condition(raw, "when", part.when) | self._condition(raw, "unless", part.unless)
        shown["expect"] = [
            dict(self._expected(*pair)) for pair in zip(raw.get("expect", ()), part.expect, strict=True)
        ]
        return shown

    def _expected(self, raw: Plain, part: Any) -> Plain:
        if isinstance(part, ExpectThat):
            return picked(raw, _OF_EXPECTED) | {"that": self._sight.said(raw["that"], part.that)}
        return picked(raw, _OF_EXPECTED)


def injects_of(scenario: Scenario, *cells: str) -> frozenset[str]:
    """The lines of the MSEL that cells release: those given to them, and those that only their agencies receive."""
    own = agencies_of(scenario, *cells)
    return frozenset(name for name, part in scenario.injects.items() if _is_of(part, cells, own))


def agencies_of(scenario: Scenario, *cells: str) -> frozenset[str]:
    """The agencies that control cells look after."""
    return frozenset(name for name, part in scenario.agencies.items() if part.cell in cells)


def _is_of(part: Inject, cells: Collection[str], own: frozenset[str]) -> bool:
    return part.cell in cells if part.cell is not None else bool(own) and set(part.to) <= own


def _asked_by_injects(scenario: Scenario) -> Iterator[str]:
    """Questions that an inject will put: nobody is shown them before."""
    for inject in scenario.injects.values():
        for expected in inject.expect:
            if isinstance(expected, ExpectDecision):
                yield expected.decision


def _letter(event: ev.InjectReleased) -> Plain:
    """An inject as it was received. It is out, so it waits for nothing."""
    return {
        "number": event.number,
        "held": True,
        "from": event.sender,
        "to": list(event.to),
        "channel": event.channel,
        "tlp": event.tlp,
        "subject": event.subject,
        "text": event.text,
    }
