"""Recorded sound comes through the door alone, in step with the pictures, and ends with it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from shopguard.access.policy import Purpose
from shopguard.app.acts import footage as acts
from shopguard.app.acts.provide import provide
from shopguard.app.acts.provision import open_provision
from shopguard.app.demo.painter import read_number
from shopguard.base.clock import SECOND
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.cameras.register import Camera
from shopguard.cameras.source import AudioCodec, StreamInfo, VideoCodec
from shopguard.door.viewing import EndReason, OpenFootage
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.boxes import AUDIO_TRACK, VIDEO_TRACK, init_segment
from shopguard.footage.mp4.fragments import Sample, build_fragment, read_fragment, ticks_of
from shopguard.footage.volume import PAGE_BYTES
from shopguard.playback.frames import Frames
from shopguard.playback.pictures import Picture
from shopguard.playback.sound import FRAME_BYTES, RATE, Sound
from tests.fakes.fragments import sample_of
from tests.fakes.packages import contents
from tests.fakes.requests import filled
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.running import RunningRecorder
from tests.fakes.sounding import ON_FROM_S, add_tone, onsets, pitch, samples_of
from tests.fakes.streams import coded, tone
from tests.fakes.viewings import CAMERA, START, recorded, viewing, write_volume

TONES = {"aac": ("aac", 440.0, 16_000), "ulaw": ("pcm_mulaw", 660.0, 8000),
         "alaw": ("pcm_alaw", 550.0, 8000)}  # fmt: skip


def sounding(seconds: int, *, start_us: int = START) -> list[Fragment]:
    """Fragments of a second with pictures and 400 Hz of G.711."""
    info, packets = coded(VideoCodec.H264, frames=25 * seconds, gop=25, start_us=start_us)
    track, _ = tone(AudioCodec.PCMA)
    init = init_segment(StreamInfo(info.video, track), packets[0].parts)
    encoder: Any = av.CodecContext.create("pcm_alaw", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 8000, "mono", "s16"
    wave = (0.5 * 32767 * np.sin(np.arange(8000) * 2 * np.pi * 400 / 8000)).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(wave[None], format="s16", layout="mono")
    frame.sample_rate = 8000
    whole = b"".join(bytes(packet) for packet in encoder.encode(frame))
    sound = [Sample([whole[at : at + 160]], 160, 160, 0, True) for at in range(0, 8000, 160)]
    made = []
    for second in range(seconds):
        start = start_us + second * SECOND
        group = packets[second * 25 : second * 25 + 25]
        seen = [sample_of(packet, VideoCodec.H264, 3600) for packet in group]
        data = build_fragment(
            [
                (VIDEO_TRACK, ticks_of(start, 90_000), seen),
                (AUDIO_TRACK, ticks_of(start, 8000), sound),
            ]
        )
        made.append(Fragment(start, SECOND, True, 25, init, data))
    return made


@pytest.fixture
def open_one(tmp_path: Path) -> OpenFootage:
    fragments = sounding(4)
    return viewing(
        write_volume(tmp_path, "one", fragments[:2]), write_volume(tmp_path, "two", fragments[2:])
    )


# --- the whole way ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tones(clips: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("tones")
    return {
        name: add_tone(clips["h264"], folder / f"{name}.mp4", codec, hz, rate=rate)
        for name, (codec, hz, rate) in TONES.items()
    }


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[RunningRecorder]:
    one = RunningRecorder(tmp_path)
    yield one
    one.close()


def skews(viewing: OpenFootage, one: RunningRecorder, camera: Camera, span: Span) -> list[int]:
    """How long after its picture each tone begins, in microseconds."""
    frames = Frames(viewing, one.shop.store, camera.id)
    pcm = Sound(viewing, camera.id).pcm(span)
    late = []
    for onset in onsets(samples_of(pcm)):
        heard = span.start + round(onset * SECOND)
        shot = frames.at(heard, (320, 192))
        assert isinstance(shot, Picture)
        into = read_number(shot.rgb) % 10 / 10 - ON_FROM_S  # of a second of the clip
        late.append(heard - shot.at_us + round(into * SECOND))
    return late


@pytest.mark.rtsp
@pytest.mark.requirement("J-3")
def test_what_the_camera_heard_is_what_two_managers_hear_in_step_and_can_take_along(
    rtsp_server: Callable[..., RtspServer],
    clips: dict[str, Path],
    tones: dict[str, Path],
    recorder: RunningRecorder,
    tmp_path: Path,
) -> None:
    server = rtsp_server({**tones, "plain": clips["h264"]})
    wanted = dict.fromkeys(tones, True) | {"off": False, "plain": True}
    cameras = {
        name: recorder.camera(name, server.url("aac" if name == "off" else name), audio=audio)
        for name, audio in wanted.items()
    }
    with recorder:
        recorder.wait_recorded(4)
        recorder.stop()
    out = tmp_path / "out"
    out.mkdir()
    span = Span(recorder.began_us, recorder.shop.clock.utc_us())
    ids = [camera.id for camera in cameras.values()]
    with recorder.full.proofs("sato", "suzuki") as proofs:
        viewing = acts.open_viewing(
            recorder.shop, proofs, purpose=Purpose.SAFETY, cameras=ids, span=span
        )
        with viewing:
            for name in ("off", "plain"):
                assert not Sound(viewing, cameras[name].id).recorded()
            for name, (_, hz, _) in TONES.items():
                sound = Sound(viewing, cameras[name].id)
                assert sound.recorded()
                stored = recorder.shop.store.coverage(cameras[name].id, span)[0]
                part = Span(stored.start + SECOND // 2, stored.end - SECOND)
                heard = samples_of(sound.pcm(part))
                assert pitch(heard) == pytest.approx(hz, abs=3)
                late = skews(viewing, recorder, cameras[name], part)
                assert len(late) >= 2
                assert all(-80_000 <= each <= 80_000 for each in late), (name, late)
    with recorder.full.proofs("sato", "suzuki") as proofs:
        asked = open_provision(
            recorder.shop, proofs, ground="danger", fields=filled("danger"), cameras=ids, span=span
        )
        made = provide(recorder.shop, proofs, asked.id, out)
    with_sound = 0
    for name, film in contents(made.package.path, made.password).items():
        if name.endswith(".mp4"):
            with av.open(io.BytesIO(film), "r") as container:
                with_sound += bool(container.streams.audio) and any(container.decode(audio=0))
    assert with_sound == len(TONES)


# --- the samples ------------------------------------------------------------------------------


def test_chunks_in_a_row_are_the_same_as_all_at_once(open_one: OpenFootage) -> None:
    whole = Span(START + 300_000, START + 3_700_000)
    at_once = Sound(open_one, CAMERA).pcm(whole)
    assert len(at_once) == 3.4 * RATE * FRAME_BYTES
    sound, row = Sound(open_one, CAMERA), bytearray()
    for start in range(whole.start, whole.end, 340_000):
        row += sound.pcm(Span(start, start + 340_000))
    assert row == at_once
    assert pitch(samples_of(row)) == pytest.approx(400, abs=2)
    quietest = np.abs(samples_of(at_once)).reshape(-1, 480).max(axis=1).min()
    assert quietest > 0.3  # no hole, over the volume boundary neither


def test_a_jump_gives_the_sound_of_there(open_one: OpenFootage) -> None:
    sound = Sound(open_one, CAMERA)
    later = Span(START + 2 * SECOND, START + 2_500_000)
    first = sound.pcm(later)
    sound.pcm(Span(START, START + SECOND))
    again = sound.pcm(later)
    assert np.abs(samples_of(first) - samples_of(again)).max() < 0.01


def test_a_gap_is_silence_and_the_sound_after_it_stands_where_it_belongs(tmp_path: Path) -> None:
    late = START + 3 * SECOND
    one = viewing(
        write_volume(tmp_path, "a", sounding(1)),
        write_volume(tmp_path, "b", sounding(1, start_us=late)),
    )
    heard = samples_of(Sound(one, CAMERA).pcm(Span(START, late + SECOND)))
    loud = np.abs(heard).reshape(-1, RATE // 10).max(axis=1) > 0.2
    assert list(loud) == [True] * 10 + [False] * 20 + [True] * 10


def test_nothing_outside_of_what_was_granted_is_heard(tmp_path: Path) -> None:
    granted = Span(START + SECOND // 2, START + SECOND)
    one = viewing(write_volume(tmp_path, "v", sounding(2)), span=granted)
    heard = samples_of(Sound(one, CAMERA).pcm(Span(START, START + 2 * SECOND)))
    loud = np.abs(heard).reshape(-1, RATE // 10).max(axis=1) > 0.2
    assert list(loud) == [False] * 5 + [True] * 5 + [False] * 10


def test_a_camera_that_was_not_granted_is_refused(open_one: OpenFootage) -> None:
    for ask in (Sound(open_one, "other").recorded,
                lambda: Sound(open_one, "other").pcm(Span(START, START + SECOND))):  # fmt: skip
        with pytest.raises(Refused):
            ask()


def test_recordings_without_sound_are_silent_and_say_so(tmp_path: Path) -> None:
    sound = Sound(viewing(write_volume(tmp_path, "v", recorded(1))), CAMERA)
    assert not sound.recorded()
    assert not any(sound.pcm(Span(START, START + SECOND)))


def test_what_is_damaged_is_never_heard(tmp_path: Path) -> None:
    volume = write_volume(tmp_path, "v", sounding(4))
    content = bytearray(volume[0].path.read_bytes())
    content[len(content) // PAGE_BYTES // 2 * PAGE_BYTES + 100] ^= 1
    volume[0].path.write_bytes(content)
    one = viewing(volume)
    heard = samples_of(Sound(one, CAMERA).pcm(Span(START, START + 4 * SECOND)))
    seconds = np.abs(heard).reshape(4, -1).max(axis=1) > 0.2
    whole = [one.fragment_at(CAMERA, START + n * SECOND + 1) is not None for n in range(4)]
    assert list(seconds) == [n not in _unreadable(one) for n in range(4)], whole
    assert not all(seconds)


def _unreadable(one: OpenFootage) -> set[int]:
    bad = {(damage.span.start - START) // SECOND for damage in one.damage(CAMERA)}
    for ref in one.fragments(CAMERA):
        try:
            read_fragment(one.read(ref).data)
        except Exception:  # noqa: BLE001 - whichever way it is damaged
            bad.add((ref.link.start_us - START) // SECOND)
    return bad


@pytest.mark.requirement("J-3")
def test_once_ended_no_sound_is_given_and_none_is_kept(open_one: OpenFootage) -> None:
    sound = Sound(open_one, CAMERA)
    sound.pcm(Span(START, START + 100_000))
    kept = sound._left
    assert kept is not None
    assert kept[1].any()
    open_one.end(EndReason.LOCKED)
    with pytest.raises(Refused):
        sound.pcm(Span(START + 100_000, START + 200_000))
    sound.close()
    assert not kept[1].any()
    assert sound._left is None
