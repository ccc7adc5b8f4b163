"""What an ONVIF camera says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from shopguard.cameras.source import VideoCodec

CODECS = {
    "H264": VideoCodec.H264,
    "H265": VideoCodec.H265,
    "HEVC": VideoCodec.H265,
    "JPEG": VideoCodec.MJPEG,
}


@dataclass(frozen=True, slots=True)
class Profile:
    """One stream. ``codec`` is None where it cannot be recorded; fps and bitrate are limits."""

    name: str
    codec: VideoCodec | None
    width: int
    height: int
    fps: int
    bitrate_kbps: int
    stream_uri: str

    @property
    def pixels(self) -> int:
        """Width times height."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class OnvifCamera:
    """What a camera says of itself. ``clock_offset_us``: its clock minus the PC's, where known."""

    manufacturer: str
    model: str
    serial: str
    firmware: str
    clock_offset_us: int | None
    profiles: tuple[Profile, ...]

    @property
    def main(self) -> Profile | None:
        """The stream to record: the largest that can be; None where none can."""
        return max(self._usable(), key=_worth, default=None)

    @property
    def sub(self) -> Profile | None:
        """The stream for the live wall: smaller than main, at best not above 1280×720."""
        main = self.main
        smaller = [profile for profile in self._usable() if main and profile.pixels < main.pixels]
        return max(smaller, key=lambda p: (p.pixels <= 1280 * 720, _worth(p)), default=None)

    def _usable(self) -> list[Profile]:
        return [profile for profile in self.profiles if profile.codec and profile.stream_uri]


def _worth(profile: Profile) -> tuple[bool, int, int]:
    """Moving pictures coded as such before Motion JPEG, then size, then bitrate."""
    return profile.codec is not VideoCodec.MJPEG, profile.pixels, profile.bitrate_kbps
