"""Who works at the shops that are measured. Alone here: the seat measured loads nothing else."""

from __future__ import annotations

SECRETS = {
    "sato": "correct horse battery staple one",
    "suzuki": "purple monkey dishwasher lamp two",
}
