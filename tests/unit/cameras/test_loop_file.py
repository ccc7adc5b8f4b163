from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import pytest

from shopguard.base.clock import SystemClock
from shopguard.cameras.kinds.loop_file import LoopFileSource
from shopguard.cameras.source import AudioCodec, LossCause, Packet, StreamInfo, VideoCodec
from shopguard.cameras.url import parse_camera_url
from tests.fakes.listener import Listener
from tests.fakes.streams import coded

FRAMES, FPS = 6, 25
LENGTH = Fraction(FRAMES, FPS)
NAMES: dict[object, str] = {
    VideoCodec.H264: "h264",
    VideoCodec.H265: "hevc",
    VideoCodec.MJPEG: "mjpeg",
}

MakeFilm = Callable[..., Path]


@pytest.fixture
def make_film(tmp_path: Path) -> MakeFilm:
    """Writes a film with the packets of a real coder; the test knows every NAL unit in it."""

    def make(name: str, info: StreamInfo, packets: list[Packet], *, audio: str = "") -> Path:
        raw = tmp_path / "raw"
        start = b"" if info.video.codec is VideoCodec.MJPEG else b"\0\0\1"
        raw.write_bytes(b"".join(start + part for packet in packets for part in packet.parts))
        path = tmp_path / name
        sound = ["-f", "lavfi", "-i", "sine=sample_rate=8000", "-shortest", "-c:a", audio]
        picture = ["-f", NAMES[info.video.codec], "-r", str(FPS), "-i", str(raw)]
        out = [*(sound if audio else []), "-c:v", "copy", str(path)]
        subprocess.run(["ffmpeg", "-v", "error", "-y", *picture, *out], check=True)
        return path

    return make


@contextmanager
def playing(path: Path | str, *, audio: bool = False) -> Iterator[Listener]:
    heard = Listener()
    source = LoopFileSource(parse_camera_url(f"loop:{path}"), SystemClock(), audio=audio)
    source.start(heard)
    try:
        yield heard
    finally:
        source.stop()


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("name", ["film.mp4", "film.mkv"])
@pytest.mark.parametrize("codec", [VideoCodec.H264, VideoCodec.H265])
def test_every_nal_unit_comes_byte_for_byte_round_after_round(
    make_film: MakeFilm, name: str, codec: VideoCodec
) -> None:
    info, packets = coded(codec, frames=FRAMES, fps=FPS, gop=3)
    film = make_film(name, info, packets)
    with playing(film) as heard:
        got = heard.wait_packets(2 * FRAMES + 3)
    # The muxer may move parameter sets into the header; what remains is untouched.
    pictures = [[part for part in p.parts if part not in info.video.extradata] for p in packets]
    expected = (pictures * 3)[: len(got)]
    assert [[p for p in g.parts if p not in info.video.extradata] for g in got] == expected
    assert [g.key for g in got] == ([p.key for p in packets] * 3)[: len(got)]
    assert heard.streams[0].video.codec is codec
    assert set(heard.streams[0].video.extradata) >= set(info.video.extradata)
    assert len(heard.streams) == 1  # the same stream, however often it is played
    assert heard.losses == []


def test_times_rise_over_the_loop_and_are_those_of_the_film(make_film: MakeFilm) -> None:
    info, packets = coded(frames=FRAMES, fps=FPS)
    with playing(make_film("film.mp4", info, packets)) as heard:
        got = heard.wait_packets(2 * FRAMES + 1)
    step = heard.streams[0].video.clock_rate // FPS
    times = [packet.pts for packet in got]
    assert [b - a for a, b in itertools.pairwise(times)] == [step] * (2 * FRAMES)
    arrived = [packet.arrived_us for packet in got]
    assert arrived == sorted(arrived)
    # never faster than the film: the second round ends two lengths after the beginning
    assert arrived[-1] - arrived[0] >= 2 * LENGTH * 1_000_000 - 50_000


