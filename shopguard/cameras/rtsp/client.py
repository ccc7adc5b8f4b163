"""The conversation with one camera, from OPTIONS to TEARDOWN.

It is written as it is spoken: each step yields a request and goes on with the reply. Sockets and
timers belong to the ``Line`` it is given, so it runs on bytes alone.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from shopguard.base.clock import Clock
from shopguard.cameras.loss import BadStream, Lost
from shopguard.cameras.rtp.flow import Depacketiser, Flow
from shopguard.cameras.rtsp.carriage import Carriage, OpenPorts
from shopguard.cameras.rtsp.dialogue import Dialogue, Request, Talk, Voice
from shopguard.cameras.rtsp.formats import depacketiser_for, first_supported
from shopguard.cameras.rtsp.sdp import Description, Media, parse_sdp
from shopguard.cameras.rtsp.transport import Transport, join_control, parse_transport
from shopguard.cameras.rtsp.wire import Message, Wire
from shopguard.cameras.source import LossCause
from shopguard.cameras.url import CameraUrl

log = logging.getLogger(__name__)

REPORT_S = 5.0


class Line(Voice, Protocol):
    """The connection as the conversation needs it."""

    def stream(self) -> None:
        """Requests are over; from now on mostly frames come."""
        ...

    def open_ports(self, received: Callable[[int, bytes], None]) -> OpenPorts:
        """A pair of UDP ports to the camera."""
        ...


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted of a camera."""

    udp: bool = False
    audio: bool = False


