"""What the drill's sessions met, read from the lines that `drill.watching` writes."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

NOBODY = "nobody"


@dataclass
class Seen:
    """What one session met."""

    requests: int = 0
    lost: int = 0
    posts: int = 0
    refused_tokens: int = 0
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def faults(self) -> list[str]:
        """Why this attack proves nothing, where it does not."""
        return [
            *(["the session was lost"] if self.lost else []),
            *(["nothing was opened"] if not self.statuses[200] else []),
            *(["no form was taken"] if self.posts <= self.refused_tokens else []),
        ]

    def __str__(self) -> str:
        mix = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        return (
            f"{self.requests} requests ({mix}); session lost {self.lost} times; "
            f"{self.posts - self.refused_tokens} of {self.posts} forms with an accepted token"
        )


def read(lines: Iterable[str], names: dict[str, str]) -> dict[str, Seen]:
    """The lines by whose session they are; `names` maps the first eight signs of a session to its owner."""
    found: dict[str, Seen] = {name: Seen() for name in [NOBODY, *names.values()]}
    for line in lines:
        told = json.loads(line)
        one = found[names.get(told["session"], NOBODY)]
        one.requests += 1
        one.statuses[told["status"]] += 1
        one.posts += told["method"] == "POST"
        one.refused_tokens += told["token_refused"]
        one.lost += told["session"] in names and not told["known"]
    return found
