"""RTSP cameras on the loopback address that play files for ever. Run by the distribution's Python.

GStreamer's RTSP server comes with the distribution (``python3-gi``) and not from PyPI, so this
program stands alone and imports nothing of ours. One JSON object on standard input says what to
serve; nothing secret is ever on the command line::

    {"port": 0, "mounts": {"entrance": "/path/entrance.mp4"}, "user": "…", "password": "…",
     "basic": false, "certificate": "PEM of certificate and key, for rtsps"}

``{"port": 8554}`` is printed when the cameras can be reached, ``{"error": "why"}`` when they can't.
They end with standard input, so they never outlive the program that started them. Frames are handed
on byte for byte, paced by the clock, with timestamps that go on rising when a file starts again.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

import gi

for _module in ("Gst", "GstApp", "GstRtsp", "GstRtspServer"):
    gi.require_version(_module, "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402 - after the versions

PAYLOADERS = {
    "video/x-h264": "rtph264pay config-interval=-1",
    "video/x-h265": "rtph265pay config-interval=-1",
    "image/jpeg": "rtpjpegpay",
    "audio/mpeg": "rtpmp4gpay",
    "audio/x-mulaw": "rtppcmupay",
    "audio/x-alaw": "rtppcmapay",
}
LONGEST_BURST_NS = 2 * Gst.SECOND
"""A camera held up for longer skips ahead, as a real one does, rather than send it all at once."""

ROLE = "viewer"


@dataclass
class Track:
    """One coded track: what the payloader must know, and its units in decoding order."""

    caps: Any
    units: list[Any] = field(default_factory=list)

    @property
    def payloader(self) -> str:
        return PAYLOADERS[self.caps.get_structure(0).get_name()]


@dataclass
class Clip:
    """A file held in memory: its tracks, and their units as one list of (time, track, unit)."""

    tracks: list[Track]

    def __post_init__(self) -> None:
        for track in self.tracks:
            track.units = [unit for unit in track.units if unit.get_size()]
        self.schedule = sorted(
            (
                (_when(unit), number, unit)
                for number, track in enumerate(self.tracks)
                for unit in track.units
            ),
            key=lambda entry: entry[:2],
        )
        self.length = max(_when(unit) + unit.duration for unit in self.tracks[0].units)

    def launch(self) -> str:
        """GStreamer's description of the pipeline behind one camera."""
        branches = (
            f"appsrc name=track{number} is-live=true format=time max-bytes=0 "
            f"! {track.payloader} name=pay{number} pt={96 + number}"
            for number, track in enumerate(self.tracks)
        )
        return f"( {' '.join(branches)} )"


def _when(unit: Any) -> int:
    return int(unit.pts if unit.dts == Gst.CLOCK_TIME_NONE else unit.dts)


def read_clip(path: str) -> Clip:
    """Every coded unit of an MP4 file, video first. Ends the program when it cannot be read."""
    pipeline = Gst.Pipeline.new(None)
    source, demux = (Gst.ElementFactory.make(name, None) for name in ("filesrc", "qtdemux"))
    source.set_property("location", path)
    pipeline.add(source)
    pipeline.add(demux)
    source.link(demux)
    sinks: list[Any] = []

    def add_track(_demux: Any, pad: Any) -> None:
        sink = Gst.ElementFactory.make("appsink", None)
        for name in ("sync", "async", "wait-on-eos"):
            sink.set_property(name, False)
        pipeline.add(sink)
        sink.sync_state_with_parent()
        pad.link(sink.get_static_pad("sink"))
        sinks.append(sink)

    demux.connect("pad-added", add_track)
    pipeline.set_state(Gst.State.PLAYING)
    ended = Gst.MessageType.EOS | Gst.MessageType.ERROR
    message = pipeline.get_bus().timed_pop_filtered(60 * Gst.SECOND, ended)
    if message is None or message.type == Gst.MessageType.ERROR:
        _give_up(f"cannot read {path}")
    tracks = [Track(_caps(sink), _units(sink)) for sink in sinks]
    pipeline.set_state(Gst.State.NULL)
    tracks.sort(key=lambda track: track.caps.get_structure(0).get_name().startswith("audio/"))
    return Clip(tracks)


