"""Reading dossiers."""
