"""The door: the only way to a decrypted frame (J-1, J-3, J-14)."""
