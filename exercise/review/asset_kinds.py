"""What kinds of infrastructure are called: those of the bundled scenarios in words, others as they are written."""

from __future__ import annotations

from exercise.language import marked, t

KNOWN = (
    *(marked("access line"), marked("accounts"), marked("battery"), marked("broadcast")),
    *(marked("control room"), marked("cooling"), marked("data centre"), marked("domain"), marked("fuel")),
    *(marked("gateway"), marked("generator"), marked("hosting"), marked("land route")),
    *(marked("landing station"), marked("mail server"), marked("mailing"), marked("mobile network")),
    *(marked("polling stations"), marked("power"), marked("power feed"), marked("power grid")),
    *(marked("private network"), marked("replication"), marked("server"), marked("storage")),
    *(marked("submarine cable"), marked("switch"), marked("system"), marked("vault"), marked("web service")),
)


def kind_name(kind: str) -> str:
    """A kind of infrastructure, for people."""
    return t(kind.replace("-", " "))
