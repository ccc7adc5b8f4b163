"""How long recordings are kept, what fits, and what was erased."""
