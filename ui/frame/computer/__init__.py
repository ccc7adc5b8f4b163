"""When the computer itself locks its screen or goes to sleep, nobody sits here any more.

One module per system. Each tells at the moment it happens; that the clock ran ahead unseen is
noticed by the seat itself, so a system that tells nothing still locks after waking.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget

from ui.session import Away, Seat


def watch_computer(window: QWidget, seat: Seat) -> object:
    """Empties the seat from now on; watches as long as what is returned is kept."""

    def gone(why: Away) -> None:
        seat.computer_left(why)
        window.repaint()  # the screen may be shown once more before the next turn of the loop

    if sys.platform == "win32":
        from ui.frame.computer.windows import WindowsComputer

        return WindowsComputer(window, gone)
    if sys.platform == "darwin":
        from ui.frame.computer.macos import MacComputer

        return MacComputer(gone)
    from ui.frame.computer.linux import this_computer

    return this_computer(gone)
