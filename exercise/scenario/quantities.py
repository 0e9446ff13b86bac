"""Times, durations, shares, rates and spreads as authors write them, and as the engine counts them.

Times and durations become whole seconds, shares become 0..1, rates become units per hour. A bare number
where a unit is needed is refused: nobody can tell whether `30` means seconds or minutes.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)

from exercise.language import t

MINUTE, HOUR, DAY = 60, 3600, 86400
_UNITS = {"s": 1, "min": MINUTE, "h": HOUR, "d": DAY}
_TIME = re.compile(r"T\+(?:(\d+)d)?(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(s|min|h|d)")
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?(?:s|min|h|d)\s*)+")
_SHARE = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*%")
_RATE = re.compile(r"([+-]?\d+(?:\.\d+)?)\s+per\s+(h|d|min)")
_ARRIVALS = re.compile(r"(\d+(?:\.\d+)?)\s+per\s+(\d+)?\s*(min|h|d)")
_QUANTITY = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([A-Za-z€][A-Za-z0-9€/ .-]*)")
_COUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([kM])?")
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)")


def parse_time(value: object) -> int:
    """`T+05:30` or `T+2d04:00` as seconds since STARTEX. Raises `ValueError` on anything else."""
    if isinstance(value, str) and (found := _TIME.fullmatch(value.strip())):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return days * DAY + hours * HOUR + minutes * MINUTE + seconds
    raise ValueError("write a time as T+hours:minutes, for example T+05:30 or T+2d04:00")


def parse_duration(value: object) -> int:
    """`45min`, `4h`, `1h30min` or `3d` as seconds. Raises `ValueError` on anything else."""
    if isinstance(value, str) and _DURATION.fullmatch(value.strip()):
        return round(sum(float(number) * _UNITS[unit] for number, unit in _DURATION_PART.findall(value)))
    raise ValueError("write a duration with its unit, for example 45min, 4h, 1h30min or 3d")


def parse_share(value: object) -> float:
    """`40%` as 0.4. Raises `ValueError` on anything else."""
    if isinstance(value, str) and (found := _SHARE.fullmatch(value.strip())):
        return float(found[1]) / 100
    raise ValueError("write a share with its sign, for example 40%")


def parse_rate(value: object) -> float:
    """`-1.5 per h` as units per hour. Raises `ValueError` on anything else."""
    if isinstance(value, str) and (found := _RATE.fullmatch(value.strip())):
        return float(found[1]) * HOUR / _UNITS[found[2]]
    raise ValueError("write a rate with its time, for example -1.5 per h or +3 per d")


def parse_arrivals(value: object) -> float:
    """`4 per 8h` as a mean number per hour. Raises `ValueError` on anything else."""
    if isinstance(value, str) and (found := _ARRIVALS.fullmatch(value.strip())):
        return float(found[1]) * HOUR / (int(found[2] or 1) * _UNITS[found[3]])
    raise ValueError("write arrivals as a mean number per time, for example 4 per 8h")


class Quantity(NamedTuple):
    """An amount with its unit, such as 600 Gb/s. Amounts that meet must share a unit; the checks see to it."""

    amount: float
    unit: str

    def __str__(self) -> str:
        return f"{self.amount:g} {self.unit}"


def parse_quantity(value: object) -> Quantity:
    """`600 Gb/s` as an amount and a unit. Raises `ValueError` on anything else."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, str) and (found := _QUANTITY.fullmatch(value.strip())):
        return Quantity(float(found[1]), found[2].strip())
    raise ValueError("write an amount with its unit, for example 600 Gb/s")


