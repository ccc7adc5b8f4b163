"""The catalogue ``shop.db``: engine, key store, schema, migrations."""
