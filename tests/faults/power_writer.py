"""Writes footage into a shop, saying what is acknowledged; traced by the power-cut test."""

from __future__ import annotations

import sys
from pathlib import Path

from shopguard.vault.sealing import current_public
from tests.fakes.full_shop import FullShop
from tests.fakes.viewings import recorded

VOLUMES, SECONDS = 3, 8


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(folder: Path) -> None:
    full = FullShop(folder)
    camera = full.camera()
    with full.shop.catalogue.read() as db:
        vault = current_public(db)
    start = full.clock.utc_us()
    fragments = recorded(VOLUMES * SECONDS, start_us=start)
    say("READY")
    for number in range(VOLUMES):
        part = fragments[number * SECONDS : (number + 1) * SECONDS]
        volume = full.shop.store.begin_volume(camera.id, vault, part[0].start_us, "h264")
        for seq, fragment in enumerate(part):
            head = volume.writer.append([fragment])
            say(f"ACK {volume.id} {seq}")
            if seq == SECONDS // 2:
                full.shop.store.note_heads([(volume.id, head)])
        if number < VOLUMES - 1:
            full.shop.store.close_volume(volume.id, volume.writer.close())
    say("END")
    full.clock.advance(3600 * 1_000_000)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
