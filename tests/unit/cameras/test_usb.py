"""USB cameras. No camera is plugged into a test machine, so libav's own test devices stand in:
they are opened, read and closed by the same calls as v4l2, dshow and avfoundation."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import pytest

from shopguard.base.clock import SystemClock
from shopguard.cameras import devices
from shopguard.cameras.devices import Backend, backend_for, libav_name, list_devices
from shopguard.cameras.kinds.usb import UsbSource
from shopguard.cameras.loss import Lost
from shopguard.cameras.source import LossCause, VideoCodec
from shopguard.cameras.url import CameraUrl, parse_camera_url
from tests.fakes.listener import Listener
from tests.fakes.streams import coded

NO_OPTIONS: tuple[dict[str, str], ...] = ({},)


@contextmanager
def plugged_in(device: str, backend: Backend | None) -> Iterator[Listener]:
    heard = Listener()
    source = UsbSource(CameraUrl("usb", device, 0, ""), SystemClock(), backend)
    source.start(heard)
    try:
        yield heard
    finally:
        source.stop()


def _test_picture(size: str) -> Backend:
    """A device that gives raw pictures: libav's test picture under the name of a camera."""
    return Backend("lavfi", NO_OPTIONS, path=f"testsrc2=size={size}:rate=15")


@pytest.mark.parametrize("size", ["320x240", "321x241"])
def test_raw_pictures_are_coded_so_that_a_decoder_can_play_them(size: str) -> None:
    backend = _test_picture(size)
    with plugged_in(backend.path, backend) as heard:
        got = heard.wait_packets(45)
    assert heard.streams[0].video.codec is VideoCodec.H264
    assert got[0].key
    assert sum(packet.key for packet in got) == 2  # one every two seconds of 15 pictures
    assert {part[0] & 31 for part in got[0].parts} >= {5, 7, 8}
    assert not any(part.startswith(b"\0\0\1") for packet in got for part in packet.parts)
    times = [packet.pts for packet in got]
    assert times == sorted(set(times))
    decoder = av.CodecContext.create("h264", "r")
    decoded = [
        frame
        for packet in got
        for frame in decoder.decode(av.Packet(b"".join(b"\0\0\0\1" + p for p in packet.parts)))
    ]
    assert len(decoded) >= 40
    assert isinstance(decoded[0], av.VideoFrame)
    assert (decoded[0].width, decoded[0].height) == (320, 240)


def test_what_the_camera_compressed_itself_is_passed_on_untouched(tmp_path: Path) -> None:
    jpegs = [packet.parts[0] for packet in coded(VideoCodec.MJPEG, frames=5)[1]]
    stream = tmp_path / "camera"
    stream.write_bytes(b"".join(jpegs))
    with plugged_in(str(stream), Backend("mjpeg", NO_OPTIONS, path=str(stream))) as heard:
        got = heard.wait_packets(len(jpegs))
    assert [packet.parts[0] for packet in got] == jpegs
    assert heard.streams[0].video.codec is VideoCodec.MJPEG


def test_h264_from_the_camera_is_passed_on_unit_by_unit(tmp_path: Path) -> None:
    _, packets = coded(VideoCodec.H264, frames=10, gop=5)
    stream = tmp_path / "camera"
    units = [part for packet in packets for part in packet.parts]
    stream.write_bytes(b"".join(b"\0\0\0\1" + unit for unit in units))
    with plugged_in(str(stream), Backend("h264", NO_OPTIONS, path=str(stream))) as heard:
        got = heard.wait_packets(len(packets))
    assert [part for packet in got for part in packet.parts] == units
    assert [packet.key for packet in got] == [packet.key for packet in packets]


def test_a_device_that_refuses_the_wanted_options_is_opened_with_others(tmp_path: Path) -> None:
    jpegs = [packet.parts[0] for packet in coded(VideoCodec.MJPEG, frames=5)[1]]
    stream = tmp_path / "camera"
    stream.write_bytes(b"".join(jpegs))
    backend = Backend("mjpeg", ({"framerate": "not a rate"}, {}), path=str(stream))
    with plugged_in(str(stream), backend) as heard:
        heard.wait_packets(1)


def test_a_camera_pulled_out_is_asked_for_again(tmp_path: Path) -> None:
    jpegs = [packet.parts[0] for packet in coded(VideoCodec.MJPEG, frames=5)[1]]
    stream = tmp_path / "camera"
    stream.write_bytes(b"".join(jpegs))
    with plugged_in(str(stream), Backend("mjpeg", NO_OPTIONS, path=str(stream))) as heard:
        heard.wait_packets(2 * len(jpegs))
        stream.unlink()
        heard.wait_loss(LossCause.NOT_FOUND)
    assert LossCause.CLOSED in [cause for cause, _ in heard.losses]


@pytest.mark.skipif(sys.platform != "linux", reason="device files are Linux's way")
def test_a_camera_that_is_not_plugged_in_is_not_found() -> None:
    with plugged_in("977", None) as heard:
        heard.wait_loss(LossCause.NOT_FOUND)
    with plugged_in("No Such Camera", None) as heard:
        heard.wait_loss(LossCause.NOT_FOUND)


def test_the_list_of_this_machine_holds_addresses_that_can_be_used() -> None:
    for device in list_devices():
        assert parse_camera_url(device.url).scheme == "usb"
        assert device.name


class _Found:
    """What PyAV tells of a device."""

    def __init__(self, name: str, description: str, media_types: list[str]) -> None:
        self.name, self.description, self.media_types = name, description, media_types


@pytest.fixture
def three_devices(monkeypatch: pytest.MonkeyPatch) -> list[_Found]:
    found = [
        _Found("/dev/video0", "HD Webcam C920", ["video"]),
        _Found("/dev/video2", "Built-in: Camera", ["video"]),
        _Found("hw:0", "Microphone", ["audio"]),
        _Found("/dev/video4", "Twin", ["video"]),
        _Found("/dev/video6", "Twin", []),
    ]
    monkeypatch.setattr(devices.av, "enumerate_input_devices", lambda _format: found)
    return found


@pytest.mark.usefixtures("three_devices")
def test_a_camera_is_addressed_by_its_name_where_that_means_one_camera() -> None:
    listed = {device.url: device.name for device in list_devices()}
    assert listed == {
        "usb:HD Webcam C920": "HD Webcam C920",
        "usb:1": "Built-in: Camera",
        "usb:2": "Twin",
        "usb:3": "Twin",
    }


@pytest.mark.usefixtures("three_devices")
@pytest.mark.parametrize(
    ("system", "device", "name"),
    [
        ("linux", "HD Webcam C920", "/dev/video0"),
        ("linux", "2", "/dev/video2"),
        ("linux", "/dev/video9", "/dev/video9"),
        ("win32", "HD Webcam C920", "video=/dev/video0"),
        ("win32", "1", "video=/dev/video2"),
        ("darwin", "1", "/dev/video2"),
    ],
)
def test_an_address_means_the_same_camera_on_every_system(
    system: str, device: str, name: str
) -> None:
    assert libav_name(device, backend_for(system)) == name


def test_a_system_without_usb_cameras_says_so() -> None:
    with pytest.raises(Lost) as caught:
        backend_for("plan9")
    assert caught.value.cause is LossCause.NOT_FOUND


def test_every_way_of_opening_ends_with_what_the_camera_does_by_itself() -> None:
    for system in ("linux", "win32", "darwin"):
        backend = backend_for(system)
        assert backend.attempts[-1] == {}
        for options in backend.attempts:
            assert all(re.fullmatch(r"[a-z0-9_x]+", word) for word in options.values())
