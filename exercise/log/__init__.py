"""The record of an exercise: what was asked, what happened, and how it is kept."""
