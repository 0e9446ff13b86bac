"""The names people read instead of ids, in the languages they asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exercise.domain import events as ev
from exercise.domain.parties import inject_of, is_party
from exercise.domain.seats import EXCON
from exercise.language import LANGUAGES, marked, t
from exercise.language.tags import known
from exercise.scenario.model import Scenario
from exercise.scenario.part import pick
from exercise.scenario.quantities import MINUTE, clock
from exercise.scenario.world import EVERYONE

Words = dict[str, str]


def minute(tick: int) -> str:
    """Exercise time to the minute: seconds are noise wherever people read."""
    return clock(tick - tick % MINUTE)


def activity_of(run: str) -> str:
    """The activity in a run's id: `<activity>@<agency>#<count>`."""
    return run.partition("#")[0].partition("@")[0]


def numbered(names: Names, inject: str) -> str:
    """An inject within a sentence: its number, and its subject in quotation marks."""
    number, subject = names.number(inject), names.inject(inject)
    return t("#{number} “{subject}”", number=number, subject=subject) if number else subject


class Names:
    """Looks up a name; an id that the scenario does not know is shown as it is."""

    def __init__(self, scenario: Scenario, languages: tuple[str, ...] = ()) -> None:
        self.scenario, self.languages = scenario, languages
        self.senders: dict[str, Words] = {}
        """Of injects that went out, who sent them: also of those the scenario does not have."""
        self.added: dict[str, ev.InjectAdded] = {}
        """Injects that controllers put into the MSEL."""
        self._numbers = {
            name: inject.number or place
            for place, (name, inject) in enumerate(scenario.injects.items(), start=1)
        }

    def pick(self, text: Words | None) -> str:
        """A text in the first wanted language it has."""
        return pick(text, *self.languages) if text else ""

    def agency(self, name: str) -> str:
        """A short name for tables and sentences."""
        name = name.removeprefix("bot/")
        if not name or name == EXCON:
            return "EXCON" if name else t("WORLD")
        if name == "somebody" and name not in self.scenario.agencies:
            # What the log has where an expected action was nobody's in particular.
            return t("somebody")
        agency = self.scenario.agencies.get(name)
        return name if agency is None else self.pick(agency.short) or self.pick(agency.name)

    def agencies(self, names: Iterable[str]) -> str:
        """Several agencies as a list; `everyone` when none is left out."""
        listed = tuple(names)
        if EVERYONE in listed or (len(listed) > 1 and set(listed) >= set(self.scenario.agencies)):
            return t("everyone")
        return ", ".join(self.agency(name) for name in listed) or t("nobody")

    def inject(self, name: str) -> str:
        """The subject of an inject."""
        inject = self.scenario.injects.get(name) or self.added.get(name)
        return self.pick(inject.subject) if inject else name

    def number(self, name: str) -> int:
        """An inject's number in the MSEL: its own, or its place in the file."""
        if name in self._numbers:
            return self._numbers[name]
        part = self.scenario.injects.get(name) or self.added.get(name)
        return (part.number or 0) if part else 0

    def activity(self, name: str) -> str:
        """What an activity is called."""
        activity = self.scenario.activities.get(name)
        return self.pick(activity.name) if activity else name

    def run(self, run: str) -> str:
        """What a running of an activity is called; the second and later ones carry their count."""
        count = run.partition("#")[2]
        name = self.activity(activity_of(run))
        return t("{name} (no. {number})", name=name, number=count) if count not in ("", "1") else name

    def stage(self, run: str, index: int) -> str:
        """The name of a stage; nothing when there is only one or it has none."""
        activity = self.scenario.activities.get(activity_of(run))
        if activity is None or not 0 <= index < len(activity.stages):
            return ""
        return self.pick(activity.stages[index].name)

    def decision(self, name: str) -> str:
        """The question."""
        decision = self.scenario.decisions.get(name)
        return self.pick(decision.text) if decision else name

    def option(self, decision: str, option: str) -> str:
        """The words of an option."""
        known = self.scenario.decisions.get(decision)
        return self.pick(known.options[option].text) if known and option in known.options else option

    def fact(self, name: str) -> str:
        """What is known."""
        fact = self.scenario.facts.get(name)
        return self.pick(fact.text) if fact else name

    def asset(self, name: str) -> str:
        """A piece of infrastructure."""
        asset = self.scenario.assets.get(name)
        return (self.pick(asset.name) or name) if asset else name

    def service(self, name: str) -> str:
        """What people feel."""
        service = self.scenario.services.get(name)
        return self.pick(service.name) if service else name

    def indicator(self, name: str, agency: str = "") -> str:
        """An indicator, with whose it is when every agency has its own."""
        indicator = self.scenario.indicators.get(name)
        words = self.pick(indicator.name) if indicator else name
        return t("{what} of {who}", what=words, who=self.agency(agency)) if agency else words

    def flag(self, name: str) -> str:
        """Something that has become so."""
        flag = self.scenario.flags.get(name)
        return self.pick(flag.name) if flag else name.replace("-", " ")

    def pool(self, name: str) -> str:
        """A scarce resource, or the staff of an agency."""
        resource = self.scenario.resources.get(name)
        if resource is not None:
            return self.pick(resource.name)
        agency, _, pool = name.partition("/")
        return t("{what} of {who}", what=staff_name(pool), who=self.agency(agency)) if pool else name

    def target(self, name: str) -> str:
        """Whatever an action may be aimed at."""
        found = (
            (self.scenario.assets, self.asset),
            (self.scenario.services, self.service),
            (self.scenario.agencies, self.agency),
            (self.scenario.indicators, self.indicator),
            (self.scenario.facts, self.fact),
        )
        for parts, say in found:
            if name in parts:
                return say(name)
        return name

    def waiting(self, waits_for: str) -> str:
        """What a stage waits for, from its record: keys of pools, or `until` for its own condition."""
        if waits_for == "until":
            return t("something to become so")
        return t(" and ").join(self.pool(name) for name in waits_for.split(", ") if name)

    def step(self, name: str) -> str:
        """A move of the adversary."""
        for campaign in self.scenario.adversary.values():
            for step in campaign.steps:
                if step.id == name:
                    return self.pick(step.name) or name.replace("-", " ")
        return name.replace("-", " ")


