"""Commands typed in words: questions of a questionnaire and fields of a form by their own ids."""

from __future__ import annotations

import pytest

from exercise.cli.ask_words import command_from
from exercise.domain import commands as cmd
from exercise.errors import UsageError


def test_answers_are_given_by_the_ids_of_the_questions() -> None:
    typed = ["answer", "hot-wash", "went-well=The calls.", "picture=3"]
    assert command_from(typed) == cmd.Answer("hot-wash", {"went-well": "The calls.", "picture": "3"})
    assert command_from(["send-inject", "template=rumour", "place=Drin", "at=T+06:00"]) == cmd.SendInject(
        template="rumour", gaps={"place": "Drin"}, at=6 * 3600
    )
    assert command_from(["send-inject", "port,csirt", "Radio", '{"en": "S", "sq": "P"}', "{x} is so"]) == (
        cmd.SendInject(("port", "csirt"), "Radio", {"en": "S", "sq": "P"}, "{x} is so")
    )
    assert command_from(["file-report", "warn", "what=A = B"]) == cmd.FileReport("warn", {"what": "A = B"})


def test_a_part_that_a_command_does_not_have_is_still_a_word() -> None:
    assert command_from(["observe", "pace=fast", "they", "say"]) == cmd.Observe("pace=fast they say")
    with pytest.raises(UsageError):
        command_from(["release", "call", "odd=1"])
