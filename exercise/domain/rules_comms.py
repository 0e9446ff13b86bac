"""What may be written, marked as read and answered on a comms check, and when."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.ground import TLPS, Ground, one_of, something
from exercise.domain.parties import MESSAGE, has_received, may_write_to, messages_of
from exercise.domain.seats import EXCON
from exercise.errors import NoSuchThing, NotAllowed, Refused, WrongPhase


def judge_comms(ground: Ground, agency: str, command: cmd.AnyCommand) -> None:
    """Raise `Refused` when this may not be sent, marked or answered now. EXCON has no agency."""
    match command:
        case cmd.Send():
            _send(ground, agency, command)
        case cmd.MarkRead(item=item):
            _read(ground, agency, item)
        case cmd.AnswerCheck(station=station):
            _answer(ground, station or agency or EXCON)


def judge_check(ground: Ground) -> None:
    """A comms check may be called at any time but after ENDEX."""
    if ground.world.phase == "ended":
        raise WrongPhase("check communications", ground.world.phase)


def _send(ground: Ground, agency: str, command: cmd.Send) -> None:
    if ground.world.phase == "ended":
        raise WrongPhase("send messages", ground.world.phase)
    known = (name for name in command.to if agency and _writes_to(ground, name, agency))
    ground.agencies(command.to, also=(EXCON, *known))
    something(command.text, "a text")
    one_of(command.tlp, TLPS, "TLP label")


def _writes_to(ground: Ground, name: str, agency: str) -> bool:
    return may_write_to(name, ground.scenario, ground.world, agency)


def _read(ground: Ground, agency: str, item: str) -> None:
    world = ground.world
    if world.phase == "ended":
        raise WrongPhase("mark anything as read", world.phase)
    if not agency:
        raise NotAllowed("exercise control has no letters to read")
    if not (_is_message(ground, agency, item) or has_received(item, world, agency)):
        raise NoSuchThing("letter of yours", item)
    if (agency, item) in world.read:
        raise Refused("it has been read here already")


def _is_message(ground: Ground, agency: str, item: str) -> bool:
    number = item.removeprefix(MESSAGE)
    # Plain digits only, so that one message has one name.
    if number == item or not number.isascii() or not number.isdigit() or str(int(number[:9])) != number:
        return False
    own = messages_of(agency, ground.world)
    return int(number) < len(own) and ground.world.messages[own[int(number)]][1].sender != agency


def _answer(ground: Ground, station: str) -> None:
    world = ground.world
    if world.phase == "ended":
        raise WrongPhase("answer", world.phase)
    if not world.checks:
        raise Refused("nobody has asked: there was no comms check yet")
    if station in world.checks[-1].answered:
        raise Refused("this seat has answered already")
