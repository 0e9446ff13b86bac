"""The report that people read: complete, cited, and unmoved by whatever anybody wrote into the exercise."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.engine.engine import Engine
from exercise.log.records import Record
from exercise.review.html import to_html
from exercise.review.markdown import plain, to_markdown
from exercise.review.report import BANNER, Provenance, Report, build_report
from tests.review.judged import HOUR, Moment, records, scenario_with
from tests.review.played import PLAYED, played, report_of, scene

GOLDEN = Path(__file__).parents[1] / "golden" / "report.md"

NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "{{ 7 * 7 }} {% raise %}",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "| a | b |\n| --- | --- |\n# heading\n- [ ] task",
    "`code` *bold* _low_ ~~gone~~ <b>tag</b> &lt; &amp;",
    "https://evil.example www.evil.example mail@evil.example",
    "red \x1b[31m bell \x07 null \x00 reverse \u202eabc\u202c",
    "]]> --> <!-- </title></style></main>",
    '=HYPERLINK("http://evil.example")',
)


def tables(report: Report) -> dict[str, list[tuple[str, ...]]]:
    return {table.id: [row.cells for row in table.rows] for table in report.tables}


class Page(HTMLParser):
    """What a reader of HTML finds: elements with attributes, ids, and the text outside script and style."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._inside = ""
        self.feed(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.text.append(data)

    def all(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(attribute)) is not None]


# --- what it says


def test_the_report_of_a_small_exercise_reads_as_it_did() -> None:
    """After looking at what changed: `python -m tests.review.played > tests/golden/report.md`."""
    assert to_markdown(report_of(scene())) == GOLDEN.read_text("utf-8")


def test_a_drill_that_ends_early_says_beside_each_rating_how_little_it_rests_on() -> None:
    early: list[Record] = []
    engine = Engine(scene(), "1", early.append)
    engine.submit("excon", cmd.Start(), wall="2026-05-04T09:00:00Z")
    engine.advance_to(int(2.6 * HOUR))
    engine.submit("excon", cmd.End(), wall="2026-05-04T09:20:00Z")
    report = build_report(scene(), early, Provenance("harbour-1", "1", "0.1.0", "f" * 64))
    assert [(each.proposed, each.rests_on) for each in report.objectives] == [
        ("M", "2 of 3 tasks could be decided"),
        ("", "0 of 3 tasks could be decided"),
    ]
    first = report.headlines[0][0]
    assert first.endswith("2 of 6 could be decided; 2 were still open when the exercise ended")
    page = "".join(Page(to_html(report)).text)
    for words in (to_markdown(report), page):
        assert "Rating proposed from the log: M; 2 of 3 tasks could be decided." in words
        assert "The log proposes no rating; 0 of 3 tasks could be decided." in words


def test_the_html_says_what_the_markdown_says() -> None:
    report = report_of(scene())
    words = "".join(Page(to_html(report)).text)
    for table in report.tables:
        assert table.title in words
        for row in table.rows:
            assert all(cell in words for cell in row.cells)
    for each in report.objectives:
        assert all(f"{task.text}: {task.words}" in words for task in each.tasks)
    assert words.index("Exercise overview") < words.index("Improvement plan") < words.index("Decision log")


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_the_banner_stands_first_and_last(write: Any) -> None:
    words = write(report_of(scene()))
    text = "".join(Page(words).text) if write is to_html else words.replace("*", "")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert BANNER in lines[0]
    assert lines[-1] == BANNER


def test_every_cited_record_stands_in_the_appendix_and_every_link_leads_somewhere() -> None:
    page = Page(to_html(report_of(scene())))
    targets = {f"#{name}" for name in page.all("id")}
    links = page.all("href")
    assert len([link for link in links if link.startswith("#r")]) > 20
    assert set(links) <= targets


def test_every_evidence_number_of_the_markdown_is_listed() -> None:
    words = to_markdown(report_of(scene()))
    body, _, appendix = words.partition(": Records cited\n")
    listed = set(re.findall(r"^\| (r\d+) \|", appendix, re.MULTILINE))
    assert set(re.findall(r"\br\d+\b", body)) <= listed


def test_the_response_times_are_those_of_the_play() -> None:
    """The port ordered 90 minutes after the call; the CSIRT answered after 30 and missed two deadlines."""
    assert tables(report_of(scene()))["responses"] == [
        ("CSIRT", "2", "1", "30min", "30min", "2"),
        ("Port", "1", "1", "1h30", "1h30", "1"),
    ]


def test_duties_votes_and_proposals_each_have_a_table() -> None:
    """Two clocks, one kept and one not; a question put twice; one action ruled on, one not."""
    moments: list[Moment] = [
        (0, ev.ClockStarted("nis2", "csirt", HOUR)),
        (0, ev.ClockStarted("nis2", "port", HOUR)),
        (2 * HOUR, ev.ReportFiled("nis2", "port", ("csirt",), {}, True)),
        (HOUR, ev.ConsentOpened("line", "csirt", ("port", "navy"), 2 * HOUR)),
        (HOUR, ev.VoteCast("line", "port", "no", "too early")),
        (2 * HOUR, ev.ConsentClosed("line", "refused")),
        (3 * HOUR, ev.ConsentOpened("line", "csirt", ("port", "navy"), 4 * HOUR)),
        (3 * HOUR, ev.VoteCast("line", "port", "yes")),
        (HOUR, ev.ActionProposed("p1", "port", "Call my cousin")),
        (HOUR, ev.ActionProposed("p2", "port", "Wait")),
        (HOUR, ev.ActionRuled("p1", "port", True, "why not", ("Trust +1",))),
    ]
    found = tables(
        build_report(
            scenario_with(None),
            records(*sorted(moments, key=lambda each: each[0])),
            Provenance("x", "1", "0", "0"),
        )
    )
    assert [row[3:] for row in found["duties"]] == [
        ("T+01:00", "", "not reported"),
        ("T+01:00", "T+02:00", "1h late"),
    ]
    assert [row[3:] for row in found["joint"]] == [
        ("Port: no (too early)", "refused, T+02:00"),
        ("Port: yes", "still open"),
    ]
    assert [row[2:] for row in found["proposals"]] == [
        ("Call my cousin", "accepted", "why not", "Trust +1"),
        ("Wait", "no ruling", "", ""),
    ]


