"""Items of EXCON's queue by their ids: whether there is such a thing, which cell's it is, what it is in a few words.

An id says what it is about: `call/inject`, `held/inject`, `soon/inject`, `unread/inject`, `overdue/inject/number`,
`asked/agency/tick`, `party/agency/tick`, `duty/agency`, `tlp/agency/fact`, `silent/agency`, `unopened/agency`,
`rule/proposal`, `vote/consent`, `unrated/step`, `stop`.
"""

from __future__ import annotations

from dataclasses import dataclass

from exercise.domain.excon import CENTRE
from exercise.domain.explain import label
from exercise.domain.improvised import line_of
from exercise.domain.world import Expectation, World
from exercise.errors import NoSuchThing
from exercise.scenario.model import Scenario
from exercise.scenario.part import pick
from exercise.scenario.world import EVERYONE

ITEM = "item of the queue"
STANDS_STILL = ("stop", "rule", "held", "call", "soon")
"""What waits for a controller's own doing and for nothing else: to put it away would be to forget it."""

_ABOUT = {
    "asked": "asks EXCON",
    "party": "writes to somebody outside",
    "duty": "owes a report",
    "silent": "is silent",
    "tlp": "broke a TLP",
    "unopened": "has not opened what came",
}


@dataclass(frozen=True, slots=True)
class Task:
    """An item of the queue, as it stands in the script; `cell` is "" for the centre."""

    id: str
    cell: str
    who: str = ""
    text: str = ""
    inject: str = ""
    agency: str = ""


def find_task(scenario: Scenario, world: World, name: str) -> Task:
    """The item of this id. Raises `NoSuchThing`."""
    kind, _, rest = name.partition("/")
    subject, _, part = rest.partition("/")
    match kind:
        case "call" | "held" | "soon" | "unread" if subject in world.injects and not part:
            words = (
                f"deliver {_subject(scenario, world, subject)}"
                if kind in ("call", "soon")
                else _subject(scenario, world, subject)
            )
            return Task(name, cell_of_inject(scenario, world, subject), "EXCON", words, subject)
        case "overdue" if part in _expected(world, subject):
            cell = cell_of_inject(scenario, world, subject)
            who = _expected(world, subject)[part].who
            agency = who[0] if len(who) == 1 else ""
            return Task(
                name, cell, _names(scenario, who), _subject(scenario, world, subject), subject, agency
            )
        case "asked" | "party" | "duty" | "silent" | "tlp" | "unopened" if subject in scenario.agencies:
            text = (_told(world, subject, part) if kind in ("asked", "party") else "") or _ABOUT[kind]
            return Task(
                name,
                cell_of(scenario, subject),
                label(scenario, "agencies", subject),
                text,
                agency=subject,
            )
        case "rule" if subject in world.proposals:
            made = world.proposals[subject]
            return Task(name, "", label(scenario, "agencies", made.agency), made.text, agency=made.agency)
        case "vote" if subject in world.consents:
            who = scenario.consents[subject].who if subject in scenario.consents else ()
            return Task(name, _common(scenario, who), "", label(scenario, "consents", subject))
        case "unrated" if subject in world.excon.ratings:
            return Task(name, "", "", "severity rating")
        case "stop":
            return Task(name, "", "NO DUFF", world.stopped)
        case _:
            raise NoSuchThing(ITEM, name)


def cell_now(scenario: Scenario, world: World, name: str) -> str:
    """Whose queue an item is in, after everything that was handed over; "" is the centre's."""
    handed = world.excon.handed.get(name)
    return handed.cell if handed else world.excon.holder(find_task(scenario, world, name).cell)


def cell_of(scenario: Scenario, agency: str) -> str:
    """The cell that looks after an agency."""
    part = scenario.agencies.get(agency)
    return (part.cell or "") if part else ""


def cell_of_inject(scenario: Scenario, world: World, name: str) -> str:
    """The cell of an inject: the one it was given to, or that of all its recipients."""
    part = line_of(scenario, world, name)
    if part is not None and part.cell is not None:
        return part.cell
    to = part.to if part is not None else world.injects[name].to
    return "" if EVERYONE in to else _common(scenario, to)


def spoken(cell: str) -> str:
    """A cell as a command names it."""
    return cell or CENTRE


def _common(scenario: Scenario, agencies: tuple[str, ...]) -> str:
    cells = {cell_of(scenario, name) for name in agencies}
    return cells.pop() if len(cells) == 1 else ""


def _expected(world: World, inject: str) -> dict[str, Expectation]:
    state = world.injects.get(inject)
    return {str(index): expected for index, expected in state.expects.items()} if state else {}


def _told(world: World, agency: str, tick: str) -> str:
    found = [sent for at, sent in world.messages if str(at) == tick and sent.sender == agency]
    return found[-1].subject if found else ""


def _subject(scenario: Scenario, world: World, inject: str) -> str:
    part = line_of(scenario, world, inject)
    return pick(part.subject, *scenario.languages) if part else inject


def _names(scenario: Scenario, who: tuple[str, ...]) -> str:
    return ", ".join(label(scenario, "agencies", name) for name in who)
