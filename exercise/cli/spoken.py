"""`--lang` of the commands that open a desk."""

from __future__ import annotations

import argparse


def lang_argument(parser: argparse.ArgumentParser) -> None:
    """In which language a desk speaks, when it is not what its seat reads."""
    from exercise.language.tags import LANGUAGES

    listed = ", ".join(LANGUAGES)
    parser.add_argument(
        "--lang", default="", choices=tuple(LANGUAGES), metavar="LL", help=f"language of the desk: {listed}"
    )