def test_the_plan_has_a_line_for_every_missed_task_and_leaves_owners_and_dates_open() -> None:
    report = report_of(scene())
    missed = [task.text for each in report.objectives for task in each.areas]
    assert missed == ["The repair is ordered by T+02:00"]
    assert [line.issue.split(":")[0] for line in report.improvements] == ["The repair is ordered by T+02"]
    assert "| Planning | National |   |   |   |   |" in to_markdown(report)


def test_the_footnote_stands_only_where_the_name_does() -> None:
    assert report_of(scene()).footnote == ""
    agencies = {**PLAYED["agencies"], "csirt": {"name": "CSIRT of Kosovo*", "short": "CSIRT"}}
    report = report_of(scene(agencies=agencies))
    assert "UNSCR 1244" in to_html(report)
    assert "UNSCR 1244" in to_markdown(report)
    assert "Kosovo\\*" in to_markdown(report)


def test_printed_pages_carry_marking_label_and_number() -> None:
    words = to_html(report_of(scene()))
    (page,) = re.findall(r"@page \{ @top-center.*", words)
    assert all(part in page for part in (BANNER, "TLP:AMBER", "counter(page)", "counter(pages)"))


def test_a_log_without_endex_can_be_reported_and_says_so() -> None:
    report = build_report(scene(), played(scene())[:20], Provenance("x", "1", "0", "0", closed=False))
    assert "ends before ENDEX" in dict(report.overview)["Exercise time"]
    assert "no closing line" in dict(report.provenance)["Hash of the log"]
    assert to_html(report)
    assert to_markdown(report)


def test_an_exercise_that_never_began_can_be_reported() -> None:
    report = build_report(scene(), [], Provenance("x", "1", "0", "0"))
    assert to_html(report)
    assert "No decision was recorded." in to_markdown(report)


# --- what it must not do


def test_the_page_refers_to_nothing_outside_itself() -> None:
    words = to_html(report_of(scene()))
    page = Page(words)
    assert {tag for tag, _ in page.elements}.isdisjoint(
        {"link", "img", "iframe", "object", "embed", "base", "form"}
    )
    assert all(link.startswith("#") for link in page.all("href"))
    assert page.all("src") == []
    assert "url(" not in words
    assert "@import" not in words
    assert "http" not in words.replace("http-equiv", "")


def test_the_policy_names_the_one_style_and_the_one_script() -> None:
    words = to_html(report_of(scene()))
    (policy,) = (attrs["content"] for tag, attrs in Page(words).elements if attrs.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (body,) = re.findall(f"<{tag}>(.*?)</{tag}>", words, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not Page(words).all("style")
    assert not [name for _, attrs in Page(words).elements for name in attrs if name.startswith("on")]


def test_the_page_is_well_formed() -> None:
    words = to_html(report_of(scene(), words=" ".join(NASTY)))
    # Script and style are CDATA to a browser and would be text to an XML reader.
    bare = re.sub(r"<(style|script)>.*?</\1>", "", words, flags=re.DOTALL).replace("<!DOCTYPE html>", "")
    root = ElementTree.fromstring(bare)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("nasty", NASTY)
def test_what_anybody_writes_stays_text_in_html(nasty: str) -> None:
    calm, wild = to_html(report_of(scene())), to_html(report_of(scene(), words=nasty))

    def shape(words: str) -> list[tuple[str, list[str]]]:
        return [(tag, sorted(attrs)) for tag, attrs in Page(words).elements if tag != "td"]

    assert shape(wild) == shape(calm)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", wild)
    visible = "".join(Page(wild).text).replace("\\u001b", "\x1b")
    assert nasty.split("\n")[0].split("\x1b")[0] in visible


@pytest.mark.parametrize("nasty", NASTY)
def test_what_anybody_writes_stays_text_in_markdown(nasty: str) -> None:
    words = to_markdown(report_of(scene(), words=nasty))
    calm = to_markdown(report_of(scene()))
    assert len(words.splitlines()) == len(calm.splitlines())
    assert not re.search(r"(?<!\\)[<`]", words)
    assert not re.search(r"(?<!\\)\]\(", words)
    assert not re.search(r"(?i)https?:(?!\\)|www\.|(?<!\\)@", words)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", words)
    for line, quiet in zip(words.splitlines(), calm.splitlines(), strict=True):
        assert len(re.findall(r"(?<!\\)\|", line)) == len(re.findall(r"(?<!\\)\|", quiet))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("# head", "\\# head"),
        ("back\\slash", "back\\\\slash"),
        ("two\nlines", "two ⏎ lines"),
        ("tab\there", "tab here"),
        ("\x1b[2J", "\\\\u001b\\[2J"),
    ],
)
def test_markdown_is_escaped_wherever_it_has_a_meaning(text: str, shown: str) -> None:
    assert plain(text) == shown
