"""`rolewise evaluate`."""

def evaluate() -> None:
    raise SystemExit(1)
