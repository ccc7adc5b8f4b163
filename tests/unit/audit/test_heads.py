"""A head survives paper, mail and typing, and nothing but its own signature makes it good."""

from __future__ import annotations

import dataclasses
from typing import Any

import cv2
import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shopguard.audit.heads import SignedHead, shop_signer
from shopguard.base.errors import InvalidInput
from shopguard.base.ids import new_id

KEY = Ed25519PrivateKey.generate()
HEAD = SignedHead.sign(1234, bytes(range(32)), 1_763_000_000_000_000, new_id(), new_id(), KEY)

made_heads = st.builds(
    lambda size, root, at_us, site, signer: SignedHead.sign(size, root, at_us, site, signer, KEY),
    st.integers(0, 10**15),
    st.binary(min_size=32, max_size=32),
    st.integers(0, 10**17),
    st.sampled_from(["", new_id()]),
    st.sampled_from(["shop", new_id()]),
)


@given(made_heads)
def test_a_head_is_read_back_as_it_was_printed(head: SignedHead) -> None:
    read = SignedHead.parse(head.as_text())
    assert read == head
    assert read.is_signed()


@given(made_heads, st.data())
def test_line_breaks_spaces_and_small_letters_do_not_matter(
    head: SignedHead, data: st.DataObject
) -> None:
    words = list(head.as_text().lower())
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(words)))
        words.insert(at, data.draw(st.sampled_from([" ", "\n", "\r\n", "\t", "　"])))
    assert SignedHead.parse("".join(words)) == head


@given(st.data())
def test_one_wrong_letter_never_passes(data: st.DataObject) -> None:
    words = HEAD.as_text()
    at = data.draw(st.integers(0, len(words) - 1))
    wrong = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-"))
    typed = words[:at] + wrong + words[at + 1 :]
    try:
        read = SignedHead.parse(typed)
    except InvalidInput:
        return
    # The last letter of a blob has bits that carry nothing.
    assert read == HEAD or not read.is_signed()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "hello",
        "SGHEAD1",
        "SGHEAD1:::::::",
        HEAD.as_text()[:-1],
        HEAD.as_text() + "A",
        "SGHEAD2",
    ],
)
def test_anything_else_is_told_apart(words: str) -> None:
    with pytest.raises(InvalidInput, match="not a signed head"):
        SignedHead.parse(words)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("size", 1235),
        ("root", bytes(32)),
        ("at_us", 0),
        ("site", "elsewhere"),
        ("signer", "shop"),
        (
            "public",
            Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw(),
        ),
        ("public", b"short"),
        ("signature", bytes(64)),
    ],
)
def test_every_part_of_a_head_is_signed(name: str, value: Any) -> None:
    assert HEAD.is_signed()
    assert not dataclasses.replace(HEAD, **{name: value}).is_signed()


def test_the_qr_code_holds_the_text() -> None:
    picture = cv2.imdecode(np.frombuffer(HEAD.qr_png(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    words, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    assert words == HEAD.as_text()
    assert HEAD.qr_svg().lstrip().startswith("<?xml")


def test_the_shops_signing_key_is_its_own_and_always_the_same() -> None:
    one, again, other = shop_signer(bytes(32)), shop_signer(bytes(32)), shop_signer(b"\1" * 32)
    assert one.private_bytes_raw() == again.private_bytes_raw()
    assert len({bytes(32), one.private_bytes_raw(), other.private_bytes_raw()}) == 3
