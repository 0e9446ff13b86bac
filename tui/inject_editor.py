"""The editor of injects that controllers write: recipients, texts by language, a time; and the look its readers get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rich.text import Text

from exercise.domain import commands as cmd
from exercise.domain.ground import CHANNELS
from exercise.domain.improvised import Letter
from exercise.domain.recipients import recipients
from exercise.domain.seats import EXCON
from exercise.language import LANGUAGES, t
from exercise.review.rows import InboxRow
from exercise.scenario.improvised import filled
from exercise.scenario.model import Scenario
from exercise.scenario.part import ANY_LANGUAGE, pick
from exercise.scenario.quantities import clock
from tui.control_forms import agencies, labelled_tlps
from tui.moments import HELP, lapse, moment
from tui.screens.desk import DeskScreen
from tui.screens.form import Field, Form, Values, one
from tui.widgets.pages import inbox_page

Words = dict[str, str]
TEXTS = ("sender", "subject", "text")
BLANK = Letter((), {}, {}, {}, "", "", False)


@dataclass(frozen=True, slots=True)
class Start:
    """What the editor begins with."""

    letter: Letter = BLANK
    within: str = ""
    template: str = ""


def edit(screen: DeskScreen, title: str, start: Start, *draft: str, about: str = "") -> None:
    """Open the editor."""
    scenario = screen.desk.scenario

    async def submit(values: Values) -> str:
        try:
            command = command_from(values, scenario, screen.desk.now(), start.template)
        except ValueError as wrong:
            return str(wrong)
        return await screen.desk.ask(command, seat=EXCON)

    def preview(values: Values) -> Text:
        try:
            return as_read(screen, command_from(values, scenario, screen.desk.now(), start.template))
        except ValueError as wrong:
            return Text(f"! {wrong}", style=screen.desk.ink().bad)

    screen.app.push_screen(
        Form(
            title,
            *_gaps(screen, start.template),
            Field(
                "to",
                t("To (space marks)"),
                "many",
                " ".join(start.letter.to),
                agencies(screen, everyone=True),
            ),
            Field("at", t("At ({how}; empty: at once)", how=t(HELP))),
            *_texts(scenario, start),
            Field(
                "channel",
                t("Channel"),
                "choice",
                start.letter.channel,
                tuple((each, t(each)) for each in CHANNELS),
            ),
            Field("tlp", t("Traffic light protocol"), "choice", start.letter.tlp, labelled_tlps()),
            Field(
                "urgent",
                t("Urgent"),
                "choice",
                "yes" if start.letter.urgent else "",
                (("", t("no")), ("yes", t("yes"))),
            ),
            Field("within", t("Answer wanted within, such as 45min (may stay empty)"), value=start.within),
            submit=submit,
            about=about,
            draft=screen.draft(*draft),
            preview=preview,
            hides=lambda values: _unread(values, scenario),
            lacks=lambda values: _missing(values, screen, start.template),
            ready=lambda values: _when(one(values, "at"), screen.desk.now()),
        )
    )


def field_of(part: str, language: str, scenario: Scenario) -> str:
    """The id of the field for a text in a language; the scenario's first has the plain one."""
    return part if language == scenario.languages[0] else f"{part}-{language}"


def _gaps(screen: DeskScreen, template: str) -> Iterable[Field]:
    """One field for each gap; what is written there is put into the texts of every language."""
    part = screen.desk.scenario.templates.get(template)
    for gap, ask in part.gaps.items() if part else ():
        yield Field(f"gap-{gap}", f"{{{gap}}} {screen.picture.names.pick(ask)}")


def _missing(values: Values, screen: DeskScreen, template: str) -> str:
    """Gaps of a template, recipients, and the words without which nothing goes out."""
    part = screen.desk.scenario.templates.get(template)
    missing = [f"{{{gap}}}" for gap in (part.gaps if part else ()) if not one(values, f"gap-{gap}")]
    if not (values.get("to") or (part and part.to)):
        missing.append(t("To"))
    if part is None:
        needed = {"sender": t("From"), "subject": t("Subject"), "text": t("Text")}
        given = _all_languages(values, screen.desk.scenario)
        missing += (label for name, label in needed.items() if name not in given)
    return ", ".join(missing)


def _all_languages(values: Values, scenario: Scenario) -> set[str]:
    """Which of the texts stand there in some language."""
    return {
        part
        for part in TEXTS
        if any(one(values, field_of(part, language, scenario)) for language in scenario.languages)
    }


def _when(typed: str, now: int) -> str:
    """When it will go out: sent at once by mistake, it cannot be called back."""
    try:
        return (
            t("✔ Complete. Goes out at {time}.", time=clock(moment(typed, now)))
            if typed
            else t("✔ Complete. Goes out at once.")
        )
    except ValueError as wrong:
        return f"! {wrong}"


