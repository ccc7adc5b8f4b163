"""Tries to log in during a wait are counted, and written as one entry (J-14)."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """One more column."""
    op.get_bind().exec_driver_sql(
        "ALTER TABLE login_throttle ADD COLUMN held INTEGER DEFAULT '0' NOT NULL"
    )