def test_pictures_shown_out_of_order_keep_their_times(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    source = ["-f", "lavfi", "-i", "testsrc2=size=160x96:rate=25:duration=1"]
    coder = ["-c:v", "libx264", "-preset", "fast", "-bf", "3", "-g", "12"]
    subprocess.run(["ffmpeg", "-v", "error", *source, *coder, str(film)], check=True)
    with av.open(str(film)) as container:
        sent = [p for p in container.demux(video=0) if p.dts is not None]
        first = sent[0].dts or 0
        wanted = [Fraction(p.pts - first) * p.time_base for p in sent if p.pts is not None]
    assert wanted != sorted(wanted)
    with playing(film) as heard:
        got = heard.wait_packets(len(sent))
    rate = heard.streams[0].video.clock_rate
    assert [Fraction(packet.pts, rate) for packet in got] == wanted


def test_motion_jpeg_films_play(make_film: MakeFilm) -> None:
    info, packets = coded(VideoCodec.MJPEG, frames=FRAMES, fps=FPS)
    with playing(make_film("film.mkv", info, packets)) as heard:
        got = heard.wait_packets(FRAMES)
    assert [packet.parts for packet in got] == [packet.parts for packet in packets]
    assert all(packet.key for packet in got)


@pytest.mark.parametrize(
    ("coder", "name", "codec"),
    [
        ("aac", "film.mp4", AudioCodec.AAC),
        ("pcm_mulaw", "film.mkv", AudioCodec.PCMU),
        ("pcm_alaw", "film.mkv", AudioCodec.PCMA),
    ],
)
def test_sound_is_carried_only_where_it_is_switched_on(
    make_film: MakeFilm, coder: str, name: str, codec: AudioCodec
) -> None:
    info, packets = coded(frames=FRAMES, fps=FPS)
    film = make_film(name, info, packets, audio=coder)
    with playing(film) as heard:
        heard.wait_packets(FRAMES)
    assert heard.streams[0].audio is None
    assert {packet.track for packet in heard.packets} == {"video"}
    with playing(film, audio=True) as heard:
        heard.wait(lambda h: {packet.track for packet in h.packets} == {"video", "audio"})
        heard.wait_packets(3 * FRAMES)
    audio = heard.streams[0].audio
    assert audio is not None
    assert (audio.codec, audio.clock_rate, audio.channels) == (codec, 8000, 1)
    assert bool(audio.extradata) is (codec is AudioCodec.AAC)
    for track in ("video", "audio"):
        times = [packet.pts for packet in heard.packets if packet.track == track]
        assert times == sorted(set(times))


def test_a_film_that_is_not_there_is_not_found_and_found_later(
    make_film: MakeFilm, tmp_path: Path
) -> None:
    with playing(tmp_path / "film.mp4") as heard:
        heard.wait_loss(LossCause.NOT_FOUND)
        make_film("film.mp4", *coded(frames=FRAMES, fps=FPS))
        heard.wait_packets(1)


def _no_film(path: Path) -> None:
    path.write_bytes(b"this is not a film" * 100)


def _folder(path: Path) -> None:
    path.mkdir()


def _playlist(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://192.0.2.1/secret\n")


@pytest.mark.parametrize("make", [_no_film, _folder, _playlist])
def test_what_is_no_film_is_said_to_be_unreadable(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    film = tmp_path / "film.mp4"
    make(film)
    with playing(film) as heard:
        heard.wait_loss(LossCause.BAD_STREAM)
    assert heard.packets == []


def test_a_damaged_sample_ends_the_round_and_never_the_source(make_film: MakeFilm) -> None:
    info, packets = coded(frames=FRAMES, fps=FPS)
    film = make_film("film.mp4", info, packets)
    data = bytearray(film.read_bytes())
    at = data.index(packets[3].parts[-1]) - 4
    data[at : at + 4] = b"\xff\xff\xff\xff"  # the length of the fourth picture
    film.write_bytes(data)
    with playing(film) as heard:
        got = heard.wait_packets(2 * 3)
    assert heard.losses[0][0] is LossCause.BAD_STREAM
    times = [packet.pts for packet in got]
    assert times == sorted(set(times))  # also over the break


def test_a_codec_that_is_not_recorded_is_said(tmp_path: Path) -> None:
    film = tmp_path / "film.mkv"
    source = ["-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5:duration=1", "-c:v", "mpeg4"]
    subprocess.run(["ffmpeg", "-v", "error", *source, str(film)], check=True)
    with playing(film) as heard:
        heard.wait_loss(LossCause.UNSUPPORTED_CODEC)
