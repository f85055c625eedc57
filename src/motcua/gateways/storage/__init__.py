"""Files at rest: encrypted each with a key of its own, written whole or not at all, never overwritten."""

from motcua.gateways.storage.keep import Stored, forget, get, put
from motcua.gateways.storage.sweep import keys, leave_only

__all__ = ["Stored", "forget", "get", "keys", "leave_only", "put"]
