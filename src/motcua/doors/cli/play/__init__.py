"""The player: drives dossiers through the real acts, from a log of the past or from chance with a seed."""
