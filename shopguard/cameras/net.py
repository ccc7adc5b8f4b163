"""Connections to cameras on the reactor: TCP with or without TLS. Nothing here waits."""

from __future__ import annotations

import errno
import socket
import ssl
from typing import Protocol

from shopguard.base.platform import host
from shopguard.cameras import tls
from shopguard.cameras.loss import Lost, loss_of
from shopguard.cameras.names import Addresses
from shopguard.cameras.reactor import READ_SIZE, Pace, Reactor, Timer, Watch
from shopguard.cameras.source import LossCause
from shopguard.cameras.url import ENCRYPTED, CameraUrl

CONNECT_S = 5.0
MAX_OUT = 256 * 1024
READS_A_ROUND = 4  # then the other cameras have their turn
RECEIVE_BUFFER = 1 << 20
FILLING = 4  # a piece of a quarter of the kernel's buffer: it may be running full …
EMPTY = 16  # … until a sixteenth
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN}


class Peer(Protocol):
    """Whoever talks over a connection. What its methods raise ends the connection."""

    def connected(self) -> None:
        """The camera answers; under TLS it has proven who it is."""
        ...

    def received(self, data: bytes) -> None:
        """Bytes came."""
        ...

    def ended(self, loss: Lost) -> None:
        """It is over, once, and not because of ``close``."""
        ...