class RtspClient:
    """One attempt at one stream. Feed it ``received``; Lost is raised when nothing more comes."""

    def __init__(
        self, line: Line, url: CameraUrl, flow: Flow, clock: Clock, wishes: Wishes
    ) -> None:
        self._line = line
        self._flow = flow
        self._clock = clock
        self._audio = wishes.audio
        self._udp = wishes.udp and url.scheme == "rtsp"  # datagrams would go unencrypted
        self._dialogue = Dialogue(line, url)
        self._wire = Wire(self._dialogue.heard)
        self._carriages: list[Carriage] = []
        self._own_ssrc = secrets.randbits(32)
        self._base = f"{url.scheme}://{url.authority}{url.request_target}"
        self._keep_alive = "OPTIONS"

    @property
    def position(self) -> int:
        """Moves with every video packet received."""
        return self._carriages[0].position if self._carriages else 0

    @property
    def clock_offset_us(self) -> int | None:
        """The camera's clock minus ours, as its sender reports tell; None where they don't."""
        return self._carriages[0].clock_offset_us if self._carriages else None

    # --- called by the connection ------------------------------------------------------------

    def connected(self) -> None:
        """Begin to talk."""
        self._dialogue.start(self._set_up())

    def received(self, data: bytes) -> None:
        """Bytes came."""
        self._flow.arrived_us = self._clock.utc_us()
        self._wire.feed(data)

    def close(self) -> None:
        """Say goodbye where there is a session; nothing reaches the flow afterwards."""
        self._flow.close()
        self._dialogue.stop_waiting()
        self._wire.channels.clear()
        for carriage in self._carriages:
            carriage.close()
        if self._dialogue.session:
            self._dialogue.send(Request("TEARDOWN", self._base))

    # --- setting up --------------------------------------------------------------------------

    def _set_up(self) -> Talk:
        ask = self._dialogue.ask
        options = yield from ask("OPTIONS", self._base)
        if "GET_PARAMETER" in options.header("public").upper():
            self._keep_alive = "GET_PARAMETER"
        reply = yield from ask("DESCRIBE", self._base, {"Accept": "application/sdp"})
        self._base = _base_of(reply) or self._base
        description = parse_sdp(reply.body)
        yield from self._set_up_tracks(description)
        self._base = join_control(self._base, description.control)
        yield from ask("PLAY", self._base, {"Range": "npt=0.000-"})
        self._play()

    def _set_up_tracks(self, description: Description) -> Talk:
        video = first_supported(description.media, "video")
        if video is None:
            raise Lost(LossCause.UNSUPPORTED_CODEC, "no H.264, H.265 or MJPEG track")
        picture = depacketiser_for(self._flow, video)
        self._flow.carry(picture, None)
        yield from self._set_up_track(video, Carriage(video.payload_type, picture, self._clock))
        audio = first_supported(description.media, "audio") if self._audio else None
        if audio is not None:
            yield from self._set_up_sound(audio, picture)

    def _set_up_sound(self, audio: Media, picture: Depacketiser) -> Talk:
        """A camera whose sound cannot be had is recorded without it."""
        silent = len(self._carriages)
        try:
            sound = depacketiser_for(self._flow, audio)
            yield from self._set_up_track(audio, Carriage(audio.payload_type, sound, self._clock))
        except Lost as loss:
            log.warning("a camera is recorded without sound: %s", loss)
            for carriage in self._carriages[silent:]:
                carriage.close()
            del self._carriages[silent:]
        else:
            self._flow.carry(picture, sound)

    def _set_up_track(self, media: Media, carriage: Carriage) -> Talk:
        self._carriages.append(carriage)
        if self._udp:
            carriage.ports = ports = self._line.open_ports(self._datagrams_of(carriage))
            wanted = f"RTP/AVP;unicast;client_port={ports.number}-{ports.number + 1}"
        else:
            channel = 2 * (len(self._carriages) - 1)
            wanted = f"RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1}"
        uri = join_control(self._base, media.control)
        reply = yield from self._dialogue.ask("SETUP", uri, {"Transport": wanted})
        self._dialogue.remember_session(reply)
        self._route(carriage, parse_transport(reply.header("transport"), wanted))

    def _route(self, carriage: Carriage, transport: Transport) -> None:
        """Frames or datagrams find their track from now on."""
        if carriage.ports is not None:
            carriage.ports.camera_port = transport.server_port
            carriage.open_firewalls()
            return
        channels = self._wire.channels
        if transport.channel in channels or transport.channel + 1 in channels:
            raise BadStream("two tracks on one channel")
        channels[transport.channel] = carriage.track.receive
        channels[transport.channel + 1] = carriage.hear
        carriage.reports = self._frames_on(transport.channel + 1)

    def _datagrams_of(self, carriage: Carriage) -> Callable[[int, bytes], None]:
        def received(which: int, datagram: bytes) -> None:
            self._flow.arrived_us = self._clock.utc_us()
            carriage.datagram(which, datagram)

        return received

    def _frames_on(self, channel: int) -> Callable[[bytes], None]:
        def send(report: bytes) -> None:
            self._line.write(b"$" + bytes((channel,)) + len(report).to_bytes(2) + report)

        return send

    # --- playing -----------------------------------------------------------------------------

    def _play(self) -> None:
        self._line.stream()
        self._line.later(self._pause_s, self._stay)
        self._line.later(REPORT_S, self._report)

    @property
    def _pause_s(self) -> float:
        """Between two signs of life: twice in a session's time, as one may be lost."""
        return min(self._dialogue.session_s / 2, 30)

    def _stay(self) -> None:
        """Some cameras never answer this; frames tell whether they live."""
        self._line.later(self._pause_s, self._stay)
        self._dialogue.start(self._say_alive(), patient=True)

    def _say_alive(self) -> Talk:
        reply = yield Request(self._keep_alive, self._base)
        if reply.status == 401 and self._dialogue.log_in(reply, fresh=True):
            reply = yield Request(self._keep_alive, self._base)
        if reply.status == 454:
            raise Lost(LossCause.CLOSED, "RTSP 454: the session has ended")
        if reply.status >= 400:
            self._keep_alive = "OPTIONS"

    def _report(self) -> None:
        self._line.later(REPORT_S, self._report)
        for carriage in self._carriages:
            carriage.report(self._own_ssrc)


def _base_of(reply: Message) -> str:
    """What control addresses are relative to, where the camera says it."""
    words = reply.header("content-base") or reply.header("content-location")
    fit = words.isascii() and words.isprintable() and len(words) <= 2048 and " " not in words
    return words if fit and words.lower().startswith(("rtsp://", "rtsps://")) else ""
