"""Playing an exercise without people: bots, many runs, statistics."""
