"""The catalogues: nothing marked is missing from any, and a translation changes words, never what is filled in."""

from __future__ import annotations

import re
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from exercise.language import LANGUAGES, catalogue, chain
from exercise.language.catalogue import Unreadable, compiled, form_of, messages_of, read, source
from exercise.language.scripts import bare_keys, cyrillic, rewritten
from exercise.scenario.part import pick

ROOT = Path(__file__).parents[2]
FILES = ("fr", "sq", "sr-Latn", "mk", "bs", "cnr")
KEYWORDS = {"t": None, "n": (1, 2), "m": None, "marked": None}
COMMAND = (
    "pybabel extract -F exercise/language/babel.cfg -k t -k n:1,2 -k m -k marked --sort-output -o words.pot ."
)


@cache
def wanted() -> frozenset[tuple[str, ...]]:
    """Everything that is marked, as `pybabel extract` finds it."""
    methods, options = parse_mapping_cfg(StringIO((ROOT / "exercise/language/babel.cfg").read_text("utf-8")))
    found = extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS)
    return frozenset(each[2] if isinstance(each[2], tuple) else (each[2],) for each in found)


def gaps(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{[\w-]+\}", text)))


@pytest.mark.parametrize("language", FILES)
def test_a_catalogue_holds_what_is_marked_and_no_more(language: str) -> None:
    assert len(wanted()) > 350
    assert set(messages_of(language)) - {("",)} == wanted()


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if chain(tag)])
def test_a_translation_fills_the_same_gaps_and_brings_no_markup(language: str) -> None:
    for key, said in messages_of(language).items():
        if key == ("",):
            continue
        for words in said:
            assert gaps(words) in [gaps(each) for each in key], words
            # It is escaped wherever it is shown; that it needs no escaping is one more wall.
            assert not re.search(
                r"[<>&\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]|://|%\(", words
            ), words
            assert words[:1].isspace() == key[0][:1].isspace(), words
            assert words[-1:].isspace() == key[0][-1:].isspace(), words


@pytest.mark.parametrize("language", FILES)
def test_a_catalogue_says_that_a_machine_made_it(language: str) -> None:
    head = source(language).split("\n\n")[0]
    assert f"Language: {language.replace('-', '_')}\\n" in head
    assert ("DRAFT" in head) == ("X-Status: draft" in head) == catalogue.is_draft(language)


def test_every_word_of_the_pages_script_is_marked_where_it_is_found() -> None:
    from exercise.conduct.web.files import words_of

    script = set(words_of("en")["messages"])
    assert len(script) > 30
    assert script <= {key[0] for key in wanted()}


def test_the_list_of_seven_words_has_seven_and_that_of_months_twelve() -> None:
    for language in FILES:
        messages = messages_of(language)
        assert len(messages[("Sun Mon Tue Wed Thu Fri Sat",)][0].split(" ")) == 7
        assert len(messages[("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",)][0].split(" ")) == 12


ONE_FEW_MANY = {
    0: 2,
    1: 0,
    2: 1,
    4: 1,
    5: 2,
    11: 2,
    12: 2,
    14: 2,
    21: 0,
    22: 1,
    25: 2,
    101: 0,
    111: 2,
    112: 2,
    122: 1,
}
FORMS = {
    "en": {0: 1, 1: 0, 2: 1, 21: 1},
    "fr": {0: 0, 1: 0, 2: 1, 21: 1, 101: 1},
    "sq": {0: 1, 1: 0, 2: 1, 21: 1, 101: 1},
    "mk": {0: 1, 1: 0, 2: 1, 11: 1, 21: 0, 31: 0, 101: 0, 111: 1},
    **dict.fromkeys(("sr-Latn", "sr-Cyrl", "bs", "cnr"), ONE_FEW_MANY),
}
"""By CLDR's rules for whole numbers."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_takes_the_form_that_its_language_gives_it(language: str) -> None:
    assert {count: form_of(language, count) for count in FORMS[language]} == FORMS[language]
    # The page's script counts on it: from 200 on, only the last two digits matter.
    assert all(form_of(language, count) == form_of(language, 100 + count % 100) for count in range(200, 500))


SMALL = r"""# why
msgid ""
msgstr ""
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: here
msgid "a \"b\"\n"
msgstr ""
"x "
"y"

msgid "one"
msgid_plural "many"
msgstr[0] "e"
msgstr[1] "m"

#, fuzzy
msgid "guessed"
msgstr "g"

msgid "empty"
msgstr ""