class Connection:
    """One connection to a camera, from the look-up of its name to its end."""

    def __init__(
        self, reactor: Reactor, url: CameraUrl, peer: Peer, *, connect_s: float = CONNECT_S
    ) -> None:
        self._reactor = reactor
        self._url = url
        self._peer: Peer | None = peer
        self._tls = _Tls(url) if url.scheme in ENCRYPTED else None
        self._out = bytearray()
        self._watch: Watch | None = None
        self._open = False
        self._streaming = False
        self._addresses: Addresses = []
        self._timer: Timer = reactor.later(connect_s, lambda: self.fail(TimeoutError()))
        reactor.resolve(url.host, url.port, self._resolved)

    # --- for the peer ------------------------------------------------------------------------

    def write(self, data: bytes) -> None:
        """Send, now or as soon as the camera takes it; Unavailable when it has long not."""
        if self._peer is None:
            return
        self._out += self._tls.encrypt(data) if self._tls else data
        if len(self._out) > MAX_OUT:
            raise Lost(LossCause.STALLED, "the camera takes no requests")
        self._flush()

    def stream(self) -> None:
        """From now on look at the socket once a tick."""
        self._streaming = True
        if self._watch is not None:
            host.widen_receive(self._watch.sock, RECEIVE_BUFFER)
            self._watch.set(write=bool(self._out), pace=Pace.STREAM)

    def fail(self, error: Exception) -> None:
        """End it for a reason the peer is told."""
        peer = self._peer
        self.close()
        if peer is not None:
            peer.ended(loss_of(error))

    def close(self) -> None:
        """End it; the peer is not called again."""
        self._peer = None
        self._timer.cancel()
        if self._watch is not None:
            self._watch.close()

    @property
    def places(self) -> tuple[str, str]:
        """Numeric addresses: ours and the camera's."""
        sock = self._socket()
        return str(sock.getsockname()[0]), str(sock.getpeername()[0])

    # --- connecting --------------------------------------------------------------------------

    def _resolved(self, answer: Addresses | OSError) -> None:
        if self._peer is None:
            return
        if isinstance(answer, OSError):
            self.fail(answer)
            return
        self._addresses = answer[:8]
        self._connect_next(OSError(errno.EADDRNOTAVAIL, "no address"))

    def _connect_next(self, error: OSError) -> None:
        while self._addresses:
            family, place = self._addresses.pop(0)
            if self._watch is not None:
                self._watch.close()
            try:
                sock = socket.socket(family, socket.SOCK_STREAM)
            except OSError as failed:
                error = failed
                continue
            sock.setblocking(False)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            self._watch = self._reactor.watch(sock, self)
            number = sock.connect_ex(place)
            if number in _UNDER_WAY:
                self._watch.set(read=False, write=True)
                return
            error = OSError(number, "connect")
        self.fail(error)

    def writable(self) -> None:
        """Connected, or room to write."""
        if self._open:
            self._flush()
            return
        number = self._socket().getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if number:
            self._connect_next(OSError(number, "connect"))
            return
        self._open = True
        self._look(read=True)
        if self._tls:
            self._shake_hands(b"")
        else:
            self._connected()

    def _connected(self) -> None:
        self._timer.cancel()
        if self._peer is not None:
            self._peer.connected()

    def _shake_hands(self, data: bytes) -> None:
        assert self._tls is not None
        done = self._tls.handshake(data)
        self._out += self._tls.to_send()
        self._flush()
        if done:
            self._connected()
            self._take(b"")  # application data may have come along

    # --- connected ---------------------------------------------------------------------------

    def readable(self) -> None:
        """Read what is there, in large pieces."""
        buffer = self._reactor.buffer
        size = READ_SIZE
        for _ in range(READS_A_ROUND):
            if self._peer is None or size < READ_SIZE:
                return
            try:
                size = self._socket().recv_into(buffer)
            except (BlockingIOError, InterruptedError):
                return
            if not size:
                self.fail(Lost(LossCause.CLOSED, "the camera hung up"))
                return
            if self._streaming:
                self._set_pace(size)
            self._take(bytes(buffer[:size]))

    def failed(self, error: Exception) -> None:
        """Something raised: the operating system, TLS, or the peer."""
        self.fail(error)

    def _set_pace(self, size: int) -> None:
        """A camera must not wait for room: where much came, look again soon.

        The kernel lets its buffer grow with what is taken out at once; a good part of it is
        book-keeping.
        """
        assert self._watch is not None
        room = self._watch.sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
        if size * FILLING >= room:
            self._watch.set(write=bool(self._out), pace=Pace.DATAGRAMS)
        elif size * EMPTY < room:
            self._watch.set(write=bool(self._out), pace=Pace.STREAM)

    def _take(self, data: bytes) -> None:
        if self._peer is None:
            return
        if self._tls is None:
            self._peer.received(data)
        elif not self._tls.ready:
            self._shake_hands(data)
        else:
            self._take_encrypted(data)

    def _take_encrypted(self, data: bytes) -> None:
        assert self._tls is not None
        plain, ended = self._tls.decrypt(data)
        answer = self._tls.to_send()  # key updates
        if answer:
            self._out += answer
            self._flush()
        if plain and self._peer is not None:
            self._peer.received(plain)
        if ended:
            self.fail(Lost(LossCause.CLOSED, "the camera hung up"))

    def _flush(self) -> None:
        if not self._open:
            return
        try:
            while self._out:
                del self._out[: self._socket().send(self._out)]
        except (BlockingIOError, InterruptedError):
            pass  # the rest follows when there is room
        except OSError:
            self._out.clear()  # reading tells why
        self._look(read=True)

    def _look(self, *, read: bool) -> None:
        if self._watch is not None and self._peer is not None:
            self._watch.set(read=read, write=bool(self._out))

    def _socket(self) -> socket.socket:
        assert self._watch is not None
        return self._watch.sock


class _Tls:
    """TLS between two memory buffers, so that it reads and writes in large pieces too."""

    def __init__(self, url: CameraUrl) -> None:
        self._url = url
        self._in = ssl.MemoryBIO()
        self._out = ssl.MemoryBIO()
        self._object = tls.context_for(url).wrap_bio(self._in, self._out, server_hostname=url.host)
        self.ready = False

    def handshake(self, data: bytes) -> bool:
        """Go on with ``data`` from the camera; True once it has proven who it is."""
        self._in.write(data)
        try:
            self._object.do_handshake()
        except ssl.SSLWantReadError:
            return False
        tls.check_pin(self._url, self._object.getpeercert(binary_form=True))
        self.ready = True
        return True

    def encrypt(self, data: bytes) -> bytes:
        self._object.write(data)
        return self._out.read()

    def decrypt(self, data: bytes) -> tuple[bytes, bool]:
        """What the camera said, and whether it has said goodbye."""
        self._in.write(data)
        pieces = []
        try:
            while piece := self._object.read(READ_SIZE):
                pieces.append(piece)
        except ssl.SSLWantReadError:
            return b"".join(pieces), False
        except ssl.SSLZeroReturnError:
            pass
        return b"".join(pieces), True

    def to_send(self) -> bytes:
        return self._out.read()
