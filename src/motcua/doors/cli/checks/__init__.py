"""What `motcua check` looks at, a module for each place: the settings, the files, the database."""
