"""Days and months as readers of the present language shorten them."""

from __future__ import annotations

from datetime import datetime

from exercise.language.speech import t


def day_and_time(moment: datetime) -> str:
    """`Tue 14 Mar 21:30`."""
    days = t("Sun Mon Tue Wed Thu Fri Sat").split(" ")
    months = t("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split(" ")
    return f"{days[moment.isoweekday() % 7]} {moment:%d} {months[moment.month - 1]} {moment:%H:%M}"
