"""Every table of the catalogue (``shop.db``). Times are UTC microseconds; ids are hex text.

A change here needs a migration in ``database/migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

site = Table(
    "site",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("contact", Text, nullable=False, server_default=""),
    Column("created_us", Integer, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),  # JSON
)

# --- cameras (G-2, G-6.6) -------------------------------------------------------------------

camera = Table(
    "camera",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),  # never carries user or password
    Column("sub_url", Text),
    Column("username", Text, nullable=False, server_default=""),
    Column("password", Text, nullable=False, server_default=""),
    Column("transport", Text, nullable=False, server_default="tcp"),  # tcp | udp
    Column("audio", Boolean, nullable=False, server_default="0"),
    Column("place", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("masks", Text, nullable=False, server_default="[]"),  # JSON: [[[x, y], …], …], 0..1
    Column("retention_days", Integer),  # None: the shop's own
    Column("max_bytes", Integer),  # None: no bound of its own
    Column("enabled", Boolean, nullable=False, server_default="1"),
    Column("added_us", Integer, nullable=False),
    Column("removed_us", Integer),
)
Index("uq_camera_name_live", camera.c.name, unique=True, sqlite_where=camera.c.removed_us.is_(None))

camera_view = Table(
    "camera_view",
    metadata,
    Column("camera_id", Text, ForeignKey("camera.id"), primary_key=True),
    Column("photo", LargeBinary, nullable=False),  # JPEG, masked places black; empty: none taken
    Column("private_place", Boolean, nullable=False),  # one would be visible without the masks
    Column("kbps", Integer, nullable=False),  # measured when the photo was taken
    Column("approved_by", Text, nullable=False),
    Column("approved_us", Integer, nullable=False),
)

# --- people and vault (J-3, J-5, J-13) ------------------------------------------------------

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),  # JSON list of access.people.Role values
    Column("enabled", Boolean, nullable=False, server_default="1"),
    Column("pledged_us", Integer),
    Column("trained_until_us", Integer),
    Column("cameras", Text),  # JSON list staff and operators are limited to; None: every camera
    Column("salt", LargeBinary, nullable=False),  # with the Argon2id parameters before it
    Column("signing_public", LargeBinary, nullable=False),
    Column("signing_wrapped", LargeBinary, nullable=False),  # the person's key under the password
    Column("added_us", Integer, nullable=False),
    Column("left_us", Integer),
)

login_throttle = Table(
    "login_throttle",
    metadata,
    Column("login", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("not_before_us", Integer, nullable=False),
    # Tries during the wait: the first is in the log at once, the others when it is over.
    Column("held", Integer, nullable=False, server_default="0"),
)

approval_used = Table(
    "approval_used",
    metadata,
    Column("id", Text, primary_key=True),
    Column("used_us", Integer, nullable=False),
)

vault_key = Table(
    "vault_key",
    metadata,
    Column("id", Text, primary_key=True),
    Column("suite", Text, nullable=False),
    Column("public", LargeBinary, nullable=False),
    Column("created_us", Integer, nullable=False),
)

vault_slot = Table(
    "vault_slot",
    metadata,
    Column("slot", Text, primary_key=True),  # chief | deputy | sheet
    Column("person_id", Text, ForeignKey("person.id")),  # None: the sheet
    Column("salt", LargeBinary, nullable=False),
    Column("public", LargeBinary),  # the sheet's Ed25519 key; a person's stands in person
)

vault_wrap = Table(
    "vault_wrap",
    metadata,
    Column("vault_id", Text, ForeignKey("vault_key.id"), primary_key=True),
    Column("slots", Text, primary_key=True),  # "chief+deputy", "chief+sheet", … or "chief" alone
    Column("wrapped", LargeBinary, nullable=False),
)

# --- audit (J-14) ---------------------------------------------------------------------------

audit_record = Table(
    "audit_record",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at_us", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),  # canonical bytes: what is hashed and signed
)
Index("ix_audit_record_at", audit_record.c.at_us)
Index("ix_audit_record_action", audit_record.c.action)  # the number of a print is looked up in it

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("at_us", Integer, nullable=False),
    Column("site", Text, nullable=False),  # empty before the shop had a name
    Column("signer", Text, nullable=False),  # "shop" or a person id
    Column("public", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

audit_frontier = Table(  # the Merkle tree's open edge: an append needs no other record
    "audit_frontier",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("size", Integer, nullable=False),
    Column("peaks", LargeBinary, nullable=False),  # 32 bytes each, largest subtree first
    CheckConstraint("id = 1", name="single"),
)

# They stop mistakes and other programs; what stops an attacker is `audit verify`. The engine's
# recursive_triggers makes INSERT OR REPLACE run into them too.
AUDIT_TRIGGERS = {
    "audit_record_next": """CREATE TRIGGER audit_record_next BEFORE INSERT ON audit_record
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_record)
  OR NEW.previous IS NOT coalesce(
    (SELECT leaf FROM audit_record WHERE seq = NEW.seq - 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'audit: not the next record'); END""",
    "audit_record_keep": """CREATE TRIGGER audit_record_keep BEFORE DELETE ON audit_record
BEGIN SELECT RAISE(ABORT, 'audit: records stay'); END""",
    "audit_record_fixed": """CREATE TRIGGER audit_record_fixed BEFORE UPDATE ON audit_record
BEGIN SELECT RAISE(ABORT, 'audit: records never change'); END""",
    "audit_head_keep": """CREATE TRIGGER audit_head_keep BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'audit: heads stay'); END""",
    "audit_head_fixed": """CREATE TRIGGER audit_head_fixed BEFORE UPDATE ON audit_head
