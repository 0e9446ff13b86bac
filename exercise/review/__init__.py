"""After the action: timelines, measures, findings and reports, all folded from the log."""
