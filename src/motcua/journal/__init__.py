"""Who did what: one row per act, chained, never changed."""
