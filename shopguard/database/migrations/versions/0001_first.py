"""The first catalogue, letter for letter as SQLite is told; after a release it never changes."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """CREATE TABLE site (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT DEFAULT '' NOT NULL,
    created_us INTEGER NOT NULL,
    CONSTRAINT pk_site PRIMARY KEY (id)
)""",
    """CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
)""",
    """CREATE TABLE camera (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    sub_url TEXT,
    username TEXT DEFAULT '' NOT NULL,
    password TEXT DEFAULT '' NOT NULL,
    transport TEXT DEFAULT 'tcp' NOT NULL,
    audio BOOLEAN DEFAULT '0' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    masks TEXT DEFAULT '[]' NOT NULL,
    retention_days INTEGER,
    max_bytes INTEGER,
    enabled BOOLEAN DEFAULT '1' NOT NULL,
    added_us INTEGER NOT NULL,
    removed_us INTEGER,
    CONSTRAINT pk_camera PRIMARY KEY (id)
)""",
    "CREATE UNIQUE INDEX uq_camera_name_live ON camera (name) WHERE removed_us IS NULL",
    """CREATE TABLE person (
    id TEXT NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    enabled BOOLEAN DEFAULT '1' NOT NULL,
    pledged_us INTEGER,
    trained_until_us INTEGER,
    cameras TEXT,
    salt BLOB NOT NULL,
    signing_public BLOB NOT NULL,
    signing_wrapped BLOB NOT NULL,
    added_us INTEGER NOT NULL,
    left_us INTEGER,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_login UNIQUE (login)
)""",
    """CREATE TABLE login_throttle (
    login TEXT NOT NULL,
    failures INTEGER NOT NULL,
    not_before_us INTEGER NOT NULL,
    CONSTRAINT pk_login_throttle PRIMARY KEY (login)
)""",
    """CREATE TABLE approval_used (
    id TEXT NOT NULL,
    used_us INTEGER NOT NULL,
    CONSTRAINT pk_approval_used PRIMARY KEY (id)
)""",
    """CREATE TABLE vault_key (
    id TEXT NOT NULL,
    suite TEXT NOT NULL,
    public BLOB NOT NULL,
    created_us INTEGER NOT NULL,
    CONSTRAINT pk_vault_key PRIMARY KEY (id)
)""",
    """CREATE TABLE audit_record (
    seq INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    action TEXT NOT NULL,
    previous BLOB NOT NULL,
    leaf BLOB NOT NULL,
    body BLOB NOT NULL,
    CONSTRAINT pk_audit_record PRIMARY KEY (seq)
)""",
    "CREATE INDEX ix_audit_record_at ON audit_record (at_us)",
    """CREATE TABLE audit_head (
    id INTEGER NOT NULL,
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    at_us INTEGER NOT NULL,
    site TEXT NOT NULL,
    signer TEXT NOT NULL,
    public BLOB NOT NULL,
    signature BLOB NOT NULL,
    CONSTRAINT pk_audit_head PRIMARY KEY (id)
)""",
    """CREATE TABLE audit_frontier (
    id INTEGER NOT NULL,
    size INTEGER NOT NULL,
    peaks BLOB NOT NULL,
    CONSTRAINT pk_audit_frontier PRIMARY KEY (id),
    CONSTRAINT ck_audit_frontier_single CHECK (id = 1)
)""",
    """CREATE TABLE vault_slot (
    slot TEXT NOT NULL,
    person_id TEXT,
    salt BLOB NOT NULL,
    public BLOB,
    CONSTRAINT pk_vault_slot PRIMARY KEY (slot),
    CONSTRAINT fk_vault_slot_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)""",
    """CREATE TABLE vault_wrap (
    vault_id TEXT NOT NULL,
    slots TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    CONSTRAINT pk_vault_wrap PRIMARY KEY (vault_id, slots),
    CONSTRAINT fk_vault_wrap_vault_id_vault_key FOREIGN KEY(vault_id) REFERENCES vault_key (id)
)""",
    """CREATE TABLE volume (
    id TEXT NOT NULL,
    camera_id TEXT NOT NULL,
    file TEXT NOT NULL,
    state TEXT NOT NULL,
    vault_id TEXT NOT NULL,
    sealed_key BLOB,
    epoch INTEGER NOT NULL,
    start_us INTEGER NOT NULL,
    end_us INTEGER NOT NULL,
    fragments INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    head BLOB NOT NULL,
    codec TEXT DEFAULT '' NOT NULL,
    clock_offset_us INTEGER,
    file_bytes INTEGER,
    file_digest BLOB,
    opened_us INTEGER NOT NULL,
    closed_us INTEGER,
    erased_us INTEGER,
    erase_reason TEXT,
    CONSTRAINT pk_volume PRIMARY KEY (id),
    CONSTRAINT ck_volume_state
        CHECK (state IN ('open', 'closed', 'interrupted', 'erasing', 'erased')),
    CONSTRAINT fk_volume_camera_id_camera FOREIGN KEY(camera_id) REFERENCES camera (id),
    CONSTRAINT fk_volume_vault_id_vault_key FOREIGN KEY(vault_id) REFERENCES vault_key (id)
)""",
    "CREATE INDEX ix_volume_state ON volume (state)",
    "CREATE INDEX ix_volume_camera_start ON volume (camera_id, start_us)",
    """CREATE TABLE clock_mark (
    id INTEGER NOT NULL,
    trusted_us INTEGER,
    doubtful BOOLEAN NOT NULL,
    CONSTRAINT pk_clock_mark PRIMARY KEY (id),
    CONSTRAINT ck_clock_mark_single CHECK (id = 1)
)""",
    """CREATE TABLE gap (
    id TEXT NOT NULL,
    camera_id TEXT NOT NULL,
    start_us INTEGER NOT NULL,
    end_us INTEGER,
    cause TEXT NOT NULL,
    detail TEXT DEFAULT '' NOT NULL,
    approximate BOOLEAN DEFAULT '0' NOT NULL,
    CONSTRAINT pk_gap PRIMARY KEY (id),
    CONSTRAINT fk_gap_camera_id_camera FOREIGN KEY(camera_id) REFERENCES camera (id)
)""",
    "CREATE INDEX ix_gap_camera_start ON gap (camera_id, start_us)",
    """CREATE TABLE hold (
    id TEXT NOT NULL,
    camera_id TEXT NOT NULL,
    start_us INTEGER NOT NULL,
    end_us INTEGER NOT NULL,
    ground TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    expires_us INTEGER NOT NULL,
    released_us INTEGER,
    release_reason TEXT,
    CONSTRAINT pk_hold PRIMARY KEY (id),
    CONSTRAINT uq_hold_camera_id UNIQUE (camera_id, start_us, end_us, created_us),
    CONSTRAINT fk_hold_camera_id_camera FOREIGN KEY(camera_id) REFERENCES camera (id)
)""",
    """CREATE TRIGGER audit_record_next BEFORE INSERT ON audit_record
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_record)
  OR NEW.previous IS NOT coalesce(
    (SELECT leaf FROM audit_record WHERE seq = NEW.seq - 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'audit: not the next record'); END""",
    """CREATE TRIGGER audit_record_keep BEFORE DELETE ON audit_record
BEGIN SELECT RAISE(ABORT, 'audit: records stay'); END""",
    """CREATE TRIGGER audit_record_fixed BEFORE UPDATE ON audit_record
BEGIN SELECT RAISE(ABORT, 'audit: records never change'); END""",
    """CREATE TRIGGER audit_head_keep BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'audit: heads stay'); END""",
    """CREATE TRIGGER audit_head_fixed BEFORE UPDATE ON audit_head
BEGIN SELECT RAISE(ABORT, 'audit: heads never change'); END""",
)


def upgrade() -> None:
    """Make every table, index and trigger of the first version."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
