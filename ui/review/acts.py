"""What can be asked of an open viewing: more time, a part kept, a still on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopguard.base.clock import DAY, Clock
from shopguard.base.texts import Language
from ui.model import Picture
from ui.review.model import Pair, StillPage, Track
from ui.review.presenter import ReviewPresenter
from ui.services import OpenShop

HOLD_DAYS = (30, 90, 180)
Done = Callable[[Exception | None], None]


class ReviewActs:
    """Each act answers ``done`` once: with the refusal or trouble, or with None."""

    def __init__(self, review: ReviewPresenter, shop: OpenShop, clock: Clock) -> None:
        self._review = review
        self._shop = shop
        self._clock = clock

    def extend(self, pair: Pair, done: Done) -> None:
        """A further period, by both."""
        footage = self._review.footage
        if footage is not None:
            self._review.run(lambda _: footage.extend(pair), lambda _: done(None), done)

    def hold(self, cameras: Sequence[str], ground: str, days: int, done: Done) -> None:
        """Keep the marked part of ``cameras`` from being erased."""
        review = self._review
        footage, mark, first = review.footage, review.state.mark, review.first
        if footage is None or mark is None or first is None:
            return
        request, until = footage.request, self._clock.utc_us() + days * DAY
        ids = [each for each in request.camera_ids if each in cameras]

        def task(_: object) -> tuple[Track, ...]:
            footage.hold(ids, mark, ground.strip(), until, first)
            return self._shop.recordings.tracks(request.camera_ids, request.span)

        def held(tracks: tuple[Track, ...]) -> None:
            review.change(tracks=_with_damage(tracks, review.state.tracks), told=mark)
            done(None)

        review.run(task, held, done)

    # --- a still on paper (J-15) ------------------------------------------------------------

    def shown(self) -> tuple[str, int] | None:
        """What would be printed: the camera in front and its moment; None without a picture."""
        player = self._review.player
        if player is None:
            return None
        shot = player.shots.get(player.lead)
        return (player.lead, shot.at_us) if isinstance(shot, Picture) else None

    def still(
        self,
        camera_id: str,
        us: int,
        language: Language,
        put_on_paper: Callable[[bytes], None],
        done: Done,
    ) -> None:
        """A numbered page of one picture: in the log first, then ``put_on_paper``, off the window's
        thread. Where the printer fails, the log says that too.
        """
        footage = self._review.footage
        if footage is None:
            return
        self._review.change(told=None)

        def task(_: object) -> StillPage:
            page = footage.still(camera_id, us, language)
            try:
                put_on_paper(page.pdf)
            except Exception:
                footage.not_printed(page)
                raise
            return page

        def printed(page: StillPage) -> None:
            self._review.change(told=page)
            done(None)

        self._review.run(task, printed, done)


def _with_damage(tracks: tuple[Track, ...], known: tuple[Track, ...]) -> tuple[Track, ...]:
    """The index as it is now, with the damage found before."""
    found = {track.camera_id: track.damaged for track in known}
    return tuple(
        Track(t.camera_id, t.covered, t.gaps, t.held, found.get(t.camera_id, ()), t.happenings)
        for t in tracks
    )
