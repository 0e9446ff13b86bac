"""The version of this program, as `--version` prints it and every log header records it."""

from __future__ import annotations

# A constant rather than the installed metadata: a log must not depend on how the program was installed.
VERSION = "0.1.0"
