"""ISO base media files (ISO/IEC 14496-12, -15): init segments, fragments. No codec runs here."""
