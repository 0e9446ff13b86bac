"""EXERCISE stands on everything that a person or a tool reads: one walk over all of it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from starlette.requests import Request

from exercise.cli import main
from exercise.cli.report_cmd import FORMATS
from exercise.conduct import api, cards, wire
from exercise.conduct.api_desk import ENDPOINTS
from exercise.conduct.invitations import Invitation
from exercise.conduct.roles import usual_seats
from exercise.conduct.web import routes
from exercise.domain import events as ev
from exercise.log.header import LOG_FORMAT, Header
from exercise.log.records import Happened
from exercise.log.store import FILE_NAME, LogWriter
from exercise.review.describe import describe
from tests.conduct.http import Caller
from tests.conduct.joint import room
from tests.conduct.planted import planted_header
from tests.review.played import PLAYED, played, scene
from tests.review.small import small_scenario
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle

MARKING = wire.MARKING
SMALLEST = (80, 24)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a finished run."""
    header = Header(format=LOG_FORMAT, program="0.1.0", exercise_id="harbour-1", seed="1", data=PLAYED)
    log = LogWriter(tmp_path / "run" / FILE_NAME, header)
    for record in played(scene()):
        log.append(record)
    log.close(finished=True)
    return tmp_path / "run"


# --- on the terminal

CONTROL_KEYS = (
    "1",
    "2",
    "3",
    "4",
    "5",
    "i",
    "o",
    "a",
    "m",
    "b",
    "c",
    "g",
    "j",
    "f1",
    "f8",
    "f9",
    "ctrl+q",
    "v",
)
SEAT_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "m", "e", "f", "p", "b", "f1", "f8", "ctrl+q")


@pytest.mark.parametrize(("seat", "keys"), [("excon", CONTROL_KEYS), ("csirt", SEAT_KEYS)])
async def test_every_page_and_dialog_of_a_desk(seat: str, keys: tuple[str, ...]) -> None:
    app = desk(ScriptedLink(), seat)
    async with app.run_test(size=SMALLEST) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            assert MARKING in screen_text(app), key
            while len(app.screen_stack) > 2:
                await pilot.press("escape")


# --- in files and pipes


def test_every_line_of_a_log(run: Path) -> None:
    lines = [json.loads(line) for line in (run / FILE_NAME).read_text("utf-8").splitlines()]
    assert len(lines) > 10
    assert [line for line in lines if line.get("exercise") is not True] == []


@pytest.mark.parametrize("words", [[], ["--as", "csirt"], ["--at", "T+01:00"]])
def test_a_picture_in_words_and_as_data(
    run: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(run), *words]) == 0
    assert capsys.readouterr().out.startswith(MARKING)
    assert main(["show", str(run), *words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exercise"] is True


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"pdf"}))
def test_every_document_of_a_report(run: Path, tmp_path: Path, format: str) -> None:
    assert main(["report", str(run), "--format", format, "--out", str(tmp_path / "out")]) == 0
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.suffix != ".yaml"]
    assert files
    for path in files:
        assert MARKING in words_of(path), path.name


@pytest.mark.parametrize("words", [[], ["--for", "port"], ["--tlp", "clear"], ["--no-names"]])
def test_every_page_of_a_pdf(run: Path, tmp_path: Path, words: list[str]) -> None:
    """Read back from the page itself: on top and at the foot, with how it is to be handled."""
    assert main(["report", str(run), *words, "--format", "pdf", "--out", str(tmp_path / "out")]) == 0
    [path] = (tmp_path / "out").glob("*.pdf")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
    assert len(pages) > 2
    label = "TLP:CLEAR" if "clear" in words else "TLP:AMBER"
    for number, page in enumerate(pages, start=1):
        assert page.count(MARKING) >= 2, (number, page[:200])
        assert page.count(label) >= 2, (number, page[:200])
        assert page.replace(" ", "").count(f"{number}/{len(pages)}") == 1


def words_of(path: Path) -> str:
    """The text of a document, of whatever its packed parts hold too."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


# --- over the wire


async def test_what_a_server_says_and_serves(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        line = made.line()
        assert (await line.hello(made.codes["coast"])).marking == MARKING
        caller, code = Caller(made.hub), made.codes["coast"]
        asked = [each.path for each in ENDPOINTS if each.method == "GET" and "{" not in each.path]
        for path in ("/health", *asked):
            said = (await caller.get(f"{api.BASE}{path}", code)).said
            assert said["exercise"] is True, path


async def test_the_page_of_the_web_seat() -> None:
    page = await routes.routes("HARBOUR")[0].endpoint(
        Request({"type": "http", "headers": [], "query_string": b""})
    )
    assert MARKING in page.body.decode()


def test_an_invitation_card() -> None:
    scenario = small_scenario()
    seat = usual_seats(scenario)[0]
    page = cards.cards([(seat, Invitation("127.0.0.1", 8765, "AAAABBBBCCCC", tls=False))], scenario)
    assert page.count(MARKING) == 3


def test_a_comms_check_and_a_message_in_the_feed() -> None:
    told = describe(Happened(1, 0, ev.CommsChecked(1), ("*",)), small_scenario(), "en")
    assert MARKING in told.text
