"""What a seat in a browser is told when something is refused, in its own language.

The rules speak English, because nobody there knows who reads. Here stand the sentences that a participant can
bring about, with gaps where something is filled in; each is looked up by its shape and said again in words that
the reader knows. A sentence that is not among them is shown as it is.
"""

from __future__ import annotations

from msgspec.structs import replace

from exercise.conduct import wire
from exercise.language import in_words, marked, speaking

REFUSALS = (
    marked("cannot {what} while the exercise is {phase}"),
    marked("there is no {what} called '{name}'"),
    marked("the {name} is longer than {count} characters; shorten it"),
    marked("the {name} has more than {count} entries; leave some out"),
    marked("only {who} may do this: {why}"),
    marked("only {who} may do this"),
    marked("only {who} may decide this"),
    marked("only {who} take part in this decision"),
    marked("only {who}, who proposed it, may withdraw it"),
    marked("this action takes no target"),
    marked("this is under way already"),
    marked("this was done already, and once is enough"),
    marked("it is over already"),
    marked("this needs a joint decision first: {decision}, by {who}"),
    marked("this needs a joint decision first: {decision}"),
    marked("not yet: it needs {needs}"),
    marked("{who} has decided this already"),
    marked("this has been decided already"),
    marked("choose one of: {options}"),
    marked("you have no {what}"),
    marked("you can only share what you know"),
    marked(
        "{tlp} forbids telling {who}; ask whoever gave it to you, or share it knowingly, which is recorded"
    ),
    marked("this report was filed already"),
    marked("it has been proposed, and is open for votes"),
    marked("it is agreed already"),
    marked("nobody has proposed it yet"),
    marked("the vote is closed"),
    marked("say to whom"),
    marked("give an answer to '{question}'"),
    marked("give {what}"),
    marked("answer at least one question"),
    marked("'{word}' is no answer to '{question}'; use one of: {options}"),
    marked("this was answered from here already; without a name it cannot be changed"),
    marked("that it was answered cannot be kept ({why}); send it again later"),
    marked("nobody has asked: there was no comms check yet"),
    marked("this seat has answered already"),
    marked("it has been read here already"),
    marked("this is not your seat"),
    marked("the seat '{name}' has no authority for this"),
    marked("the log cannot be written ({why}); play stands still until it can"),
    marked("the log cannot be written ({why}); this will count once it can"),
    marked("too many questions at once; this one was left out"),
)

GAPS = (
    *(marked("act"), marked("send messages"), marked("stop play"), marked("answer")),
    *(marked("answer this"), marked("questionnaire for you")),
    *(marked("not started"), marked("briefing"), marked("running"), marked("paused"), marked("ended")),
    *(marked("agency"), marked("action"), marked("question"), marked("joint decision")),
    *(
        marked("inject in your inbox"),
        marked("activity of yours under way"),
        marked("duty to report of yours"),
    ),
    *(marked("a text"), marked("an answer"), marked("what is decided"), marked("what you decide")),
    *(marked("what you want to do"), marked("the words to use")),
    marked("something you cannot see from here"),
)
"""What fills a gap and is a message itself."""

SENT_AWAY = (
    marked("another exercise runs here now; join again"),
    marked("you have seen more than this exercise holds; join again"),
    marked("somebody sat down at this seat elsewhere"),
    marked("somebody sat down at this seat elsewhere, or it was withdrawn"),
    marked("your invitation was withdrawn; ask your exercise control"),
    marked("this invitation is not, or no longer, valid; ask your exercise control"),
    marked(
        "this seat works in a terminal only: there, type exercise join and the whole link of your invitation"
    ),
)
"""The last words to a page; those said before anybody sat down are said again by its script."""

_AGAIN = "share it knowingly"


def worded(message: wire.Answer, language: str) -> wire.Answer:
    """An answer as a page in this language gets it; a desk, which has no language here, gets it as it is."""
    if not language:
        return message
    with speaking(language):
        if isinstance(message, wire.Sorry):
            again = _AGAIN in message.reason
            return replace(message, reason=in_words(message.reason, REFUSALS), knowingly=again)
        if isinstance(message, wire.Bye):
            return replace(message, reason=in_words(message.reason, SENT_AWAY))
    return message
