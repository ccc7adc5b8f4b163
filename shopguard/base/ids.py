"""Ids: 32 hex digits, ordered by the time they were made, unguessable."""

from __future__ import annotations

import secrets
import time


def new_id() -> str:
    """48 bits of milliseconds and 80 random bits, as hex."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"
