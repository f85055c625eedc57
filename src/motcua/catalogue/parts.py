"""The pieces a procedure's document is made of: channels, fees, papers, results, steps."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from motcua.rules.process import Step
from motcua.rules.terms import Term, TermUnit


def plain(number: Decimal) -> Decimal:
    """The number without idle zeros, so that equal documents have equal bytes: 4.0 and 4 are both 4."""
    return Decimal(f"{number.normalize():f}")


Hours = Annotated[Decimal, Field(allow_inf_nan=False), AfterValidator(plain)]
Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False), AfterValidator(plain)]


class Part(BaseModel):
    """What all pieces share: frozen, unknown names refused, no silent change of a value's type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Level(StrEnum):
    """Levels of administration that resolve a procedure (cấp thực hiện)."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"


class Channel(StrEnum):
    """Ways to file (NĐ 61/2018 Đ.16)."""

    IN_PERSON = "in_person"
    POST = "post"
    ONLINE = "online"


class Limit(Part):
    """A time limit; `unit` is None where the source gives a number without one (never guessed)."""

    amount: Amount
    unit: TermUnit | None

    @property
    def term(self) -> Term | None:
        """The limit as the rules count it, or None while its unit is unknown."""
        return Term(self.amount, self.unit) if self.unit else None


class Fee(Part):
    """One amount to pay, in đồng; `name` says for what ("Lệ phí cấp giấy chứng nhận")."""

    amount: Annotated[int, Field(ge=0)]
    name: str = ""


class Manner(Part):
    """One channel with its own limit and fees (rules.md T18); `fee` is the published text."""

    channel: Channel
    limit: Limit | None = None
    fee: str = ""
    fees: tuple[Fee, ...] = ()
    description: str = ""


class Paper(Part):
    """One component of the dossier (thành phần hồ sơ).

    `originals` and `copies` are None where the source gives no number; a paper with a `condition` is asked
    for only in that case; `group` is the heading under which the source lists it. Of the papers
    that share a `one_of` one is enough; `certified`: its copies must be certified (`rules.completeness`).
    """

    key: str
    name: str
    originals: Annotated[int, Field(ge=0)] | None = None
    copies: Annotated[int, Field(ge=0)] | None = None
    group: str = ""
    form_file: str = ""
    required: bool = True
    condition: str = ""
    one_of: str = ""
    certified: bool = False


class ResultKind(StrEnum):
    """What the applicant goes home with."""

    LICENCE = "licence"
    CERTIFICATE = "certificate"
    EXTRACT = "extract"
    DECISION = "decision"
    CONFIRMATION = "confirmation"
    NOTICE = "notice"
    PAYMENT = "payment"
    OTHER = "other"


class Result(Part):
    """One result of the procedure (kết quả)."""

    name: str
    kind: ResultKind = ResultKind.OTHER


class StepPart(Part):
    """One step of the internal process as written; cells may be empty in a draft (see `rules.matrix`)."""

    key: str
    name: str = ""
    unit: str = ""
    post: str = ""
    duty: str = ""
    task: str = ""
    hours: Hours | None = None
    output: str = ""
    form: str | None = None
    after: tuple[str, ...] = ()
    when: str | None = None
    cooperative: bool = False

    @property
    def step(self) -> Step:
        """The step as the rules see it."""
        return Step(**{name: getattr(self, name) for name in type(self).model_fields})


class Source(Part):
    """Where the document comes from, with every fact of the source that has no place in the 12 parts."""

    catalogue: str = ""
    url: str = ""
    collected: str = ""
    raw: dict[str, object] = Field(default_factory=dict)
