"""Duties to report and joint decisions: is anybody bound by them, and can they be discharged or carried?"""

from __future__ import annotations

from exercise.scenario.assess import Consent, Obligation
from exercise.scenario.checking import Checking, Path, repeated


def check_duties(checking: Checking) -> None:
    """Complain of clocks that start for nobody, and of votes that cannot be won."""
    for name, obligation in checking.scenario.obligations.items():
        _obligation(checking, name, obligation)
    for name, consent in checking.scenario.consents.items():
        _consent(checking, ("consents", name), consent)


def _obligation(checking: Checking, name: str, part: Obligation) -> None:
    path: Path = ("obligations", name)
    bound = [*part.who, *(who for who, agency in checking.scenario.agencies.items() if name in agency.clocks)]
    if not bound:
        hint = f"name them with `who:`, or write `clocks: [{name}]` at an agency"
        checking.warn(path, "no agency is under this obligation", hint, key=True)
    elif set(bound) == set(part.to):
        checking.warn((*path, "to"), "the only agency under this obligation reports to itself")
    for again in repeated([field.id for field in part.form]):
        last = max(number for number, field in enumerate(part.form) if field.id == again)
        checking.error(
            (*path, "form", last, "id"), f"the field `{again}` is written twice", "give it another id"
        )


def _consent(checking: Checking, path: Path, part: Consent) -> None:
    for again in repeated(part.who):
        checking.error((*path, "who"), f"`{again}` is named twice; everybody has one voice")
    voices = len(set(part.who))
    if voices < 2:
        checking.error((*path, "who"), "a joint decision is made by two agencies at least")
    if part.rule == "any":
        if part.any is None:
            what = "without a number, one voice is enough"
            checking.warn((*path, "rule"), what, "add, for example, `any: 2`")
        elif not 1 <= part.any <= voices:
            what = f"{part.any} of {voices} can never be counted"
            checking.error((*path, "any"), what, f"write a number from 1 to {voices}")
    elif part.any is not None:
        checking.warn(
            (*path, "any"), f"under the rule `{part.rule}` this number is ignored", "leave it out", key=True
        )
