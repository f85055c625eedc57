"""Units, posts, staff, competences and calendars, each with its dates."""