STAFF = (marked("analysts"), marked("officers"), marked("forensics"), marked("engineers"), marked("press"))
"""Kinds of staff that the bundled scenarios have; others go by their ids."""


def staff_name(pool: str) -> str:
    """A kind of staff."""
    return t(pool.replace("-", " "))


def persona_name(names: Names, name: str) -> str:
    """As whom exercise control writes: a party of the scenario, or a name of the moment."""
    party = names.scenario.parties.get(name)
    return names.pick(party.name) if party else name


def addressee_name(names: Names, name: str) -> str:
    """An agency, a party, or whoever sent an inject."""
    if inject := inject_of(name):
        known = names.scenario.injects.get(inject)
        return names.pick(names.senders.get(inject) or (known.from_ if known else None)) or name
    return persona_name(names, name) if name in names.scenario.parties else names.agency(name)


def addressee_names(names: Names, listed: tuple[str, ...]) -> str:
    """Several addressees as a list; `everyone` when no agency is left out."""
    if any(is_party(name, names.scenario) for name in listed):
        return ", ".join(addressee_name(names, name) for name in listed)
    return names.agencies(listed)


def obligation_name(names: Names, name: str) -> str:
    """A duty to report."""
    obligation = names.scenario.obligations.get(name)
    return names.pick(obligation.name) if obligation else name


def consent_name(names: Names, name: str) -> str:
    """A joint decision."""
    consent = names.scenario.consents.get(name)
    return names.pick(consent.name) if consent else name


_NAMED = ("agencies", "activities", "services", "assets", "resources", "consents", "obligations")


def in_readers_names(names: Names, said: str) -> str:
    """A refusal with what the scenario names called as this reader reads it: whoever refuses knows no reader."""
    own = names.scenario.languages
    parts = (part for kind in _NAMED for part in getattr(names.scenario, kind).values() if part.name)
    called = {pick(part.name, *own): names.pick(part.name) for part in parts}
    other = sorted((name for name, read in called.items() if name != read), key=len, reverse=True)
    if not other:
        return said
    return re.sub(
        "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in other), lambda hit: called[hit[0]], said
    )


def basis_name(names: Names, name: str) -> str:
    """What a decision rests on: an inject, a fact, or somebody's own words."""
    known = name in names.scenario.injects
    return t("inject “{name}”", name=names.inject(name)) if known else names.fact(name)


def caution(names: Names) -> str:
    """What a reader of a translation that nobody has reviewed is told; empty for everybody else."""
    language = next((tag for tag in names.languages if tag in names.scenario.languages), "")
    if language not in names.scenario.drafts:
        return ""
    return t(
        "The texts in {language} are a draft that nobody has reviewed yet: where one seems odd, ask EXCON.",
        language=LANGUAGES.get(known(language), language),
    )
