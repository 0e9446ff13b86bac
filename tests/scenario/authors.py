"""A small scenario model, and a folder to write its files into: the scene of the tests beside it."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from exercise.scenario.complaints import Complaint
from exercise.scenario.explain import validate
from exercise.scenario.source import Source, read_tree


class Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


def _time(value: object) -> str:
    if isinstance(value, str) and value.startswith("T+"):
        return value
    raise ValueError("write a time as T+hours:minutes, for example T+05:30")


class Metric(Closed):
    metric: str
    below: float | None = None


class Flag(Closed):
    flag: Slug
    is_: bool = Field(default=True, alias="is")


class All(Closed):
    all: list[Condition]


class Not(Closed):
    not_: Condition = Field(alias="not")


def _kind(value: Any) -> str | None:
    return next((key for key in ("metric", "flag", "all", "not") if key in value), None)


Condition = Annotated[
    Annotated[Metric, Tag("metric")]
    | Annotated[Flag, Tag("flag")]
    | Annotated[All, Tag("all")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message="a condition needs exactly one of: metric, flag, all, not",
    ),
]


class Triangle(Closed):
    min: str
    mode: str
    max: str


class Percentiles(Closed):
    median: str
    p95: str


class Inject(Closed):
    at: Annotated[str, BeforeValidator(_time)] | None = None
    when: Condition | None = None
    to: list[Slug] = Field(default=["all"], min_length=1)
    severity: Literal["low", "medium", "high"] = "low"
    text: str | dict[str, str] = ""
    takes: str | Triangle | Percentiles | None = None

    @model_validator(mode="after")
    def _one_trigger(self) -> Inject:
        if self.at and self.when:
            raise ValueError("say either `at` or `when`")
        return self


class Agency(Closed):
    name: str


class Play(Closed):
    title: str = "untitled"
    pace: int = Field(default=1, gt=0)
    uses: list[str] = []
    agencies: dict[Slug, Agency] = {}
    injects: dict[Slug, Inject]


class Desk:
    """A folder to write scenario files into, and what the reader says of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str | bytes) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())

    def read(self, *, libraries: tuple[Path, ...] = ()) -> Source:
        return read_tree(self.folder / "play", libraries=libraries)

    def complaints(self, text: str | bytes | None = None) -> list[Complaint]:
        if text is not None:
            self.write("play/scenario.yaml", text)
        return validate(Play, self.read())[1]

    def said(self, text: str | bytes | None = None) -> str:
        """Every complaint in full, with file names as an author in this folder would see them."""
        shown = "\n".join(complaint.render() for complaint in self.complaints(text))
        return shown.replace(f"{self.folder}/", "")


def golden(text: str) -> str:
    return textwrap.dedent(text).strip("\n")
