"""`exercise ask INVITATION questionnaires`: what a seat is asked now, and how to answer it in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercise.conduct.invitations import Invitation
    from exercise.review.asked import AskedRow

WORD = "questionnaires"


async def list_questionnaires(invitation: str | Invitation) -> None:
    """Print every questionnaire that is open for the seat, question by question."""
    from exercise.cli.joint import link_to
    from exercise.cli.output import say, tell
    from exercise.review.asked import asked
    from exercise.review.picture import Picture

    link = link_to(invitation, how="records")  # type: ignore[arg-type]
    await link.sit_down()
    try:
        welcome, scenario = link.welcome, link.scenario
        tell(welcome.marking)
        picture = Picture(scenario, welcome.eyes, languages=scenario.languages_of(welcome.eyes))
        if welcome.held:
            async for records in link.records():
                picture.take_all(records)
                if picture.world.phase == welcome.phase and records[-1].seq >= welcome.held - 1:
                    break
        rows = asked(scenario, picture.world, picture.names, roles=(welcome.role,), seat=welcome.seat)
        listed = [row for row in rows if row.is_open]
        say("\n\n".join(map(_words, listed)) or "No questionnaire is open for this seat now.")
    finally:
        await link.leave()


def _words(row: AskedRow) -> str:
    notes = ["anonymous" if row.anonymous else "", "answered" if row.answered is not None else ""]
    lines = [f"{row.name} ({', '.join(filter(None, (row.phase, *notes)))})", row.about.strip()]
    for each in row.questions:
        star = " (needed)" if each.required else ""
        lines.append(f"  {each.id}: {each.ask}{star}")
        lines += [f"      {key}  {label}" for key, label in each.options]
    first = row.questions[0]
    lines.append(f'answer it with:  answer {row.id} {first.id}="…"')
    return "\n".join(line for line in lines if line)
