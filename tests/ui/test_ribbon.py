"""The ribbon: everything stands inside the picture, nothing covers anything, every label is escaped."""

import dataclasses
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ui.ribbon import Block, Joint, Lane, Mark, Ribbon, Stop
from motcua.ui.ribbon_layout import NARROW, Layout, lay_out, text_width
from motcua.ui.ribbon_svg import svg
from motcua.ui.ribbon_table import rows
from tests.ui.styleguide import CROWDED, SHORT, TRUTH

LANES = (Lane("a", "Cấp xã"), Lane("b", "Cấp tỉnh"))
BLOCKS = st.builds(
    Block,
    st.sampled_from("ab"),
    st.text("aăâbcdđê ", min_size=1, max_size=80),
    st.floats(0, 90),
    st.floats(0.0625, 90),
    st.none() | st.floats(0, 120),
    st.sampled_from(["done", "open", "planned", "late"]),
)


def one(label: str = "Tiếp nhận", used: float | None = None) -> Ribbon:
    """A picture of one step of four days."""
    return Ribbon("Tên", "Mô tả", LANES[:1], (Block("a", label, 0, 4, used, "done"),))


def covered(layout: Layout) -> list[tuple[int, int]]:
    """Pairs of blocks of one row that cover each other."""
    found = []
    for first in layout.blocks:
        for second in layout.blocks:
            if first.number < second.number and first.y == second.y:
                ends = first.x + max(first.width, first.used_width)
                if ends > second.x + 0.6 and second.x + max(second.width, second.used_width) > first.x + 0.6:
                    found.append((first.number, second.number))
    return found


@pytest.mark.parametrize("ribbon", [TRUTH, SHORT, CROWDED])
def test_no_block_covers_another(ribbon: Ribbon) -> None:
    assert covered(lay_out(ribbon, 720)) == []


@given(st.lists(BLOCKS, min_size=1, max_size=20), st.sampled_from([480, 720, 960]))
def test_any_twenty_steps_stand_inside_the_picture_and_apart(blocks: list[Block], width: int) -> None:
    layout = lay_out(Ribbon("Tên", "Mô tả", LANES, tuple(blocks)), width)
    assert covered(layout) == []
    assert len(layout.blocks) == len(blocks)
    for placed in layout.blocks:
        assert 0 <= placed.x <= width
        assert placed.y < layout.bottom
        if not placed.beyond and placed.width >= NARROW:
            assert placed.text_x + text_width(placed.text) <= placed.x + placed.width + 8


def test_used_time_is_drawn_inside_the_time_allotted() -> None:
    placed = lay_out(one(used=2), 720).blocks[0]
    assert placed.used_width == pytest.approx(placed.width / 2)


def test_time_used_beyond_the_allotted_is_drawn_apart() -> None:
    assert 'class="r-over"' in svg(one(used=5), "vi")
    assert 'class="r-over"' not in svg(one(used=4), "vi")


def test_labels_of_marks_at_one_moment_take_a_line_each() -> None:
    marks = (
        Mark("legal", 4, "Luật định"),
        Mark("committed", 4, "Cam kết"),
        Mark("appointment", 4, "Ngày hẹn"),
    )
    ribbon = dataclasses.replace(one(), marks=marks)
    assert len({placed.y for placed in lay_out(ribbon, 720).marks}) == 3


@pytest.mark.parametrize("ribbon", [TRUTH, SHORT, CROWDED])
def test_the_picture_is_sound_xml_with_title_and_description(ribbon: Ribbon) -> None:
    root = ET.fromstring(svg(ribbon, "vi"))
    assert root.attrib["role"] == "img"
    named = {element.attrib["id"]: element.text for element in root if "id" in element.attrib}
    first, second = root.attrib["aria-labelledby"].split()
    assert named[first] == ribbon.title
    assert named[second] == ribbon.description


def test_every_text_is_escaped() -> None:
    bad = "<script>alert('x')</script>&\""
    ribbon = Ribbon(
        bad,
        bad,
        (Lane("a", bad), Lane("b", bad)),
        (Block("a", bad, 0, 90, 1, "done", bad),),
        (Joint("a", "b", 1, bad),),
        (Stop(1, 2, bad),),
        (Mark("legal", 90, bad),),
        bad,
    )
    assert "<script" not in svg(ribbon, "vi")


def test_two_different_pictures_have_different_ids() -> None:
    first, second = (re.search(r'id="(\w+)-t"', svg(each, "vi")) for each in (TRUTH, SHORT))
    assert first
    assert second
    assert first[1] != second[1]


def test_the_table_tells_everything_in_order_of_time() -> None:
    told = rows(TRUTH, "vi")
    assert [row.label for row in told if row.kind == "step"][:2] == [
        "Tiếp nhận, kiểm tra thành phần hồ sơ",
        "Phân công",
    ]
    assert {row.kind for row in told} == {"step", "stop", "mark"}
    assert len(told) == len(TRUTH.blocks) + len(TRUTH.stops) + len(TRUTH.marks)
    assert told[0].allotted == "4 giờ làm việc"
    assert told[0].used == "2 giờ làm việc"


def test_a_block_in_an_unknown_lane_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown lanes"):
        Ribbon("Tên", "Mô tả", LANES, (Block("c", "Ký", 0, 1),))


def test_a_negative_time_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Ribbon("Tên", "Mô tả", LANES, (Block("a", "Ký", 0, -1),))


def test_an_empty_picture_can_be_drawn() -> None:
    ET.fromstring(svg(Ribbon("Tên", "Mô tả", LANES, ()), "en"))
