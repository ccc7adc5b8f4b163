"""Setting a shop up, one question a card."""
