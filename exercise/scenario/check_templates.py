"""Templates: is every gap asked for and used, does each expected action have a deadline, can it be done?"""

from __future__ import annotations

import re

from exercise.scenario.check_msel import can_be_done
from exercise.scenario.checking import Checking, Path
from exercise.scenario.complaints import shown
from exercise.scenario.improvised import GAP, Template, gaps_in

_ID = re.compile(r"[a-z][a-z0-9-]*")


def check_templates(checking: Checking) -> None:
    """Complain of gaps that nobody could fill, and of expected actions that do not work out."""
    for name, template in checking.scenario.templates.items():
        path: Path = ("templates", name)
        _gaps(checking, path, template)
        for number, expected in enumerate(template.expect):
            where = (*path, "expect", number)
            if expected.by is not None:
                what = "a template has no time of its own, so nothing is due at one"
                checking.error((*where, "by"), what, "write `within:`, counted from when it is sent")
            if expected.who or template.to:
                can_be_done(checking, where, template.to, expected)


def _gaps(checking: Checking, path: Path, template: Template) -> None:
    texts = {"from": template.from_, "subject": template.subject, "text": template.text}
    for key, text in texts.items():
        for language, words in text.items():
            for gap in dict.fromkeys(GAP.findall(words)):
                where = (*path, key, language)
                if not _ID.fullmatch(gap):
                    what = f"{shown('{' + gap + '}')} cannot be a gap"
                    checking.error(where, what, "write gaps as ids, such as `{place}`")
                elif gap not in template.gaps:
                    what = f"nothing says what belongs into the gap `{{{gap}}}`"
                    near = checking.nearest(gap, template.gaps) if template.gaps else None
                    checking.error(where, what, near or f"add `gaps: {{{gap}: …}}` with what to ask for")
    used = gaps_in(texts.values())
    for gap in template.gaps:
        if gap not in used:
            what = f"no text of this template has the gap `{{{gap}}}`"
            checking.warn((*path, "gaps", gap), what, "use it, or leave it out", key=True)
