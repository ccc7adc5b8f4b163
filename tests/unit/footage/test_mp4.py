"""Fragments hold what came, byte for byte, and any player opens them."""

from __future__ import annotations

import contextlib
import io

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.errors import Damaged
from shopguard.cameras.source import AudioCodec, StreamInfo, TrackInfo, VideoCodec
from shopguard.footage.mp4.boxes import AUDIO_TRACK, VIDEO_TRACK, init_segment
from shopguard.footage.mp4.fragments import Sample, build_fragment, read_fragment
from shopguard.footage.mp4.plain import BODY_HEADER_BYTES, FTYP, PlainFile, body_header, trim
from tests.fakes.fragments import fragments_of, sample_of
from tests.fakes.streams import coded, tone

CODECS = list(VideoCodec)


@pytest.mark.parametrize("codec", CODECS)
def test_a_player_reads_back_every_packet_bit_for_bit(codec: VideoCodec) -> None:
    info, packets = coded(codec)
    made = fragments_of(info, packets)
    with av.open(io.BytesIO(made[0].init + b"".join(part.data for part in made))) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (320, 192)
        found = [bytes(packet) for packet in container.demux(stream) if packet.size]
    sent = [b"".join(sample_of(packet, codec, 0).parts) for packet in packets]
    assert found == sent


@pytest.mark.parametrize("codec", CODECS)
def test_every_fragment_alone_can_be_decoded_and_knows_its_time(codec: VideoCodec) -> None:
    info, packets = coded(codec)
    for made in fragments_of(info, packets):
        with av.open(io.BytesIO(made.init + made.data)) as container:
            frames = list(container.decode(video=0))
        assert len(frames) == made.frames
        assert frames[0].pts * 1_000_000 // 90_000 == pytest.approx(made.start_us, abs=20)


@pytest.mark.parametrize("size", [(320, 180), (1920, 1080), (640, 360), (130, 98)])
@pytest.mark.parametrize("codec", [VideoCodec.H264, VideoCodec.H265])
def test_cropped_sizes_are_told_as_they_are(codec: VideoCodec, size: tuple[int, int]) -> None:
    info, packets = coded(codec, frames=1, size=size)
    with av.open(io.BytesIO(fragments_of(info, packets)[0].init)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == size


@pytest.mark.parametrize("codec", [AudioCodec.PCMU, AudioCodec.PCMA])
def test_sound_travels_beside_the_picture(codec: AudioCodec) -> None:
    info, packets = coded(frames=25)
    track, sounds = tone(codec, seconds=1)
    both = StreamInfo(info.video, track)
    video = [sample_of(packet, VideoCodec.H264, 3600) for packet in packets]
    audio = [Sample(sound.parts, 160, 160, 0, key=True) for sound in sounds]
    data = build_fragment([(VIDEO_TRACK, 0, video), (AUDIO_TRACK, 0, audio)])
    with av.open(io.BytesIO(init_segment(both) + data)) as container:
        found = b"".join(bytes(packet) for packet in container.demux(audio=0))
    assert found == b"".join(sound.parts[0] for sound in sounds)


samples = st.lists(
    st.builds(
        lambda data, duration, offset, key: Sample([data], len(data), duration, offset, key),
        st.binary(max_size=40),
        st.integers(0, 2**32 - 1),
        st.integers(-(2**31), 2**31 - 1),
        st.booleans(),
    ),
    max_size=12,
)


@given(samples, samples, st.integers(0, 2**63))
def test_what_is_built_is_what_is_read(
    first: list[Sample], second: list[Sample], decode: int
) -> None:
    views = read_fragment(build_fragment([(1, decode, first), (2, 5, second)]))
    for track, wanted in ((1, first), (2, second)):
        assert [
            (bytes(view.data), view.duration, view.offset, view.key) for view in views[track]
        ] == [(sample.parts[0], sample.duration, sample.offset, sample.key) for sample in wanted]


@given(st.binary(max_size=300), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_mangled_fragment_is_damaged_and_nothing_else(tail: bytes, at: int, noise: bytes) -> None:
    good = build_fragment([(1, 7, [Sample([tail], len(tail), 1, 0, key=True)])])
    bad = good[: at % len(good)] + noise + good[at % len(good) :]
    with contextlib.suppress(Damaged):
        read_fragment(bad)


@given(
    st.sampled_from([VideoCodec.H264, VideoCodec.H265]),
    st.lists(st.binary(max_size=60), max_size=4),
)
def test_hostile_parameter_sets_are_damaged_and_nothing_else(
    codec: VideoCodec, sets: list[bytes]
) -> None:
    heads = {
        VideoCodec.H264: [b"\x67", b"\x68"],
        VideoCodec.H265: [b"\x40\x01", b"\x42\x01", b"\x44\x01"],
    }[codec]
    info = StreamInfo(
        TrackInfo(codec, 90_000, tuple(head + body for head in heads for body in sets))
    )
    with contextlib.suppress(Damaged):
        init_segment(info)


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.requirement("G-6.2")
def test_a_plain_file_holds_the_fragments_as_they_were_recorded(codec: VideoCodec) -> None:
    info, packets = coded(codec)
    made = fragments_of(info, packets)
    body = b"".join(part.data for part in made)
    plain, place = PlainFile(made[0].init), len(FTYP) + BODY_HEADER_BYTES
    for part in made:
        plain.add(part.data, place, part.start_us)
        place += len(part.data)
    whole = FTYP + body_header(len(body)) + body + plain.contents()
    with av.open(io.BytesIO(whole)) as container:
        stream = container.streams.video[0]
        found = [bytes(packet) for packet in container.demux(stream) if packet.size]
        assert stream.frames == len(packets)
        assert float((stream.duration or 0) * (stream.time_base or 0)) == pytest.approx(2.0)
    assert found == [b"".join(sample_of(packet, codec, 0).parts) for packet in packets]
    with av.open(io.BytesIO(whole)) as container:
        assert len(list(container.decode(video=0))) == len(packets)


def test_a_trimmed_fragment_loses_its_tail_and_nothing_else() -> None:
    info, packets = coded(frames=25)
    whole = fragments_of(info, packets)[0].data
    views = read_fragment(whole)[VIDEO_TRACK]
    short = read_fragment(trim(whole, {VIDEO_TRACK: views[10].decode}))[VIDEO_TRACK]
    assert [bytes(view.data) for view in short] == [bytes(view.data) for view in views[:10]]
    assert [view.decode for view in short] == [view.decode for view in views[:10]]
