"""The network swallows everything, and says nothing: the hardest loss to notice (J-4)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from shopguard.app.demo.rtsp_process import available
from shopguard.recorder.report import State
from tests.fakes.far_network import THERE, FarNetwork, possible
from tests.fakes.recording import wait_for
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.running import RunningRecorder


@pytest.mark.rtsp
@pytest.mark.requirement("J-4")
def test_a_camera_behind_a_black_hole_is_told_and_recorded_again(
    clips: dict[str, Path], tmp_path: Path
) -> None:
    if not (available() and possible()):
        pytest.skip("needs GStreamer's RTSP server and the right to lay a network")
    with FarNetwork() as far:
        server = RtspServer({"h264": clips["h264"]}, address=THERE)
        server.before = far.inside
        with server:
            one = RunningRecorder(tmp_path)
            camera = one.camera("far", server.url("h264"))
            with one:
                one.wait_recorded(2)
                far.swallow()
                wait_for(lambda: one.alarms, "the alarm")
                assert one.client.health().cameras[0].state in (State.LOST, State.LATE)
                far.restore()
                one.wait_recorded(2, since=len(one.acked))
                wait_for(lambda: not one.client.health().alarms, "the all-clear")
                one.stop()
    assert [over for _, over in one.gaps(camera)] == [True, False]
    assert one.gaps(camera)[0][0] in ("stalled", "timeout")
    refs = [ref for ref, _ in one.stored(camera)]
    assert all(before.link.end_us <= after.link.start_us for before, after in pairwise(refs))
    one.close()
