from __future__ import annotations

import socket
import sys

import pytest

from shopguard.cameras.onvif.discovery import Found, discover, own_addresses
from tests.fakes.onvif_camera import FakeResponder, probe_match

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="multicast on the loopback network is Linux's way"
)
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
XADDR = "http://127.0.0.1:8080/onvif/device_service"
SCOPES = (
    "onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/Dome%203%E2%80%AE "
    "onvif://www.onvif.org/hardware/D3-W"
)


def look(responder: FakeResponder, listen_s: float = 0.2) -> tuple[Found, ...]:
    return discover(listen_s, addresses=["127.0.0.1"], group=responder.group)


@pytest.mark.requirement("G-2")
def test_a_camera_that_answers_is_found_once_with_its_name() -> None:
    with FakeResponder(probe_match(XADDR, SCOPES)) as responder:
        found = look(responder)
    assert found == (Found("127.0.0.1", XADDR, "Dome 3", "D3-W"),)
    assert len(responder.probes) == 4  # two questions, each twice, for datagrams get lost


def test_a_camera_that_names_another_machine_is_believed_only_for_itself() -> None:
    xaddrs = "http://192.0.2.66/steal http://[fe80::1]/x file:///etc/passwd"
    with FakeResponder(probe_match(xaddrs, SCOPES)) as responder:
        found = look(responder)
    assert [camera.xaddr for camera in found] == ["http://127.0.0.1:80/onvif/device_service"]


def test_an_answer_to_somebody_else_does_not_count() -> None:
    answer = probe_match(XADDR, SCOPES)
    with FakeResponder(answer, relates_to="urn:uuid:of-another") as responder:
        assert look(responder) == ()


def test_printers_are_no_cameras() -> None:
    answer = probe_match(XADDR, "ldap:///printers", types="wsdp:Device wprt:PrintDeviceType")
    with FakeResponder(answer) as responder:
        assert look(responder) == ()


@pytest.mark.parametrize("noise", ["", "hello", "<a>", BOMB])
def test_noise_does_not_hide_a_camera(noise: str) -> None:
    with FakeResponder(noise, probe_match(XADDR, SCOPES)) as responder:
        assert len(look(responder)) == 1


def test_nobody_answers_and_nothing_is_found() -> None:
    with FakeResponder() as responder:
        assert look(responder, 0.2) == ()


def test_a_network_that_takes_no_multicast_is_left_out() -> None:
    with FakeResponder(probe_match(XADDR, SCOPES)) as responder:
        found = discover(0.2, addresses=["192.0.2.1", "127.0.0.1"], group=responder.group)
    assert len(found) == 1
    assert discover(0.2, addresses=["192.0.2.1"]) == ()
    assert discover(0.2, addresses=[]) == ()


def test_own_addresses_are_addresses_of_this_computer() -> None:
    for address in own_addresses():
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.bind((address, 0))
        assert not address.startswith("127.")
