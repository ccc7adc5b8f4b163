"""The vault: everyone may lock footage away, two key holders together get it out (J-3, J-14)."""