def _texts(scenario: Scenario, start: Start) -> Iterable[Field]:
    """Sender, subject and text, once for each language of the scenario."""
    first, *others = scenario.languages
    several = f" ({LANGUAGES.get(first, first)})" if others else ""
    given = start.letter._asdict()
    yield Field("sender", t("From, as players see it") + several, value=pick(given["sender"], first))
    yield Field("subject", t("Subject") + several, value=pick(given["subject"], first))
    yield Field("text", t("Text") + several, "text", value=pick(given["text"], first))
    for tag in others:
        name = LANGUAGES.get(tag, tag)
        labels = {
            "sender": t("From, in {language} (empty: as above)", language=name),
            "subject": t("Subject, in {language} (empty: as above)", language=name),
            "text": t("Text, in {language} (empty: as above)", language=name),
        }
        for part in TEXTS:
            words = given[part].get(tag, "")
            yield Field(f"{part}-{tag}", labels[part], "text" if part == "text" else "line", words)


def _unread(values: Values, scenario: Scenario) -> Collection[str]:
    """Fields for languages in which no recipient reads, and in which nothing is written."""
    read = {
        language
        for agency in recipients(values.get("to", ()), scenario)
        for language in _read_by(agency, scenario)
    }
    return [
        f"{part}-{language}"
        for language in scenario.languages[1:]
        if language not in read and not any(one(values, f"{each}-{language}") for each in TEXTS)
        for part in TEXTS
    ]


def _read_by(agency: str, scenario: Scenario) -> tuple[str, ...]:
    """The languages that an agency's people are said to read; the scenario's first where nothing is said."""
    part = scenario.agencies.get(agency)
    said = part is not None and "languages" in part.model_fields_set
    return part.languages if part is not None and said else scenario.languages[:1]


def command_from(values: Values, scenario: Scenario, now: int, template: str = "") -> cmd.SendInject:
    """Raises `ValueError` when a time cannot be read."""
    at = one(values, "at")
    asked = scenario.templates[template].gaps if template in scenario.templates else ()
    return cmd.SendInject(
        to=values["to"],
        sender=_written(values, "sender", scenario),
        subject=_written(values, "subject", scenario),
        text=_written(values, "text", scenario),
        channel=one(values, "channel"),
        tlp=one(values, "tlp"),
        urgent=bool(one(values, "urgent")),
        answer_within=lapse(one(values, "within")),
        at=moment(at, now) if at else None,
        template=template,
        gaps={gap: words for gap in asked if (words := one(values, f"gap-{gap}"))},
    )


def _written(values: Values, part: str, scenario: Scenario) -> str | Words:
    """A text as it was filled in: by language only where it was written in another than the first."""
    words = {
        language: typed
        for language in scenario.languages
        if (typed := one(values, field_of(part, language, scenario)))
    }
    first = scenario.languages[0]
    return words if set(words) - {first} else words.get(first, "")


def as_read(screen: DeskScreen, command: cmd.SendInject) -> Text:
    """The inject as its readers will see it, once for each language in which somebody does.

    Whoever reads another language first than the text has is named, so that somebody translates.
    """
    scenario, ink, now = screen.desk.scenario, screen.desk.ink(), screen.desk.now()
    readers: dict[str, list[str]] = defaultdict(list)
    for agency in recipients(command.to, scenario):
        readers[scenario.languages_of(agency)[0]].append(screen.picture.names.agency(agency))
    if not readers:
        return Text(t("! Nobody is marked to receive it."), style=ink.bad)
    given = _by_language(command.text)
    text = Text()
    if command.at is not None:
        words = t("Goes out at {time}; until then it is a line of the MSEL.", time=clock(command.at))
        text.append(words + "\n\n", style=ink.low)
    for language in dict.fromkeys((*readers, *(each for each in given if each != ANY_LANGUAGE))):
        whose = ", ".join(readers.get(language, ())) or t("whoever chooses this language")
        text.append(f"{language}: {whose}\n", style=f"bold {ink.accent}")
        if language not in given and not (ANY_LANGUAGE in given and language == scenario.languages[0]):
            words = t(
                "! They read {language} first; your words reach them as you wrote them.", language=language
            )
            text.append(f"{words}\n", style=ink.low)
        text.append_text(inbox_page(_row(screen, command, now, language), (), ink)).append("\n")
    return text


def _by_language(text: str | Words) -> Words:
    return {ANY_LANGUAGE: text} if isinstance(text, str) else text


def _read(text: str | Words, command: cmd.SendInject, *languages: str) -> str:
    """As a reader of these languages gets it; a gap that is still open is to be seen."""
    words = pick(_by_language(text), *languages)
    return filled({"": words}, command.gaps)[""] if command.template else words


def _row(screen: DeskScreen, command: cmd.SendInject, now: int, language: str) -> InboxRow:
    scenario, within = screen.desk.scenario, command.answer_within
    languages = (language, *scenario.languages)
    at = command.at if command.at is not None else now

    return InboxRow(
        id="",
        number=0,
        tick=at,
        sender=_read(command.sender, command, *languages),
        channel=command.channel,
        tlp=command.tlp,
        urgent=bool(command.urgent),
        subject=_read(command.subject, command, *languages),
        text=_read(command.text, command, *languages),
        attachments=(),
        questions=(),
        decisions=(),
        to=screen.picture.names.agencies(recipients(command.to, scenario)),
        answer_by=None if within is None else at + within,
        answer_in=within,
        answered=None,
        replies=(),
    )
