"""The words of a script for the lines between people: what was read, comms checks and their answers."""

from __future__ import annotations

from typing import Literal

from exercise.domain import commands as cmd
from exercise.scenario.part import Part


class DoMarkRead(Part):
    """An inject was opened, or a message: `message/0` is the first this agency sent or received."""

    mark_read: str

    def command(self) -> cmd.AnyCommand:
        return cmd.MarkRead(self.mark_read)


class DoAnswerCheck(Part):
    """Answer the last comms check."""

    answer_check: Literal["heard"]

    def command(self) -> cmd.AnyCommand:
        return cmd.AnswerCheck()


class DoCheckComms(Part):
    """Ask every seat to answer."""

    check_comms: Literal["all"]

    def command(self) -> cmd.AnyCommand:
        return cmd.CheckComms()
