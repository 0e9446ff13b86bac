"""Zip files that say nothing of when and where they were made."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_BEGINNING = (1980, 1, 1, 0, 0, 0)


def settled(archive: bytes) -> bytes:
    """The same files in the same order, with the one date a zip can always hold."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = ZipInfo(entry.filename, _BEGINNING)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return made.getvalue()
