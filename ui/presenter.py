"""What every presenter is made of: a state, and a view that draws it whole whenever it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import shiboken6

S = TypeVar("S")


class Presenter(Generic[S]):
    """Keeps a state value. Views come and go (another language, another look); the state stays."""

    def __init__(self, state: S) -> None:
        self._state = state
        self._view: Callable[[S], None] | None = None

    @property
    def state(self) -> S:
        return self._state

    def attach(self, view: Callable[[S], None]) -> None:
        """``view`` is called now and after every change; it replaces the view before."""
        self._view = view
        view(self._state)

    def detach(self) -> None:
        """Nobody looks."""
        self._view = None

    def _become(self, state: S) -> None:
        if state == self._state:
            return
        self._state = state
        view = self._view
        if view is None:
            return
        if shiboken6.isValid(getattr(view, "__self__", None)):
            view(state)
        else:  # the window threw it away meanwhile
            self._view = None
