"""The API keeps what its document promises, whatever is sent: Schemathesis tries, the same way every time."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from pathlib import Path

import pytest

from exercise.domain import commands as cmd
from tests.conduct.test_joint import HERE, served

ST = "from schemathesis.cli import schemathesis; schemathesis()"
ARGUMENTS = ("--checks", "all", "--mode", "all", "--generation-deterministic", "--no-color")


@pytest.mark.parametrize(
    ("who", "phases", "examples"),
    [("coast", "coverage", 1), ("lead", "fuzzing,stateful", 8)],
    ids=["every-rule-of-the-document", "at-random-and-in-sequences"],
)
async def test_the_api_is_as_its_document_says(tmp_path: Path, who: str, phases: str, examples: int) -> None:
    # Wrong codes and many questions are what it tries; each finds the minute over.
    minutes = itertools.count(step=61)
    async with served(tmp_path, clock=lambda: float(next(minutes))) as server:
        lead = await server.link("lead")
        await lead.ask(cmd.Start(), seat="excon")
        st = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", ST, "run", f"http://{HERE}:{server.port}/openapi.json"),
            *("-H", f"Authorization: Bearer {server.codes[who]}", *ARGUMENTS),
            *("--phases", phases, "--max-examples", str(examples)),
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": "", "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said = (await st.communicate())[0].decode()
        await lead.leave()
    assert st.returncode == 0, said
