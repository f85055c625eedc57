"""What people ask of their own data: the list, one request with its answer, and taking one down at the counter."""
