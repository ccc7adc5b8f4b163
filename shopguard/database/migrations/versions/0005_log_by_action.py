"""The log by action: the register of stills and the reminders read a few kinds of it (J-15)."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One more index."""
    op.get_bind().exec_driver_sql("CREATE INDEX ix_audit_record_action ON audit_record (action)")
