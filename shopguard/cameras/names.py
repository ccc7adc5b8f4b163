"""Name look-ups that hold nobody up: the operating system's waits, so it is asked in threads."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

Addresses = list[tuple[int, tuple[str, int]]]
"""Address family, (numeric host, port)."""

Found = Callable[[Addresses | OSError], None]


class Names:
    """A thread for each name under way, however many ask for it. Used on the loop's thread only.

    ``call`` runs a function on that thread.
    """

    def __init__(self, call: Callable[[Callable[[], None]], None]) -> None:
        self._call = call
        self._asking: dict[tuple[str, int], list[Found]] = {}

    def resolve(self, host: str, port: int, found: Found) -> None:
        """Have ``found`` called with the addresses, or with why there are none."""
        waiting = self._asking.setdefault((host, port), [])
        waiting.append(found)
        if len(waiting) == 1:
            name = f"look-up of {host}"
            threading.Thread(target=self._ask, args=(host, port), name=name, daemon=True).start()

    def _ask(self, host: str, port: int) -> None:
        answer = _addresses(host, port)
        self._call(lambda: self._tell((host, port), answer))

    def _tell(self, key: tuple[str, int], answer: Addresses | OSError) -> None:
        for found in self._asking.pop(key, []):
            found(answer)


def _addresses(host: str, port: int) -> Addresses | OSError:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        return error
    return [(family, (str(place[0]), port)) for family, _, _, _, place in found]
