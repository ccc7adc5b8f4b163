"""The register of provisions and rights requests (J-7, G-7.2)."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """CREATE TABLE evidence_case (
    id TEXT NOT NULL,
    register TEXT NOT NULL,
    number INTEGER NOT NULL,
    created_us INTEGER NOT NULL,
    CONSTRAINT pk_evidence_case PRIMARY KEY (id),
    CONSTRAINT uq_evidence_case_register UNIQUE (register, number),
    CONSTRAINT ck_evidence_case_register CHECK (register IN ('provision', 'rights'))
)""",
    """CREATE TABLE evidence_entry (
    case_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    body BLOB NOT NULL,
    digest BLOB NOT NULL,
    CONSTRAINT pk_evidence_entry PRIMARY KEY (case_id, place),
    CONSTRAINT fk_evidence_entry_case_id_evidence_case
        FOREIGN KEY(case_id) REFERENCES evidence_case (id)
)""",
    """CREATE TABLE evidence_paper (
    digest TEXT NOT NULL,
    case_id TEXT NOT NULL,
    name TEXT NOT NULL,
    sealed_key BLOB NOT NULL,
    content BLOB NOT NULL,
    added_us INTEGER NOT NULL,
    CONSTRAINT pk_evidence_paper PRIMARY KEY (digest, case_id),
    CONSTRAINT fk_evidence_paper_case_id_evidence_case
        FOREIGN KEY(case_id) REFERENCES evidence_case (id)
)""",
    """CREATE TRIGGER evidence_entry_fixed BEFORE UPDATE ON evidence_entry
BEGIN SELECT RAISE(ABORT, 'evidence: entries never change'); END""",
    """CREATE TRIGGER evidence_entry_keep BEFORE DELETE ON evidence_entry
WHEN OLD.at_us > (unixepoch('now') - 94694400) * 1000000
BEGIN SELECT RAISE(ABORT, 'evidence: entries are kept for three years'); END""",
    """CREATE TRIGGER evidence_case_fixed BEFORE UPDATE ON evidence_case
BEGIN SELECT RAISE(ABORT, 'evidence: cases never change'); END""",
)


def upgrade() -> None:
    """Three tables and what keeps them from being changed."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
