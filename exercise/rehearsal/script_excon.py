"""The words of a script for controllers among themselves, for role players and for ratings of severity."""

from __future__ import annotations

from pydantic import Field

from exercise.domain import commands as cmd
from exercise.scenario.part import Listed, OneOrMore, Part
from exercise.scenario.quantities import Duration, Slug, Time
from exercise.scenario.world import EVERYONE


class DoSendTemplate(Part):
    """An inject that stands ready as a template, with its gaps filled in."""

    send_template: Slug
    fill: dict[Slug, str] = Field(default_factory=dict)
    to: Listed[Slug] = ()
    """Instead of the template's recipients."""
    answer_within: Duration | None = None
    at: Time | None = None
    """When it goes out; when the command is given without it."""

    def command(self) -> cmd.AnyCommand:
        return cmd.SendInject(
            self.to,
            answer_within=self.answer_within,
            at=self.at,
            template=self.send_template,
            gaps=self.fill,
        )


class DoRate(Part):
    """How severe the situation is; `rate` is the step asked about."""

    rate: Slug
    level: Slug
    because: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.Rate(self.rate, self.level, self.because)


class DoTake(Part):
    """Take an item of the queue, named as `show --json` names it: `call/loss-of-light`."""

    take: str
    seat: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.TakeTask(self.take, self.seat)


class DoGiveBack(Part):
    """Let an item that was taken wait for anybody again."""

    give_back: str
    why: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.GiveBackTask(self.give_back, self.why)


class DoPutAway(Part):
    """Nothing more is to be done about an item."""

    put_away: str
    why: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.PutAwayTask(self.put_away, self.why)


class DoHandOver(Part):
    """Hand an item to another cell, `centre`, or a seat."""

    hand_over: str
    cell: str = ""
    seat: str = ""
    why: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.HandOverTask(self.hand_over, self.cell, self.seat, self.why)


class DoMoveAuthority(Part):
    """What a cell looks after passes to another cell, to the `centre`, or back to itself."""

    move_authority: Slug
    to: Slug
    why: str

    def command(self) -> cmd.AnyCommand:
        return cmd.MoveAuthority(self.move_authority, self.to, self.why)


class DoMoveLead(Part):
    """Another seat leads."""

    move_lead: str
    why: str

    def command(self) -> cmd.AnyCommand:
        return cmd.MoveLead(self.move_lead, self.why)


class DoRolePlay(Part):
    """Whether role players are at hand."""

    role_play: bool

    def command(self) -> cmd.AnyCommand:
        return cmd.SetRolePlay(self.role_play)


class DoDeliver(Part):
    """A role player has delivered an inject; `note` is what was said."""

    deliver: Slug
    note: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.Deliver(self.deliver, self.note)


class DoFailDelivery(Part):
    """An inject could not be delivered."""

    fail_delivery: Slug
    why: str

    def command(self) -> cmd.AnyCommand:
        return cmd.FailDelivery(self.fail_delivery, self.why)


class DoAskRating(Part):
    """Ask how severe it is; `ask_rating` is the question."""

    ask_rating: str
    to: OneOrMore[Slug] = (EVERYONE,)
    within: Duration | None = None

    def command(self) -> cmd.AnyCommand:
        return cmd.AskRating(self.to, self.within, self.ask_rating)


class DoShareSpread(Part):
    """Show those asked how all of them rated."""

    share_spread: Slug

    def command(self) -> cmd.AnyCommand:
        return cmd.ShareSpread(self.share_spread)
