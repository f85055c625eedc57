"""The shapes in which procedure catalogues are found: one module per shape, each record -> draft document."""
