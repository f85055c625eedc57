"""Who holds which certificate to sign with, from when to when, and where its key lies."""
