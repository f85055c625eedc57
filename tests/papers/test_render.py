"""Every paper as PDF: its text, font, page, rows and code."""

import dataclasses
import io
import re
import subprocess
import threading
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from motcua.papers import contents as paper
from motcua.papers.forms import Page, form
from motcua.papers.render import NoSuchForm, PapersNotBuilt, _compiler, render
from tests.papers import examples as ex

ADDRESS = "https://motcua.quangninh.gov.vn/tra-cuu?ma=" + ex.CODE
DAYS = (ex.DAY_2018, ex.DAY_2025)
PAPERS = [
    pytest.param(make, day, id=f"{make.__name__}-{day.year}")
    for make in ex.EXAMPLES
    for day in DAYS
    if not (make is ex.stop and day == ex.DAY_2018)
]
MILLIMETRES = {Page.A5: (148, 210), Page.A4: (210, 297), Page.A4_LANDSCAPE: (297, 210)}
Make = Callable[[date], paper.PaperContent]


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page, as poppler reads it in the order of the content."""
    made = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return made.stdout.decode().split("\f")[:-1]


def text_of(pdf: bytes) -> str:
    """All text, spaces and line ends made one space each."""
    return " ".join(" ".join(pages_of(pdf)).split())


def letters(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text)).casefold()


def picture(pdf: bytes, folder: Path) -> Image.Image:
    (folder / "paper.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", "paper.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return Image.open(next(folder.glob("page*.png")))


@pytest.mark.parametrize(("make", "day"), PAPERS)
def test_a_paper_reads_back_with_every_vietnamese_mark(make: Make, day: date) -> None:
    content = make(day)
    read = letters(text_of(render(content, qr=ADDRESS, words=ex.LINK)))
    expected = form(content.kind, day)
    assert expected is not None
    if content.kind.value not in ("result", "procedure_notice"):
        assert letters(expected.title) in read
    if expected.number:
        assert letters(f"Mẫu số {expected.number}") in read
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ex.LINK):
        assert letters(words) in read
    for value in strings(content):
        assert letters(value) in read, value


def strings(value: object) -> list[str]:
    """Every text of a content that its paper must show."""
    if isinstance(value, str) and not isinstance(value, paper.Verdict):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in strings(each)]
    if dataclasses.is_dataclass(value):
        return [text for each in dataclasses.fields(value) for text in strings(getattr(value, each.name))]
    return []


@pytest.mark.parametrize(("make", "day"), PAPERS)
def test_a_paper_holds_one_font_family_and_its_page_size(make: Make, day: date) -> None:
    content = make(day)
    reader = PdfReader(io.BytesIO(render(content, qr=ADDRESS, words=ex.LINK)))
    assert families_of(reader) == {"Tinos"}
    found = form(content.kind, day)
    assert found is not None
    for page in reader.pages:
        size = (page.mediabox.width / 72 * 25.4, page.mediabox.height / 72 * 25.4)
        assert size == pytest.approx(MILLIMETRES[found.page], abs=0.5)


def families_of(reader: PdfReader) -> set[str]:
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    return {str(font.get_object()["/BaseFont"]).split("+")[1].split("-")[0] for font in fonts}


def test_letters_the_font_lacks_bring_no_other_font() -> None:
    content = ex.receipt(applicant=paper.Person(name="Nguyễn 王 Ω 😀 \U0001d400 →"))
    assert families_of(PdfReader(io.BytesIO(render(content, qr=None)))) == {"Tinos"}


@pytest.mark.parametrize(("make", "day"), PAPERS)
def test_the_code_is_read_back_from_a_150_dpi_picture(make: Make, day: date, tmp_path: Path) -> None:
    found = zxingcpp.read_barcodes(picture(render(make(day), qr=ADDRESS, words=ex.LINK), tmp_path))
    assert [(each.text, each.ec_level) for each in found] == [(ADDRESS, "M")]


def test_a_receipt_of_forty_papers_breaks_between_rows_and_repeats_its_header() -> None:
    names = tuple(
        f"Đầu{n:02d} giấy tờ chứng minh quyền sử dụng đất " + "rất dài " * 50 + f"cuối{n:02d}"
        for n in range(40)
    )
    for day in DAYS:
        pages = pages_of(render(ex.receipt(day, components=names), qr=ADDRESS))
        assert len(pages) > 2
        for n in range(40):
            assert [f"Đầu{n:02d}" in page for page in pages] == [f"cuối{n:02d}" in page for page in pages]
        for page in pages:
            assert ("Tên thành phần hồ sơ" in page) == ("Đầu" in page)


def test_a_common_receipt_stands_on_one_page() -> None:
    content = ex.receipt(
        applicant=paper.Person(name="Trần An"), procedure=ex.PROCEDURE[:90], centre="Trung tâm"
    )
    assert len(pages_of(render(content, qr=ADDRESS, words=ex.LINK))) == 1


def test_a_control_slip_keeps_each_hand_over_on_one_page() -> None:
    slip = ex.control(rows=20)
    lines = tuple(
        dataclasses.replace(line, giver=f"Giao{n:02d}", giver_person=f"Người{n:02d}")
        for n, line in enumerate(slip.lines)
    )
    pages = pages_of(render(dataclasses.replace(slip, lines=lines), qr=None))
    assert len(pages) > 1
    for n in range(20):
        assert [f"Giao{n:02d}" in page for page in pages] == [f"Người{n:02d}" in page for page in pages]


def test_a_register_of_five_hundred_rows_shows_every_row_and_numbers_its_pages() -> None:
    pages = pages_of(render(ex.register(rows=500), qr=None, words=""))
    read = letters(" ".join(pages))
    assert re.search(r"000\.00\.22\.H49-\n261120-0001", pages[0]), "the code breaks inside its column"
    assert all(f"261120-{n:04d}" in read for n in range(1, 501))
    assert all(pages[n - 1].split()[0] == str(n) for n in range(2, len(pages) + 1))


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        '#read("/etc/passwd")',
        '"]; #panic("x") [',
        "$x^2$ *b* _i_ `c` <l> @r \\ // /* */",
        "= Tiêu đề",
        "{{ x }} {% y %}",
    ],
)
def test_text_that_looks_like_a_program_is_printed_as_it_stands(text: str) -> None:
    content = ex.receipt(applicant=paper.Person(name=text, address=text), procedure=text, components=(text,))
    read = letters(text_of(render(content, qr=text, words=text)))
    assert read.count(letters(text)) >= 5


@pytest.mark.parametrize(
    "text",
    [
        "Tra\u0302\u0300n",
        "😀 王小明 Ω",
        "\u202egnol\u202c",
        "\x00\x07",
        "\ud800",
        "z\u0335\u0322\u0316\u0300\u0300" * 9,
        "",
        "A" * 5000,
        "dài " * 3000,
    ],
)
def test_odd_text_never_breaks_a_paper(text: str) -> None:
    person = paper.Person(name=text, id_number=text, address=text, phone=text, email=text)
    content = ex.receipt(
        applicant=person, principal=person, procedure=text, components=(text, ""), receiver=text
    )
    assert render(content, qr=ADDRESS, words=text).startswith(b"%PDF")


def test_decomposed_letters_are_printed_composed() -> None:
    content = ex.receipt(applicant=paper.Person(name=unicodedata.normalize("NFD", "Trần Hưng Đạo")))
    assert "Trần Hưng Đạo" in text_of(render(content, qr=None))


def test_an_empty_dossier_still_gives_a_paper_with_dotted_lines() -> None:
    content = ex.receipt(
        applicant=paper.Person(name=""), components=(), due_at=None, result_place="", number=""
    )
    assert "....." in text_of(render(content, qr=None)).replace(" ", "")


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render(ex.result(), qr=ADDRESS) == render(ex.result(), qr=ADDRESS)


def test_only_a_sealed_signature_shows_a_seal() -> None:
    sealed = ex.result()
    bare = dataclasses.replace(sealed, signature=dataclasses.replace(sealed.signature, sealed=False))
    assert "ĐÃ ĐÓNG DẤU" in text_of(render(sealed, qr=None))
    assert "ĐÃ ĐÓNG DẤU" not in text_of(render(bare, qr=None))


def test_threads_may_render_at_once() -> None:
    made: dict[int, str] = {}

    def work(n: int) -> None:
        made[n] = text_of(render(ex.receipt(applicant=paper.Person(name=f"Người thứ {n}")), qr=None))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert all(f"Người thứ {n}" in made[n] for n in range(12))


def test_a_form_no_circular_has_that_day_is_named() -> None:
    with pytest.raises(NoSuchForm, match="stop"):
        render(ex.stop(ex.DAY_2018), qr=None)


def test_a_missing_font_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(PapersNotBuilt, match="make setup"):
        _compiler(tmp_path)
