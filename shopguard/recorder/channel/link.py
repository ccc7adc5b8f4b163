"""One connection of a client to one run of the recorder."""

from __future__ import annotations

import time

import zmq

from shopguard.recorder.channel import wire
from shopguard.recorder.channel.keys import ChannelKeys
from shopguard.recorder.channel.runtime import Runtime

_MAX_OUT = 1000  # messages that may wait to be sent


class Link:
    """Used by the client's thread alone. ``heard``: when something came last, monotonic."""

    def __init__(
        self, context: zmq.Context[zmq.Socket[bytes]], keys: ChannelKeys, to: Runtime
    ) -> None:
        self.to = to
        self.heard = 0.0
        self.peer: object = None  # the number the server knows this connection by
        self.opened = time.monotonic()
        self.socket = context.socket(zmq.DEALER)
        self.socket.linger = 0
        self.socket.sndhwm = _MAX_OUT
        self.socket.maxmsgsize = wire.MAX_ANSWER
        self.socket.curve_serverkey = keys.server.public_z85
        self.socket.curve_publickey = keys.client.public_z85
        self.socket.curve_secretkey = keys.client.secret_z85
        self.socket.connect(f"tcp://127.0.0.1:{to.port}")

    @property
    def silent(self) -> bool:
        """Whether the other end is gone, as far as can be told."""
        return time.monotonic() - max(self.heard, self.opened) > wire.SILENT_S
