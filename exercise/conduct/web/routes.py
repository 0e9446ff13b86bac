"""What a browser may load: the page, its script, its style sheet and its icon. Nothing else, from nowhere else."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from exercise.conduct.web.files import KINDS, environment, mark_of, text_of
from exercise.conduct.wire import MARKING

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
    page = environment().get_template("seat.html").render(title=title, marking=MARKING, marks=marks)

    async def front(_: Request) -> Response:
        return Response(page, media_type="text/html", headers=HEADERS | {"Cache-Control": "no-store"})

    return [Route("/", front), *(_file(name, kind) for name, kind in KINDS.items())]


def _file(name: str, kind: str) -> Route:
    # Its address carries a mark of what is in it.
    headers = HEADERS | {"Cache-Control": "public, max-age=31536000, immutable"}

    async def file(_: Request) -> Response:
        return Response(text_of(name), media_type=kind, headers=headers)

    return Route(f"/{name}", file)
