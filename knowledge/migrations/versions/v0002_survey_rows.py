"""Single answers of surveys, and questions kept for review."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create what is missing: stores made between two releases have some of it."""
    present = set(sa.inspect(op.get_bind()).get_table_names())
    if "survey" not in present:
        op.create_table(
            "survey",
            sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), primary_key=True),
            sa.Column("replaces", sa.String),
            sa.Column("answers", sa.Integer, nullable=False),
        )
    if "survey_pay" not in present:
        op.create_table(
            "survey_pay",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
            sa.Column("role_id", sa.Integer, sa.ForeignKey("role.id", ondelete="CASCADE"), nullable=False),
            sa.Column("level", sa.String, nullable=False),
            sa.Column("year", sa.Integer, nullable=False),
            sa.Column("employment_type", sa.String),
            sa.Column("country", sa.String),
            sa.Column("remote", sa.String),
            sa.Column("company_size", sa.String),
            sa.Column("count", sa.Integer, nullable=False),
            sa.Column("pays", sa.LargeBinary, nullable=False),
        )
        for column in ("source_id", "role_id", "country"):
            op.create_index(f"ix_survey_pay_{column}", "survey_pay", [column])
    if "unanswered" not in present:
        op.create_table(
            "unanswered",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("text", sa.Text, nullable=False),
            sa.Column("reason", sa.String, nullable=False),
            sa.Column("ranking", sa.Text, nullable=False),
            sa.Column("asked_at", sa.DateTime, nullable=False),
        )
