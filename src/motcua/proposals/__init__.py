"""What takes two officials: one proposes exactly what is to be done, another confirms it or declines."""
