"""Who sits at a joint drill, and what each role may ask for. A table; what is absent is refused."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

import msgspec

from exercise.domain import commands as cmd
from exercise.domain.rules_control import FOR_CONTROLLERS
from exercise.domain.seats import EXCON
from exercise.errors import UsageError
from exercise.language import marked, reading, t
from exercise.scenario.model import Scenario

Role = Literal["director", "lead", "controller", "simcell", "evaluator", "observer", "participant"]
ROLES: tuple[Role, ...] = get_args(Role)

IN_A_BROWSER: tuple[Role, ...] = ("participant", "observer")
"""Whose link opens a page in a browser; the others join by terminal."""

TITLES: dict[Role, str] = {
    "director": marked("Exercise director"),
    "lead": marked("Lead controller"),
    "controller": marked("Controller"),
    "simcell": marked("Simulated parties"),
    "evaluator": marked("Evaluator"),
    "observer": marked("Observer"),
    "participant": marked("Participant"),
}


class Seat(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A place at the drill. Named for what it is, never for who sits there."""

    name: str
    role: Role
    agency: str = ""
    """A participant's agency; for an observer, the one whose eyes are looked through."""
    cell: str = ""
    """A controller's cell; the central one, which sees everything, without it."""

    @property
    def eyes(self) -> str:
        """Whose desk it is: `excon`, an agency's, or nobody's."""
        return self.agency if self.role in ("participant", "observer") else EXCON

    @property
    def view(self) -> str:
        """What may be seen from here. Seats with the same word see the same."""
        if self.role in ("participant", "observer"):
            return f"agency/{self.agency}" if self.agency else "public"
        return f"cell/{self.cell}" if self.cell else "all"

    @property
    def in_charge(self) -> bool:
        """Whether it may manage the seats themselves."""
        return self.role in ("director", "lead")

    def title(self, scenario: Scenario) -> str:
        """For a card: the role, and of which agency or cell."""
        from exercise.scenario.part import pick

        part = scenario.agencies.get(self.agency) or scenario.cells.get(self.cell)
        return t(TITLES[self.role]) + (
            f", {pick(part.name, *reading(), *scenario.languages)}" if part else ""
        )


_MSEL: frozenset[type] = frozenset((cmd.Release, cmd.Hold, cmd.Skip, cmd.Reschedule))
_WORDS: frozenset[type] = frozenset((cmd.SendInject, cmd.SendAs, cmd.Send))
_EVERYBODY: frozenset[type] = frozenset((cmd.CallStop, cmd.AnswerCheck, cmd.Answer))
# The server marks the time itself; nobody else has a reason to.
_ALL: frozenset[type] = FOR_CONTROLLERS - {cmd.MarkTime} | {cmd.Send}
_PLAY: frozenset[type] = frozenset(
    (
        cmd.Order,
        cmd.StandDown,
        cmd.Reply,
        cmd.Decide,
        cmd.Share,
        cmd.Send,
        cmd.FileReport,
        cmd.Propose,
        cmd.Vote,
        cmd.Withdraw,
        cmd.ProposeAction,
        cmd.MarkRead,
        cmd.Rate,
    )
)
_CALLS: frozenset[type] = frozenset(
    (cmd.TakeTask, cmd.GiveBackTask, cmd.PutAwayTask, cmd.HandOverTask, cmd.Deliver, cmd.FailDelivery)
)
_OF_A_CELL = (
    _MSEL | _WORDS | _CALLS | {cmd.Observe, cmd.Pause, cmd.TakeSeat, cmd.LeaveSeat, cmd.MoveAuthority}
)
_OF_ROLE: dict[Role, frozenset[type]] = {
    "director": _ALL,
    "lead": _ALL,
    "controller": _ALL - {cmd.Start, cmd.End, cmd.MoveLead, cmd.ClearDesk},
    "simcell": _CALLS | {cmd.SendAs, cmd.Send, cmd.Observe},
    "evaluator": frozenset((cmd.Observe,)),
    "observer": frozenset(),
    "participant": _PLAY,
}
_AT_AGENCIES = ("director", "lead", "controller")


def may_give(seat: Seat, command: cmd.AnyCommand, acting: str) -> bool:
    """Whether the role has authority for such a command at all, acting as `excon` or as an agency."""
    if type(command) in _EVERYBODY:
        return True
    if acting != EXCON and seat.role != "participant":
        return seat.role in _AT_AGENCIES and type(command) in _PLAY
    own = _OF_A_CELL if seat.role == "controller" and seat.cell else _OF_ROLE[seat.role]
    return type(command) in own


def who_may(command: cmd.AnyCommand) -> str:
    """Who has the authority that a seat lacks, as a sentence of its own."""
    kind = type(command)
    if kind in _OF_ROLE["evaluator"]:
        return marked("only a controller or an evaluator may do this")
    if kind in _OF_A_CELL:
        return marked("only a controller may do this")
    if kind in _OF_ROLE["controller"]:
        return marked("only a controller who sees everything may do this")
    if kind in _ALL:
        return marked("only the director and the lead controller may do this")
    return marked("only whoever sits at an agency may do this")


def acts_as(seat: Seat, asked: str, scenario: Scenario, *, agencies: Collection[str]) -> str | None:
    """As whom the log will record it; None when the seat has no business there.

    `agencies` are those that the seat's cell looks after now.
    """
    if seat.role == "participant":
        return seat.agency if asked in ("", seat.agency) else None
    if asked in ("", EXCON):
        return EXCON
    if seat.role == "observer":
        # An observer may call NO DUFF, which is recorded as EXCON's.
        return EXCON if asked == seat.agency else None
    if seat.role not in _AT_AGENCIES or asked not in scenario.agencies:
        return None
    return asked if not seat.cell or asked in agencies else None


def usual_seats(scenario: Scenario, *, played: tuple[str, ...] = ()) -> tuple[Seat, ...]:
    """A seat for everybody a drill of this scenario may have: EXCON, its cells, and every played agency."""
    seats = [Seat("director", "director"), Seat("lead", "lead"), Seat("central", "controller")]
    seats += [Seat(f"cell-{cell}", "controller", cell=cell) for cell in scenario.cells]
    seats += [Seat("simcell", "simcell"), Seat("evaluator", "evaluator"), Seat("observer", "observer")]
    for name, agency in scenario.agencies.items():
        if not played or name in played:
            count = max(1, agency.seats)
            seats += [
                Seat(name if n == 1 else f"{name}-{n}", "participant", name) for n in range(1, count + 1)
            ]
    return checked(seats, scenario)


def checked(seats: list[Seat], scenario: Scenario) -> tuple[Seat, ...]:
    """The seats, or `UsageError` when one cannot be: a name twice, no such agency or cell, no agency to play."""
    names: set[str] = set()
    for seat in seats:
        if seat.name in names:
            raise UsageError(f"there are two seats called '{seat.name}'")
        if seat.agency and seat.agency not in scenario.agencies:
            raise UsageError(f"seat '{seat.name}': the scenario has no agency '{seat.agency}'")
        if seat.cell and seat.cell not in scenario.cells:
            raise UsageError(f"seat '{seat.name}': the scenario has no cell '{seat.cell}'")
        if seat.role == "participant" and not seat.agency:
            raise UsageError(f"seat '{seat.name}': say which agency it plays")
        names.add(seat.name)
    return tuple(seats)
