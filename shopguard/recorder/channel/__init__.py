"""The one way to a running recorder: the loopback address, keys on both ends, nothing pickled."""

from shopguard.recorder.channel.client import LiveWatch, RecorderClient
from shopguard.recorder.channel.server import Server

__all__ = ["LiveWatch", "RecorderClient", "Server"]
