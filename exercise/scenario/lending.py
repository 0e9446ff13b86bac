"""What `lent_by` stands for: for each lender an action that lends a resource, and takes it back when stood down.

Lending is an action like any other, so that it can be ordered, expected, conditioned on, stood down and explained
with no rule of its own. It is written into the data, where a log's header keeps it.
"""

from __future__ import annotations

from typing import Any

from exercise.scenario.part import ANY_LANGUAGE

_LEND = {
    "en": "Lend",
    "fr": "Prêter",
    "sq": "Jep hua",
    "sr-Latn": "Pozajmi",
    "sr-Cyrl": "Позајми",
    "bs": "Pozajmi",
    "cnr": "Pozajmi",
    "mk": "Позајми",
}


def lending_name(lender: str, resource: str) -> str:
    """The id of the action by which an agency lends a resource."""
    return f"{lender}-lends-{resource}"


def add_lending(data: dict[str, Any]) -> None:
    """Write the lending actions into a scenario's plain data; an action that is there already stands."""
    resources, agencies = data.get("resources"), data.get("agencies")
    activities = data.setdefault("activities", {})
    if not (isinstance(resources, dict) and isinstance(agencies, dict) and isinstance(activities, dict)):
        return
    for resource, part in resources.items():
        lenders = part.get("lent_by") if isinstance(part, dict) else None
        for lender, terms in lenders.items() if isinstance(lenders, dict) else ():
            if lender in agencies and isinstance(terms, dict):
                # Whoever lends without saying for how long lends for the whole exercise.
                lent = {"for": data.get("duration"), "amount": 1, "takes": "0s", **terms}
                activities.setdefault(lending_name(lender, resource), _action(resource, part, lender, lent))


def _action(resource: str, part: dict[str, Any], lender: str, terms: dict[str, Any]) -> dict[str, Any]:
    name = part.get("name", resource)
    return {
        "name": _names(name if isinstance(name, dict) else {ANY_LANGUAGE: name}),
        "kind": "coordination",
        "who": lender,
        "stages": [
            {"id": "on-its-way", "takes": terms["takes"]},
            {
                "id": "on-loan",
                "takes": terms["for"],
                "meanwhile": [{"resource": resource, "by": terms["amount"]}],
            },
        ],
        "source": part.get("source", ""),
    }


def _names(name: dict[str, Any]) -> dict[str, str]:
    return {language: f"{_LEND.get(language, _LEND['en'])}: {words}" for language, words in name.items()}
