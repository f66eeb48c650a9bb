"""Listings of feeds: what tells a posting again, when it ends, and its pay as posted."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns, empty, and the indices."""
    for name in ("pay_stated", "level_stated", "employment_stated", "external_id", "url"):
        op.add_column("listing", sa.Column(name, sa.String))
    for name in ("posted", "valid_through"):
        op.add_column("listing", sa.Column(name, sa.Date))
    for name in ("posting_key", "fingerprint"):
        op.add_column("listing", sa.Column(name, sa.String))
    op.add_column("listing", sa.Column("seen", sa.Integer))
    op.create_index("ix_listing_valid_through", "listing", ["valid_through"])
    op.create_index("ix_listing_posting", "listing", ["source_id", "posting_key"])
    op.create_index("ix_listing_pay_high", "listing", ["currency", "pay_max", "pay_min"])
    op.create_index("ix_listing_pay_low", "listing", ["currency", "pay_min", "pay_max"])
