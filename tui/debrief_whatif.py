"""What if? From the moment shown: what should have been otherwise, who plays on, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from exercise.conduct.client import WhatIf
from exercise.domain.seats import EXCON
from exercise.errors import ExerciseError
from exercise.review.names import minute
from exercise.scenario.quantities import clock
from tui.screens.comparison import ComparisonScreen, Waiting
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Choice, Pick

if TYPE_CHECKING:
    from tui.screens.debrief import DebriefScreen

_PLAYERS = (
    ("recorded", "what was recorded, as far as it is still possible"),
    ("diligent", "diligent bots at every agency"),
    ("slow", "slow bots at every agency"),
    ("idle", "nobody: idle bots at every agency"),
)
_WORDS = {
    "order": "an agency had ordered an action",
    "decide": "an agency had decided something",
    "share": "an agency had passed a fact on",
    "release": "EXCON had released an inject",
    "players": "others had played on from here",
}
Then = Callable[["DebriefScreen", str], None]


def what_if(screen: DeskScreen) -> None:
    """Ask what should have been otherwise at the moment shown, or at the chosen event."""
    here = cast("DebriefScreen", screen)
    link = here.recording
    link.go_to_record(link.seq) if link.goes and link.seq >= 0 else link.stand()
    stop = here.chosen_stop()
    asked = here.app_desk.asked_behind(stop.seq if stop is not None else link.seq)
    choices: list[Choice] = []
    if asked is not None:
        words = here.app_desk.in_words(asked)
        choices.append(("drop", f"this had not been asked: {minute(asked.tick)} #{asked.seq} {words}"))
    if link.tick() < link.replay.end:
        choices += list(_WORDS.items())
    if not choices:
        screen.desk.told("This is where the log ends. Go back to a moment before it, and ask again.")
        return

    def chosen(what: str | None) -> None:
        if what == "drop" and asked is not None:
            removed = WhatIf(None, without=(str(asked.seq),))
            _players(here, f"Without #{asked.seq}: {here.app_desk.in_words(asked)}", removed)
        elif what == "release":
            _release(here)
        elif what == "players":
            _players(here, "Others play on", WhatIf(_next(here)))
        elif what is not None and what in _BY_AGENCY:
            _with_agency(here, what, _BY_AGENCY[what])

    screen.app.push_screen(Pick(f"What if, at {minute(link.tick())}, …", tuple(choices)), chosen)


def _next(here: DebriefScreen) -> int:
    """What is asked now comes after everything that this second shows."""
    return here.recording.tick() + 1


def _with_agency(here: DebriefScreen, what: str, then: Then) -> None:
    names, agencies = here.picture.names, here.desk.scenario.agencies
    first = sorted(agencies, key=lambda name: name != here.eyes)
    choices = tuple((name, f"{names.agency(name)}: {names.pick(agencies[name].name)}") for name in first)

    def chosen(agency: str | None) -> None:
        if agency:
            then(here, agency)

    here.app.push_screen(Pick(f"What if {_WORDS[what]}: which agency?", choices), chosen)


def _pick(here: DebriefScreen, title: str, choices: tuple[Choice, ...], then: Callable[[str], None]) -> None:
    if not choices:
        here.desk.told("There is nothing of that kind at this moment.")
        return

    def chosen(key: str | None) -> None:
        if key:
            then(key)

    here.app.push_screen(Pick(title, choices), chosen)


def _order(here: DebriefScreen, agency: str) -> None:
    rows = {row.id: row for row in here.desk.picture(agency).actions(here.desk.now())}
    name = here.picture.names.agency(agency)

    def then(action: str) -> None:
        row = rows[action]
        fields: list[Field] = []
        if row.target:
            aimed = {"options": row.targets, "kind": "choice"} if row.target != "text" else {}
            fields.append(Field("target", "Aimed at", **aimed))  # type: ignore[arg-type]
        fields.append(Field("text", "The words to use" if row.needs_text else "Remark (may stay empty)"))

        def do(values: Values) -> dict[str, Any]:
            typed = {key: one(values, key) for key in ("target", "text")}
            return {"order": action, **{key: words for key, words in typed.items() if words}}

        about = f"As far as {name} knew then, not possible: {row.why_not}." if row.why_not else row.brief
        _ask(here, f"{name} orders '{row.name}'", agency, do, *fields, about=about)

    choices = tuple((row.id, f"{'x ' if row.why_not else ''}{row.code} {row.name}") for row in rows.values())
    _pick(here, f"{name} orders what? (x: not possible then, as far as it knew)", choices, then)


def _decide(here: DebriefScreen, agency: str) -> None:
    rows = {row.id: row for row in here.desk.picture(agency).decisions(here.desk.now()) if row.options}
    name = here.picture.names.agency(agency)

    def then(decision: str) -> None:
        options = tuple((option.id, option.text) for option in rows[decision].options)

        def do(values: Values) -> dict[str, Any]:
            return {"decide": decision, "choose": one(values, "option")}

        option = Field("option", "It decides", "choice", options=options)
        _ask(here, f"{name}: {rows[decision].text}", agency, do, option)

    _pick(here, f"{name} decides what?", tuple((key, row.text) for key, row in rows.items()), then)


def _share(here: DebriefScreen, agency: str) -> None:
    names = here.picture.names
    rows = {row.id: row for row in here.desk.picture(agency).facts_held()}
    others = tuple((key, names.agency(key)) for key in here.desk.scenario.agencies if key != agency)

    def then(fact: str) -> None:
        def do(values: Values) -> dict[str, Any]:
            # Against its label too: the debrief wants to know what would have come of it.
            return {"share": fact, "to": list(values["to"]), "knowingly": True}

        to = Field("to", "With (space marks)", "many", options=others)
        _ask(here, f"{names.agency(agency)} passes on: {rows[fact].text}", agency, do, to)

    _pick(
        here,
        f"{names.agency(agency)} passes on what?",
        tuple((key, row.text) for key, row in rows.items()),
        then,
    )


_BY_AGENCY: dict[str, Then] = {"order": _order, "decide": _decide, "share": _share}


def _release(here: DebriefScreen) -> None:
    rows = {
        row.id: row
        for row in here.picture.msel(here.desk.now())
        if row.status in ("planned", "gated", "held")
    }

    def then(inject: str) -> None:
        row = rows[inject]
        _ask(here, f"EXCON releases #{row.number} {row.subject}", EXCON, lambda _: {"release": inject})

    choices = tuple((row.id, f"#{row.number} {row.subject} ({row.status})") for row in rows.values())
    _pick(here, "Which inject?", choices, then)


def _ask(
    here: DebriefScreen,
    title: str,
    who: str,
    do: Callable[[Values], dict[str, Any]],
    *fields: Field,
    about: str = "",
) -> None:
    """Something that was not asked."""
    at = _next(here)

    def wanted(values: Values) -> WhatIf | str:
        done = do(values)
        if done.get("to") == []:
            return "mark at least one agency (space)"
        line = {"at": clock(at), "as": who, "do": done}
        return WhatIf(at, added=(line,), bots=one(values, "bots"))

    _form(here, title, wanted, *fields, about=about)


def _players(here: DebriefScreen, title: str, what: WhatIf) -> None:
    """Something left out, or nothing but other players."""

    def wanted(values: Values) -> WhatIf | str:
        bots = one(values, "bots")
        if bots == "recorded" and not what.without:
            return "nothing would be otherwise; choose who plays on"
        return what._replace(bots=bots)

    _form(here, title, wanted)


def _form(
    here: DebriefScreen,
    title: str,
    wanted: Callable[[Values], WhatIf | str],
    *fields: Field,
    about: str = "",
) -> None:
    """Ask the rest and who plays on; `wanted` says what to play, or why not."""
    found: list[WhatIf] = []

    async def submit(values: Values) -> str:
        what = wanted(values)
        if isinstance(what, str):
            return what
        found.append(what)
        return ""

    def then(done: bool | None) -> None:
        # Once the dialog has gone, so that what comes next lies on the desk.
        if done:
            _play(here, title, found[-1])

    form = Form(
        f"What if, at {minute(here.recording.tick())}? {title}",
        *fields,
        Field("bots", "Who plays on", "choice", "recorded", _PLAYERS),
        submit=submit,
        button="Play it",
        about="\n".join(part for part in (about, "All luck stays the same. The log stays as it is.") if part),
    )
    here.app.push_screen(form, then)


def _play(here: DebriefScreen, title: str, what: WhatIf) -> None:
    """Beside the desk, which stays; then show both futures."""
    app, waiting = here.app, Waiting(title)

    async def work() -> None:
        try:
            future = await asyncio.to_thread(here.recording.other_future, what)
        except (ExerciseError, OSError) as wrong:
            here.desk.told(f"That cannot be played: {wrong}")
            return
        finally:
            if app.screen is waiting:
                waiting.dismiss()
        app.push_screen(ComparisonScreen(title, future, here.desk.ink()))

    app.push_screen(waiting)
    here.run_worker(work(), group="what-if", exclusive=True, exit_on_error=False)
