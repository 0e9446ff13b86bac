"""What happens: activities, adversary, injects, decisions, facts."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from exercise.scenario.conditions import Condition
from exercise.scenario.effects import Effect
from exercise.scenario.part import Channel, Listed, OneOrMore, Part, Text, Tlp, keyed
from exercise.scenario.quantities import Arrivals, Duration, Share, Slug, Spread, Time

ANYONE, BACKGROUND = "anyone", "background"

AD_HOC = "ad-hoc-"
"""Begins the ids of injects that a controller writes during play."""


class Chance(Part):
    """Something that may or may not come of it."""

    name: Slug
    text: Text | None = None
    """What may come of it, as people read it; its name where there is none."""
    chance: Share
    then: Listed[Effect] = ()
    otherwise: Listed[Effect] = ()


class Stage(Part):
    """One stage of an activity. It takes a time, or waits until something is so, or both."""

    name: Text | None = None
    id: Slug | None = None
    """To be named by `at_least` in a condition."""
    takes: Spread | None = None
    until: Condition | None = None
    uses: dict[Slug, int] = Field(default_factory=dict)
    """Resources or own staff held from here to the end of the activity."""
    borrows: dict[Slug, int] = Field(default_factory=dict)
    """Resources or own staff held for this stage only."""
    blocked_while: Condition | None = None
    """Work stops while this is so, and goes on from where it stopped."""
    begins: Listed[Effect] = ()
    meanwhile: Listed[Effect] = ()
    """Effects that last as long as the stage: flags, scales, fallbacks, allocations, capacities."""
    then: Listed[Effect] = ()
    chances: Listed[Chance] = ()


class Starts(Part):
    """How a background activity starts by itself."""

    at: Time | None = None
    when: Condition | None = None
    every: Arrivals | None = None
    """Poisson arrivals: a mean number per time."""
    chance: Share = 1.0
    unless: Condition | None = None
    at_agencies: Listed[Slug] = ()
    """Whose staff it eats; each agency has arrivals of its own."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(way is not None for way in (self.at, self.when, self.every)) != 1:
            raise ValueError("say exactly one of `at`, `when`, `every`")
        return self


class Slowing(Part):
    """Durations grow with an indicator of the acting agency (or a global one)."""

    indicator: Slug
    at_full: Share
    """How much longer at the top of the indicator's range."""


class Target(Part):
    """What the action is aimed at."""

    kind: Literal["asset", "service", "agency", "fact", "indicator", "text"]
    of: Listed[Slug] = ()
    """Which ones may be chosen; all of that kind when left out."""


class Activity(Part):
    """A response action or something in the background: who may start it, what it takes, what follows."""

    name: Text
    code: str = ""
    """Its number in the action catalogue, such as T-09."""
    kind: Literal[
        "technical", "coordination", "communication", "legal", "diplomatic", "defence", "background"
    ] = "technical"
    who: OneOrMore[Slug] = (ANYONE,)
    """Agencies that may order it; `anyone`, or `background` for what nobody orders."""
    reserved: Text | None = None
    """Why nobody but `who` may; told to whoever else asks for it."""
    starts: Starts | None = None
    target: Target | None = None
    requires: Condition | None = None
    takes: Spread | None = None
    uses: dict[Slug, int] = Field(default_factory=dict)
    blocked_while: Condition | None = None
    stages: Listed[Stage] = ()
    begins: Listed[Effect] = ()
    then: Listed[Effect] = ()
    chances: Listed[Chance] = ()
    if_stood_down: Listed[Effect] = ()
    consent: Slug | None = None
    reaches: Slug | None = None
    """An agency (or `target`) that must be reached: a stale point of contact adds its cost."""
    slowed_by: Listed[Slowing] = ()
    priority: int = Field(default=5, ge=0, le=9)
    """Who is served first when a resource is scarce; 0 before 9."""
    again: bool = True
    """Whether the same agency may order it a second time after it is done."""
    needs_text: bool = False
    """The orderer has to write the words (a statement, a request)."""
    brief: Text | None = None
    """What it does, for the person deciding whether to order it."""
    risks: Text | None = None
    source: str = ""

    @model_validator(mode="after")
    def _stages_or_short(self) -> Self:
        if self.stages and (self.takes is not None or self.uses or self.blocked_while):
            raise ValueError("give either `stages`, or `takes`, `uses` and `blocked_while` directly")
        if (self.starts is not None) != (self.who == (BACKGROUND,)):
            raise ValueError("`starts` and `who: background` go together")
        return self


class Fact(Part):
    """Something that can be known. False flags are facts too."""

    text: Text
    about: Slug | None = None
    tlp: Tlp = "amber"
    likelihood: dict[Slug, Share] = Field(default_factory=dict)
    """How probable this observation is under each hypothesis."""
    found_by: Listed[FoundBy] = ()
    known_to: Listed[Slug] = ()
    """Agencies that know it from the start."""
    ought_to_know: Listed[Slug] = ()
    weight: int = Field(default=1, ge=1)
    """In awareness."""
    source: str = ""


