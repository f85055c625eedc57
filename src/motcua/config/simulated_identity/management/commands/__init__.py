"""The commands the simulated provider runs on itself."""
