"""What a browser may load: the page, its script, its style sheet and its icon. Nothing else, from nowhere else."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from exercise.conduct.web.files import KINDS, environment, mark_of, text_of, words_of
from exercise.conduct.wire import MARKING
from exercise.language import LANGUAGES, closest, speaking
from exercise.language.catalogue import is_draft
from exercise.language.tags import accepted, known

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def routes(title: str) -> list[Route]:
    """The web seat of an exercise with this title."""
    marks = {name: mark_of(name) for name in KINDS}
    template = environment().get_template("seat.html")

    @cache
    def page(language: str) -> str:
        with speaking(language):
            return template.render(
                title=title,
                marking=MARKING,
                marks=marks,
                language=language,
                languages=LANGUAGES,
                draft=is_draft(language),
                words=words_of(language),
            )

    async def front(request: Request) -> Response:
        # Before anybody has sat down, in the browser's language.
        header = request.headers.get("accept-language", "")
        language = known(request.query_params.get("lang", "")) or closest(accepted(header))
        return Response(
            page(language), media_type="text/html", headers=HEADERS | {"Cache-Control": "no-store"}
        )

    return [Route("/", front), *(_file(name, kind) for name, kind in KINDS.items())]


def _file(name: str, kind: str) -> Route:
    # Its address carries a mark of what is in it.
    headers = HEADERS | {"Cache-Control": "public, max-age=31536000, immutable"}

    async def file(_: Request) -> Response:
        return Response(text_of(name), media_type=kind, headers=headers)

    return Route(f"/{name}", file)
