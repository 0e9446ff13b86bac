"""The commands of the exercise in the words of a script: one small mapping each, told apart by their first key."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from exercise.domain import commands as cmd
from exercise.scenario.part import ANY_LANGUAGE, Listed, OneOrMore, Part, Text, Tlp
from exercise.scenario.quantities import Duration, Slug, Time

BY_PEOPLE = (
    "order",
    "stand_down",
    "reply",
    "decide",
    "share",
    "send",
    "file",
    "propose",
    "vote",
    "withdraw",
    "improvise",
    "rate",
    "mark_read",
    "answer_check",
)
BY_CONTROLLERS = (
    "release",
    "hold",
    "skip",
    "reschedule",
    "observe",
    "answer",
    "override",
    "rule",
    "send_as",
    "send_inject",
    "send_template",
    "end",
    "take",
    "give_back",
    "put_away",
    "hand_over",
    "move_authority",
    "move_lead",
    "role_play",
    "deliver",
    "fail_delivery",
    "ask_rating",
    "share_spread",
    "check_comms",
)
NAMES = {
    "order": "activities",
    "reply": "injects",
    "decide": "decisions",
    "share": "facts",
    "file": "obligations",
    "propose": "consents",
    "vote": "consents",
    "withdraw": "consents",
    "release": "injects",
    "hold": "injects",
    "skip": "injects",
    "reschedule": "injects",
    "deliver": "injects",
    "fail_delivery": "injects",
    "move_authority": "cells",
    "answer": "questionnaires",
    "send_template": "templates",
}
"""Keys whose value is an id of the scenario, and of what."""


class DoOrder(Part):
    """Order a response action."""

    order: Slug
    target: str = ""
    text: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.Order(self.order, self.target, self.text)


class DoStandDown(Part):
    """Stop a run of an activity, named as the log names it: `repair@port#1`."""

    stand_down: str
    why: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.StandDown(self.stand_down, self.why)


class DoReply(Part):
    """Answer an inject in writing."""

    reply: str
    text: str

    def command(self) -> cmd.AnyCommand:
        return cmd.Reply(self.reply, self.text)


class DoDecide(Part):
    """Choose an option of a decision, and say why."""

    decide: Slug
    choose: str
    because: str = ""
    considered: Listed[str] = ()
    basis: Listed[str] = ()

    def command(self) -> cmd.AnyCommand:
        return cmd.Decide(
            self.decide,
            self.choose,
            rationale=self.because,
            considered=self.considered,
            basis=self.basis,
        )


class DoShare(Part):
    """Pass a fact on."""

    share: Slug
    to: OneOrMore[Slug]
    note: str = ""
    knowingly: bool = False
    """Also where its TLP forbids it."""

    def command(self) -> cmd.AnyCommand:
        return cmd.Share(self.share, self.to, self.note, self.knowingly)


class DoSend(Part):
    """A message; `send` is its subject."""

    send: str
    to: OneOrMore[Slug]
    text: str
    tlp: Tlp = "amber"

    def command(self) -> cmd.AnyCommand:
        return cmd.Send(self.to, self.send, self.text, self.tlp)


class DoFile(Part):
    """File the form of an obligation."""

    file: Slug
    fields: dict[Slug, str] = Field(default_factory=dict)

    def command(self) -> cmd.AnyCommand:
        return cmd.FileReport(self.file, self.fields)


class DoPropose(Part):
    """Put a joint decision to those who decide."""

    propose: Slug
    text: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.Propose(self.propose, self.text)


class DoVote(Part):
    """Vote on a joint decision. Not `yes` and `no`, which YAML readers disagree about."""

    vote: Slug
    says: Literal["agree", "disagree", "abstain"]
    because: str = ""

    def command(self) -> cmd.AnyCommand:
        voice = {"agree": "yes", "disagree": "no"}.get(self.says, self.says)
        return cmd.Vote(self.vote, voice, self.because)


class DoWithdraw(Part):
    """Take back a joint decision this agency proposed."""

    withdraw: Slug

    def command(self) -> cmd.AnyCommand:
        return cmd.Withdraw(self.withdraw)


class DoImprovise(Part):
    """Ask the white cell for an action the catalogue lacks, in free words."""

    improvise: str

    def command(self) -> cmd.AnyCommand:
        return cmd.ProposeAction(self.improvise)


class DoRelease(Part):
    """Release an inject now."""

    release: Slug

    def command(self) -> cmd.AnyCommand:
        return cmd.Release(self.release)


class DoHold(Part):
    """Keep an inject back."""

    hold: Slug

    def command(self) -> cmd.AnyCommand:
        return cmd.Hold(self.hold)


class DoSkip(Part):
    """An inject that will not be played."""

    skip: Slug
    why: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.Skip(self.skip, self.why)


class DoReschedule(Part):
    """Give an inject another time."""

    reschedule: Slug
    to: Time

    def command(self) -> cmd.AnyCommand:
        return cmd.Reschedule(self.reschedule, self.to)


class DoOverride(Part):
    """Change the world by hand, with effects of the scenario language."""

    override: Listed[dict[str, Any]]
    because: str

    def command(self) -> cmd.AnyCommand:
        return cmd.Override(self.override, self.because)


class DoRule(Part):
    """Rule on a proposed action, named as the log names it: `proposal-1`."""

    rule: str
    accept: bool
    because: str
    effects: Listed[dict[str, Any]] = ()
    takes: Duration = 0

    def command(self) -> cmd.AnyCommand:
        return cmd.Rule(self.rule, self.accept, self.because, self.effects, self.takes)


class DoSendAs(Part):
    """Write as somebody who is not at the table; `send_as` is who."""

    send_as: str
    to: OneOrMore[Slug]
    subject: str
    text: str
    tlp: Tlp = "amber"

    def command(self) -> cmd.AnyCommand:
        return cmd.SendAs(self.send_as, self.to, self.subject, self.text, self.tlp)


class DoSendInject(Part):
    """An inject that the MSEL does not have; `send_inject` is its subject."""

    send_inject: Text
    from_: Text = Field(alias="from")
    to: OneOrMore[Slug]
    text: Text
    channel: str = ""
    tlp: Tlp | None = None
    urgent: bool | None = None
    answer_within: Duration | None = None
    at: Time | None = None
    """When it goes out; when the command is given without it."""

    def command(self) -> cmd.AnyCommand:
        return cmd.SendInject(
            self.to,
            _plain(self.from_),
            _plain(self.send_inject),
            _plain(self.text),
            self.channel,
            self.tlp or "",
            self.urgent,
            self.answer_within,
            self.at,
        )


def _plain(text: dict[str, str]) -> str | dict[str, str]:
    """A text as a command has it: by language only where it says which."""
    return text[ANY_LANGUAGE] if set(text) == {ANY_LANGUAGE} else text


class DoEnd(Part):
    """ENDEX; `end` says why."""

    end: str

    def command(self) -> cmd.AnyCommand:
        return cmd.End(self.end)
