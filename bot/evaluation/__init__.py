"""Measures how well messages are understood and conversations held; `rolewise evaluate` runs it."""
