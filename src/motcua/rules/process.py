"""The internal process of a procedure: a small directed graph of steps, and its responsibility matrix.

A step names what it waits for (`after`), so a sequence, a parallel consultation and a condition need no more
than that. Whoever publishes asks `gaps` first (`rules.matrix`); a running dossier asks `next_steps`.
Source: TT 01/2018/TT-VPCP Đ.8 (steps, actor and time of each step); rules.md 3.7-3.8.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the responsibility matrix; an empty string or None is an empty cell.

    `unit` is "receiving", "competent" or "unit:<code>"; `post` and `duty` are values of `PostKind` and `Duty`
    (kept as written, so that a bad one can be reported); `hours` are working hours; `after` names the steps
    that must be done first; `when` is the key of the condition under which the step is done at all.
    """

    key: str
    name: str = ""
    unit: str = ""
    post: str = ""
    duty: str = ""
    task: str = ""
    hours: Decimal | None = None
    output: str = ""
    form: str | None = None
    after: tuple[str, ...] = ()
    when: str | None = None
    cooperative: bool = False


@dataclass(frozen=True)
class Process:
    """The steps of one procedure, in the order they are written."""

    steps: tuple[Step, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Step]:
        """Each step by its key; of two steps with one key the first."""
        found: dict[str, Step] = {}
        for step in self.steps:
            found.setdefault(step.key, step)
        return found

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The keys of all conditions some step hangs on."""
        return frozenset(step.when for step in self.steps if step.when)

    def step(self, key: str) -> Step:
        """The step named `key`; KeyError if there is none."""
        return self.by_key[key]

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)


def start_steps(process: Process) -> tuple[Step, ...]:
    """The steps that wait for nothing."""
    return tuple(step for step in process.steps if not step.after)


def in_order(process: Process) -> tuple[Step, ...]:
    """The steps that can ever be done, each behind all it waits for; the others are left out."""
    placed: dict[str, Step] = {}
    waiting = list(process.by_key.values())
    while True:
        ready = [step for step in waiting if all(key in placed for key in step.after)]
        if not ready:
            return tuple(placed.values())
        placed.update((step.key, step) for step in ready)
        waiting = [step for step in waiting if step.key not in placed]


def settled(
    process: Process, done: Collection[str], conditions: Collection[str] = frozenset()
) -> frozenset[str]:
    """The keys that nothing waits for any more: done, or left out because their condition does not hold.

    A step left out is settled once all it waits for is settled, so what follows it does not open early.
    """
    keys: set[str] = set(done)
    for step in in_order(process):
        left_out = step.when is not None and step.when not in conditions
        if left_out and all(key in keys for key in step.after):
            keys.add(step.key)
    return frozenset(keys)


def next_steps(
    process: Process, done: Collection[str], conditions: Collection[str] = frozenset()
) -> tuple[Step, ...]:
    """The steps that are open now: not done, their condition holds, and all they wait for is settled.

    >>> process = Process((Step("a"), Step("b", after=("a",), when="site_visit"), Step("c", after=("b",))))
    >>> [step.key for step in next_steps(process, {"a"})]
    ['c']
    >>> [step.key for step in next_steps(process, {"a"}, {"site_visit"})]
    ['b']
    """
    keys = settled(process, done, conditions)
    return tuple(
        step
        for step in process.steps
        if step.key not in keys and all(before in keys for before in step.after)
    )


def predecessors(process: Process) -> Mapping[str, frozenset[str]]:
    """For each step that can be done, the keys of all steps done before it, near and far."""
    before: dict[str, frozenset[str]] = {}
    for step in in_order(process):
        before[step.key] = frozenset(step.after).union(*(before[key] for key in step.after))
    return before


def critical_path(process: Process) -> tuple[Decimal, tuple[str, ...]]:
    """The longest way through the process: its working hours and the keys on it, first to last.

    Steps under a condition count, as if it held: the promise to the applicant must stand then too.

    >>> process = Process((Step("a", hours=Decimal(4)), Step("b", hours=Decimal(8), after=("a",))))
    >>> critical_path(process)
    (Decimal('12'), ('a', 'b'))
    """
    ways: dict[str, tuple[Decimal, tuple[str, ...]]] = {}
    nothing: tuple[Decimal, tuple[str, ...]] = (Decimal(0), ())
    for step in in_order(process):
        hours, keys = max((ways[key] for key in step.after), key=_length, default=nothing)
        ways[step.key] = (hours + _countable(step), (*keys, step.key))
    return max(ways.values(), key=_length, default=nothing)


def _length(way: tuple[Decimal, tuple[str, ...]]) -> tuple[Decimal, int]:
    """Longer in hours first; of equal ones the way with more steps, so that it ends at the last step."""
    return way[0], len(way[1])


def _countable(step: Step) -> Decimal:
    return step.hours if step.hours is not None and step.hours.is_finite() else Decimal(0)
