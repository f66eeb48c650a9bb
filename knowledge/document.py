"""What one source says: the form that curated files and parsed articles share before they enter the store."""

from __future__ import annotations

from datetime import date
from enum import Enum

from pydantic import BaseModel, Extra, Field, validator


class Facet(str, Enum):
    """The sides of a role that a statement can describe."""

    DEFINITION = "definition"
    RESPONSIBILITIES = "responsibilities"
    SKILLS = "skills"
    EDUCATION = "education"
    TOOLS = "tools"
    INDUSTRIES = "industries"
    OUTLOOK = "outlook"


class TermKind(str, Enum):
    """What sort of thing a term names."""

    SKILL = "skill"
    TOOL = "tool"
    PLATFORM = "platform"
    DEGREE = "degree"
    INDUSTRY = "industry"


class Level(str, Enum):
    """Seniority, as the salary survey grades it."""

    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"
    EXECUTIVE = "executive"


class EmploymentType(str, Enum):
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    CONTRACT = "contract"
    FREELANCE = "freelance"
    INTERNSHIP = "internship"


class Remote(str, Enum):
    """How much of the work is done elsewhere than at the employer's: all, half or none."""

    YES = "yes"
    HYBRID = "hybrid"
    NO = "no"


class CompanySize(str, Enum):
    """Fewer than 50 employees, up to 250, or more, as the salary survey grades it."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True
        anystr_strip_whitespace = True
        min_anystr_length = 1


class SourceEntry(_Entry):
    """Where facts come from; `slug` names it in the store, title and date identify it."""

    slug: str
    title: str
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    licence: str | None = None
    attribution: str | None = None


class RoleEntry(_Entry):
    name: str
    aliases: tuple[str, ...] = ()


class TermEntry(_Entry):
    name: str
    kind: TermKind
    category: str | None = None
    aliases: tuple[str, ...] = ()


class StatementEntry(_Entry):
    """One thing a source says of a role; `terms` are names in the document's or the store's terms.

    `keywords` are further words by which the statement can be searched.
    """

    role: str
    facet: Facet
    text: str
    category: str | None = None
    terms: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class TipEntry(_Entry):
    """`text` says more than the title, where anything does."""

    title: str
    text: str | None = None


class ListingEntry(_Entry):
    """A job posting; pay in whole units of `currency` a year.

    What ends in `_stated` is how the posting puts it, where that says more than the value made of it. `city`, `region`
    and `country` (codes of ISO 3166) are given where the posting parts its address itself.
    """

    title: str
    company: str
    place: str
    employment_type: EmploymentType | None = None
    level: Level | None = None
    currency: str | None = Field(None, regex="^[A-Z]{3}$")
    pay_min: int | None = Field(None, ge=0)
    pay_max: int | None = Field(None, ge=0)
    pay_stated: str | None = None
    level_stated: str | None = None
    employment_stated: str | None = None
    external_id: str | None = None
    url: str | None = None
    posted: date | None = None
    valid_through: date | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    remote: bool = False

    @validator("pay_max")
    def _range_is_ordered(cls, pay_max: int | None, values: dict[str, object]) -> int | None:
        pay_min = values.get("pay_min")
        if pay_max is not None and isinstance(pay_min, int) and pay_max < pay_min:
            raise ValueError(f"pay_max {pay_max} lies below pay_min {pay_min}")
        return pay_max


class Document(_Entry):
    """All that one source says."""

    source: SourceEntry
    roles: tuple[RoleEntry, ...] = ()
    terms: tuple[TermEntry, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    tips: tuple[TipEntry, ...] = ()
    listings: tuple[ListingEntry, ...] = ()
