"""The shipped procedures: complete, publishable, and true to their public source."""

import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from unicodedata import is_normalized, normalize

import pytest
import yaml

from motcua.catalogue.document import ProcedureDocument, SupplementPolicy, from_plain, missing_parts
from motcua.catalogue.parts import Level
from motcua.rules.matrix import gaps
from motcua.rules.posts import Duty
from motcua.rules.process import critical_path
from motcua.rules.terms import TermUnit, longer, working_hours
from motcua.samples import path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = sorted(path("procedures").glob("*.yaml"))
UNITS = {"ngày làm việc": TermUnit.WORKING_DAY, "ngày": TermUnit.CALENDAR_DAY}


def load(file: Path) -> ProcedureDocument:
    return from_plain(yaml.safe_load(file.read_text(encoding="utf-8")))


SAMPLES = [load(file) for file in FILES]
each = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.code)


def test_there_are_at_least_45_over_ten_fields_and_all_three_levels() -> None:
    levels = Counter(level for sample in SAMPLES for level in sample.levels)
    assert len(SAMPLES) >= 45
    assert len({sample.field for sample in SAMPLES}) >= 10
    assert min(levels[Level.COMMUNE], levels[Level.DISTRICT], levels[Level.PROVINCE]) >= 15


def test_codes_are_unique_and_name_their_files() -> None:
    assert len({sample.code for sample in SAMPLES}) == len(SAMPLES)
    assert all(file.name.startswith(f"{sample.code}-") for file, sample in zip(FILES, SAMPLES, strict=True))


@each
def test_a_sample_is_ready_to_publish(sample: ProcedureDocument) -> None:
    assert sample.limit
    assert sample.legal_limit
    committed, legal = sample.limit.term, sample.legal_limit.term
    assert missing_parts(sample) == ()
    assert gaps(sample.graph, committed, legal, immediate=sample.immediate) == ()


@each
def test_its_steps_fit_the_promise_and_the_promise_cuts_the_legal_limit(sample: ProcedureDocument) -> None:
    assert sample.limit
    assert sample.legal_limit
    committed, legal = sample.limit.term, sample.legal_limit.term
    assert committed
    assert legal
    promised, allowed = working_hours(committed), working_hours(legal)
    assert promised
    assert allowed
    hours, _ = critical_path(sample.graph)
    assert 0 < hours <= promised
    assert longer(legal, committed)
    assert sample.immediate or 0.45 <= promised / allowed <= 0.68


@each
def test_who_resolves_and_who_takes_over_is_named(sample: ProcedureDocument) -> None:
    if Level.PROVINCE in sample.levels or sample.two_tier_level is Level.PROVINCE:
        assert sample.competent_agency
    if Level.DISTRICT in (*sample.levels, *sample.received_at):
        assert sample.two_tier_level
    assert sample.valid_from


@each
def test_every_agency_named_is_one_of_the_province(sample: ProcedureDocument) -> None:
    with path("agencies.csv").open(encoding="utf-8", newline="") as rows:
        known = {row["code"] for row in csv.DictReader(rows)}
    units = {step.unit.removeprefix("unit:") for step in sample.graph if step.unit.startswith("unit:")}
    assert {*units, sample.competent_agency} - {""} <= known


@each
def test_papers_and_their_alternatives_make_sense(sample: ProcedureDocument) -> None:
    groups = Counter(paper.one_of for paper in sample.components if paper.one_of)
    assert len({paper.key for paper in sample.components}) == len(sample.components)
    assert all((paper.originals or 0) + (paper.copies or 0) > 0 for paper in sample.components)
    assert all(len(paper.name) <= 300 for paper in sample.components)
    assert all(size >= 2 for size in groups.values())
    assert all(paper.copies for paper in sample.components if paper.certified)


@each
def test_every_condition_of_a_step_is_asked_in_words(sample: ProcedureDocument) -> None:
    assert sample.graph.conditions == frozenset(sample.conditions)


