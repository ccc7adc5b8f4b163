"""Logins that cameras leave the factory with: known to everyone, so no protection (G-6.6)."""

from __future__ import annotations

# user name in lower case, passwords
_FACTORY: dict[str, frozenset[str]] = {
    "admin": frozenset(
        (
            "", "0000", "00000000", "1111", "11111", "111111", "1111111", "1234", "12345",
            "123456", "1234567", "12345678", "123456789", "1234567890", "4321", "54321", "666666",
            "888888", "9999", "99999999", "admin", "admin1", "admin12", "admin123", "admin1234",
            "admin12345", "admin123456", "abc123", "abc12345", "camera", "default", "fliradmin",
            "ikwb", "jvc", "meinsm", "model", "pass", "password", "password1", "smcadmin",
            "system", "tlJwpbo6", "wbox123", "xc3511",
        )
    ),
    "root": frozenset(
        (
            "", "1234", "12345", "123456", "admin", "camera", "ikwb", "pass", "password", "root",
            "system", "vizxv", "xc3511",
        )
    ),
    "administrator": frozenset(("", "1234", "administrator", "password")),
    "888888": frozenset(("888888",)),
    "666666": frozenset(("666666",)),
    "default": frozenset(("", "default", "tluafed")),
    "guest": frozenset(("", "guest")),
    "live": frozenset(("live",)),
    "operator": frozenset(("", "operator")),
    "service": frozenset(("", "service")),
    "supervisor": frozenset(("supervisor",)),
    "ubnt": frozenset(("ubnt",)),
    "user": frozenset(("", "1234", "user")),
    "viewer": frozenset(("", "viewer")),
}  # fmt: skip


def is_factory_login(username: str, password: str) -> bool:
    """Whether a stranger would try this login first."""
    name = username.casefold()
    return bool(name) and (password in _FACTORY.get(name, ()) or password.casefold() == name)
