"""Pages about power: who may sign what, who is away, what takes two officials, whose dossiers one keeps out of."""
