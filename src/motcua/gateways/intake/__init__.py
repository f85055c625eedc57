"""What comes in from outside: what kind of file it is, whether it may be kept, and under which name."""

from motcua.gateways.intake.check import Accepted, accept
from motcua.gateways.intake.kinds import Kind

__all__ = ["Accepted", "Kind", "accept"]
