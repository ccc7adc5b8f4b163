"""One desktop for a shop and a person: starting it again brings the first one's window back."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from shopguard.base.home import Home

_PATIENCE_MS = 500


class OnlyOne(QObject):
    """``is_first`` tells whether this program may go on; then ``call`` hears of later starts."""

    def __init__(self, home: Home) -> None:
        super().__init__()
        place = sha256(str(home.path.absolute()).encode()).hexdigest()[:16]
        self._name = f"shopguard-desktop-{place}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._call: Callable[[], None] = lambda: None

    def is_first(self) -> bool:
        """False where another desktop of this shop runs; it has been told."""
        other = QLocalSocket()
        other.connectToServer(self._name)
        if other.waitForConnected(_PATIENCE_MS):
            other.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)  # left behind by one that was killed
        self._server.newConnection.connect(self._heard)
        self._server.listen(self._name)  # where it cannot, two desktops are better than none
        return True

    def calls(self, call: Callable[[], None]) -> None:
        """What to do when somebody starts it again."""
        self._call = call

    def close(self) -> None:
        self._server.close()

    def _heard(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.deleteLater()
            self._call()
