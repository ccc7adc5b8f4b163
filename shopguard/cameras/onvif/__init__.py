"""ONVIF: finding cameras on the LAN and reading what they offer.

for found in discover():
    camera = describe_at(found.xaddr, "viewer", "secret")
    camera.main, camera.sub, camera.clock_offset_us
"""

from shopguard.cameras.onvif.camera import OnvifCamera, Profile
from shopguard.cameras.onvif.device import describe, describe_at
from shopguard.cameras.onvif.discovery import Found, discover

__all__ = ["Found", "OnvifCamera", "Profile", "describe", "describe_at", "discover"]
