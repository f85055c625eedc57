"""One door for each audience; they never open onto each other."""
