"""Scenes of complaints: files laid over a small base, and what is said of them, in text files one can read.

A scene file holds scenes. `=== title` begins one; `--- injects.yaml` begins a file of it; `--- said` is what
an author reads. A scene without its own scenario.yaml has the head below.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

COMPLAINTS = Path(__file__).parent / "complaints"
HEAD = """\
format: 1
title: Scene
summary: A scene.
startex: 2028-01-01T08:00:00Z
duration: 8h
uses: [library/base]
"""


class Scene(NamedTuple):
    """One scene: what is written, and what is said of it."""

    subject: str
    title: str
    files: dict[str, str]
    said: str

    def lay(self, folder: Path) -> Path:
        """Write the scene into `folder` and return the path of its scenario."""
        play, library = folder / "play", folder / "library"
        play.mkdir()
        library.mkdir()
        (library / "base.yaml").write_text((COMPLAINTS / "base.yaml").read_text("utf-8"), "utf-8")
        for name, text in {"scenario.yaml": HEAD, **self.files}.items():
            (play / name).parent.mkdir(exist_ok=True)
            (play / name).write_text(text, "utf-8")
        return play


def scenes() -> list[Scene]:
    """Every scene of every scene file."""
    return [scene for file in sorted(COMPLAINTS.glob("*.txt")) for scene in _scenes(file)]


def _scenes(file: Path) -> list[Scene]:
    found = []
    for block in re.split(r"^=== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        parts = re.split(r"^--- (\S+)\n", rest, flags=re.MULTILINE)
        files = dict(zip(parts[1::2], parts[2::2], strict=True))
        said = files.pop("said", "").strip("\n")
        found.append(
            Scene(file.stem, title.strip(), {n: t.rstrip("\n") + "\n" for n, t in files.items()}, said)
        )
    return found
