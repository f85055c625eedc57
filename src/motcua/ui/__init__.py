"""The design system: frame, parts, wording, the ribbon."""
