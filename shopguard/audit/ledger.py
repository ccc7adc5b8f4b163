"""The one audit ledger: every record chained to the one before and a leaf of a Merkle tree (J-14).

    receipt = ledger.append(Entry(Act.HOLD_SET, (person.id,), "done", seat))

The order of records is that of ``seq``; a clock that was set back is written down as it was.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, Receipt
from shopguard.audit.heads import SHOP, SignedHead, head_of, store_head
from shopguard.audit.merkle import HASH_BYTES, Frontier, leaf_hash
from shopguard.audit.record import body_of
from shopguard.base.clock import HOUR, Clock
from shopguard.base.errors import Damaged
from shopguard.database import schema
from shopguard.database.engine import Catalogue

HEAD_EVERY_RECORDS = 100
HEAD_EVERY_US = HOUR
_SEAT = "ledger"


class Ledger:
    """Appends records and signs heads; safe from several threads and processes."""

    def __init__(self, catalogue: Catalogue, signer: Ed25519PrivateKey, clock: Clock) -> None:
        self._catalogue = catalogue
        self._signer = signer
        self._clock = clock

    @property
    def public(self) -> bytes:
        """The shop's public signing key, for ``verify``."""
        return self._signer.public_key().public_bytes_raw()

    def append(self, entry: Entry, db: Connection | None = None) -> Receipt:
        """The record is durable when this returns, or when the caller's transaction commits.

        Raises Unavailable when it cannot be written and Damaged when the log before it is not
        whole; whoever needed the receipt must then refuse.
        """
        with self._catalogue.write(db) as within:
            receipt = self._append(entry, within)
            if self._head_is_due(receipt, within):
                self._sign(SHOP, self._signer, within)
            return receipt

    def head(self) -> SignedHead:
        """The log as it stands, signed by the shop; the last head again when nothing was added."""
        with self._catalogue.write() as db:
            kept = schema.audit_head
            query = select(kept).where(kept.c.signer == SHOP, kept.c.public == self.public)
            row = db.execute(query.order_by(kept.c.id.desc()).limit(1)).one_or_none()
            if row is not None and row.size == load_frontier(db).size:
                return head_of(row)
            return self._sign(SHOP, self._signer, db)

    def countersign(self, person_id: str, key: Ed25519PrivateKey) -> SignedHead:
        """The log as it stands, signed by a manager (at every login).

        From then on history cannot be rewritten without that manager's password. The first time
        a key signs, the log says so: a later head by an unknown key is found by ``verify``.
        """
        public = key.public_key().public_bytes_raw()
        with self._catalogue.write() as db:
            if not _has_signed(person_id, public, db):
                detail = {"public": public.hex()}
                entry = Entry(Act.SIGNER_STARTED, (person_id,), "done", _SEAT, detail=detail)
                self._append(entry, db)
            return self._sign(person_id, key, db)

    def _append(self, entry: Entry, db: Connection) -> Receipt:
        frontier, previous = load_frontier(db), last_leaf(db)
        seq, at_us = frontier.size + 1, self._clock.utc_us()
        body = body_of(seq, at_us, previous, entry)
        leaf = leaf_hash(body)
        row = {"seq": seq, "at_us": at_us, "action": str(entry.action), "previous": previous}
        db.execute(insert(schema.audit_record).values(**row, leaf=leaf, body=body))
        frontier.append(leaf)
        _store_frontier(frontier, db)
        return Receipt(seq, leaf, at_us)

    def _head_is_due(self, receipt: Receipt, db: Connection) -> bool:
        kept = schema.audit_head
        query = select(kept.c.size, kept.c.at_us).order_by(kept.c.id.desc()).limit(1)
        last = db.execute(query).one_or_none()
        if last is None or receipt.seq - last.size >= HEAD_EVERY_RECORDS:
            return True
        since: int = receipt.at_us - last.at_us  # below zero when the clock went back
        return abs(since) >= HEAD_EVERY_US

    def _sign(self, signer: str, key: Ed25519PrivateKey, db: Connection) -> SignedHead:
        frontier = load_frontier(db)
        site = db.scalar(select(schema.site.c.id)) or ""
        at_us = self._clock.utc_us()
        head = SignedHead.sign(frontier.size, frontier.root, at_us, site, signer, key)
        store_head(db, head)
        return head


def load_frontier(db: Connection) -> Frontier:
    """The stored edge of the tree; Damaged when it is not that of the records."""
    edge = schema.audit_frontier
    row = db.execute(select(edge.c.size, edge.c.peaks)).one_or_none()
    size, peaks = (row.size, row.peaks) if row is not None else (0, b"")
    if size != (db.scalar(select(func.max(schema.audit_record.c.seq))) or 0):
        raise Damaged("audit.damaged")
    try:
        return Frontier.from_bytes(size, peaks)
    except ValueError:
        raise Damaged("audit.damaged") from None


def last_leaf(db: Connection) -> bytes:
    """Hash of the newest record, zeros before the first."""
    record = schema.audit_record
    newest = select(record.c.leaf).order_by(record.c.seq.desc()).limit(1)
    return db.scalar(newest) or bytes(HASH_BYTES)


def _store_frontier(frontier: Frontier, db: Connection) -> None:
    values = {"id": 1, "size": frontier.size, "peaks": frontier.to_bytes()}
    edge = upsert(schema.audit_frontier).values(values)
    db.execute(edge.on_conflict_do_update(index_elements=["id"], set_=values))


def _has_signed(signer: str, public: bytes, db: Connection) -> bool:
    kept = schema.audit_head
    query = select(kept.c.id).where(kept.c.signer == signer, kept.c.public == public).limit(1)
    return db.scalar(query) is not None
