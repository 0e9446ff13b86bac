"""How many connections this process may hold: every seat is an open file to the system."""

from __future__ import annotations

SPARE = 100
"""Open files that are not seats: the log, the listener, libraries loaded late."""


def open_files_allowed() -> int:
    """Raise the limit as far as the system lets us; returns what it is now, or a very large number without one."""
    try:
        import resource
    except ImportError:  # Windows counts handles otherwise, in millions
        return 2**31
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        except (OSError, ValueError):
            # macOS says "no limit" and means another number; what there is remains.
            return soft
    return 2**31 if hard == resource.RLIM_INFINITY else hard
