"""The web seat in the languages of those who sit at it."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest
from starlette.requests import Request
from syrupy.assertion import SnapshotAssertion

from exercise.conduct import wire
from exercise.conduct.cards import cards
from exercise.conduct.invitations import Invitation
from exercise.conduct.roles import Seat
from exercise.conduct.web.files import environment
from exercise.conduct.web.page import Page
from exercise.conduct.web.routes import routes
from exercise.domain import commands as cmd
from exercise.language import LANGUAGES, catalogue, present, speaking, t
from exercise.language.catalogue import is_draft
from exercise.log.header import Header
from exercise.scenario.load import scenario_from_data
from tests.conduct.joint import Line, room
from tests.conduct.planted import PLANTED
from tests.conduct.test_web_page import NASTY, SEATS, Desk, Tags, played

ALBANIAN = deepcopy(PLANTED)
ALBANIAN["agencies"]["coast"]["languages"] = ["de", "sq"]
HEADER = Header(format=1, program="test", exercise_id="planted-1", seed="1", data=ALBANIAN)


def spoken(language: str) -> Desk:
    desk = played(Desk())
    desk.page = Page("coast", desk.view, plays=True, language=language)
    return desk


@pytest.mark.parametrize("language", ["sq", "mk"])
def test_a_page_reads_like_this(language: str, snapshot: SnapshotAssertion) -> None:
    message = spoken(language).now()
    text = "\n".join(
        f"== {section}\n" + "\n".join(re.sub(r"<[^>]*>", "", message.parts[key]) for key in keys)
        for section, keys in message.order.items()
    )
    assert re.sub(r"\s*\n\s*", "\n", text) == snapshot


def test_pages_in_several_languages_are_drawn_side_by_side() -> None:
    desks = {language: spoken(language) for language in LANGUAGES}
    for _ in range(2):
        for language, desk in desks.items():
            desk.scene.engine.submit("coast", cmd.Reply("call", "Po."))
            text = "".join(desk.now().parts.values())
            with speaking(language):
                assert t("Send the answer") in text
            assert ("Send the answer" in text) == (language == "en")
    assert present() == "en"


def test_a_catalogue_cannot_bring_markup_to_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue.GNUTranslations, "gettext", lambda self, message: NASTY + message)
    clean, dirty = Tags(), Tags()
    clean.feed("".join(played(Desk()).now().parts.values()))
    dirty.feed("".join(spoken("sq").now().parts.values()))
    assert dirty.open == []
    assert dirty.found <= clean.found
    assert set(dirty.attributes) <= set(clean.attributes)
    with speaking("sq"):
        made = environment().from_string('{{ m("a {x}", x="<b>\\u202e") }}').render()
    assert "<" not in made
    assert "\u202e" not in made


async def test_an_agency_reads_its_own_language_and_a_person_chooses_another(tmp_path: Path) -> None:
    async with room(tmp_path, HEADER, seats=SEATS) as made:
        coast = made.line()
        welcome = await coast.hello(made.codes["coast"], how="page")
        assert welcome.language == "sq"
        first = await coast.hear(wire.Shown)
        assert "Ushtrimi ende nuk ka filluar." in first.parts["status"]
        assert await coast.ask(cmd.Order("sail")) == "nuk mund të veprohet; gjendja e ushtrimit: i pafilluar"
        coast.cut()
        await coast.task
        for wanted, language in (("mk", "mk"), ("xx", "sq")):
            back = made.line()
            back.say(
                wire.Hello(token=welcome.token, run=welcome.run, how="page", page=first.page, language=wanted)
            )
            assert (await back.hear(wire.Welcome)).language == language
            back.cut()
            await back.task


async def test_a_desk_and_an_english_page_hear_what_the_rules_say(tmp_path: Path) -> None:
    async with room(tmp_path, HEADER, seats=SEATS) as made:
        inland, coast = await made.seated("inland", how="page"), await made.seated("coast")
        for line in (inland, coast):
            assert isinstance(line, Line)
            assert await line.ask(cmd.Order("sail")) != ""
            assert not any('"knowingly"' in text for text in line.texts)
        assert '"language"' not in coast.texts[0]
        assert '"language":"en"' in inland.texts[0]


def test_what_is_missing_for_an_order_is_never_said_in_anothers_language_in_the_log(tmp_path: Path) -> None:
    """The words of a page are for its reader: what is recorded is the same whoever reads."""
    plain, read = played(Desk()), spoken("fr")
    read.now()
    assert [str(one) for one in read.scene.records] == [str(one) for one in plain.scene.records]


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "", "en"),
        ("", "mk;q=0.9, de", "mk"),
        ("lang=sr-Cyrl", "fr", "sr-Cyrl"),
        ("lang=%22%3E%3Cscript%3E", "fr", "fr"),
    ],
)
async def test_whoever_has_not_sat_down_reads_the_browsers_language(
    query: str, header: str, language: str
) -> None:
    headers = [(b"accept-language", header.encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": query.encode(), "headers": headers}
    body = (await routes("Planted <b>")[0].endpoint(Request(scope))).body.decode()
    front = Tags()
    front.feed(re.sub(r"<(meta|link|!doctype)[^>]*>", "", body))
    assert (front.open, front.attributes["lang"]) == ([], "cnr")
    assert f'<html lang="{language}">' in body
    assert f'<option value="{language}" lang="{language}" selected>' in body
    with speaking(language):
        assert t("This is an exercise. Nothing here is real.") in front.text
        words = json.loads(front.attributes["data-words"])
        assert words["messages"]["Connected."] == [t("Connected.")]
    assert len(words["forms"]) == 200
    assert "Planted &lt;b&gt;" in body
    with speaking(language):
        warning = t(
            "These words were translated by a machine, and nobody has reviewed them yet: "
            "where one seems odd, ask exercise control."
        )
    assert (warning in front.text) == is_draft(language) == (language != "en")


def test_a_card_is_in_the_language_of_its_agency() -> None:
    scenario = scenario_from_data(ALBANIAN)
    seats = [
        Seat("coast", "participant", "coast"),
        Seat("inland", "participant", "inland"),
        Seat("lead", "lead"),
    ]
    made = cards([(seat, Invitation("192.0.2.7", 1, "K7QF3M2P")) for seat in seats], scenario)
    assert re.findall(r'<article lang="(\w+)">', made) == ["sq", "en", "en"]
    assert "Kjo kartë është vendi juaj." in made
    assert made.count("This card is your seat.") == 2
