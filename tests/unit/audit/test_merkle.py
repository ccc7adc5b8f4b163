"""The tree is that of RFC 6962, and its proofs prove what they say and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_ranges,
    inclusion_ranges,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The example tree of the certificate transparency project.
LEAVES = [
    leaf_hash(bytes.fromhex(words))
    for words in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)

sizes = st.integers(1, 70)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def rfc_root(hashes: list[bytes]) -> bytes:
    """MTH as the RFC writes it."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(rfc_root(hashes[:split]), rfc_root(hashes[split:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_published_example(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_root_of_the_rfc() -> None:
    assert Frontier().root == EMPTY_ROOT == root_of([])


@given(size=sizes)
def test_the_growing_edge_gives_the_same_root_as_the_definition(size: int) -> None:
    assert root_of(leaves(size)) == rfc_root(leaves(size))


@given(size=sizes, more=st.integers(0, 20))
def test_a_stored_edge_grows_on_as_if_it_had_never_been_stored(size: int, more: int) -> None:
    edge = Frontier()
    for leaf in leaves(size + more):
        if edge.size == size:
            edge = Frontier.from_bytes(size, edge.to_bytes())
        edge.append(leaf)
    assert edge.root == root_of(leaves(size + more))


@pytest.mark.parametrize(("size", "packed"), [(0, bytes(32)), (3, bytes(32)), (4, bytes(64))])
def test_an_edge_that_does_not_fit_its_size_is_refused(size: int, packed: bytes) -> None:
    with pytest.raises(ValueError, match="peak"):
        Frontier.from_bytes(size, packed)


@given(st.data(), sizes)
def test_every_leaf_can_be_proven(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    all_leaves = leaves(size)
    path = [root_of(all_leaves[a:b]) for a, b in inclusion_ranges(index, size)]
    root = root_of(all_leaves)
    assert verify_inclusion(all_leaves[index], index, size, path, root)
    other = data.draw(st.integers(0, size - 1).filter(lambda i: i != index) if size > 1 else sizes)
    assert not verify_inclusion(all_leaves[index], other, size, path, root)
    assert not verify_inclusion(leaf_hash(b"another"), index, size, path, root)
    assert not verify_inclusion(all_leaves[index], index, size, [*path, bytes(32)], root)
    if path:
        assert not verify_inclusion(all_leaves[index], index, size, path[:-1], root)


@given(st.data(), sizes)
def test_growth_can_be_proven_and_rewriting_cannot(data: st.DataObject, size: int) -> None:
    old = data.draw(st.integers(1, size))
    all_leaves = leaves(size)
    path = [root_of(all_leaves[a:b]) for a, b in consistency_ranges(old, size)]
    old_root, root = root_of(all_leaves[:old]), root_of(all_leaves)
    assert verify_consistency(old, size, old_root, root, path)
    changed = data.draw(st.integers(0, old - 1))
    forged = [*all_leaves[:changed], leaf_hash(b"forged"), *all_leaves[changed + 1 :]]
    forged_path = [root_of(forged[a:b]) for a, b in consistency_ranges(old, size)]
    assert not verify_consistency(old, size, old_root, root_of(forged), forged_path)
    assert not verify_consistency(old, size, old_root, root, [*path, bytes(32)])


@pytest.mark.parametrize(("old", "size"), [(0, 5), (6, 5), (-1, 5)])
def test_growth_from_impossible_sizes_is_never_proven(old: int, size: int) -> None:
    root = root_of(leaves(size))
    assert not verify_consistency(old, size, EMPTY_ROOT, root, [])
