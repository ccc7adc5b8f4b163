"""The recorder: packets in, sealed volumes out; live tap, health, channel, supervisor."""