#~ msgid "gone"
#~ msgstr "g"
"""


def test_a_catalogue_is_read_as_gettext_reads_it() -> None:
    messages = read(SMALL)
    assert {key: words for key, words in messages.items() if key != ("",)} == {
        ('a "b"\n',): ("x y",),
        ("one", "many"): ("e", "m"),
    }
    made = compiled(messages)
    assert (made.gettext('a "b"\n'), made.ngettext("one", "many", 1), made.ngettext("one", "many", 3)) == (
        "x y",
        "e",
        "m",
    )
    for bad in ('msgid "open\n', '"no key"\n', "msgid 'single'\n", 'msgctxt "c"\nmsgid "a"\n'):
        with pytest.raises(Unreadable, match="line 1 is neither"):
            read(bad)


def test_one_serbian_catalogue_serves_both_scripts() -> None:
    pairs = {
        "Ljubav, njiva i džep: ČĆŽŠĐ": "Љубав, њива и џеп: ЧЋЖШЂ",
        "injekcija, konjugacija, nadživeti, Tanjug": "инјекција, конјугација, надживети, Танјуг",
        "konj i podžnjeti": "коњ и поджњети",
        "TLP:AMBER+STRICT, EXCON, NO DUFF": "TLP:AMBER+STRICT, EXCON, NO DUFF",
        "{who} ukuca `exercise join`, JavaScript, K7QF-3M2P": "{who} укуца `exercise join`, JavaScript, K7QF-3M2P",
        "još {hours} h {minutes} min": "још {hours} h {minutes} мин",
        "T+2d04:00 ili 45min": "T+2d04:00 или 45min",
        "Enter ili `a` šalje, ctrl+s i Shift+Tab": "Enter или `a` шаље, ctrl+s и Shift+Tab",
    }
    assert {latin: cyrillic(latin) for latin in pairs} == pairs
    kept = r"\{[\w-]+\}|`[^`]*`|\b[A-Z][A-Z+]+\b|JavaScript|K7QF-3M2P|\bh\b"
    kept += r"|Enter|Esc|Tab|Delete|Shift|ctrl\+\w|\w*[\dqwxyWXYQ]\w*"
    for key, words in read(source("sr-Latn")).items():
        left = re.sub(kept, "", "".join(map(cyrillic, words)))
        assert key == ("",) or not re.search(r"[a-zA-Zđžćčš]", left), words


def test_a_scenarios_text_is_written_in_the_other_script_and_names_stay_as_they_are() -> None:
    source = (
        "Kestrel Locker at Chirple: OSCE, NATO and the CSIRT of StateCloud-2, TLP:AMBER. To do: Your data."
    )
    pairs = {
        "Kestrel Locker na mreži Chirple: „Your data“": "Kestrel Locker на мрежи Chirple: „Your data“",
        "OEBS-u i NATO-u, CSIRT-a; HITNO": "ОЕБС-у и NATO-у, CSIRT-а; ХИТНО",
        "StateCloud-2 do T+04:00, TLP:AMBER, {place}": "StateCloud-2 до T+04:00, TLP:AMBER, {place}",
        "a@b-c.example i b-c.example, http://b.example/To": "a@b-c.example и b-c.example, http://b.example/To",
        "To do sada. Kredit": "To do сада. Кредит",
    }
    assert {latin: rewritten(latin, source) for latin in pairs} == pairs


def test_what_the_source_says_in_words_or_in_the_plural_and_what_people_type_stays_latin() -> None:
    pairs = {
        ("Mreža CSIRT-ova", "The CSIRTs Network"): "Мрежа CSIRT-ова",
        ("Centar (ERCC)", "Emergency Response Coordination Centre"): "Центар (ERCC)",
        (
            "Vidi /var/log/put.log, a.example/put i @mup_rs",
            "See",
        ): "Види /var/log/put.log, a.example/put и @mup_rs",
        ("TLP:AMBER+STRICT, CVE-2031-7; REDOVNO", "Regular"): "TLP:AMBER+STRICT, CVE-2031-7; РЕДОВНО",
    }
    assert {each: rewritten(*each) for each in pairs} == pairs
    assert pick({"sr-Latn": "CSIRT javlja: NO DUFF"}, "sr-Cyrl") == "CSIRT јавља: NO DUFF"


def test_who_reads_serbian_in_cyrillic_gets_latin_texts_in_cyrillic() -> None:
    text = {"en": "Cable cut", "sr-Latn": "Kabl presečen", "mk": "Кабел"}
    for wanted in ("sr-Cyrl", "sr", "sr-RS"):
        assert pick(text, wanted, "sr-Latn", "en") == "Кабл пресечен"
    assert pick(text, "sr-Latn") == pick(text, "bs", "sr-Latn") == "Kabl presečen"
    assert pick({**text, "sr-Cyrl": "Кабл је пресечен"}, "sr-Cyrl") == "Кабл је пресечен"
    assert pick({"und": "Kabl je slobodan"}, "sr-Cyrl") == "Kabl je slobodan"


def test_the_letter_of_a_key_stays_latin_and_is_read_without_its_backticks() -> None:
    assert bare_keys(cyrillic("`e` menja, `exercise join` ne"), "e changes") == "e мења, `exercise join` не"
    assert bare_keys(cyrillic("`x` pita"), "`x` asks") == "`x` пита"


def test_the_readme_says_how_words_are_collected() -> None:
    assert COMMAND in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["seat.html", "parts.html"])
def test_no_word_of_a_page_is_left_unmarked(name: str) -> None:
    template = (ROOT / "exercise/conduct/web" / name).read_text("utf-8")
    # What jinja says stays out, then tags with their attributes, then what is typed in a terminal.
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL)
    bare = re.sub(r"<[^>]*>|exercise join|<!doctype html>", "", bare)
    assert re.findall(r"[A-Za-z]{2,}[^\n]*", bare) == []
    # And inside of jinja, a text with a space or a capital is a message, a name of ours, or markup.
    said = re.findall(
        r'(?<![(=\w.\["])"([A-Z][a-z][^"]*|[a-z]+ [^"]*)"', re.sub(r'\b[tmn]\("[^"]*"', "", template)
    )
    assert [each for each in said if each not in ("Question", "Re: ", "in effect", "x ")] == []