def _caps(sink: Any) -> Any:
    """The payloader knows H.265 from a file by the name hvc1 alone; hev1 is laid out the same."""
    words = sink.get_static_pad("sink").get_current_caps().to_string()
    return Gst.Caps.from_string(words.replace("(string)hev1", "(string)hvc1"))


def _units(sink: Any) -> list[Any]:
    units = []
    while (sample := sink.emit("try-pull-sample", 0)) is not None:
        units.append(sample.get_buffer())
    return units


class Feeder:
    """Hands a clip's units to one running camera, at the pace of the clock, until told to stop."""

    def __init__(self, clip: Clip, media: Any) -> None:
        self._clip = clip
        self._stop = threading.Event()
        pipeline = media.get_element()
        self._sources = [pipeline.get_by_name(f"track{n}") for n in range(len(clip.tracks))]
        for source, track in zip(self._sources, clip.tracks, strict=True):
            source.set_property("caps", track.caps)
        media.connect("unprepared", lambda _media: self._stop.set())
        threading.Thread(target=self._feed, daemon=True).start()

    def _feed(self) -> None:
        start = time.monotonic_ns()
        base = 0
        while not self._stop.is_set():
            for when, track, unit in self._clip.schedule:
                late = time.monotonic_ns() - start - base - when
                if late > LONGEST_BURST_NS:
                    base += late
                elif late < 0 and self._stop.wait(-late / Gst.SECOND):
                    return
                if (
                    self._sources[track].emit("push-buffer", _shifted(unit, base))
                    != Gst.FlowReturn.OK
                ):
                    return
            base += self._clip.length


def _shifted(unit: Any, base: int) -> Any:
    """The same bytes, later."""
    moved = unit.copy_region(
        Gst.BufferCopyFlags.FLAGS | Gst.BufferCopyFlags.MEMORY, 0, unit.get_size()
    )
    moved.pts = base + (unit.pts if unit.pts != Gst.CLOCK_TIME_NONE else unit.dts)
    moved.dts = base + _when(unit)
    moved.duration = unit.duration
    return moved


def _camera(clip: Clip) -> Any:
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_shared(False)  # a test beside the recording: each viewer has its own
    factory.set_launch(clip.launch())
    factory.connect("media-configure", lambda _factory, media: Feeder(clip, media))
    allowed = f"{ROLE},media.factory.access=(boolean)true,media.factory.construct=(boolean)true"
    factory.add_role_from_structure(Gst.Structure.new_from_string(allowed))
    return factory


def _credentials(user: str, password: str, *, basic: bool) -> Any:
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    if basic:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.BASIC)
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    else:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(user, password, token)
    return auth


def _anyone() -> Any:
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    auth.set_default_token(token)
    return auth


def serve(config: dict[str, Any]) -> Any:
    """A server for ``config``; ends the program when the port is taken."""
    server = GstRtspServer.RTSPServer()
    server.set_address(config["address"])
    server.set_service(str(config.get("port", 0)))
    if config.get("user"):
        auth = _credentials(config["user"], config["password"], basic=config.get("basic", False))
    else:
        auth = _anyone()
    if config.get("certificate"):
        pem = config["certificate"]
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_pem(pem, len(pem)))
    server.set_auth(auth)
    clips: dict[str, Clip] = {}
    for mount, path in config["mounts"].items():
        clip = clips.get(path) or clips.setdefault(path, read_clip(path))
        server.get_mount_points().add_factory(f"/{mount}", _camera(clip))
    if not server.attach(None):
        _give_up("the port is in use")
    return server


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _give_up(why: str) -> NoReturn:
    _say({"error": why})
    os._exit(1)


def _when_input_ends(then: Callable[[], None]) -> None:
    def wait() -> None:
        while os.read(0, 4096):
            pass
        GLib.idle_add(then)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """Read what to serve, serve it, end with standard input or a signal."""
    Gst.init(None)
    server = serve(json.loads(sys.stdin.readline()))
    loop = GLib.MainLoop()
    for number in (signal.SIGTERM, signal.SIGINT):
        GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, number, loop.quit)
    GLib.timeout_add_seconds(5, lambda: server.get_session_pool().cleanup() >= 0)
    _when_input_ends(loop.quit)
    _say({"port": server.get_bound_port()})
    loop.run()
    os._exit(0)  # GStreamer's threads need no farewell


if __name__ == "__main__":
    main()
