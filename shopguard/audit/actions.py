"""Every action the product logs. Its words stand in ``resources/texts/audit.toml``."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """Action names: stable for ever, because old records carry them."""

    # --- The shop and its people
    SHOP_MADE = "shop.made"
    SET_UP_BEGUN = "shop.set_up_begun"
    SET_UP_DONE = "shop.set_up_done"
    LOGIN_DONE = "login.done"
    LOGIN_FAILED = "login.failed"
    LOGIN_THROTTLED = "login.throttled"
    SESSION_LOCKED = "session.locked"
    SESSION_ENDED = "session.ended"
    PERSON_ADDED = "person.added"
    PERSON_CHANGED = "person.changed"
    PERSON_LEFT = "person.left"
    PERSON_DISABLED = "person.disabled"
    PERSON_ENABLED = "person.enabled"
    CREDENTIAL_CHANGED = "person.password_changed"
    CREDENTIAL_REPLACED = "person.password_reset"
    PLEDGE_SIGNED = "person.pledged"
    TRAINING_DONE = "person.trained"

    # --- Approval, footage, evidence
    APPROVAL_GIVEN = "approval.given"
    APPROVAL_REFUSED = "approval.refused"
    FOOTAGE_OPENED = "footage.opened"
    FOOTAGE_CLOSED = "footage.closed"
    FOOTAGE_REFUSED = "footage.refused"
    FOOTAGE_EXPORTED = "footage.exported"  # only in logs from before provisions
    FOOTAGE_PRINTED = "footage.printed"
    PRINT_SHREDDED = "footage.print_shredded"
    PRINT_HANDED_OVER = "footage.print_handed_over"
    PRINT_BACK = "footage.print_back"
    FOOTAGE_DAMAGED = "footage.damaged"
    FOOTAGE_CHECKED = "footage.checked"
    LIVE_OPENED = "live.opened"
    LIVE_CLOSED = "live.closed"
    HOLD_SET = "hold.set"
    HOLD_CHANGED = "hold.changed"
    HOLD_RELEASED = "hold.released"
    HOLD_EXPIRED = "hold.expired"

    PROVISION_ANNOUNCED = "provision.announced"
    PROVISION_OPENED = "provision.opened"
    PROVISION_EXPORTED = "provision.exported"
    PROVISION_FAILED = "provision.failed"
    PROVISION_KEY_SHOWN = "provision.key_shown"
    PROVISION_HANDED_OVER = "provision.handed_over"
    PROVISION_RETURNED = "provision.returned"
    PROVISION_REFUSED = "provision.refused"
    PROVISION_CORRECTED = "provision.corrected"
    PROVISION_REDACTED = "provision.redacted"
    RIGHTS_RECEIVED = "rights.received"
    RIGHTS_IDENTIFIED = "rights.identified"
    RIGHTS_NOTED = "rights.noted"
    RIGHTS_ANSWERED = "rights.answered"
    RIGHTS_WITHDRAWN = "rights.withdrawn"
    REGISTER_READ = "register.read"
    REGISTER_ERASED = "register.erased"
    SCAN_READ = "scan.read"

    # --- Erasure
    FOOTAGE_ERASED = "erasure.done"
    ERASURE_RESUMED = "erasure.resumed"
    ERASURE_POSTPONED = "erasure.postponed"
    RETENTION_CHANGED = "retention.changed"
    EPOCH_ROTATED = "epoch.rotated"
    SETTING_CHANGED = "setting.changed"

    # --- Cameras
    CAMERA_ADDED = "camera.added"
    CAMERA_CHANGED = "camera.changed"
    CAMERA_REMOVED = "camera.removed"
    CAMERA_TESTED = "camera.tested"
    CAMERA_LOST = "camera.lost"
    CAMERA_BACK = "camera.back"
    MASK_CHANGED = "camera.masked"
    VIEW_APPROVED = "camera.view_approved"

    # --- Vault
    VAULT_MADE = "vault.made"
    VAULT_REWRAPPED = "vault.rewrapped"
    VIEWING_RELAXED = "vault.relaxed"
    VIEWING_TIGHTENED = "vault.tightened"
    SHEET_MADE = "sheet.made"
    SHEET_USED = "sheet.used"
    SHEET_KEPT = "sheet.kept"

    # --- Recorder
    RECORDER_STARTED = "recorder.started"
    RECORDER_STARTS = "recorder.starts_with_machine"
    RECORDER_STOPPED = "recorder.stopped"
    RECORDER_CRASHED = "recorder.crashed"
    RECORDER_LATE = "recorder.late"
    WRITE_FAILED = "recorder.write_failed"
    GAP_NOTED = "gap.noted"
    CLOCK_JUMPED = "clock.jumped"
    CLOCK_CONFIRMED = "clock.confirmed"
    DISK_ALARM = "disk.alarm"
    DISK_FULL = "disk.full"

    # --- The log itself, the catalogue, notices
    AUDIT_VERIFIED = "audit.verified"
    AUDIT_EXPORTED = "audit.exported"
    AUDIT_READ = "audit.read"
    HEAD_GIVEN = "audit.head_given"
    SIGNER_STARTED = "audit.signer_started"
    CATALOGUE_UPGRADED = "catalogue.upgraded"
    CHECK_DONE = "check.done"
    NOTICE_PUBLISHED = "notice.published"
    NOTICE_WITHDRAWN = "notice.withdrawn"
    PAPER_PRINTED = "paper.printed"
