"""The camera register: which cameras the shop has, where they look and why (G-2, G-6.6).

    camera = CameraRegister(catalogue, clock).add("Till", "rtsp://user:secret@192.0.2.7/stream1")

User and password are split off the address at once and kept in columns of their own. A removed
camera keeps its row, because its footage stays until retention ends it. The register does not log:
whoever changes it passes the transaction of the audit entry as ``db``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, TypedDict, Unpack

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import RowMapping

from shopguard.base.clock import Clock
from shopguard.base.errors import InvalidInput
from shopguard.base.ids import new_id
from shopguard.base.redact import register_secret
from shopguard.cameras import fields as check
from shopguard.cameras.fields import Polygon
from shopguard.cameras.url import parse_camera_url
from shopguard.database import schema
from shopguard.database.engine import Catalogue

Transport = Literal["tcp", "udp"]


@dataclass(frozen=True, slots=True)
class Camera:
    """One row of ``schema.camera``. ``url`` and ``sub_url`` never carry user or password.

    ``masks``: polygons of (x, y), 0..1 of the picture, blackened before storage.
    ``retention_days`` and ``max_bytes``: None where the shop's own setting holds.
    """

    id: str
    name: str
    url: str
    added_us: int
    sub_url: str | None = None
    username: str = ""
    password: str = field(default="", repr=False)
    transport: Transport = "tcp"
    audio: bool = False
    place: str = ""
    reason: str = ""
    masks: tuple[Polygon, ...] = ()
    retention_days: int | None = None
    max_bytes: int | None = None
    enabled: bool = True
    removed_us: int | None = None

    @property
    def removed(self) -> bool:
        """Out of use; only its footage is left."""
        return self.removed_us is not None


class Details(TypedDict, total=False):
    """What can be said of a camera besides its name and address."""

    sub_url: str | None
    username: str
    password: str
    transport: Transport
    audio: bool
    place: str
    reason: str
    masks: tuple[Polygon, ...]
    retention_days: int | None
    max_bytes: int | None
    enabled: bool


class Changes(Details, total=False):
    """What ``update`` can change."""

    name: str
    url: str


class CameraRegister:
    """The cameras of one shop; every value is checked before it is stored."""

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        self._catalogue = catalogue
        self._clock = clock

    def add(
        self, name: str, url: str, db: Connection | None = None, **details: Unpack[Details]
    ) -> Camera:
        """A new camera. InvalidInput for any value that cannot be used or a name in use.

        User and password may stand in ``url`` or be given apart; given apart they win.
        """
        values = _checked(_split({"name": name, "url": url, **details}))
        camera = Camera(id=new_id(), added_us=self._clock.utc_us(), **values)
        with self._catalogue.write(db) as within:
            _refuse_second(within, camera)
            within.execute(insert(schema.camera).values(_row(camera)))
        return camera

    def list(self, *, include_removed: bool = False) -> tuple[Camera, ...]:
        """Cameras in the order they were added."""
        query = select(schema.camera).order_by(schema.camera.c.added_us, schema.camera.c.id)
        if not include_removed:
            query = query.where(schema.camera.c.removed_us.is_(None))
        with self._catalogue.read() as db:
            return tuple(_camera(row) for row in db.execute(query).mappings())

    def get(self, camera_id: str) -> Camera:
        """The camera with this id, removed or not; InvalidInput if there never was one."""
        with self._catalogue.read() as db:
            return _get(db, camera_id)

    def find(self, name: str) -> Camera:
        """The live camera with this name; InvalidInput if there is none."""
        wanted = check.same_name(name)
        for camera in self.list():
            if check.same_name(camera.name) == wanted:
                return camera
        raise InvalidInput("camera.unknown", given=name.strip()[: check.NAME_LENGTH])

    def update(
        self, camera_id: str, db: Connection | None = None, **changes: Unpack[Changes]
    ) -> Camera:
        """The camera with ``changes`` made; all or none of them.

        An address on another host asks for the password again: a stored one must not be sent to
        a machine it was not meant for.
        """
        with self._catalogue.write(db) as within:
            before = _live(within, camera_id)
            split = _split(dict(changes))
            _refuse_old_password_elsewhere(before, split)
            kept = {name: getattr(before, name) for name in CHANGEABLE}
            after = Camera(id=before.id, added_us=before.added_us, **_checked({**kept, **split}))
            _refuse_second(within, after)
            within.execute(
                update(schema.camera).where(schema.camera.c.id == camera_id).values(_row(after))
            )
        return after

    def remove(self, camera_id: str, db: Connection | None = None) -> Camera:
        """Take the camera out of use and forget its password; its footage stays."""
        with self._catalogue.write(db) as within:
            _live(within, camera_id)
            within.execute(
                update(schema.camera)
                .where(schema.camera.c.id == camera_id)
                .values(removed_us=self._clock.utc_us(), enabled=False, username="", password="")
            )
            return _get(within, camera_id)


CHANGEABLE = tuple(Changes.__annotations__)


def _split(values: dict[str, Any]) -> dict[str, Any]:
    """Addresses without credentials, and the credentials that stood in them."""
    given = dict(values)
    login: set[tuple[str, str]] = set()
    if not given.get("sub_url", True):
        given["sub_url"] = None
    for part in ("url", "sub_url"):
        if given.get(part) is not None:
            url = parse_camera_url(given[part])
            given[part] = url.public
            if url.username or url.password:
                login.add((url.username, url.password))
    if "username" not in given and "password" not in given and login:
        if len(login) > 1:
            raise InvalidInput("camera.two_logins")
        given["username"], given["password"] = login.pop()
    return given


def _refuse_old_password_elsewhere(before: Camera, given: Mapping[str, Any]) -> None:
    if not before.password or "password" in given:
        return
    known = {_place(url) for url in (before.url, before.sub_url) if url}
    if any(_place(given[part]) not in known for part in ("url", "sub_url") if given.get(part)):
        raise InvalidInput("camera.password_again")


def _place(url: str) -> tuple[str, str]:
    parsed = parse_camera_url(url)
    return parsed.scheme, parsed.host


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    checks: dict[str, Callable[[Any], Any]] = {
        "name": check.name,
        "username": check.login_part,
        "password": check.login_part,
        "transport": check.transport,
        "place": check.short_text,
        "reason": check.long_text,
        "masks": check.masks,
        "retention_days": check.retention_days,
        "max_bytes": check.max_bytes,
    }
    return {name: checks.get(name, _as_is)(value) for name, value in values.items()}


def _as_is(value: Any) -> Any:
    return value


def _refuse_second(db: Connection, camera: Camera) -> None:
    """Names that read the same count as the same, whatever their width or case."""
    table = schema.camera
    others = select(table.c.name).where(table.c.removed_us.is_(None), table.c.id != camera.id)
    if check.same_name(camera.name) in map(check.same_name, db.scalars(others)):
        raise InvalidInput("camera.name_in_use", given=camera.name)


def _get(db: Connection, camera_id: str) -> Camera:
    row = db.execute(select(schema.camera).where(schema.camera.c.id == camera_id)).mappings()
    found = row.one_or_none()
    if found is None:
        raise InvalidInput("camera.unknown", given=camera_id[: check.NAME_LENGTH])
    return _camera(found)


def _live(db: Connection, camera_id: str) -> Camera:
    camera = _get(db, camera_id)
    if camera.removed:
        raise InvalidInput("camera.removed", given=camera.name)
    return camera


def _row(camera: Camera) -> dict[str, Any]:
    return {**asdict(camera), "masks": json.dumps(camera.masks)}


def _camera(row: RowMapping) -> Camera:
    values = {column.name: row[column.name] for column in fields(Camera)}
    if values["password"]:
        register_secret(values["password"])
    return Camera(**{**values, "masks": check.masks(json.loads(row["masks"]))})
