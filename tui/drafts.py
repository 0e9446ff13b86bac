"""What was typed and not sent, kept in a file, so that neither a crash nor a closed lid loses a word."""

from __future__ import annotations

import os
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path

import msgspec

from tui.screens.form import Values


class DraftBook(MutableMapping[str, Values]):
    """Drafts by dialog, written at every change.

    A file that cannot be written loses nothing that the desk still holds; one that cannot be read is put aside
    under another name.

    Args:
        path: where to keep them; None keeps them as long as the desk.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._kept: dict[str, Values] = {}
        if path is not None and path.exists():
            try:
                self._kept = msgspec.json.decode(path.read_bytes(), type=dict[str, Values])
            except (OSError, msgspec.DecodeError):
                with suppress(OSError):
                    path.replace(path.with_suffix(".unreadable"))

    def __getitem__(self, key: str) -> Values:
        return self._kept[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __setitem__(self, key: str, values: Values) -> None:
        self._kept[key] = values
        self._write()

    def __delitem__(self, key: str) -> None:
        del self._kept[key]
        self._write()

    def _write(self) -> None:
        if self._path is None:
            return
        with suppress(OSError):
            if not self._kept:
                self._path.unlink(missing_ok=True)
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(".new")
            # Nobody else on this machine should read what a participant is about to say.
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(msgspec.json.encode(self._kept))
            beside.replace(self._path)
