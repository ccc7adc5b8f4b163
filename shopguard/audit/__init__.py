"""The audit log: who did what, for which purpose, in a form an outsider can check (J-14)."""
