"""Passwords: what is refused and why, one form for what is typed, work that is stored."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.access.keys import PersonKey, unwrap
from shopguard.access.password import (
    SHOP_WORK,
    Recipe,
    Work,
    check_strength,
    derive,
)
from shopguard.access.secret import Factor, Secret
from shopguard.base.errors import Damaged, InvalidInput, Refused
from tests.fakes.small_shop import CHEAP


@pytest.mark.requirement("J-14")
@pytest.mark.parametrize(
    "password",
    [
        "act add age aim air all",  # the shortest words of the list
        "correct horse battery staple",
        "きょうはとてもよいてんきですねえ",
        "2024年11月20日佐藤花子です",
        "vR9#mQ2!xL7@wT4",
    ],
)
def test_a_long_and_uncommon_password_is_accepted(password: str) -> None:
    check_strength(password, ("hanako", "Hanako Sato", "試験店"))


@pytest.mark.requirement("J-14")
@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password.too_short"),
        ("vR9#mQ2!xL7@wT", "password.too_short"),
        (" " * 40 + "short" + " " * 40, "password.too_short"),
        ("a" * 300, "password.too_long"),
        ("walnut orbit\x00cactus velvet", "password.letters"),
        ("walnut orbit\u200bcactus velvet", "password.letters"),
        ("\ud800 walnut orbit cactus velvet", "password.letters"),
        ("aaaaaaaaaaaaaaaaaaaa", "password.pattern"),
        ("ababababababababab", "password.pattern"),
        ("さくらさくらさくらさくらさくら", "password.pattern"),
        ("Passw0rd!Passw0rd!", "password.pattern"),
        ("zxcvbnm,./asdfghjkl;", "password.pattern"),
        ("qwertyuiopasdfgh", "password.common"),
        ("password12345678", "password.common"),
        ("tokyotokyo2020olympic", "password.common"),
        ("hanakosato hanakosato 7", "password.personal"),
        ("hanako.sato.19800101", "password.personal"),
    ],
)
def test_a_guessable_password_is_refused_with_the_reason(password: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_strength(password, ("hanako", "Hanako Sato", "sato", "試験店"))
    assert refused.value.code == code
    said = f"{refused.value} {refused.value!r} {refused.value.words('ja')} {refused.value.params}"
    assert len(password) < 3 or password not in said


def test_width_and_spacing_do_not_matter() -> None:
    recipe = Recipe.new(CHEAP)
    plain = derive("walnut orbit パス 12", recipe).content
    assert derive("  ｗａｌｎｕｔ　orbit\tﾊﾟｽ  １２ ", recipe).content == plain
    assert derive("Walnut orbit パス 12", recipe).content != plain


@pytest.mark.requirement("J-14")
def test_guessing_a_password_of_a_shop_costs_memory_and_time() -> None:
    assert SHOP_WORK.memory_kib >= 64 * 1024
    assert SHOP_WORK.passes >= 3


works = st.builds(
    Work,
    st.integers(min_value=8, max_value=2**32 - 1),
    st.integers(min_value=1, max_value=2**16 - 1),
    st.integers(min_value=1, max_value=255),
)


@given(works)
def test_the_work_is_stored_with_the_salt(work: Work) -> None:
    recipe = Recipe.new(work)
    assert Recipe.from_bytes(recipe.to_bytes()) == recipe


@given(st.binary(max_size=40))
def test_bytes_that_are_no_recipe_are_damage(stored: bytes) -> None:
    recipe = Recipe.new(CHEAP).to_bytes()
    if len(stored) == len(recipe) and stored[0] == recipe[0]:
        return
    with pytest.raises(Damaged):
        Recipe.from_bytes(stored)


def test_a_secret_shows_and_gives_nothing_away() -> None:
    content = bytearray(b"0123456789abcdef0123456789abcdef")
    factor = Factor("person", content)
    assert "0123" not in f"{factor} {factor!r}"
    for stealing in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            stealing(factor)
    with factor:
        assert factor.content is content
    assert factor.wiped
    assert content == bytearray(32)
    with pytest.raises(Refused):
        _ = factor.content
    with pytest.raises(ValueError):
        Factor("person", bytearray(31))
    assert "secret" not in repr(Secret(bytearray(b"secret")))


def test_only_the_password_opens_a_persons_key() -> None:
    with PersonKey.new("p1") as key:
        stored = key.wrap("walnut orbit cactus velvet", CHEAP)
        opened = unwrap("p1", stored, "walnut orbit cactus velvet")
        assert opened is not None
        assert opened.content == key.content
        assert opened.factor().content == key.factor().content
        assert key.factor().content != key.content
        again = key.wrap("walnut orbit cactus velvet", CHEAP)
        assert (again.salt, again.signing_wrapped) != (stored.salt, stored.signing_wrapped)
        assert again.signing_public == stored.signing_public
    assert unwrap("p1", stored, "walnut orbit cactus velvets") is None
    assert unwrap("p2", stored, "walnut orbit cactus velvet") is None
