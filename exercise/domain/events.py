"""What has happened. Past tense, frozen, and complete: a fold needs nothing else.

Whatever was drawn by chance stands in the event, so reading a log never draws a number. Times are whole
seconds since STARTEX, levels and availabilities 0..1, rates per hour.
"""

from __future__ import annotations

from exercise.domain.event import Event, Phase, kebab
from exercise.domain.events_comms import CheckAnswered, CommsChecked, ItemRead
from exercise.domain.events_excon import (
    AuthorityMoved,
    DeliveryDone,
    DeliveryDue,
    DeliveryFailed,
    LeadMoved,
    RatingAsked,
    RolePlaySet,
    SeverityRated,
    SpreadShared,
    TaskGivenBack,
    TaskHandedOver,
    TaskPutAway,
    TaskTaken,
)
from exercise.domain.events_msel import (
    ClockJumped,
    ExpectationMet,
    ExpectationMissed,
    ExpectationOpened,
    InjectAdded,
    InjectGated,
    InjectHeld,
    InjectReleased,
    InjectRescheduled,
    InjectSkipped,
    PaceSet,
    PhaseChanged,
    SeatLeft,
    SeatTaken,
    StopCalled,
)
from exercise.domain.events_people import (
    ActionProposed,
    ActionRuled,
    ActionTookEffect,
    ClockOverdue,
    ClockStarted,
    ConsentClosed,
    ConsentOpened,
    ContactStale,
    DecisionMade,
    FactLearned,
    FactShared,
    MessageSent,
    ObligationMissed,
    OverrideMade,
    ReplyGiven,
    ReportFiled,
    VoteCast,
)
from exercise.domain.events_review import ObservationMade, QuestionnaireAnswered
from exercise.domain.events_world import (
    ActivityFinished,
    ActivityOrdered,
    ActivityStoodDown,
    AllocationSet,
    AssetHealthSet,
    AssetLevelChanged,
    CapacityChanged,
    ChanceFell,
    FallbackSet,
    FlagLowered,
    FlagRaised,
    IndicatorMoved,
    ReserveMoved,
    ResourceChanged,
    ResourceFreed,
    ResourceTaken,
    ScaleSet,
    ServiceChanged,
    StageBegun,
    StageWaiting,
    StepBegun,
    StepDelayed,
    StepEnded,
    WorkBlocked,
    WorkResumed,
)

AnyEvent = (
    PhaseChanged
    | PaceSet
    | ClockJumped
    | SeatTaken
    | SeatLeft
    | StopCalled
    | InjectAdded
    | InjectReleased
    | InjectHeld
    | InjectSkipped
    | InjectRescheduled
    | InjectGated
    | ExpectationOpened
    | ExpectationMet
    | ExpectationMissed
    | ReplyGiven
    | DecisionMade
    | MessageSent
    | FactLearned
    | FactShared
    | ObservationMade
    | OverrideMade
    | ClockStarted
    | ReportFiled
    | ClockOverdue
    | ObligationMissed
    | ConsentOpened
    | VoteCast
    | ConsentClosed
    | ContactStale
    | ActionProposed
    | ActionRuled
    | ActionTookEffect
    | ItemRead
    | CommsChecked
    | CheckAnswered
    | ActivityOrdered
    | StageBegun
    | StageWaiting
    | WorkBlocked
    | WorkResumed
    | ChanceFell
    | ActivityFinished
    | ActivityStoodDown
    | ResourceTaken
    | ResourceFreed
    | ResourceChanged
    | FlagRaised
    | FlagLowered
    | AssetHealthSet
    | AssetLevelChanged
    | CapacityChanged
    | ReserveMoved
    | ServiceChanged
    | FallbackSet
    | AllocationSet
    | ScaleSet
    | IndicatorMoved
    | StepBegun
    | StepEnded
    | StepDelayed
    | AuthorityMoved
    | DeliveryDone
    | DeliveryDue
    | DeliveryFailed
    | LeadMoved
    | RatingAsked
    | RolePlaySet
    | SeverityRated
    | SpreadShared
    | TaskGivenBack
    | TaskHandedOver
    | TaskPutAway
    | TaskTaken
    | QuestionnaireAnswered
)
"""Every kind there is. A kind may be added; none ever disappears, for old logs hold it."""

__all__ = [
    "ActionProposed",
    "ActionRuled",
    "ActionTookEffect",
    "ActivityFinished",
    "ActivityOrdered",
    "ActivityStoodDown",
    "AllocationSet",
    "AnyEvent",
    "AssetHealthSet",
    "AssetLevelChanged",
    "AuthorityMoved",
    "CapacityChanged",
    "ChanceFell",
    "CheckAnswered",
    "ClockJumped",
    "ClockOverdue",
    "ClockStarted",
    "CommsChecked",
    "ConsentClosed",
    "ConsentOpened",
    "ContactStale",
    "DecisionMade",
    "DeliveryDone",
    "DeliveryDue",
    "DeliveryFailed",
    "Event",
    "ExpectationMet",
    "ExpectationMissed",
    "ExpectationOpened",
    "FactLearned",
    "FactShared",
    "FallbackSet",
    "FlagLowered",
    "FlagRaised",
    "IndicatorMoved",
    "InjectAdded",
    "InjectGated",
    "InjectHeld",
    "InjectReleased",
    "InjectRescheduled",
    "InjectSkipped",
    "ItemRead",
    "LeadMoved",
    "MessageSent",
    "ObligationMissed",
    "ObservationMade",
    "OverrideMade",
    "PaceSet",
    "Phase",
    "PhaseChanged",
    "QuestionnaireAnswered",
    "RatingAsked",
    "ReplyGiven",
    "ReportFiled",
    "ReserveMoved",
    "ResourceChanged",
    "ResourceFreed",
    "ResourceTaken",
    "RolePlaySet",
    "ScaleSet",
    "SeatLeft",
    "SeatTaken",
    "ServiceChanged",
    "SeverityRated",
    "SpreadShared",
    "StageBegun",
    "StageWaiting",
    "StepBegun",
    "StepDelayed",
    "StepEnded",
    "StopCalled",
    "TaskGivenBack",
    "TaskHandedOver",
    "TaskPutAway",
    "TaskTaken",
    "VoteCast",
    "WorkBlocked",
    "WorkResumed",
    "kebab",
]
