"""A model's errors as complaints: every one at once, each pointing at the text that is to blame."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from exercise.scenario.complaints import Complaint, did_you_mean, nearest, shown
from exercise.scenario.fieldnames import names_at
from exercise.scenario.misfits import Misfit, misfits
from exercise.scenario.source import Source
from exercise.scenario.wording import words_for

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], source: Source) -> tuple[M | None, list[Complaint]]:
    """The model's instance, or None if anything is wrong; and every complaint, the reading's included."""
    complaints = list(source.complaints)
    instance: M | None = None
    if source.whole:
        try:
            instance = model.model_validate(source.data)
        except ValidationError as refused:
            complaints += _new_complaints(model, source, refused)
    if any(complaint.severity == "error" for complaint in complaints):
        instance = None
    return instance, sorted(complaints)


def _new_complaints(model: type[BaseModel], source: Source, refused: ValidationError) -> list[Complaint]:
    """What the reading has not complained of already: what it says of a place comes nearer to the cause."""
    said = {_place(one) for one in source.complaints}
    complaints: dict[tuple[Any, ...], Complaint] = {}
    for misfit in misfits(refused, source.data):
        if misfit.kind == "missing" and misfit.path[0] in source.unread and len(misfit.path) == 1:
            continue
        complaint = _complaint(misfit, model, source)
        if _place(complaint) not in said:
            complaints.setdefault((*_place(complaint), complaint.what), complaint)
    return list(complaints.values())


def _place(complaint: Complaint) -> tuple[Any, ...]:
    return complaint.file, complaint.line, complaint.column, complaint.where


def _complaint(misfit: Misfit, model: type[BaseModel], source: Source) -> Complaint:
    if misfit.kind == "extra_forbidden":
        return _unknown_field(misfit, model, source)
    what, suggestion = words_for(misfit)
    odd = _odd_key(misfit)
    if odd is not None:
        key, meant = odd
        hint = f"did you mean `{meant}` rather than {shown(key)}?"
        return source.complain((*misfit.path, key), what, suggestion=hint, key=True)
    return source.complain(misfit.path, what, suggestion=suggestion, key=misfit.of_key)


def _unknown_field(misfit: Misfit, model: type[BaseModel], source: Source) -> Complaint:
    *parent, name = misfit.path
    known = names_at(model, source.data, parent)
    suggestion = did_you_mean(str(name), known)
    if suggestion is None and known:
        suggestion = f"known here: {', '.join(known)}"
    return source.complain(misfit.path, f"unknown field {shown(name)}", suggestion=suggestion, key=True)


def _odd_key(misfit: Misfit) -> tuple[str, str] | None:
    """For "needs exactly one of: metric, flag" and a mapping with `metrc`: that key, and what was meant."""
    _, _, names = misfit.message.partition("one of: ")
    known = [name.strip(" `'") for name in names.split(",") if name.strip()]
    if not known or not isinstance(misfit.value, dict) or misfit.kind == "missing":
        return None
    for key in misfit.value:
        if key not in known and (near := nearest(key, known)):
            return key, near
    return None
