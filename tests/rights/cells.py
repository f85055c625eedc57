"""All tables of rights as one list of rows, each tried cell by cell: for the mutation drill."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.rights import test_acts, test_routes, test_settings
from tests.rights.asking import Browsers
from tests.rights.stage import Stage, stage
from tests.rights.table import Row, acts, routes, settings


@dataclass
class Cells:
    """The stage, and every row of every table."""

    stage: Stage
    browsers: Browsers
    rows: list[Row] = field(default_factory=lambda: [*acts(), *settings(), *routes()])
    changing: range = range(len(acts()), len(acts()) + len(settings()))

    def typical(self, number: int) -> list[str]:
        """One person for each line of a row, enough to reach all it can reach."""
        row = self.rows[number]
        first: dict[str, str] = {}
        for actor in self.stage.people:
            line = next(str(one) for one in row.lines if one.fits(actor))
            first.setdefault(line, actor)
        return list(first.values())

    def cost(self, number: int) -> int:
        """Acts are quicker to try than pages."""
        return number

    def first_mistake(self, number: int, people: Iterable[str] | None = None) -> str:
        """The first cell of a row that is not as the table says; empty if all are."""
        row = self.rows[number]
        for actor in self.stage.people if people is None else people:
            if row.case in ("GET", "POST"):
                wrong = test_routes.mistake(self.browsers, row, actor)
            elif number in self.changing:
                wrong = test_settings.mistake(self.stage, row, actor)
            else:
                wrong = test_acts.mistake(self.stage, row, actor)
            if wrong:
                return wrong
        return ""


def build() -> Cells:
    """Everything built once."""
    built = stage()
    return Cells(built, Browsers(built))
