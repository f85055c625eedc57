"""The data files of the embedded province, as rows (`samples/SOURCES.md` says where each comes from)."""

import csv
import json
from dataclasses import dataclass

from motcua.samples import path


@dataclass(frozen=True)
class Names:
    """Family names with their weights, and given names (middle and given) of men and women."""

    families: tuple[str, ...]
    weights: tuple[int, ...]
    given_male: tuple[str, ...]
    given_female: tuple[str, ...]


def sample_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file that ships with the product."""
    text = path(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def sample_names() -> Names:
    """The names invented officers get."""
    told = json.loads(path("names.json").read_text(encoding="utf-8"))
    families = [(str(name), int(weight)) for name, weight in told["families"]]
    return Names(
        tuple(name for name, _ in families),
        tuple(weight for _, weight in families),
        tuple(told["given_male"]),
        tuple(told["given_female"]),
    )
