"""What if? From the moment shown: what should have been otherwise, who plays on, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, cast

from exercise.conduct.client import WhatIf
from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON, agency_of
from exercise.errors import ExerciseError
from exercise.language import marked, present, t
from exercise.log.records import Asked
from exercise.review.names import minute
from exercise.scenario.quantities import clock
from tui.control_forms import said
from tui.debrief_moves import chosen_stop
from tui.screens.comparison import ComparisonScreen, Waiting
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Choice, Pick
from tui.widgets.columns import STATUS

if TYPE_CHECKING:
    from tui.screens.debrief import DebriefScreen

_PLAYERS = (
    ("recorded", marked("what was recorded, as far as it is still possible")),
    ("diligent", marked("diligent bots at every agency")),
    ("slow", marked("slow bots at every agency")),
    ("idle", marked("nobody: idle bots at every agency")),
)
_WORDS = {
    "order": marked("an agency had ordered an action"),
    "decide": marked("an agency had decided something"),
    "share": marked("an agency had passed a fact on"),
    "release": marked("EXCON had released an inject"),
    "players": marked("others had played on from here"),
}
_WHICH = {
    "order": marked("What if an agency had ordered an action: which agency?"),
    "decide": marked("What if an agency had decided something: which agency?"),
    "share": marked("What if an agency had passed a fact on: which agency?"),
}
Then = Callable[["DebriefScreen", str], None]


class Instead(Protocol):
    """Asks what an agency does in place of something recorded."""

    def __call__(self, here: DebriefScreen, agency: str, *, instead: Asked | None = None) -> None: ...


def what_if(screen: DeskScreen) -> None:
    """Ask what should have been otherwise at the moment shown, or at the chosen event."""
    here = cast("DebriefScreen", screen)
    link = here.recording
    link.go_to_record(link.seq) if link.goes and link.seq >= 0 else link.stand()
    stop = chosen_stop(here)
    asked = here.app_desk.asked_behind(stop.seq if stop is not None else link.seq)
    choices: list[Choice] = []
    if asked is not None and not isinstance(asked.command, cmd.Start):  # without which nothing is played
        words = f"{minute(asked.tick)} #{asked.seq} {here.app_desk.in_words(asked)}"
        choices.append(("drop", t("this had not been asked: {what}", what=words)))
        if type(asked.command) in _OTHERWISE and agency_of(asked.by):
            choices.append(("change", t("something else had been asked instead: {what}", what=words)))
    if link.tick() < link.replay.end:
        choices += [(key, t(words)) for key, words in _WORDS.items()]
    if not choices:
        screen.desk.told(t("This is where the log ends. Go back to a moment before it, and ask again."))
        return

    def chosen(what: str | None) -> None:
        if what == "drop" and asked is not None:
            removed = WhatIf(None, without=(str(asked.seq),))
            title = t("Without #{number}: {what}", number=asked.seq, what=here.app_desk.in_words(asked))
            _players(here, title, removed)
        elif what == "change" and asked is not None:
            # As it was when this was asked: what could have been asked then.
            link.go_to_record(asked.seq)
            _OTHERWISE[type(asked.command)](here, agency_of(asked.by), instead=asked)
        elif what == "release":
            _release(here)
        elif what == "players":
            _players(here, t("Others play on"), WhatIf(_next(here)))
        elif what is not None and what in _BY_AGENCY:
            _with_agency(here, what, _BY_AGENCY[what])

    title = t("What if, at {time}, …", time=minute(link.tick()))
    screen.app.push_screen(Pick(title, tuple(choices)), chosen)


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

    here.app.push_screen(Pick(t(_WHICH[what]), choices), chosen)


def _pick(here: DebriefScreen, title: str, choices: tuple[Choice, ...], then: Callable[[str], None]) -> None:
    if not choices:
        here.desk.told(t("There is nothing of that kind at this moment."))
        return

    def chosen(key: str | None) -> None:
        if key:
            then(key)

    here.app.push_screen(Pick(title, choices), chosen)


def _order(here: DebriefScreen, agency: str, *, instead: Asked | None = None) -> None:
    rows = {row.id: row for row in here.desk.picture(agency).actions(here.desk.now())}
    name = here.picture.names.agency(agency)

    def then(action: str) -> None:
        row = rows[action]
        fields: list[Field] = []
        if row.target:
            aimed = {"options": row.targets, "kind": "choice"} if row.target != "text" else {}
            fields.append(Field("target", t("Aimed at"), **aimed))  # type: ignore[arg-type]
        words = t("The words to use") if row.needs_text else t("Remark (may stay empty)")
        fields.append(Field("text", words))

        def do(values: Values) -> dict[str, Any]:
            typed = {key: one(values, key) for key in ("target", "text")}
            return {"order": action, **{key: words for key, words in typed.items() if words}}

        about = row.brief
        if row.why_not:
            about = t("As far as {agency} knew then, not possible: {why}.", agency=name, why=row.why_not)
        title = t("{agency} orders '{action}'", agency=name, action=row.name)
        _ask(here, title, agency, do, *fields, about=about, instead=instead)

    choices = tuple((row.id, f"{'x ' if row.why_not else ''}{row.code} {row.name}") for row in rows.values())
    title = t("{agency} orders what? (x: not possible then, as far as it knew)", agency=name)
    _pick(here, title, choices, then)


def _decide(here: DebriefScreen, agency: str, *, instead: Asked | None = None) -> None:
    rows = {row.id: row for row in here.desk.picture(agency).decisions(here.desk.now()) if row.options}
    name = here.picture.names.agency(agency)

    def then(decision: str) -> None:
        # What was decided is not offered in its own place: nothing would come out otherwise.
        was = instead.command if instead is not None and isinstance(instead.command, cmd.Decide) else None
        options = tuple(
            (option.id, option.text)
            for option in rows[decision].options
            if was is None or (was.decision, was.option) != (decision, option.id)
        )

        def do(values: Values) -> dict[str, Any]:
            return {"decide": decision, "choose": one(values, "option")}

        option = Field("option", t("It decides"), "choice", options=options)
        _ask(here, f"{name}: {rows[decision].text}", agency, do, option, instead=instead)

    choices = tuple((key, row.text) for key, row in rows.items())
    _pick(here, t("{agency} decides what?", agency=name), choices, then)


def _share(here: DebriefScreen, agency: str, *, instead: Asked | None = None) -> None:
    names = here.picture.names
    rows = {row.id: row for row in here.desk.picture(agency).facts_held()}
    others = tuple((key, names.agency(key)) for key in here.desk.scenario.agencies if key != agency)

    def then(fact: str) -> None:
        def do(values: Values) -> dict[str, Any]:
            # Against its label too: the debrief wants to know what would have come of it.
            return {"share": fact, "to": list(values["to"]), "knowingly": True}

        to = Field("to", t("With (space marks)"), "many", options=others)
        title = t("{agency} passes on: {fact}", agency=names.agency(agency), fact=rows[fact].text)
        _ask(here, title, agency, do, to, instead=instead)

    _pick(
        here,
        t("{agency} passes on what?", agency=names.agency(agency)),
        tuple((key, row.text) for key, row in rows.items()),
        then,
    )


_BY_AGENCY: dict[str, Then] = {"order": _order, "decide": _decide, "share": _share}
_OTHERWISE: dict[type, Instead] = {cmd.Order: _order, cmd.Decide: _decide, cmd.Share: _share}
"""Commands in whose place another of their kind can be asked."""


def _release(here: DebriefScreen) -> None:
    rows = {
        row.id: row
        for row in here.picture.msel(here.desk.now())
        if row.status in ("planned", "gated", "held")
    }

    def then(inject: str) -> None:
        row = rows[inject]
        title = t("EXCON releases #{number} {inject}", number=row.number, inject=row.subject)
        _ask(here, title, EXCON, lambda _: {"release": inject})

    choices = tuple(
        (row.id, f"#{row.number} {row.subject} ({t(STATUS[row.status])})") for row in rows.values()
    )
    _pick(here, t("Which inject?"), choices, then)


def _ask(
    here: DebriefScreen,
    title: str,
    who: str,
    do: Callable[[Values], dict[str, Any]],
    *fields: Field,
    about: str = "",
    instead: Asked | None = None,
) -> None:
    """Something that was not asked, or not so."""
    at, without = (instead.tick, (str(instead.seq),)) if instead is not None else (_next(here), ())

    def wanted(values: Values) -> WhatIf | str:
        done = do(values)
        if done.get("to") == []:
            return t("mark at least one agency (space)")
        line = {"at": clock(at), "as": who, "do": done}
        first = None if instead is not None else at
        return WhatIf(first, added=(line,), without=without, bots=one(values, "bots"))

    _form(here, title, wanted, *fields, about=about)


def _players(here: DebriefScreen, title: str, what: WhatIf) -> None:
    """Something left out, or nothing but other players."""

    def wanted(values: Values) -> WhatIf | str:
        bots = one(values, "bots")
        if bots == "recorded" and not what.without:
            return t("nothing would be otherwise; choose who plays on")
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
        t("What if, at {time}? {title}", time=minute(here.recording.tick()), title=title),
        *fields,
        Field("bots", t("Who plays on"), "choice", "recorded", said(_PLAYERS)),
        submit=submit,
        button=t("Play it"),
        about="\n".join(
            part for part in (about, t("All luck stays the same. The log stays as it is.")) if part
        ),
    )
    here.app.push_screen(form, then)


def _play(here: DebriefScreen, title: str, what: WhatIf) -> None:
    """Beside the desk, which stays; then show both futures."""
    app, waiting, scenario = here.app, Waiting(title), here.desk.scenario
    reads = here.app_desk.read_in_languages
    if present() != "en" or reads[:1] != scenario.languages[:1]:
        what = what._replace(languages=reads)

    async def work() -> None:
        try:
            future = await asyncio.to_thread(here.recording.other_future, what)
        except (ExerciseError, OSError) as wrong:
            here.desk.told(t("That cannot be played: {why}", why=wrong))
            return
        finally:
            waiting.dismiss()
        app.push_screen(ComparisonScreen(title, future, here.desk.ink()))

    app.push_screen(waiting)
    here.run_worker(work(), group="what-if", exclusive=True, exit_on_error=False)
