"""The protocol without a socket: what is said is heard, and nothing else is a message."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.conduct import wire
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import BadMessage
from exercise.log.records import Happened
from tests.scripts import ACTS, CONTROLS

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(ACTS | CONTROLS.filter(lambda command: command == command))
def test_every_command_is_heard_as_it_was_said(command: cmd.AnyCommand) -> None:
    said = wire.Ask("a-1", command, "coast")
    text = wire.encoded(said)
    if "null" not in text:
        assert wire.question(text) == said


@pytest.mark.parametrize(
    "said",
    [
        wire.Told(3, [Happened(3, 7, ev.FlagRaised("fog"), ("*",))], {"facts": {"wake": {"text": "A wake"}}}),
        wire.Time(8, 60.0, True),
        wire.Done("a-1", 4),
        wire.Sorry("a-1", "not yet"),
        wire.Bye("moved"),
    ],
)
def test_every_answer_is_heard_as_it_was_said(said: wire.Answer) -> None:
    assert wire.answer(wire.encoded(said)) == said


@given(st.binary(max_size=200) | st.text(max_size=200) | JSON.map(json.dumps))
def test_garbage_is_a_bad_message_and_nothing_worse(raw: str | bytes) -> None:
    with suppress(BadMessage):
        assert isinstance(wire.question(raw), wire.Question)


@given(JSON)
def test_a_bad_part_of_a_good_message_is_a_bad_message(value: Any) -> None:
    with pytest.raises(BadMessage):
        wire.question(json.dumps({"say": "ask", "id": "1", "command": {"kind": "reply", "odd": value}}))


@pytest.mark.parametrize(
    "raw",
    [
        '{"say":"ask","id":"","command":{"kind":"start"}}',
        '{"say":"ask","id":"' + "x" * 65 + '","command":{"kind":"start"}}',
        '{"say":"hello","since":-1}',
        '{"say":"hello","since":1e300}',
        '{"say":"hello","code":"\\ud800"}',
        '{"say":"welcome","seat":"lead"}',
        '{"say":"ask","id":"1","command":{"kind":"override","reason":"","effects":' + "[" * 5000,
        '{"say":"ask","id":"1","command":{"kind":"override","reason":"","effects":[' + '{"a":' * 20_000,
        "[" * 100_000,
        " " * (wire.LONGEST_QUESTION + 1),
    ],
)
def test_what_is_out_of_bounds_is_a_bad_message(raw: str) -> None:
    with pytest.raises(BadMessage):
        wire.question(raw)