def test_texts_are_composed_and_files_stay_readable() -> None:
    texts = [file.read_text(encoding="utf-8") for file in FILES]
    assert all(is_normalized("NFC", text) for text in texts)
    assert max(len(line) for text in texts for line in text.splitlines()) <= 250


def test_the_set_shows_what_a_province_has_to_cope_with() -> None:
    linked = [s for s in SAMPLES if s.received_at and s.received_at != s.levels]
    parallel = [s for s in SAMPLES if sum(step.duty == Duty.CONSULT for step in s.graph) >= 2]
    assert len(linked) >= 2
    assert {s.received_at[0] for s in linked} >= {Level.COMMUNE, Level.DISTRICT}
    assert len(parallel) >= 2
    assert sum(s.supplement_policy is SupplementPolicy.PAUSE for s in SAMPLES) >= 3
    assert sum(s.financial_obligation for s in SAMPLES) >= 2
    assert sum(s.immediate for s in SAMPLES) >= 2
    assert sum(any(manner.fees for manner in s.manners) for s in SAMPLES) >= 10
    units = Counter(s.limit.unit for s in SAMPLES if s.limit)
    assert min(units[u] for u in (TermUnit.CALENDAR_DAY, TermUnit.WORKING_DAY, TermUnit.WORKING_HOUR)) >= 2


def records(name: str, code: str) -> dict[str, dict[str, Any]]:
    """The source's records by national code; a loud skip where the source is not at hand."""
    file = SHARED / name
    if not file.exists():
        pytest.skip(f"NOT CHECKED against the public source: {file.name} is not beside this repository")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return {record[code][:8]: record for record in map(json.loads, lines)}


def limits_in(text: str) -> set[tuple[int, TermUnit]]:
    found = re.findall(r"(\d+)\s*(?:\([^)]*\)\s*)?(ngày làm việc|ngày)", text.casefold())
    same_day = {(1, TermUnit.WORKING_DAY)} if "trong ngày" in text.casefold() else set()
    return {(int(amount), UNITS[unit]) for amount, unit in found} | same_day


def digits(text: str) -> str:
    return re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)


def words(text: str) -> str:
    return re.sub(r"[^\w]+", " ", normalize("NFC", text).casefold()).strip()


def check(sample: ProcedureDocument, name: str, limits: set[tuple[int, TermUnit]], fees: str) -> None:
    assert sample.legal_limit
    assert " ".join(words(sample.name).split()[:5]) in words(name)
    unit = sample.legal_limit.unit
    assert not limits or (int(sample.legal_limit.amount), unit) in limits
    amounts = {str(fee.amount) for manner in sample.manners for fee in manner.fees}
    assert amounts <= set(re.findall(r"\d+", digits(fees)))


def test_facts_agree_with_the_national_portal() -> None:
    source = records("tthc_dvcqg_2026.jsonl.gz", "ma_thu_tuc")
    checked = [s for s in SAMPLES if "dvcqg" in s.source.catalogue]
    for sample in checked:
        record = source[sample.code]
        ways = [w for w in record["cach_thuc_tach"] if w["hinh_thuc"] == "Trực tiếp" and w["thoi_gian_so"]]
        limits = {(w["thoi_gian_so"], UNITS[w["thoi_gian_don_vi"].casefold()]) for w in ways}
        fees = " ".join(str(w["phi_le_phi_mo_ta"]) for w in record["cach_thuc_tach"])
        check(sample, record["ten_thu_tuc"], limits, fees)
        assert sample.decision == (record["so_quyet_dinh"] or "")
        assert sample.source.url == record["nguon_url"]
    assert len(checked) >= 10


def test_facts_agree_with_the_portal_of_lam_dong() -> None:
    source = records("tthc_lamdong_2025.jsonl.gz", "ma")
    checked = [s for s in SAMPLES if "lamdong" in s.source.catalogue]
    for sample in checked:
        record = source[sample.code]
        limits = limits_in(record["thoi_gian_giai_quyet"])
        assert limits, sample.code
        check(sample, record["ten"], limits, record["phi_le_phi"] or "")
        assert sample.source.url == record["nguon_url"]
    assert len(checked) >= 30
