"""The rooms' Protocols fulfilled by the engine. Thin: values are mapped, nothing is decided."""
