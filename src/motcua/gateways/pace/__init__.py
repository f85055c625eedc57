"""How often somebody may ask: counts within windows of time, without keeping who asked.

`counting.tries` counts one try against several limits at once and says how long to wait; `counting.seen` reads a count.
What is counted is kept under a keyed hash of its name and window, never under an address, and is gone with its window.
"""
