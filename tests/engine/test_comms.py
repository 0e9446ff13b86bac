"""Parties nobody plays, what was read, comms checks, NO DUFF: what the rules allow and what comes of it."""

from __future__ import annotations

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import NoSuchThing, Refused, WrongPhase
from tests.scenes import EXCON, Scene, drill, inject

PRESS = {"coastline": {"name": "The Coastline", "about": "An online paper", "channels": ["phone"]}}


def scene() -> Scene:
    """A letter to the coast, one to the inland later, and a paper that can be written to."""
    call = inject(**{"from": "A reader"}, at="T+00:10")
    later = inject(at="T+05:00", to="inland")
    return Scene(drill(parties=PRESS, injects={"call": call, "later": later}))


def sent(made: Scene) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    events = [(record.event, record.to) for record in made.happened(ev.MessageSent)]
    return [(event.sender, event.to, to) for event, to in events if isinstance(event, ev.MessageSent)]


def test_a_party_nobody_plays_can_be_written_to_and_exercise_control_reads_it() -> None:
    made = scene().play(("T+00:05", "coast", cmd.Send(("coastline", "inland"), "No comment", "None.")))
    assert sent(made) == [("coast", ("coastline", "inland"), ("coast", "inland"))]


def test_whoever_received_a_letter_can_write_back_to_its_sender() -> None:
    made = scene().play("T+00:11", ("T+00:12", "coast", cmd.Send(("from/call",), "Who are you?", "Say.")))
    assert sent(made) == [("coast", ("from/call",), ("coast",))]


@pytest.mark.parametrize("to", ["from/later", "from/call", "from/none", "from/", "nobody"])
def test_who_has_not_written_to_you_does_not_exist_for_you(to: str) -> None:
    made = scene().play("T+00:12")
    with pytest.raises(NoSuchThing):
        made.play(("T+00:13", "inland", cmd.Send((to,), "S", "T")))
    with pytest.raises(NoSuchThing):
        made.play(("T+00:13", EXCON, cmd.Send((to,), "S", "T")))


def test_a_letter_is_read_once_at_an_agency_and_only_exercise_control_is_told() -> None:
    made = scene().play("T+00:11", ("T+00:20", "coast", cmd.MarkRead("call")))
    (record,) = made.happened(ev.ItemRead)
    assert (record.event, record.to) == (ev.ItemRead("coast", "call"), ())
    assert made.world.read == {("coast", "call"): 20 * 60}
    with pytest.raises(Refused, match="already"):
        made.play(("T+00:21", "bot/coast", cmd.MarkRead("call")))


def test_messages_are_counted_by_what_the_reader_has_sent_and_received() -> None:
    write = cmd.Send(("inland",), "S", "T")
    made = scene().play(
        ("T+00:01", EXCON, cmd.Send(("coast",), "not", "for inland")),
        ("T+00:02", "coast", write),
        ("T+00:03", "inland", cmd.Send(("coast",), "S", "T")),
        ("T+00:04", "coast", write),
        ("T+00:05", "inland", cmd.MarkRead("message/2")),
    )
    assert made.world.read == {("inland", "message/2"): 5 * 60}


@pytest.mark.parametrize(
    "item", ["later", "message/1", "message/3", "message/02", "message/", "message/-1", "message/²", "x"]
)
def test_only_what_was_received_can_be_read(item: str) -> None:
    made = scene().play(
        ("T+00:01", "coast", cmd.Send(("inland",), "S", "T")),
        ("T+00:02", "inland", cmd.Send(("coast",), "mine", "T")),
        "T+00:30",
    )
    with pytest.raises(NoSuchThing):
        made.play(("T+00:31", "inland", cmd.MarkRead(item)))
    with pytest.raises(Refused, match="no letters"):
        made.play(("T+00:31", EXCON, cmd.MarkRead("call")))


def test_reading_moves_nothing_else() -> None:
    def rest(made: Scene) -> list[object]:
        return [
            (each.tick, each.event) for each in made.happened() if not isinstance(each.event, ev.ItemRead)
        ]

    unread = scene().play("T+06:00")
    read = scene().play(
        "T+00:11", ("T+00:20", "coast", cmd.MarkRead("call")), "T+05:01",
        ("T+05:02", "inland", cmd.MarkRead("later")), "T+06:00",
    )  # fmt: skip
    assert len(read.world.read) == 2
    assert rest(read) == rest(unread)


def test_every_seat_answers_a_check_once_and_the_next_check_asks_again() -> None:
    made = scene()
    with pytest.raises(Refused, match="no comms check"):
        made.play(("T+00:01", "coast", cmd.AnswerCheck()))
    made.play(
        ("T+00:02", EXCON, cmd.CheckComms((("coast-1", "coast"),), (("inland", "inland"),))),
        ("T+00:03", "coast", cmd.AnswerCheck("coast-1")),
        ("T+00:03", "coast", cmd.AnswerCheck("coast-2")),
    )
    with pytest.raises(Refused, match="answered already"):
        made.play(("T+00:04", "coast", cmd.AnswerCheck("coast-1")))
    assert made.world.checks[0].answered == {"coast-1": ("coast", 180), "coast-2": ("coast", 180)}
    made.play(("T+00:05", EXCON, cmd.CheckComms()), ("T+00:06", "coast", cmd.AnswerCheck("coast-1")))
    assert [len(check.answered) for check in made.world.checks] == [2, 1]
    assert [record.to for record in made.happened(ev.CommsChecked)] == [("*",), ("*",)]


@pytest.mark.parametrize("command", [cmd.CheckComms(), cmd.AnswerCheck(), cmd.MarkRead("call")])
def test_after_the_end_nothing_is_checked_or_read(command: cmd.AnyCommand) -> None:
    made = scene().play(("T+00:01", EXCON, cmd.CheckComms()), ("T+00:20", EXCON, cmd.End()))
    by = EXCON if isinstance(command, cmd.CheckComms) else "coast"
    with pytest.raises(WrongPhase):
        made.engine.submit(by, command)


def test_only_a_controller_calls_a_check() -> None:
    with pytest.raises(Refused, match="controller"):
        scene().play(("T+00:01", "coast", cmd.CheckComms()))
