"""A simulated identity provider for the demo and for tests: OpenID Connect for made-up persons, marked as such everywhere.

It is a program of its own beside the service (`python -m motcua.config.simulated_identity`), with its own settings and
its own small database; the service knows nothing of it but its address.
"""
