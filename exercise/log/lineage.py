"""Proof that a fork shares its past with its parent.

The hash chain of a log covers its header, so the same past under another header has other hashes. A fork therefore
keeps two hashes of its parent: of the first line, and of the last line that both share. Sealing the fork's own past
onto the first must give the second; nobody needs the parent's file to see that the past is the parent's.
"""

from __future__ import annotations

from exercise.log.chain import GENESIS, opened, sealed
from exercise.log.store import LogFile


def bodies(log: LogFile, records: int) -> tuple[list[bytes], str, str]:
    """The first records of a log exactly as written; the hashes of its first line and of the last of them."""
    first, *lines = log.path.read_bytes().split(b"\n", records + 1)[: records + 1]
    _, begin = opened(first, GENESIS) or (b"", "")
    found, digest = [], begin
    for line in lines:
        body, digest = opened(line, digest) or (b"", "")
        found.append(body)
    return found, begin, digest


def shares_its_past(log: LogFile) -> bool:
    """Whether the first records of a fork are, byte for byte, those its header says it shares with its parent."""
    lineage = log.header.fork
    if lineage is None or len(log) < lineage.records:
        return False
    digest = lineage.begin
    for body in bodies(log, lineage.records)[0]:
        _, digest = sealed(body, digest)
    return digest == lineage.hash
