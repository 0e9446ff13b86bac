"""What the scenario names is called as its reader reads it, also in what somebody said who knows no reader."""

from __future__ import annotations

from exercise.review.names import Names, in_readers_names
from exercise.scenario.model import Scenario
from tests.review.small import DATA

TRANSLATED = {
    **DATA,
    "languages": ["en", "sq"],
    "agencies": DATA["agencies"] | {"csirt": {"name": {"en": "Dinaria CSIRT", "sq": "CSIRT i Dinarisë"}}},
}


def test_a_refusal_names_agencies_as_the_desk_does() -> None:
    said = "TLP:AMBER nuk lejon t'i thuhet: Dinaria CSIRT, Dinaria CSIRTs"
    scenario = Scenario.model_validate(TRANSLATED)
    albanian = in_readers_names(Names(scenario, ("sq", "en")), said)
    assert albanian == "TLP:AMBER nuk lejon t'i thuhet: CSIRT i Dinarisë, Dinaria CSIRTs"
    assert in_readers_names(Names(scenario, ("en",)), said) == said
