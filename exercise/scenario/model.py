"""A scenario as its author wrote it: frozen, closed, strict. The root that holds all parts."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from exercise.scenario.agencies import Agency, Party
from exercise.scenario.assess import Consent, Objective, Obligation
from exercise.scenario.campaigns import Campaign
from exercise.scenario.effects import Effect
from exercise.scenario.improvised import Template
from exercise.scenario.part import Language, Listed, Part, Text, Tlp
from exercise.scenario.play import Activity, Decision, Fact, Hypothesis, Inject
from exercise.scenario.quantities import Duration, Slug
from exercise.scenario.questionnaires import Questionnaire
from exercise.scenario.severity import Level, RatingMoment
from exercise.scenario.world import Asset, Flag, Indicator, Resource, Service

FORMAT = 1
"""The version of the scenario format that this program reads."""

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)")


def _stamp(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and _STAMP.fullmatch(value):
        return dt.datetime.fromisoformat(value)
    raise ValueError("write the moment with its offset, for example 2028-01-27T02:10:00+01:00")


Stamp = Annotated[
    dt.datetime, BeforeValidator(_stamp), WithJsonSchema({"type": "string", "format": "date-time"})
]


class Storyline(Part):
    """A thread of linked injects."""

    name: Text


class Cell(Part):
    """A control cell: national ones release their own injects, the central one sees all."""

    name: Text


class Scenario(Part):
    """Everything a drill is made of. Mappings are keyed by id."""

    format: Literal[1]
    id: Slug = "scenario"
    """Taken from the folder's name."""
    title: Text
    summary: Text
    startex: Stamp
    """What the exercise clock calls T+00:00."""
    duration: Duration
    if_tlp_broken: Listed[Effect] = ()
    """What it costs when somebody passes a fact on against its TLP; `actor` is who did."""
    pace: int | float = Field(default=30, gt=0, le=3600)
    """Exercise minutes per minute, unless the controller changes it."""
    tlp: Tlp = "amber"
    languages: Listed[Language] = ("en",)
    drafts: Listed[Language] = ()
    """Languages whose translation nobody has reviewed yet; taken from the translation files."""
    disclaimer: Text | None = None
    background: Text | None = None
    """What every participant is told before STARTEX."""
    uses: Listed[str] = ()

    agencies: dict[Slug, Agency]
    parties: dict[Slug, Party] = Field(default_factory=dict)
    """Who is simulated by exercise control, and may be written to."""
    cells: dict[Slug, Cell] = Field(default_factory=dict)
    storylines: dict[Slug, Storyline] = Field(default_factory=dict)
    assets: dict[Slug, Asset] = Field(default_factory=dict)
    services: dict[Slug, Service] = Field(default_factory=dict)
    indicators: dict[Slug, Indicator] = Field(default_factory=dict)
    flags: dict[Slug, Flag] = Field(default_factory=dict)
    resources: dict[Slug, Resource] = Field(default_factory=dict)
    activities: dict[Slug, Activity] = Field(default_factory=dict)
    hypotheses: dict[Slug, Hypothesis] = Field(default_factory=dict)
    truth: dict[Slug, Slug] = Field(default_factory=dict)
    """Which hypothesis is the true one for each asset, service or agency."""
    facts: dict[Slug, Fact] = Field(default_factory=dict)
    decisions: dict[Slug, Decision] = Field(default_factory=dict)
    adversary: dict[Slug, Campaign] = Field(default_factory=dict)
    injects: dict[Slug, Inject] = Field(default_factory=dict)
    templates: dict[Slug, Template] = Field(default_factory=dict)
    """Injects that stand ready for controllers to improvise with."""
    obligations: dict[Slug, Obligation] = Field(default_factory=dict)
    consents: dict[Slug, Consent] = Field(default_factory=dict)
    objectives: dict[Slug, Objective] = Field(default_factory=dict)

    severity: dict[Slug, Level] = Field(default_factory=dict)
    """The scale on which agencies rate how severe it is, the lightest level first."""
    ratings: dict[Slug, RatingMoment] = Field(default_factory=dict)
    questionnaires: dict[Slug, Questionnaire] = Field(default_factory=dict)
    """What evaluators are asked during play, and everybody at the hot wash and afterwards."""
    evaluators_named: bool = False
    """Evaluators may put their own names under what they note; otherwise the log holds their seats only."""

    def languages_of(self, agency: str) -> tuple[str, ...]:
        """In which an agency's people read, best first; the scenario's own come after it, and are control's."""
        part = self.agencies.get(agency)
        own = part.languages if part is not None and "languages" in part.model_fields_set else ()
        return (*own, *self.languages)

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.agencies:
            raise ValueError("a scenario needs at least one agency")
        return self
