"""The operating system behind one protocol: ``host`` is this machine's."""

from __future__ import annotations

import sys

from shopguard.base.platform.facts import Fact
from shopguard.base.platform.protocol import Host

if sys.platform == "win32":
    from shopguard.base.platform.windows import WindowsHost as _ThisHost
elif sys.platform == "darwin":
    from shopguard.base.platform.macos import MacHost as _ThisHost
else:
    from shopguard.base.platform.linux import LinuxHost as _ThisHost

host: Host = _ThisHost()

__all__ = ["Fact", "Host", "host"]
