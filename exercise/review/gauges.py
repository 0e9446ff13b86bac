"""The simulated world as bars: services, indicators, assets; and what is scarce, and what has become so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from exercise.domain.knowledge import indicator_value
from exercise.language import n, t
from exercise.review.asset_kinds import kind_name
from exercise.review.fold import Fold
from exercise.review.names import staff_name
from exercise.review.rows import Alarm, FlagRow, Gauge, PoolRow
from exercise.scenario.world import EVERYONE

LOW, BAD = 0.70, 0.50
"""Marks for services and assets: below the first people notice, below the second they suffer."""

GOODNESS_LOW, GOODNESS_BAD = 0.50, 0.30
"""Marks for indicators: how far up its range, counted from the bad end."""

_LOOK_BACK = 3
"""Points of the sparkline over which a direction is judged."""

Direction = Literal["up", "down", "steady"]


def rows(fold: Fold, tick: int) -> tuple[Gauge, ...]:
    """What this seat may see of the world."""
    return (
        *_services(fold, tick),
        *_indicators(fold, tick),
        *(() if fold.is_control else _assets(fold, tick)),
    )


def watches(fold: Fold, seen_by: tuple[str, ...], *owners: str | None) -> bool:
    """Whether this seat may see something."""
    return fold.is_control or EVERYONE in seen_by or fold.seat in seen_by or fold.seat in owners


def _services(fold: Fold, tick: int) -> Iterator[Gauge]:
    for name, service in fold.scenario.services.items():
        if not watches(fold, service.seen_by):
            continue
        state = fold.world.services[name]
        unit = service.demand.peak.unit if service.demand else ""
        note = ""
        if state.demanded and unit:
            of = {"supplied": f"{state.supplied:.0f}", "demanded": f"{state.demanded:.0f}"}
            note = t("{supplied} of {demanded} {unit}", unit=unit, **of)
        if service.population:
            serves = t("serves {people}", people=_people(service.population))
            note = f"{note}, {serves}" if note else serves
        yield _share_gauge(fold, "service", name, fold.names.service(name), state.available, tick, note)


def _assets(fold: Fold, tick: int) -> Iterator[Gauge]:
    for name, asset in fold.scenario.assets.items():
        if watches(fold, asset.seen_by, asset.owner):
            level = fold.world.assets[name].level
            yield _share_gauge(
                fold, "asset", name, fold.names.asset(name), level, tick, kind_name(asset.kind)
            )


def _share_gauge(
    fold: Fold, kind: Literal["service", "asset"], name: str, title: str, level: float, tick: int, note: str
) -> Gauge:
    history = fold.history.of(kind, name).series(tick)
    alarm: Alarm = "bad" if level < BAD else "low" if level < LOW else ""
    return Gauge(
        id=name,
        kind=kind,
        name=title,
        value=level,
        low=0.0,
        high=1.0,
        shown=f"{level * 100:.0f}%",
        direction=_direction(history, 0.01),
        alarm=alarm,
        history=history,
        note=note,
    )


def _indicators(fold: Fold, tick: int) -> Iterator[Gauge]:
    for name, part in fold.scenario.indicators.items():
        if fold.is_control:
            yield _worst(fold, name, tick) if part.each else _indicator(fold, name, "", tick)
        elif part.derived is not None:
            # How much of all there is to know it knows, would tell a seat how much there is.
            continue
        elif part.each and part.seen_by:
            yield _indicator(fold, name, fold.seat, tick)
        elif not part.each and watches(fold, part.seen_by):
            yield _indicator(fold, name, "", tick)


def _worst(fold: Fold, name: str, tick: int) -> Gauge:
    """Of an indicator that every agency has its own of, the one that is worst off stands for all."""
    good = fold.scenario.indicators[name].good
    values = {
        agency: indicator_value(fold.scenario, fold.world, name, agency, tick)
        for agency in fold.scenario.agencies
    }
    worst = (min if good == "high" else max)(values, key=lambda agency: values[agency])
    mean = sum(values.values()) / len(values)
    return _indicator(
        fold,
        name,
        worst,
        tick,
        note=t("{who}; mean {value}", who=fold.names.agency(worst), value=f"{mean:.0f}"),
    )


def _indicator(fold: Fold, name: str, agency: str, tick: int, *, note: str = "") -> Gauge:
    part = fold.scenario.indicators[name]
    low, high = part.range
    value = indicator_value(fold.scenario, fold.world, name, agency, tick)
    history = fold.history.of("indicator", name, agency).series(tick)
    return Gauge(
        id=name,
        kind="indicator",
        name=fold.names.indicator(name),
        value=value,
        low=low,
        high=high,
        shown=f"{value:.0f}{part.unit if part.unit == '%' else f' {part.unit}' if part.unit else ''}",
        direction=_direction(history, 0.005 * (high - low)),
        alarm=_alarm(value, float(part.start), low, high, rising_is_good=part.good == "high"),
        history=history,
        note=note,
    )


def _alarm(value: float, start: float, low: float, high: float, *, rising_is_good: bool) -> Alarm:
    """An indicator that is no worse than it was at STARTEX raises no alarm, wherever it stands."""
    worse = (start - value) if rising_is_good else (value - start)
    if worse < 0.02 * (high - low):
        return ""
    up = (value - low) / (high - low)
    goodness = up if rising_is_good else 1 - up
    return "bad" if goodness < GOODNESS_BAD else "low" if goodness < GOODNESS_LOW else ""


def _direction(history: tuple[float | None, ...], noticeable: float) -> Direction:
    recent = [value for value in history[-_LOOK_BACK:] if value is not None]
    change = recent[-1] - recent[0] if len(recent) > 1 else 0.0
    return "steady" if abs(change) < noticeable else "up" if change > 0 else "down"


def _people(count: int) -> str:
    if count >= 1_000_000:
        return t("{number}M people", number=f"{count / 1_000_000:.2f}".rstrip("0").rstrip("."))
    if count >= 10_000:
        return t("{number}k people", number=f"{count / 1_000:.0f}")
    return n("{count} person", "{count} people", count)


def pools(fold: Fold) -> tuple[PoolRow, ...]:
    """Controllers see the shared pools; an agency its own staff and what it owns."""
    if fold.is_control:
        wanted = [name for name in fold.world.pools if "/" not in name]
    else:
        owned = [name for name, resource in fold.scenario.resources.items() if resource.owner == fold.seat]
        wanted = [name for name in fold.world.pools if name.startswith(f"{fold.seat}/")] + owned
    return tuple(_pool(fold, name) for name in wanted)


def _pool(fold: Fold, name: str) -> PoolRow:
    pool = fold.world.pools[name]
    holders = tuple(_holder(fold, run, amount) for run, amount in fold.holders.get(name, {}).items())
    title = staff_name(name.partition("/")[2]) if "/" in name else fold.names.pool(name)
    return PoolRow(name, title, pool.used, pool.capacity, holders)


def _holder(fold: Fold, run: str, amount: int) -> str:
    known = fold.world.runs.get(run)
    who = f"{fold.names.agency(known.agency)}: " if known and known.agency != fold.seat else ""
    return f"{who}{fold.names.run(run)}" + (f" ×{amount}" if amount > 1 else "")


def flags(fold: Fold) -> tuple[FlagRow, ...]:
    """Raised flags this seat may see, the newest first."""
    shown = (
        FlagRow(name, fold.names.flag(name), since)
        for name, since in fold.world.flags.items()
        if fold.is_control or ((flag := fold.scenario.flags.get(name)) and watches(fold, flag.seen_by))
    )
    return tuple(sorted(shown, key=lambda flag: (-flag.since, flag.id)))
