"""RFC 3161 timestamps: a signed word from elsewhere that some bytes existed at a moment."""

from motcua.gateways.timestamp.authority import LocalAuthority
from motcua.gateways.timestamp.client import Stamp, checked, stamp
from motcua.gateways.timestamp.remote import RemoteAuthority
from motcua.gateways.timestamp.source import Source, configured

__all__ = [
    "LocalAuthority",
    "RemoteAuthority",
    "Source",
    "Stamp",
    "checked",
    "configured",
    "stamp",
]