BEGIN SELECT RAISE(ABORT, 'audit: heads never change'); END""",
}


@event.listens_for(metadata, "after_create")
def _make_triggers(_target: MetaData, db: Connection, **_: object) -> None:
    for sql in (AUDIT_TRIGGERS | EVIDENCE_TRIGGERS).values():
        db.exec_driver_sql(sql)


# --- footage (J-4, G-6, T-4) ----------------------------------------------------------------

volume = Table(
    "volume",
    metadata,
    Column("id", Text, primary_key=True),
    Column("camera_id", Text, ForeignKey("camera.id"), nullable=False),
    Column("file", Text, nullable=False),  # relative to the volumes folder
    Column("state", Text, nullable=False),  # open | closed | interrupted | erased
    Column("vault_id", Text, ForeignKey("vault_key.id"), nullable=False),
    Column("sealed_key", LargeBinary),  # None once erased: the footage has ended
    Column("epoch", Integer, nullable=False),
    Column("start_us", Integer, nullable=False),
    Column("end_us", Integer, nullable=False),  # of the last fragment known to the catalogue
    Column("fragments", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),  # chain hash of the last fragment known
    Column("codec", Text, nullable=False, server_default=""),
    Column("clock_offset_us", Integer),  # camera clock minus PC clock, where known
    Column("file_bytes", Integer),  # of the closed file
    Column("file_digest", LargeBinary),  # SHA-256 of the closed file, as it lies on the disk
    Column("opened_us", Integer, nullable=False),
    Column("closed_us", Integer),
    Column("erased_us", Integer),
    Column("erase_reason", Text),
    CheckConstraint(
        "state IN ('open', 'closed', 'interrupted', 'erasing', 'erased')", name="state"
    ),
)
Index("ix_volume_camera_start", volume.c.camera_id, volume.c.start_us)
Index("ix_volume_state", volume.c.state)

clock_mark = Table(  # the time last believed: what erasure by age counts from
    "clock_mark",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("trusted_us", Integer),
    Column("doubtful", Boolean, nullable=False),
    CheckConstraint("id = 1", name="single"),
)

gap = Table(
    "gap",
    metadata,
    Column("id", Text, primary_key=True),
    Column("camera_id", Text, ForeignKey("camera.id"), nullable=False),
    Column("start_us", Integer, nullable=False),
    Column("end_us", Integer),  # None: still going on
    Column("cause", Text, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
    Column("approximate", Boolean, nullable=False, server_default="0"),
)
Index("ix_gap_camera_start", gap.c.camera_id, gap.c.start_us)

hold = Table(
    "hold",
    metadata,
    Column("id", Text, primary_key=True),
    Column("camera_id", Text, ForeignKey("camera.id"), nullable=False),
    Column("start_us", Integer, nullable=False),
    Column("end_us", Integer, nullable=False),
    Column("ground", Text, nullable=False),
    Column("owner_id", Text, nullable=False),  # who set it
    Column("created_us", Integer, nullable=False),
    Column("expires_us", Integer, nullable=False),
    Column("released_us", Integer),
    Column("release_reason", Text),
    UniqueConstraint("camera_id", "start_us", "end_us", "created_us"),
)

# --- evidence (J-6, J-7, G-7.2) --------------------------------------------------------------

evidence_case = Table(
    "evidence_case",
    metadata,
    Column("id", Text, primary_key=True),
    Column("register", Text, nullable=False),  # provision | rights
    Column("number", Integer, nullable=False),
    Column("created_us", Integer, nullable=False),
    UniqueConstraint("register", "number"),
    CheckConstraint("register IN ('provision', 'rights')", name="register"),
)

evidence_entry = Table(
    "evidence_entry",
    metadata,
    Column("case_id", Text, ForeignKey("evidence_case.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("at_us", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),  # canonical bytes; the log holds their digest
    Column("digest", LargeBinary, nullable=False),
)

evidence_paper = Table(  # a scan: sealed to the vault, read by two managers; or a redaction plan
    "evidence_paper",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the plain file
    Column("case_id", Text, ForeignKey("evidence_case.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("sealed_key", LargeBinary, nullable=False),  # empty: a plan, compressed
    Column("content", LargeBinary, nullable=False),  # nonce and AES-256-GCM
    Column("added_us", Integer, nullable=False),
)

# Entries are only ever added. Three years are the least (G-7.2); the setting may ask for more.
EVIDENCE_TRIGGERS = {
    "evidence_entry_fixed": """CREATE TRIGGER evidence_entry_fixed BEFORE UPDATE ON evidence_entry
BEGIN SELECT RAISE(ABORT, 'evidence: entries never change'); END""",
    "evidence_entry_keep": """CREATE TRIGGER evidence_entry_keep BEFORE DELETE ON evidence_entry
WHEN OLD.at_us > (unixepoch('now') - 94694400) * 1000000
BEGIN SELECT RAISE(ABORT, 'evidence: entries are kept for three years'); END""",
    "evidence_case_fixed": """CREATE TRIGGER evidence_case_fixed BEFORE UPDATE ON evidence_case
BEGIN SELECT RAISE(ABORT, 'evidence: cases never change'); END""",
}
