"""What commands share: the open shop, who approves, times and cameras as typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from shopguard.access.login import Proof
from shopguard.access.policy import Console as ConsoleParty
from shopguard.access.secret import SHEET
from shopguard.app.cli.output import Console
from shopguard.app.cli.secrets import Secrets
from shopguard.app.shop import Shop
from shopguard.base.clock import parse_time
from shopguard.base.errors import InvalidInput
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.cameras.register import Camera
from shopguard.vault.sheet import prove_sheet


@contextmanager
def open_shop(console: Console) -> Iterator[Shop]:
    """The shop of ``--home``."""
    with Shop.open(console.home) as shop:
        yield shop


def at_console() -> ConsoleParty:
    """Whoever works at this machine, as the log names them."""
    return ConsoleParty(host.user_name())


@contextmanager
def approvers(
    console: Console, shop: Shop, logins: Sequence[str], secrets: Secrets | None = None
) -> Iterator[list[Proof]]:
    """Everybody named with ``--approve``, proven by password; ``sheet`` is the recovery sheet.

    ``secrets``: given where the command asks for more passwords, since input is read once.
    """
    secrets = secrets or Secrets(console)
    with ExitStack() as stack:
        proofs = []
        for login in logins:
            password = secrets.password(login, console.say("cli.password", login=login))
            if login == SHEET:
                proof = prove_sheet(shop.catalogue, shop.ledger, password, shop.seat)
            else:
                proof = shop.logins.check(login, password, shop.seat)
            proofs.append(stack.enter_context(proof))
        yield proofs


def cameras_named(shop: Shop, names: Sequence[str]) -> list[Camera]:
    """Cameras by name, removed ones too (their footage is still there)."""
    everyone = shop.cameras.list(include_removed=True)
    found = []
    for name in names:
        matching = [camera for camera in everyone if camera.name == name or camera.id == name]
        if not matching:
            raise InvalidInput("camera.unknown", given=name[:60])
        found.append(matching[-1])
    return found


def span_of(start: str, end: str) -> Span:
    """``--from`` and ``--to``."""
    span = Span(parse_time(start), parse_time(end))
    if span.duration <= 0:
        raise InvalidInput("time.order")
    return span
