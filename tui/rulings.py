"""Ruling on actions the catalogue lacks: accepted with what follows and how long it takes, or declined."""

from __future__ import annotations

from typing import Any

from exercise.domain import commands as cmd
from exercise.domain.explain import explain_effect
from exercise.domain.rules_effects import checked_effects
from exercise.domain.seats import EXCON
from exercise.errors import Refused
from exercise.language import t
from exercise.review.rows_duties import ProposalRow
from tui.moments import lapse
from tui.overrides import Build, choose_effect
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Pick

ACCEPT, MORE, AFRESH, DECLINE = "accept", "more", "afresh", "decline"


def rule(screen: DeskScreen) -> None:
    """Rule on the selected proposal, or on the one there is."""
    waiting = {row.id: row for row in screen.picture.proposals(screen.desk.now()) if row.status == "waits"}
    in_hand = screen.selected("needs-list").removeprefix("rule/") if screen.top == "needs" else ""
    if in_hand in waiting:
        _ruling(screen, waiting[in_hand])
    elif len(waiting) == 1:
        _ruling(screen, *waiting.values())
    elif waiting:
        choices = tuple((row.id, f"{row.agency}: {row.text}") for row in waiting.values())

        def chosen(proposal: str | None) -> None:
            if proposal:
                _ruling(screen, waiting[proposal])

        screen.app.push_screen(Pick(t("Rule on which proposal?"), choices), chosen)
    else:
        screen.desk.told(t("Nobody has proposed an action that waits for a ruling."))


def rule_on(screen: DeskScreen, proposal: str) -> bool:
    """On this one; False when it does not wait for a ruling any more."""
    rows = screen.picture.proposals(screen.desk.now())
    row = next((row for row in rows if row.id == proposal and row.status == "waits"), None)
    if row is not None:
        _ruling(screen, row)
    return row is not None


def _ruling(screen: DeskScreen, row: ProposalRow) -> None:
    effects = screen.desk.rulings.setdefault(row.id, [])
    draft = screen.draft("rule", row.id)
    filled: Values = {}

    async def submit(values: Values) -> str:
        filled.update(values)
        if not one(values, "ruling"):
            return t("choose a ruling")
        if one(values, "ruling") in (MORE, AFRESH):
            return ""  # what follows is asked for once this dialog has made room
        return await _decide(screen, row, effects, values)

    def closed(done: bool | None) -> None:
        if done and one(filled, "ruling") in (MORE, AFRESH):
            if one(filled, "ruling") == AFRESH:
                effects.clear()
            draft.keep(filled | {"ruling": (ACCEPT,)})
            _add(screen, row, effects)
        elif done:
            screen.desk.rulings.pop(row.id, None)

    more = ((AFRESH, t("Accept; take back what follows and choose again")),) if effects else ()
    rulings = (
        ("", t("choose a ruling")),
        (ACCEPT, t("Accept it")),
        (MORE, t("Accept; choose what follows from it")),
        *more,
        (DECLINE, t("Decline it")),
    )
    form = Form(
        t("Rule on a proposed action"),
        Field("ruling", t("Ruling"), "choice", options=rulings),
        Field("reason", t("Reason, for the agency to read"), "text"),
        Field("takes", t("It takes, such as 2h (empty: at once)")),
        submit=submit,
        button=t("Rule on it"),
        about=_about(screen, row, effects),
        draft=draft,
    )
    screen.app.push_screen(form, closed)


async def _decide(screen: DeskScreen, row: ProposalRow, effects: list[dict[str, Any]], values: Values) -> str:
    accept = one(values, "ruling") == ACCEPT
    try:
        takes = lapse(one(values, "takes")) or 0
    except ValueError as wrong:
        return str(wrong)
    command = cmd.Rule(
        row.id,
        accept,
        one(values, "reason"),
        effects=tuple(effects) if accept else (),
        takes=takes if accept else 0,
    )
    return await screen.desk.ask(command, seat=EXCON)


def _about(screen: DeskScreen, row: ProposalRow, effects: list[dict[str, Any]]) -> str:
    follows = [f"- {words}" for effect in effects if (words := _in_words(screen, effect))]
    listed = (
        "\n".join((t("What follows when it is accepted:"), *follows))
        if follows
        else t("Nothing follows from it yet.")
    )
    wants = t("{agency} wants to: {what}", agency=row.agency, what=row.text)
    return f"{wants}\n{listed}"


def _in_words(screen: DeskScreen, effect: dict[str, Any]) -> str:
    return explain_effect(checked_effects((effect,))[0], screen.desk.scenario)


def _add(screen: DeskScreen, row: ProposalRow, effects: list[dict[str, Any]]) -> None:
    """One effect, by the same dialogs as an override; then back to the ruling."""

    def ask(title: str, *fields: Field, build: Build, about: str = "") -> None:
        async def submit(values: Values) -> str:
            try:
                effect = build(values)
                checked_effects((effect,))
            except (ValueError, Refused) as wrong:
                return str(wrong)
            effects.append(effect)
            return ""

        form = Form(title, *fields, submit=submit, button=t("It follows"), about=about)
        screen.app.push_screen(form, lambda _done: _ruling(screen, row))

    choose_effect(screen, t("What follows from it?"), ask, left=lambda: _ruling(screen, row))
