"""The rules of an exercise, with no clock, dice, network or SimPy."""
