"""Changing the world by hand: a thing is chosen, its new value typed, a reason given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.language import n, t
from exercise.review.names import activity_of
from tui.screens import world_pane
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.screens.pick import Choice, Pick

Effect = dict[str, Any]
Build = Callable[[Values], Effect]
"""Makes an effect of the scenario language; raises `ValueError` with what to type instead."""


class Asker(Protocol):
    """Asks for the particulars of an effect and does something with it."""

    def __call__(self, title: str, *fields: Field, build: Build, about: str = "") -> None:
        """Show a dialog with these fields; `build` makes the effect of what was filled in."""


def choose(screen: DeskScreen) -> None:
    """Change the world by hand."""

    def ask(title: str, *fields: Field, build: Build, about: str = "") -> None:
        async def submit(values: Values) -> str:
            try:
                effect = build(values)
            except ValueError as wrong:
                return str(wrong)
            command = cmd.Override(effects=(effect,), reason=one(values, "reason"))
            return await screen.desk.ask(command, seat=EXCON)

        reason = Field("reason", t("Reason, for the log"))
        screen.app.push_screen(Form(title, *fields, reason, submit=submit, button=t("Override"), about=about))

    choose_effect(screen, t("Override what?"), ask)


def choose_effect(
    screen: DeskScreen, title: str, ask: Asker, *, left: Callable[[], None] | None = None
) -> None:
    """What is to be changed? `left` when nothing was chosen."""

    def chosen(what: str | None) -> None:
        if what:
            kind, _, name = what.partition("/")
            _FORMS[kind](screen, name, ask)
        elif left is not None:
            left()

    hand = world_pane.in_hand(screen) if screen.top == "world" else ""
    first = (f"service/{hand}", f"asset/{hand}", f"activity/{activity_of(hand)}")
    everything = sorted(_everything(screen), key=lambda choice: choice[0] not in first)
    screen.app.push_screen(Pick(title, tuple(everything)), chosen)


def _everything(screen: DeskScreen) -> tuple[Choice, ...]:
    names, scenario, world = screen.picture.names, screen.desk.scenario, screen.picture.world
    gauges = {gauge.id: gauge.shown for gauge in screen.picture.gauges(screen.desk.now())}
    return (
        *(
            (
                f"asset/{key}",
                t("Asset: {name}, at {level}", name=names.asset(key), level=f"{world.assets[key].level:.0%}"),
            )
            for key in scenario.assets
        ),
        *(
            (
                f"service/{key}",
                t(
                    "Service: {name}, at {level}",
                    name=names.service(key),
                    level=f"{world.services[key].available:.0%}",
                ),
            )
            for key in scenario.services
        ),
        *(
            (
                f"indicator/{key}",
                t("Indicator: {name}, at {level}", name=names.indicator(key), level=gauges.get(key, "")),
            )
            for key, part in scenario.indicators.items()
            if not part.derived
        ),
        *(
            (
                f"flag/{key}",
                t("Flag: {name}, so", name=names.flag(key))
                if key in world.flags
                else t("Flag: {name}, not so", name=names.flag(key)),
            )
            for key in scenario.flags
        ),
        *(
            (
                f"resource/{key}",
                t("Resource: {name}, {count}", name=names.pool(key), count=world.pools[key].capacity),
            )
            for key in scenario.resources
        ),
        *((f"fact/{key}", t("Fact: {name}", name=names.fact(key))) for key in scenario.facts),
        *(
            (f"activity/{key}", t("Activity: {name}", name=names.activity(key)))
            for key in scenario.activities
        ),
    )


def _percent(values: Values, field: str) -> str:
    words = one(values, field).removesuffix("%").strip()
    try:
        number = float(words)
    except ValueError:
        raise ValueError(t("write a share such as 40")) from None
    if not 0 <= number <= 100:
        raise ValueError(t("a share lies between 0 and 100"))
    return f"{number:g}%"


def _number(values: Values, field: str) -> float:
    try:
        return float(one(values, field))
    except ValueError:
        raise ValueError(t("write a number such as 40 or -5")) from None


def _asset(screen: DeskScreen, name: str, ask: Asker) -> None:
    state = screen.picture.world.assets[name]
    about = t(
        "Its own health is {health}; with what it needs it stands at {level}.",
        health=f"{state.health:.0%}",
        level=f"{state.level:.0%}",
    )

    def build(values: Values) -> Effect:
        return {"damage": name, "to": _percent(values, "to")}

    field = Field("to", t("Health, in percent"), value=f"{state.health * 100:.0f}", replaces=True)
    ask(t("Asset: {name}", name=screen.picture.names.asset(name)), field, build=build, about=about)


def _service(screen: DeskScreen, name: str, ask: Asker) -> None:
    state = screen.picture.world.services[name]
    about = t(
        "It stands at {level}. A service follows from what it needs; a stand-in lifts it to a floor. "
        "To lower it, damage an asset it needs.",
        level=f"{state.available:.0%}",
    )

    def build(values: Values) -> Effect:
        return {"fallback": name, "to": _percent(values, "to")}

    field = Field(
        "to", t("Kept at this or above, in percent"), value=f"{state.fallback * 100:.0f}", replaces=True
    )
    ask(t("Service: {name}", name=screen.picture.names.service(name)), field, build=build, about=about)


def _indicator(screen: DeskScreen, name: str, ask: Asker) -> None:
    part, names = screen.desk.scenario.indicators[name], screen.picture.names
    whose: tuple[Field, ...] = ()
    if part.each:
        everyone = (
            ("everyone", t("every agency")),
            *((key, names.agency(key)) for key in screen.desk.scenario.agencies),
        )
        whose = (Field("of", t("Whose"), "choice", options=everyone),)

    def build(values: Values) -> Effect:
        effect: Effect = {one(values, "how"): {name: _number(values, "value")}}
        return effect | {"of": one(values, "of")} if part.each else effect

    how = Field("how", t("How"), "choice", options=(("add", t("change by")), ("set", t("set to"))))
    low, high = f"{part.range.low:g}", f"{part.range.high:g}"
    value = Field("value", t("Number ({low} to {high})", low=low, high=high))
    ask(t("Indicator: {name}", name=names.indicator(name)), *whose, how, value, build=build)


def _flag(screen: DeskScreen, name: str, ask: Asker) -> None:
    up = name in screen.picture.world.flags

    def build(values: Values) -> Effect:
        return {"clear" if up else "flag": name}

    about = t("It is so now; this makes it no longer so.") if up else t("It is not so now; this makes it so.")
    ask(t("Flag: {name}", name=screen.picture.names.flag(name)), build=build, about=about)


def _resource(screen: DeskScreen, name: str, ask: Asker) -> None:
    pool = screen.picture.world.pools[name]

    def build(values: Values) -> Effect:
        by = _number(values, "by")
        if not by.is_integer():
            raise ValueError(t("write a whole number such as 1 or -1"))
        return {"resource": name, "by": int(by)}

    about = n("{count} of {all} are in use.", "{count} of {all} are in use.", pool.used, all=pool.capacity)
    field = Field("by", t("How many more (or fewer, with a minus)"), value="1", replaces=True)
    ask(t("Resource: {name}", name=screen.picture.names.pool(name)), field, build=build, about=about)


def _fact(screen: DeskScreen, name: str, ask: Asker) -> None:
    names = screen.picture.names
    agencies = tuple((key, names.agency(key)) for key in screen.desk.scenario.agencies)

    def build(values: Values) -> Effect:
        if not values["by"]:
            raise ValueError(t("mark at least one agency"))
        return {"learn": [name], "by": list(values["by"])}

    field = Field("by", t("Who learns it (space marks)"), "many", options=agencies)
    ask(t("Fact: {name}", name=names.fact(name)), field, build=build)


def _activity(screen: DeskScreen, name: str, ask: Asker) -> None:
    names = screen.picture.names
    agencies = tuple((key, names.agency(key)) for key in screen.desk.scenario.agencies)

    def build(values: Values) -> Effect:
        if one(values, "how") == "stop":
            return {"stop": name}
        return {"start": name, "by": one(values, "by")}

    ask(
        t("Activity: {name}", name=names.activity(name)),
        Field(
            "how",
            t("What"),
            "choice",
            options=(("start", t("start it")), ("stop", t("stand down every run of it"))),
        ),
        Field("by", t("As if ordered by"), "choice", options=agencies),
        build=build,
    )


_FORMS: dict[str, Callable[[DeskScreen, str, Asker], None]] = {
    "asset": _asset,
    "service": _service,
    "indicator": _indicator,
    "flag": _flag,
    "resource": _resource,
    "fact": _fact,
    "activity": _activity,
}
