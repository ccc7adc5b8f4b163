"""The desktop outlives the signals it sends."""

from __future__ import annotations

import subprocess
import sys

SIGNALS = """
import ui.background
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    sent = Signal()
sender = Sender()
for _ in range(200_000):
    sender.sent.emit()
print("alive")
"""


def test_many_signals_end_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SIGNALS], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "alive", done.stderr
