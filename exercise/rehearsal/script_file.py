"""Reading a script: a YAML file of commands, with every complaint located, or the plain data in a log's header."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, TypeAdapter

from exercise.domain.seats import EXCON
from exercise.errors import ScenarioInvalid
from exercise.rehearsal import script_comms as comms
from exercise.rehearsal import script_excon as x
from exercise.rehearsal import script_review as r
from exercise.rehearsal import script_words as w
from exercise.scenario.complaints import Complaint, did_you_mean
from exercise.scenario.explain import validate
from exercise.scenario.model import Scenario
from exercise.scenario.part import Listed, Part, keyed
from exercise.scenario.quantities import Slug, Time
from exercise.scenario.source import Source, read_tree

_WORDS = (*w.BY_PEOPLE, *w.BY_CONTROLLERS)

Do = Annotated[
    Annotated[w.DoOrder, Tag("order")]
    | Annotated[w.DoStandDown, Tag("stand_down")]
    | Annotated[w.DoReply, Tag("reply")]
    | Annotated[w.DoDecide, Tag("decide")]
    | Annotated[w.DoShare, Tag("share")]
    | Annotated[w.DoSend, Tag("send")]
    | Annotated[w.DoFile, Tag("file")]
    | Annotated[w.DoPropose, Tag("propose")]
    | Annotated[w.DoVote, Tag("vote")]
    | Annotated[w.DoWithdraw, Tag("withdraw")]
    | Annotated[w.DoImprovise, Tag("improvise")]
    | Annotated[comms.DoMarkRead, Tag("mark_read")]
    | Annotated[comms.DoAnswerCheck, Tag("answer_check")]
    | Annotated[comms.DoCheckComms, Tag("check_comms")]
    | Annotated[w.DoRelease, Tag("release")]
    | Annotated[w.DoHold, Tag("hold")]
    | Annotated[w.DoSkip, Tag("skip")]
    | Annotated[w.DoReschedule, Tag("reschedule")]
    | Annotated[r.DoObserve, Tag("observe")]
    | Annotated[r.DoAnswer, Tag("answer")]
    | Annotated[w.DoOverride, Tag("override")]
    | Annotated[w.DoRule, Tag("rule")]
    | Annotated[w.DoSendAs, Tag("send_as")]
    | Annotated[w.DoSendInject, Tag("send_inject")]
    | Annotated[x.DoSendTemplate, Tag("send_template")]
    | Annotated[w.DoEnd, Tag("end")]
    | Annotated[x.DoRate, Tag("rate")]
    | Annotated[x.DoTake, Tag("take")]
    | Annotated[x.DoGiveBack, Tag("give_back")]
    | Annotated[x.DoPutAway, Tag("put_away")]
    | Annotated[x.DoHandOver, Tag("hand_over")]
    | Annotated[x.DoMoveAuthority, Tag("move_authority")]
    | Annotated[x.DoMoveLead, Tag("move_lead")]
    | Annotated[x.DoRolePlay, Tag("role_play")]
    | Annotated[x.DoDeliver, Tag("deliver")]
    | Annotated[x.DoFailDelivery, Tag("fail_delivery")]
    | Annotated[x.DoAskRating, Tag("ask_rating")]
    | Annotated[x.DoShareSpread, Tag("share_spread")],
    Discriminator(
        keyed(_WORDS),
        custom_error_type="command",
        custom_error_message="a command needs exactly one of: " + ", ".join(_WORDS),
    ),
]


class Line(Part):
    """One command: when, as whom, what."""

    at: Time
    as_: Slug = Field(alias="as")
    """An agency, or `excon` for a controller."""
    do: Do


class ScriptFile(Part):
    """A script as written."""

    commands: Listed[Line]


_LINES: TypeAdapter[tuple[Line, ...]] = TypeAdapter(Listed[Line])


def read_script(path: Path, scenario: Scenario) -> list[dict[str, Any]]:
    """A script's commands as plain data, fit for a log's header.

    Raises:
        ScenarioInvalid: with every complaint at once.
    """
    source = read_tree(path)
    script, complaints = validate(ScriptFile, source)
    if script is not None:
        complaints = list(unknown_names(script, source, scenario))
    if script is None or complaints:
        raise ScenarioInvalid(path.name, complaints)
    commands: list[dict[str, Any]] = source.data["commands"]
    return commands


def unknown_names(script: ScriptFile, source: Source, scenario: Scenario) -> Iterable[Complaint]:
    """Ids that the scenario does not have. What may be done when is for the rules to say, at its time."""
    for number, line in enumerate(script.commands):
        path = ("commands", number)
        seats = (*scenario.agencies, EXCON)
        if line.as_ not in seats:
            what = f"no agency `{line.as_}`"
            yield source.complain((*path, "as"), what, suggestion=did_you_mean(line.as_, seats))
        word = next(iter(type(line.do).model_fields))
        name, part = getattr(line.do, word), w.NAMES.get(word)
        if part and name not in (known := getattr(scenario, part)) and not name.startswith("ad-hoc-"):
            hint = did_you_mean(name, known)
            yield source.complain((*path, "do", word), f"no `{name}` in {part}", suggestion=hint)


def lines_of(commands: Iterable[dict[str, Any]]) -> tuple[Line, ...]:
    """A script as a log's header keeps it."""
    return _LINES.validate_python(tuple(commands))