def parse_count(value: object) -> int:
    """`1.75M`, `31k` or `1200` as a whole number. Raises `ValueError` on anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and (found := _COUNT.fullmatch(value.strip())):
        return round(float(found[1]) * {None: 1, "k": 1_000, "M": 1_000_000}[found[2]])
    raise ValueError("write a number such as 1200, 31k or 1.75M")


class Span(NamedTuple):
    """The lowest and highest value an indicator can take."""

    low: float
    high: float


def parse_range(value: object) -> Span:
    """`0..100` as its two ends. Raises `ValueError` on anything else."""
    if isinstance(value, Span):
        return value
    if isinstance(value, str) and (found := _RANGE.fullmatch(value.strip())):
        span = Span(float(found[1]), float(found[2]))
        if span.low < span.high:
            return span
    raise ValueError("write a range as lowest..highest, for example 0..100")


def _string(examples: list[str], pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": examples})


def _within_one(value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError("a share lies between 0% and 100%")
    return value


Time = Annotated[
    int,
    BeforeValidator(parse_time),
    _string(["T+05:30", "T+2d04:00"], r"^T\+(\d+d)?\d{1,3}:[0-5]\d(:[0-5]\d)?$"),
]
"""Seconds since STARTEX, written `T+05:30`."""

Duration = Annotated[
    int,
    BeforeValidator(parse_duration),
    _string(["45min", "4h", "3d"], r"^(\d+(\.\d+)?(s|min|h|d)\s*)+$"),
]
"""Seconds, written `45min`, `4h`, `3d`."""

Share = Annotated[
    float,
    BeforeValidator(parse_share),
    AfterValidator(_within_one),
    _string(["40%"], r"^\d+(\.\d+)?\s*%$"),
]
"""0..1, written `40%`."""

Change = Annotated[float, BeforeValidator(parse_share), _string(["+20%", "-30%"], r"^[+-]?\d+(\.\d+)?\s*%$")]
"""A relative change: +0.2 for `+20%`."""

PerHour = Annotated[
    float, BeforeValidator(parse_rate), _string(["-1.5 per h"], r"^[+-]?\d+(\.\d+)?\s+per\s+(h|d|min)$")
]
"""Units per hour, written `-1.5 per h`."""

Arrivals = Annotated[
    float, BeforeValidator(parse_arrivals), _string(["4 per 8h"], r"^\d+(\.\d+)?\s+per\s+\d*\s*(min|h|d)$")
]
"""Mean arrivals per hour, written `4 per 8h`."""

Amount = Annotated[
    Quantity, BeforeValidator(parse_quantity), _string(["600 Gb/s"], r"^[+-]?\d+(\.\d+)?\s*[A-Za-z€].*$")
]
"""An amount with its unit, written `600 Gb/s`."""

Count = Annotated[
    int,
    BeforeValidator(parse_count),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": r"^\d+(\.\d+)?\s*[kM]?$"},
            ]
        }
    ),
]
"""A whole number, written `1200`, `31k` or `1.75M`."""

Range = Annotated[
    Span, BeforeValidator(parse_range), _string(["0..100"], r"^-?\d+(\.\d+)?\.\.-?\d+(\.\d+)?$")
]
"""Two ends, written `0..100`."""


class _Spread(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class Fixed(NamedTuple):
    """Always this long. Seconds."""

    seconds: int


class Triangle(_Spread):
    """Between `min` and `max`, most often near `mode`. Seconds."""

    min: Duration
    mode: Duration
    max: Duration

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.min <= self.mode <= self.max:
            raise ValueError("a spread needs min <= mode <= max")
        return self


class Lognormal(_Spread):
    """Half of the cases are shorter than `median`, nineteen in twenty shorter than `p95`. Seconds."""

    median: Duration
    p95: Duration

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 < self.median <= self.p95:
            raise ValueError("a spread needs 0 < median <= p95")
        return self


def _fixed(value: object) -> Fixed:
    return value if isinstance(value, Fixed) else Fixed(parse_duration(value))


def _spread_kind(value: object) -> Literal["fixed", "triangle", "lognormal"]:
    if isinstance(value, Lognormal) or (isinstance(value, dict) and ("median" in value or "p95" in value)):
        return "lognormal"
    if isinstance(value, Triangle | dict):
        return "triangle"
    return "fixed"


Spread = Annotated[
    Annotated[
        Fixed,
        BeforeValidator(_fixed),
        _string(["4h"], r"^(\d+(\.\d+)?(s|min|h|d)\s*)+$"),
        Tag("fixed"),
    ]
    | Annotated[Triangle, Tag("triangle")]
    | Annotated[Lognormal, Tag("lognormal")],
    Discriminator(_spread_kind),
]
"""How long something takes: `4h`, `{min: 2h, mode: 8h, max: 72h}` or `{median: 11d, p95: 20d}`."""

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
"""An id: lower-case letters, digits and hyphens, starting with a letter."""


def clock(tick: int) -> str:
    """Exercise time for people: `T+05:30`, from the second day on `T+2d04:00`."""
    days, rest = divmod(tick, DAY)
    text = f"{rest // HOUR:02}:{rest % HOUR // MINUTE:02}"
    if rest % MINUTE:
        text += f":{rest % MINUTE:02}"
    return f"T+{days}d{text}" if days else f"T+{text}"


def lasting(seconds: float) -> str:
    """A duration for people: `45min`, `4h`, `1d02h`."""
    seconds = round(seconds)
    if seconds < HOUR:
        whole = seconds >= MINUTE or seconds == 0
        return t("{minutes}min", minutes=seconds // MINUTE) if whole else t("{seconds}s", seconds=seconds)
    if seconds < DAY:
        hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
        if not minutes:
            return t("{hours}h", hours=hours)
        return t("{hours}h{minutes}", hours=hours, minutes=f"{minutes:02}")
    days, hours = seconds // DAY, seconds % DAY // HOUR
    return t("{days}d{hours}h", days=days, hours=f"{hours:02}") if hours else t("{days}d", days=days)
