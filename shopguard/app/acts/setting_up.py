"""Making a new shop: its key, its catalogue, two managers and the vault only they open together.

Both managers take the confidentiality pledge and go through the short training while the shop is
set up (J-5, J-13): the screen shows both, the command line's guide says so, and the log keeps it.
"""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import insert

from shopguard.access.password import SHOP_WORK, Work, check_strength
from shopguard.access.people import Role
from shopguard.access.person import checked_login, checked_name
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.base.clock import DAY, Clock, SystemClock
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.database import schema
from shopguard.database.engine import KEY_BYTES, Catalogue
from shopguard.database.keystore import SHOP_KEY, create_key_store, write_identity
from shopguard.vault.sheet import SheetSecret

TRAINED_FOR_US = 365 * DAY
NAME_LENGTH = 80
CONTACT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class NewManager:
    """A manager as typed; ``name`` may be empty and is then the login."""

    login: str
    password: str = field(repr=False)
    name: str = ""


def set_up_shop(
    home: Home,
    name: str,
    chief: NewManager,
    deputy: NewManager,
    *,
    contact: str = "",
    key_file: Path | None = None,
    clock: Clock | None = None,
    work: Work = SHOP_WORK,
) -> tuple[Shop, SheetSecret]:
    """A new shop in ``home`` and the secret of its recovery sheet, which is kept nowhere.

    InvalidInput for what cannot be used, Unavailable when there is a shop already or no key store.
    Whatever was begun is taken back when a step fails.
    """
    clock = clock or SystemClock()
    _check(name, contact, chief, deputy)
    if home.exists:
        raise Unavailable("home.exists", path=home.path)
    existed = home.path.exists()
    if existed and any(home.path.iterdir()):
        raise Unavailable("home.not_empty", path=home.path)
    made_key_file = False
    try:
        home.path.mkdir(parents=True, exist_ok=True)
        host.private_folder(home.path)
        identity, keys = create_key_store(home, key_file)
        made_key_file = key_file is not None
        shop_key = secrets.token_bytes(KEY_BYTES)
        keys.set(SHOP_KEY, shop_key)
        catalogue = Catalogue.create(home.catalogue, shop_key)
        row = {"id": identity.shop_id, "name": name.strip(), "contact": contact.strip()}
        with catalogue.write() as db:
            db.execute(insert(schema.site).values(**row, created_us=clock.utc_us()))
        shop = Shop(home, keys, shop_key, catalogue, clock, work)
        sheet = _managers_and_vault(shop, chief, deputy)
        write_identity(home, identity)
    except BaseException:
        _take_back(home, existed, key_file if made_key_file else None)
        raise
    return shop, sheet


def _managers_and_vault(shop: Shop, chief: NewManager, deputy: NewManager) -> SheetSecret:
    now = shop.clock.utc_us()
    made = []
    for manager, role in ((chief, Role.CHIEF), (deputy, Role.DEPUTY)):
        person = shop.people.add(
            manager.login,
            manager.name or manager.login,
            [role],
            manager.password,
            pledged_us=now,
            trained_until_us=now + TRAINED_FOR_US,
        )
        made.append(person.id)
    shop.ledger.append(Entry(Act.SHOP_MADE, tuple(made), "done", shop.seat))
    for person_id in made:
        shop.ledger.append(Entry(Act.PLEDGE_SIGNED, (person_id,), "done", shop.seat))
        shop.ledger.append(Entry(Act.TRAINING_DONE, (person_id,), "done", shop.seat))
    with (
        shop.logins.check(chief.login, chief.password, shop.seat) as first,
        shop.logins.check(deputy.login, deputy.password, shop.seat) as second,
    ):
        return shop.vault.set_up(first.factor, second.factor, shop.seat)


def check_shop(name: str, contact: str = "") -> None:
    """InvalidInput for a shop's name or contact that cannot be printed."""
    if not 0 < len(name.strip()) <= NAME_LENGTH or not name.isprintable():
        raise InvalidInput("shop.name", longest=NAME_LENGTH)
    if len(contact) > CONTACT_LENGTH or not contact.isprintable():
        raise InvalidInput("shop.contact", longest=CONTACT_LENGTH)


def _check(name: str, contact: str, chief: NewManager, deputy: NewManager) -> None:
    check_shop(name, contact)
    if checked_login(chief.login) == checked_login(deputy.login):
        raise InvalidInput("shop.same_manager")
    if chief.password == deputy.password:
        raise InvalidInput("shop.same_password")
    for manager in (chief, deputy):
        called = checked_name(manager.name or manager.login)
        check_strength(manager.password, (manager.login, called, name))


def _take_back(home: Home, existed: bool, key_file: Path | None) -> None:
    for path in home.path.iterdir() if home.path.exists() else ():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if not existed and home.path.exists():
        home.path.rmdir()
    if key_file is not None:
        key_file.unlink(missing_ok=True)
