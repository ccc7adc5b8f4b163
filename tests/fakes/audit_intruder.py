"""Somebody with the shop's file, its key and a database tool, but not the managers' passwords."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlcipher3 import dbapi2

from shopguard.audit.heads import SHOP, SignedHead
from shopguard.audit.merkle import Frontier, leaf_hash
from shopguard.base.canonical import canonical
from shopguard.database.schema import AUDIT_TRIGGERS

Row = list[Any]  # seq, at_us, action, previous, leaf, body
_COLUMNS = "seq, at_us, action, previous, leaf, body"


class Intruder:
    """Raw access to a catalogue with every guard taken down; ``leave`` puts them up again."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.db = dbapi2.connect(str(path), isolation_level=None)
        self.db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.execute("PRAGMA recursive_triggers = OFF")
        self.db.execute("BEGIN IMMEDIATE")
        for name in AUDIT_TRIGGERS:
            self.db.execute(f"DROP TRIGGER {name}")

    def leave(self) -> None:
        for sql in AUDIT_TRIGGERS.values():
            self.db.execute(sql)
        self.db.execute("COMMIT")
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()

    def do(self, sql: str, *values: object) -> None:
        self.db.execute(sql, values)

    def rows(self) -> list[Row]:
        return [list(r) for r in self.db.execute(f"SELECT {_COLUMNS} FROM audit_record")]

    def put(self, rows: list[Row]) -> None:
        """These rows, as they are, instead of the log."""
        self.do("DELETE FROM audit_record")
        self.db.executemany("INSERT INTO audit_record VALUES (?, ?, ?, ?, ?, ?)", rows)

    def rewrite(self, rows: list[Row], shop: Ed25519PrivateKey, at_us: int) -> None:
        """A perfect log over what ``rows`` say: renumbered, chained, its heads signed anew.

        Managers' heads cannot be signed anew; those that no longer fit are thrown away.
        """
        edge, previous, done, roots = Frontier(), bytes(32), [], {}
        for seq, row in enumerate(rows, 1):
            told = json.loads(row[5])
            body = canonical(told | {"seq": seq, "previous": previous.hex()})
            leaf = leaf_hash(body)
            done.append([seq, told["at_us"], told["action"], previous, leaf, body])
            edge.append(leaf)
            roots[seq], previous = edge.root, leaf
        self.put(done)
        self.do("UPDATE audit_frontier SET size = ?, peaks = ?", len(done), edge.to_bytes())
        self._sign_again(roots, shop, at_us)

    def _sign_again(self, roots: dict[int, bytes], shop: Ed25519PrivateKey, at_us: int) -> None:
        sizes = sorted({1, len(roots), *range(1, len(roots), 100)} & set(roots))
        self.do("DELETE FROM audit_head")
        for number, size in enumerate(sizes, 1):
            head = SignedHead.sign(size, roots[size], at_us, "", SHOP, shop)
            self.do(
                "INSERT INTO audit_head VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                *(number, size, head.root, at_us, "", SHOP, head.public, head.signature),
            )
