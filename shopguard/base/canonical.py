"""One way to turn a value into bytes that are hashed or signed."""

from __future__ import annotations

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces and no NaN: equal values give equal bytes."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()
