"""Which words are said: gaps, stand-ins, sentences known by their shape, and several readers side by side."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from exercise.conduct.web.refusals import SENT_AWAY
from exercise.domain.refusals import GAPS, REFUSALS
from exercise.language import chain, closest, in_words, n, present, reading, speaking, t
from exercise.language.dates import day_and_time
from exercise.language.tags import accepted, known


def test_without_a_reader_the_program_speaks_as_it_is_written() -> None:
    assert (present(), reading(), t("Inbox")) == ("en", (), "Inbox")
    with speaking("sq"):
        assert (present(), reading(), t("Inbox")) == ("sq", ("sq",), "Hyrëse")
        with speaking("xx"):
            assert (present(), t("Inbox")) == ("en", "Inbox")
        assert t("of no catalogue") == "of no catalogue"
    assert (t("Inbox"), t("")) == ("Inbox", "")


def test_a_gap_is_filled_once_and_looks_into_nothing() -> None:
    with speaking("mk"):
        assert (
            t("Your answer to {who}", who="{who.__class__} {0} <b>")
            == "Вашиот одговор до: {who.__class__} {0} <b>"
        )
        assert t("Your answer to {who}") == "Вашиот одговор до: {who}"
        assert n("{count} person", "{count} people", 21) == "21 човек"


def test_each_task_has_its_own_reader() -> None:
    said: list[str] = []

    async def reader(language: str) -> None:
        with speaking(language):
            for _ in range(3):
                await asyncio.sleep(0)
                said.append(f"{language} {t('Inbox')}")

    async def both() -> None:
        await asyncio.gather(reader("fr"), reader("sq"), reader("sr-Cyrl"))
        said.append(t("Inbox"))

    asyncio.run(both())
    assert said == [*["fr Réception", "sq Hyrëse", "sr-Cyrl Примљено"] * 3, "Inbox"]


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (("sq",), "sq"),
        (("sq-XK", "en"), "sq"),
        (("de", "mk"), "mk"),
        (("de",), "en"),
        ((), "en"),
        (("sr",), "sr-Cyrl"),
        (("sr-Latn-RS",), "sr-Latn"),
        (("sr-Latn-ME",), "cnr"),
        (("hr-HR",), "bs"),
        (("fr_BE",), "fr"),
    ],
)
def test_a_reader_gets_the_first_language_there_is(tags: tuple[str, ...], language: str) -> None:
    assert closest(tags) == language


def test_who_stands_in_for_whom() -> None:
    assert [chain(tag) for tag in ("en", "fr", "bs", "cnr", "sr-Cyrl")] == [
        (),
        ("fr",),
        ("bs", "sr-Latn"),
        ("cnr", "bs", "sr-Latn"),
        ("sr-Cyrl", "sr-Latn"),
    ]
    assert [known(tag) for tag in ("", "e", "../sq", "sq-XK")] == ["", "", "", "sq"]


def test_what_a_browser_accepts_is_read_in_its_order() -> None:
    assert accepted("de, sq;q=0.7, mk;q=0.9, xx;q=much, ") == ("de", "", "mk", "sq")
    assert closest(accepted("mk;q=0.9,sq")) == "sq"


def test_a_finished_sentence_is_known_by_its_shape() -> None:
    with speaking("sq"):
        said = in_words("cannot send messages while the exercise is not started", REFUSALS)
        assert said == "nuk mund të dërgohen mesazhe; gjendja e ushtrimit: i pafilluar"
        assert (
            in_words("only CSIRT may do this: by law", REFUSALS) == "këtë mund ta bëjnë vetëm CSIRT: by law"
        )
        assert in_words("choose one of: {who}", REFUSALS) == "zgjidhni një nga: {who}"
        assert in_words("nobody said this", REFUSALS) == "nobody said this"
        assert in_words("give " + "x" * 3_000, REFUSALS).startswith("give x")
        for message in (*REFUSALS, *GAPS, *SENT_AWAY):
            assert t(message) != message
    assert in_words("the vote is closed", REFUSALS) == "the vote is closed"


def test_a_day_is_written_as_its_readers_shorten_it() -> None:
    moment = datetime(2028, 3, 12, 21, 5, tzinfo=UTC)
    assert day_and_time(moment) == f"{moment:%a %d %b %H:%M}" == "Sun 12 Mar 21:05"
    with speaking("mk"):
        assert day_and_time(moment) == "нед 12 мар 21:05"
