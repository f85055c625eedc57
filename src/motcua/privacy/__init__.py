"""Personal data and the people it is about: who looked at it and why, what a person may ask of it (Law 91/2025/QH15)."""
