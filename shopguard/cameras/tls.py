"""TLS to cameras: a certificate is verified as browsers do, or is exactly the pinned one.

Most cameras sign their own certificate. The connection test reads its fingerprint, the owner
compares and adds ``#sha256=…`` to the address; from then on no other machine is believed.
"""

from __future__ import annotations

import hashlib
import hmac
import socket
import ssl

from shopguard.cameras.loss import Lost
from shopguard.cameras.source import LossCause
from shopguard.cameras.url import CameraUrl

CERTIFICATE = "certificate"  # the detail of a loss for want of trust


def context_for(url: CameraUrl) -> ssl.SSLContext:
    """Verifying, or leaving that to ``check_pin`` where the address names a certificate."""
    if not url.pin:
        return ssl.create_default_context()
    return _unverified()


def check_pin(url: CameraUrl, certificate: bytes | None) -> None:
    """Lost unless ``certificate`` (DER) is the pinned one, where one is pinned."""
    if url.pin and not hmac.compare_digest(url.pin, fingerprint(certificate or b"")):
        raise Lost(LossCause.UNTRUSTED, CERTIFICATE)


def wrap(sock: socket.socket, url: CameraUrl) -> ssl.SSLSocket:
    """``sock`` under TLS with the camera's certificate checked; OSError or Lost."""
    try:
        secure = context_for(url).wrap_socket(sock, server_hostname=url.host)
    except ssl.SSLCertVerificationError:
        raise Lost(LossCause.UNTRUSTED, CERTIFICATE) from None
    try:
        check_pin(url, secure.getpeercert(binary_form=True))
    except BaseException:
        secure.close()
        raise
    return secure


def read_fingerprint(url: CameraUrl, timeout: float) -> str:
    """The certificate the camera shows now, trusted or not, for the owner to compare; OSError."""
    with (
        socket.create_connection((url.host, url.port), timeout=timeout) as sock,
        _unverified().wrap_socket(sock, server_hostname=url.host) as secure,
    ):
        return fingerprint(secure.getpeercert(binary_form=True) or b"")


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate (DER), 64 hex digits."""
    return hashlib.sha256(certificate).hexdigest()


def _unverified() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