class FoundBy(Part):
    """An activity that may turn the fact up when it is done, for the agency that did it."""

    activity: Slug
    chance: Share = 1.0
    when: Condition | None = None
    target: Slug | None = None


class Hypothesis(Part):
    """A possible explanation."""

    name: Text
    prior: Share


class Option(Part):
    """One way to decide."""

    text: Text
    then: Listed[Effect] = ()


class Decision(Part):
    """A question with known options whose effects the world plays."""

    text: Text
    who: OneOrMore[Slug]
    requires: Condition | None = None
    options: dict[Slug, Option]
    sound: Listed[Slug] = ()
    """Options an experienced player would choose; bots do."""


class _Expected(Part):
    within: Duration | None = None
    """Counted from the release of the inject."""
    by: Time | None = None
    who: Listed[Slug] = ()
    """Who is expected to; the recipients when left out."""
    objective: Slug | None = None
    text: Text | None = None
    if_met: Listed[Effect] = ()
    """Only when in time."""
    if_missed: Listed[Effect] = ()

    @model_validator(mode="after")
    def _deadline(self) -> Self:
        if (self.within is None) == (self.by is None):
            raise ValueError("say either `within` or `by`")
        return self


class ExpectActivity(_Expected):
    """Somebody orders (or, with `is: done`, completes) an activity."""

    activity: Slug
    is_: Literal["ordered", "done"] = Field(default="ordered", alias="is")
    target: Slug | None = None


class ExpectDecision(_Expected):
    """Somebody decides; with `chose`, for one of these options."""

    decision: Slug
    chose: OneOrMore[Slug] | None = None


class ExpectReply(_Expected):
    """Every addressee (or `who`) answers in writing; one answer is enough."""

    reply: Literal[True]


class ExpectShare(_Expected):
    """A fact is passed on to these agencies (all of them)."""

    share: Slug
    with_: Listed[Slug] = Field(alias="with")


class ExpectThat(_Expected):
    """Something is so by the deadline."""

    that: Condition


EXPECTED_KEYS = ("activity", "decision", "reply", "share", "that")

Expected = Annotated[
    Annotated[ExpectActivity, Tag("activity")]
    | Annotated[ExpectDecision, Tag("decision")]
    | Annotated[ExpectReply, Tag("reply")]
    | Annotated[ExpectShare, Tag("share")]
    | Annotated[ExpectThat, Tag("that")],
    Discriminator(
        keyed(EXPECTED_KEYS),
        custom_error_type="expected",
        custom_error_message="an expected action needs exactly one of: " + ", ".join(EXPECTED_KEYS),
    ),
]


class Attachment(Part):
    """Something handed over with an inject: a short text, shown under its name."""

    name: str
    text: Text


class Delivery(Part):
    """How a role player delivers an inject: by voice instead of in writing."""

    by: Literal["phone", "radio", "video", "in-person"] = "phone"
    as_: Text | None = Field(default=None, alias="as")
    """Whom the role player speaks for; `from` when left out."""
    brief: Text
    """What to say and how, for the role player only."""
    within: Duration | None = None
    """When nobody has done it by then, it goes out in writing by itself."""


class Inject(Part):
    """A line of the MSEL: how an event of the scenario reaches players."""

    number: int | None = None
    """Control number; counted in order when left out."""
    at: Time | None = None
    when: Condition | None = None
    held: bool = False
    """A controller releases it by hand."""
    unless: Condition | None = None
    """Skipped when this is so at the moment it would go out."""
    kind: Literal["contextual", "inject", "contingency", "expected-action", "administrative"] = "inject"
    from_: Text = Field(alias="from")
    """The simulated originator, as players see it."""
    to: OneOrMore[Slug]
    """Agencies, or `everyone`."""
    channel: Channel
    tlp: Tlp = "amber"
    subject: Text
    text: Text
    attachments: Listed[Attachment] = ()
    storyline: Slug | None = None
    move: str = ""
    cell: Slug | None = None
    """The control cell responsible."""
    urgent: bool = False
    deliver: Delivery | None = None
    """A task for a role player when the recipients are people; in writing to bots."""
    expect: Listed[Expected] = ()
    facts: Listed[Slug] = ()
    """What the recipients learn from it."""
    questions: Listed[Text] = ()
    """For the recipients to discuss."""
    note: Text | None = None
    """For controllers and evaluators only."""
    then: Listed[Effect] = ()
    if_met: Listed[Effect] = ()
    """When all expected actions came in time."""
    if_missed: Listed[Effect] = ()
    """Once, when the first expected action is overdue."""
    source: str = ""

    @model_validator(mode="after")
    def _release(self) -> Self:
        if self.held and (self.at is not None or self.when is not None):
            raise ValueError("a `held` inject has neither `at` nor `when`")
        if not self.held and self.at is None and self.when is None:
            raise ValueError("say when it goes out: `at`, `when`, or `held: true`")
        return self


Fact.model_rebuild()
