"""The tables of version 0.1.0, which stores without a revision have."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: such a store has them."""
