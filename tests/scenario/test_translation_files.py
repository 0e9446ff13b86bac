"""Files for translators: written, filled in, and written again after the scenario has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercise.scenario.load import load, write_for_translators
from exercise.scenario.yaml12 import parse

SCENARIO = """\
format: 1
title: Scene
summary: A scene.
startex: 2028-01-01T08:00:00Z
duration: 8h
languages: [en, sq]
agencies: {alpha: {name: {en: Alpha, sq: Alfa}, note: Once every {when}, kind: csirt}}
injects:
  hi:
    at: T+01:00
    from: "Nobody: at all"
    to: alpha
    channel: phone
    subject: "Yes"
    text: |
      A first paragraph that is long enough for a second line, if it is folded at a hundred and ten columns.
      - a line of its own


      "quoted", and the last.
    questions: [Who?, What?]
""".replace("Once every {when}", '"Once every {when}"')


@pytest.fixture
def play(tmp_path: Path) -> Path:
    (tmp_path / "scenario.yaml").write_text(SCENARIO, "utf-8")
    return tmp_path


def fill(file: Path, path: str, words: str) -> None:
    """Translate one text, as a translator would in an editor."""
    before, found, after = file.read_text("utf-8").partition(f"  {path}:\n")
    assert found
    entry, _, rest = after.partition("    sq:")
    file.write_text(f"{before}{found}{entry}    sq: {words}{rest}", "utf-8")


def change(play: Path, was: str, now: str) -> None:
    file = play / "scenario.yaml"
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now), "utf-8")


def entries(file: Path) -> dict[str, dict[str, str | None]]:
    document = parse(file.read_text("utf-8"))
    assert document.remarks == ()
    texts: dict[str, dict[str, str | None]] = document.data["texts"]
    return texts


def test_every_text_is_there_word_for_word(play: Path) -> None:
    written = write_for_translators(play, "sq", play / "lang" / "sq")
    assert (written.texts, written.left) == (8, 8)
    found = entries(play / "lang" / "sq" / "scenario.yaml")
    scenario = load(play).scenario
    assert found["injects.hi.text"]["en"] == scenario.injects["hi"].text["und"].strip()
    assert found["injects.hi.subject"] == {"en": "Yes", "sq": None}
    assert "agencies.alpha.name" not in found, "it is translated where it stands"


def test_what_is_filled_in_is_read_and_kept(play: Path) -> None:
    folder = play / "lang" / "sq"
    write_for_translators(play, "sq", folder)
    file = folder / "scenario.yaml"
    fill(file, "injects.hi.subject", '"Po"')
    file.write_text(
        "# Glossary: yes = po\n\n" + file.read_text("utf-8").replace("draft", "reviewed"), "utf-8"
    )
    assert load(play).scenario.injects["hi"].subject == {"en": "Yes", "sq": "Po"}
    written = write_for_translators(play, "sq", folder)
    assert written.left == 7
    text = file.read_text("utf-8")
    assert text.startswith("# Glossary: yes = po\n\nlanguage: sq\nstatus: draft\n"), "there is more to review"
    assert entries(file)["injects.hi.subject"]["sq"] == "Po"
    write_for_translators(play, "sq", folder)
    assert file.read_text("utf-8") == text


def test_a_text_that_moved_takes_its_translation_along(play: Path) -> None:
    folder = play / "lang" / "sq"
    write_for_translators(play, "sq", folder)
    fill(folder / "scenario.yaml", "injects.hi.questions.0", "Kush?")
    change(play, "[Who?, What?]", "[Where?, What?, Who?]")
    assert load(play).scenario.injects["hi"].questions[2] == {"und": "Who?"}
    write_for_translators(play, "sq", folder)
    assert load(play).scenario.injects["hi"].questions[2] == {"en": "Who?", "sq": "Kush?"}
    assert entries(folder / "scenario.yaml")["injects.hi.questions.0"] == {"en": "Where?", "sq": None}


def test_a_changed_text_is_not_shown_and_told_of(play: Path) -> None:
    folder = play / "lang" / "sq"
    write_for_translators(play, "sq", folder)
    file = folder / "scenario.yaml"
    fill(file, "summary", "Një skenë.")
    change(play, "A scene.", "Two scenes.")
    assert load(play).scenario.summary == {"und": "Two scenes."}
    for _ in range(2):
        assert write_for_translators(play, "sq", folder).left == 8
        assert entries(file)["summary"] == {"en": "A scene.", "sq": "Një skenë."}
        assert "# Changed since. In `en` it now says:\n  #   Two scenes.\n  summary:" in file.read_text(
            "utf-8"
        )


def test_a_text_that_went_away_stays_at_the_end(play: Path) -> None:
    folder = play / "lang" / "sq"
    write_for_translators(play, "sq", folder)
    file = folder / "scenario.yaml"
    fill(file, "injects.hi.questions.1", "Çfarë?")
    change(play, "[Who?, What?]", "[Who?]")
    for _ in range(2):
        write_for_translators(play, "sq", folder)
        gone = "  # No longer in the scenario:\n  injects.hi.questions.1:\n    en: What?\n    sq: Çfarë?\n"
        assert file.read_text("utf-8").endswith(gone)
