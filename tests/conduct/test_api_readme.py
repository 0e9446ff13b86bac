"""The requests the README shows work as they stand, over a real connection, encrypted as it says."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import ssl
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from exercise.conduct.tls import FILE_NAME
from exercise.domain import commands as cmd
from tests.conduct.test_joint import HERE, served

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def shown() -> list[list[str]]:
    """The words of every `curl` of the README."""
    block = next(each for each in re.findall(r"```sh\n(.*?)```", README, re.S) if "/api/v1/" in each)
    lines = block.replace("\\\n", " ").splitlines()
    assert lines[0].startswith("SERVER=")
    return [shlex.split(line) for line in lines[1:]]


def typed(words: list[str], server: str, code: str) -> urllib.request.Request:
    """What curl would send."""
    words = [word.replace("$SERVER", server).replace("$CODE", code) for word in words]
    assert words[:2] == ["curl", "-s"]
    url, *options = words[2:]
    pairs = list(zip(options[::2], options[1::2], strict=True))
    headers = dict(text.split(": ", 1) for option, text in pairs if option == "-H")
    body = next((text for option, text in pairs if option == "-d"), None)
    assert {option for option, _ in pairs} <= {"-H", "-d"}
    return urllib.request.Request(url, body.encode() if body else None, headers)


async def test_the_requests_of_the_readme_work_as_they_stand(tmp_path: Path) -> None:
    async with served(tmp_path, tls=True) as server:
        lead = await server.link("lead")
        await lead.ask(cmd.Start(), seat="excon")
        # The file's first part is the key; what the README cuts out of it is the certificate.
        pem = (tmp_path / FILE_NAME).read_text("ascii")
        trusted = ssl.create_default_context(cadata=pem[pem.index("-----BEGIN CERTIFICATE") :])

        def fetched(request: urllib.request.Request) -> Any:
            with urllib.request.urlopen(request, context=trusted) as answer:
                return json.load(answer)

        requests = [
            typed(words, f"https://{HERE}:{server.port}", server.codes["evaluator"]) for words in shown()
        ]
        picture, records, done = [await asyncio.to_thread(fetched, request) for request in requests]
        assert picture["status"]["phase"] == "running"
        assert [record["seq"] for record in records["records"]] == list(range(records["held"]))
        assert (done["id"], done["held"]) == ("note-1", done["after"] + 2)
        assert lead.connected
        await lead.leave()


async def test_nobody_can_say_that_he_comes_from_elsewhere_and_try_codes_for_ever(tmp_path: Path) -> None:
    async with served(tmp_path) as server:

        def tried(count: int) -> int:
            # A server that believes this header, as many do from their own machine, counts each as another.
            headers = {"Authorization": "Bearer AAAA-AAAA", "X-Forwarded-For": f"192.0.2.{count}"}
            try:
                urllib.request.urlopen(
                    urllib.request.Request(f"http://{HERE}:{server.port}/api/v1/seat", headers=headers)
                )
            except urllib.error.HTTPError as refused:
                refused.close()
                return refused.code
            return 200

        assert [await asyncio.to_thread(tried, count) for count in range(6)] == [401] * 5 + [429]
