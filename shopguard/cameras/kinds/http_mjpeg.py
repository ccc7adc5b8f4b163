"""Cameras that send JPEG pictures one after another over http or https."""

from __future__ import annotations

from shopguard.base.clock import Clock
from shopguard.cameras import jpeg, web
from shopguard.cameras.kinds.threaded import Feed, ThreadedSource
from shopguard.cameras.kinds.ticks import CLOCK_RATE, ArrivalTicks
from shopguard.cameras.loss import BadStream, Lost
from shopguard.cameras.multipart import MultipartParser, boundary_of
from shopguard.cameras.source import LossCause, Packet, StreamInfo, TrackInfo, VideoCodec
from shopguard.cameras.url import CameraUrl
from shopguard.cameras.weblogin import WebLogin

MAX_BAD = 20
_STREAM = StreamInfo(TrackInfo(VideoCodec.MJPEG, CLOCK_RATE))


class HttpMjpegSource(ThreadedSource):
    """``multipart/x-mixed-replace`` with Basic or Digest login; every picture is a key packet."""

    def __init__(self, url: CameraUrl, clock: Clock) -> None:
        super().__init__(url.host, clock)
        self._url = url
        self._line = web.Line()
        self._ticks = ArrivalTicks(clock)

    def connect(self, feed: Feed) -> None:
        """One connection, from the request to its end."""
        login = WebLogin(self._url.username, self._url.password)
        with web.ask(self._url, login, line=self._line) as exchange:
            self._read(exchange, feed)

    def hang_up(self) -> None:
        """End the exchange under way."""
        self._line.hang_up()

    def _read(self, exchange: web.Exchange, feed: Feed) -> None:
        parser = MultipartParser(boundary_of(exchange.header("Content-Type")))
        size: tuple[int, int] | None = None
        bad = 0
        while not feed.ended.is_set():
            data = exchange.read_some()
            if not data:
                raise Lost(LossCause.CLOSED, "the camera ended it")
            for part in parser.feed(data, self._clock.utc_us()):
                found = jpeg.size_of(part.body)
                bad = 0 if found else bad + 1
                if found is None:
                    continue
                if found != size:
                    feed.stream(_STREAM)
                    size = found
                feed.packet(Packet("video", [part.body], self._ticks.next(), True, part.arrived_us))
            if bad > MAX_BAD:
                raise BadStream("no pictures come")
