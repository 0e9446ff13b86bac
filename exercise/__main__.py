"""`python -m exercise` is `exercise`."""

from __future__ import annotations

import sys

from exercise.cli import main

if __name__ == "__main__":
    sys.exit(main())
