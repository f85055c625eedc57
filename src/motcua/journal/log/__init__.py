"""The journal's second layer: one tree over all events, signed heads, anchors outside (docs/decisions)."""
