"""Ids, clock, spans, errors, texts, log redaction, the shop's folder. Imports nothing of ours."""
