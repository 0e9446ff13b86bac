"""The world: circles of needs, units that do not match, shares that add up, indicators that can move."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario.checking import Checking, Path
from exercise.scenario.world import AnyNeed, Asset, AssetNeed, Indicator, Service, ServiceNeed

Node = tuple[str, str]


def check_world(checking: Checking) -> None:
    """Complain of a world that cannot work, or whose numbers say something else than was meant."""
    _circles(checking)
    _capacities(checking)
    _shares(checking)
    _ambiguous(checking)
    for name, indicator in checking.scenario.indicators.items():
        _motion(checking, ("indicators", name), indicator)
    for path, part in checking.each(c.IndicatorIs):
        _level(checking, path, part)
    for path, share in checking.each(c.ServiceIs, c.AssetIs, c.PosteriorIs):
        if share.below == 0:
            checking.error((*path, "below"), "nothing is ever below 0%, so this never holds")
        elif share.above == 0:
            checking.warn((*path, "above"), "everything is at 0% or above, so this always holds")
    for path, put in checking.each(e.Put):
        for name, value in put.set.items():
            indicator_set = checking.scenario.indicators.get(name)
            if indicator_set and not indicator_set.range.low <= value <= indicator_set.range.high:
                checking.error((*path, "set", name), f"{value:g} lies outside the range of `{name}`")


# --- circles


def _circles(checking: Checking) -> None:
    """Every circle once. Nothing in a circle could ever be worked out, so play cannot start."""
    needs = {node: dict(_suppliers(checking, node)) for node in _nodes(checking)}
    while circle := _circle(needs):
        # graphlib names each node before the one that needs it.
        supplier, user = circle[0], circle[1]
        path = needs[user].pop(supplier)
        names = " needs ".join(f"`{name}`" for _, name in reversed(circle))
        checking.error(path, f"these need each other in a circle: {names}", "take one of the needs away")


def _nodes(checking: Checking) -> Iterator[Node]:
    for name in checking.scenario.assets:
        yield "assets", name
    for name in checking.scenario.services:
        yield "services", name


def _suppliers(checking: Checking, node: Node) -> Iterator[tuple[Node, Path]]:
    scenario, (kind, name) = checking.scenario, node
    part: Asset | Service = scenario.assets[name] if kind == "assets" else scenario.services[name]
    found: list[tuple[Node, Path]] = []
    if isinstance(part, Service):
        found += [
            (("assets", asset), (*node, "supplied_by", number))
            for number, asset in enumerate(part.supplied_by)
        ]
    for number, need in enumerate(part.needs):
        path: Path = (*node, "needs", number)
        if isinstance(need, AssetNeed):
            found.append((("assets", need.asset), (*path, "asset")))
        elif isinstance(need, ServiceNeed):
            found.append((("services", need.service), (*path, "service")))
        else:
            for place, each in enumerate(need.any):
                kind_of = "assets" if each in scenario.assets else "services"
                found.append(((kind_of, each), (*path, "any", place)))
    for supplier, path in found:
        if supplier[1] in getattr(scenario, supplier[0]):
            yield supplier, path


def _circle(needs: dict[Node, dict[Node, Path]]) -> list[Node] | None:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as circle:
        found: list[Node] = circle.args[1]
        return found
    return None


# --- capacities and shares


def _capacities(checking: Checking) -> None:
    scenario = checking.scenario
    for name, service in scenario.services.items():
        if service.demand is None:
            continue
        wanted = service.demand.peak
        if wanted.amount <= 0:
            checking.error(("services", name, "demand", "peak"), "a demand is more than nothing")
        for number, supplier in enumerate(service.supplied_by):
            asset = scenario.assets.get(supplier)
            path: Path = ("services", name, "supplied_by", number)
            if asset is None:
                continue
            if asset.capacity is None:
                what = f"`{supplier}` has no capacity, so it supplies nothing"
                checking.error(path, what, f"give it one, such as `capacity: 100 {wanted.unit}`")
            elif asset.capacity.unit != wanted.unit:
                what = f"`{supplier}` supplies {asset.capacity.unit}, but the demand is in {wanted.unit}"
                checking.error(path, what, "write both in the same unit")
    for name, asset in scenario.assets.items():
        if asset.capacity and asset.capacity.amount < 0:
            checking.error(("assets", name, "capacity"), "a capacity is not below nothing")
    for where, more in checking.each(e.AddCapacity):
        asset = scenario.assets.get(more.capacity)
        if asset and asset.capacity and asset.capacity.unit != more.by.unit:
            what = f"the capacity of `{more.capacity}` is in {asset.capacity.unit}, not in {more.by.unit}"
            checking.error((*where, "by"), what)


def _shares(checking: Checking) -> None:
    taken: dict[str, float] = {}
    for path, need in checking.each(ServiceNeed):
        if need.share is not None and path[0] == "services":
            before = taken.get(need.service, 0.0)
            taken[need.service] = before + need.share
            if before <= 1 < round(taken[need.service], 9):
                what = f"with this one, the shares of `{need.service}` come to {taken[need.service]:.0%}"
                checking.error((*path, "share"), what, "together they are at most 100%")
        elif need.share is not None:
            what = "only a service takes a share; with it, an asset never feels that the service is short"
            checking.error((*path, "share"), what, "leave it out", key=True)


def _ambiguous(checking: Checking) -> None:
    scenario = checking.scenario
    for path, need in checking.each(AnyNeed):
        for number, name in enumerate(need.any):
            if name in scenario.assets and name in scenario.services:
                what = f"`{name}` is an asset and a service; the asset is meant here"
                checking.warn((*path, "any", number), what, "give one of them another id")
    for name in scenario.resources:
        if owners := [owner for owner, agency in scenario.agencies.items() if name in agency.staff]:
            what = f"`{name}` is also staff of `{owners[0]}`; what uses `{name}` takes this resource"
            checking.warn(("resources", name), what, "give one of them another id", key=True)


# --- indicators


def _motion(checking: Checking, path: Path, part: Indicator) -> None:
    if part.derived and not part.each:
        checking.error((*path, "derived"), "awareness is each agency's own", "add `each: true`")
    if part.settles and not part.range.low <= part.settles.toward <= part.range.high:
        checking.error((*path, "settles", "toward"), "it settles toward a value outside its range")
    if part.spreads:
        if part.spreads.seed >= part.spreads.ceiling:
            checking.error((*path, "spreads", "ceiling"), "it starts at its ceiling, so it never grows")
        if part.spreads.rate <= 0:
            checking.error((*path, "spreads", "rate"), "what spreads has a rate above zero")


def _level(checking: Checking, path: Path, part: c.IndicatorIs) -> None:
    indicator = checking.scenario.indicators.get(part.indicator)
    if indicator is None:
        return
    low, high = indicator.range
    span = f"`{part.indicator}` lies between {low:g} and {high:g}"
    if part.above is not None and part.above > high:
        checking.error((*path, "above"), f"{span}, so this never holds")
    elif part.above is not None and part.above <= low:
        checking.warn((*path, "above"), f"{span}, so this always holds")
    elif part.below is not None and part.below <= low:
        checking.error((*path, "below"), f"{span}, so this never holds")
    elif part.below is not None and part.below > high:
        checking.warn((*path, "below"), f"{span}, so this always holds")
