"""Widgets that know rows, never exercises."""
