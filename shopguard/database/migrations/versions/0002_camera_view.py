"""What each camera sees, as somebody approved it (G-2)."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One row a camera, gone with the camera."""
    op.get_bind().exec_driver_sql("""CREATE TABLE camera_view (
    camera_id TEXT NOT NULL,
    photo BLOB NOT NULL,
    private_place BOOLEAN NOT NULL,
    kbps INTEGER NOT NULL,
    approved_by TEXT NOT NULL,
    approved_us INTEGER NOT NULL,
    CONSTRAINT pk_camera_view PRIMARY KEY (camera_id),
    CONSTRAINT fk_camera_view_camera_id_camera FOREIGN KEY(camera_id) REFERENCES camera (id)
)""")
