"""What each camera sees, why, and who approved it: the view's own register (G-2).

The photo shows the place, not what went on there: masked parts are black in it for good, it is
small, and it goes with the camera. Like the camera register, this one does not log.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from shopguard.base.clock import Clock
from shopguard.base.errors import InvalidInput
from shopguard.cameras.fields import Polygon
from shopguard.database import schema
from shopguard.database.engine import Catalogue

MAX_SIDE = 960
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class SeenView:
    """What is approved. ``private_place``: one would be visible if nothing were masked."""

    photo: bytes = field(default=b"", repr=False)
    private_place: bool = False
    kbps: int = 0


@dataclass(frozen=True, slots=True)
class ApprovedView:
    """A view as it was approved last."""

    camera_id: str
    photo: bytes = field(repr=False)
    private_place: bool
    kbps: int
    approved_by: str
    approved_us: int


class CameraViews:
    """The approved views of one shop's cameras."""

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        self._catalogue = catalogue
        self._clock = clock

    def approve(
        self,
        camera_id: str,
        view: SeenView,
        masks: Iterable[Polygon],
        by: str,
        db: Connection | None = None,
    ) -> ApprovedView:
        """Keep the view; it replaces the one before. InvalidInput for what is no picture."""
        photo = blackened(view.photo, masks) if view.photo else b""
        now = self._clock.utc_us()
        approved = ApprovedView(camera_id, photo, view.private_place, view.kbps, by, now)
        row = {name: getattr(approved, name) for name in ApprovedView.__slots__}
        with self._catalogue.write(db) as within:
            change = insert(schema.camera_view).values(row)
            within.execute(change.on_conflict_do_update(index_elements=["camera_id"], set_=row))
        return approved

    def mask(self, camera_id: str, masks: Iterable[Polygon], db: Connection) -> None:
        """Blacken the kept photo too; what was black before stays so."""
        view = self.get(camera_id, db)
        if view is None or not view.photo:
            return
        table = schema.camera_view
        change = table.update().where(table.c.camera_id == camera_id)
        db.execute(change.values(photo=blackened(view.photo, masks)))

    def get(self, camera_id: str, db: Connection | None = None) -> ApprovedView | None:
        """The view as approved last; None when nobody has approved one."""
        if db is None:
            with self._catalogue.read() as reading:
                return self.get(camera_id, reading)
        table = schema.camera_view
        row = db.execute(select(table).where(table.c.camera_id == camera_id)).one_or_none()
        return None if row is None else ApprovedView(**row._mapping)

    def rates(self) -> dict[str, int]:
        """kbit/s by camera, as measured when the view was approved."""
        table = schema.camera_view
        with self._catalogue.read() as db:
            rows = db.execute(select(table.c.camera_id, table.c.kbps)).all()
        return {row.camera_id: row.kbps for row in rows}

    def forget(self, camera_id: str, db: Connection) -> None:
        """The camera is gone, and its photo with it."""
        table = schema.camera_view
        db.execute(delete(table).where(table.c.camera_id == camera_id))


def blackened(jpeg: bytes, masks: Iterable[Polygon], longest: int = MAX_SIDE) -> bytes:
    """The picture, no larger than ``longest``, with ``masks`` black; as JPEG."""
    import cv2  # slow to load, and seldom needed
    import numpy as np

    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise InvalidInput("camera.photo_bad")
    height, width = picture.shape[:2]
    scale = min(1.0, longest / max(height, width))
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        height, width = picture.shape[:2]
    for polygon in masks:
        corners = np.array([(x * width, y * height) for x, y in polygon]).round().astype(np.int32)
        cv2.fillPoly(picture, [corners], (0, 0, 0))
    done, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise InvalidInput("camera.photo_bad")
    return bytes(coded)
