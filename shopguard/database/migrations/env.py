"""Run by Alembic. The connection comes from ``upgrade.py``, already inside its transaction."""

from alembic import context

from shopguard.database.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
