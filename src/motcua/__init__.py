"""motcua: one door for a whole province's administrative procedures."""
