"""Listings are found by two indices that hold all that a search asks for, in place of one for each column."""

from alembic import op
from sqlalchemy import text

revision = "0004"
down_revision = "0003"

_SEARCHED = ("valid_through", "country", "region", "city_key", "remote", "level", "employment_type", "company_key")


def upgrade() -> None:
    """Drop the old indices and make the new ones."""
    single = ("role_id", "city_key", "region", "country", "remote", "employment_type", "level", "pay_min", "pay_max")
    for name in (*single, "valid_through", "pay_high"):
        op.drop_index(f"ix_listing_{name}", "listing")
    op.create_index("ix_listing_role", "listing", ["role_id", *_SEARCHED, "currency", "pay_max", "pay_min"])
    op.create_index("ix_listing_pay_high", "listing", ["currency", "pay_max", "pay_min", "role_id", *_SEARCHED])
    op.create_index("ix_listing_spread", "listing", ["currency", text("(pay_max - pay_min)")])
