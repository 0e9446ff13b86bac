"""Screens: a picture goes in, questions to the link come out."""
