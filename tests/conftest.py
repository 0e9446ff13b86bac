"""What every test stands on. Scenes and fakes live beside the tests that use them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from exercise.language import NOBODY, speak

# No deadline: how long an example takes says more about the machine than about the code.
settings.register_profile("house", deadline=None, max_examples=60)
# The same examples every time, so that a change is to blame for what fails.
settings.register_profile("ci", parent=settings.get_profile("house"), derandomize=True)
# For a night: `HYPOTHESIS_PROFILE=night pytest tests/engine`.
settings.register_profile("night", parent=settings.get_profile("house"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "house"))


@pytest.fixture(autouse=True)
def _no_desk_speaks() -> Iterator[None]:
    """What the desk of one test spoke is not spoken in the next."""
    yield
    speak(NOBODY)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have to say beyond pass and fail: properties recorded under the name `told`."""
    reports = [report for group in terminalreporter.stats.values() for report in group]
    told = [
        str(value)
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "told" and report.when == "call"
    ]
    if told:
        terminalreporter.section("told")
        for line in sorted(told):
            terminalreporter.write_line(line)
