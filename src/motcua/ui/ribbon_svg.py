"""Draws the ribbon as SVG. Colours and type come from the style sheet, so that dark mode and print follow."""

import hashlib

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from motcua.ui.ribbon import Joint, MarkKind, Ribbon
from motcua.ui.ribbon_layout import (
    BLOCK,
    Layout,
    PlacedBlock,
    PlacedLane,
    PlacedMark,
    PlacedStop,
    Scale,
    lay_out,
)
from motcua.ui.ribbon_table import block_words
from motcua.ui.wording import number

_SHAPES: dict[MarkKind, str] = {
    "legal": "M{left} {top}h10l-5 9z",
    "committed": "M{x} {top}l5 4.5l-5 4.5l-5-4.5z",
    "appointment": "M{left} {top}h10v9h-10z",
    "now": "M{x} {bottom}l-5-9h10z",
}


def _f(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _lane(index: int, lane: PlacedLane, width: float) -> SafeString:
    return format_html(
        '<rect class="r-lane{}" x="0" y="{}" width="{}" height="{}"/>',
        " r-lane--odd" if index % 2 else "",
        *map(_f, (lane.y, width, lane.height)),
    )


def _lane_label(lane: PlacedLane) -> SafeString:
    return format_html('<text class="r-lane-label" x="8" y="{}">{}</text>', _f(lane.y + 15), lane.text)


def _bar(name: str, x: float, y: float, width: float) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="8"/>', name, _f(x), _f(y + 20), _f(width)
    )


def _block(placed: PlacedBlock, language: str) -> SafeString:
    """The allotted time and, inside it, the time used; what was used beyond it stands out behind."""
    x, y, width = placed.x, placed.y, placed.width
    over = placed.used_width - width
    return format_html(
        '<g class="r-block--{}"><title>{}</title>'
        '<rect class="r-allotted" x="{}" y="{}" width="{}" height="{}" rx="2"/>{}{}</g>',
        placed.block.kind,
        block_words(placed.number, placed.block, language),
        *map(_f, (x, y, width, BLOCK)),
        _bar("r-used", x, y, min(placed.used_width, width)) if placed.used_width else "",
        _bar("r-over", x + width, y, over) if over > 0.5 else "",
    )


def _label(placed: PlacedBlock, odd: bool) -> SafeString:
    """A block's number and name; its halo has the colour it stands on."""
    ground = ("odd" if odd else "even") if placed.beyond else placed.block.kind
    return format_html(
        '<text class="r-label r-on-{}" x="{}" y="{}">{}</text>',
        ground,
        _f(placed.text_x),
        _f(placed.y + 14.5),
        placed.text,
    )


def _stop_band(placed: PlacedStop, layout: Layout, uid: str) -> SafeString:
    return format_html(
        '<g class="r-stop"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" fill="url(#{}-hatch)"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text></g>',
        placed.stop.label,
        _f(placed.x),
        _f(layout.top),
        _f(placed.width),
        _f(layout.bottom - layout.top),
        uid,
        _f(placed.text_x),
        _f(placed.text_y),
        placed.text,
    )


def _mark_line(placed: PlacedMark, layout: Layout) -> SafeString:
    """The line alone; it lies under the labels, so that it crosses none."""
    return format_html(
        '<g class="r-mark r-mark--{}"><path class="r-line" d="M{} {}V{}"/></g>',
        placed.mark.kind,
        *map(_f, (placed.x, placed.y + 7, layout.axis)),
    )


def _mark(placed: PlacedMark) -> SafeString:
    shape = _SHAPES[placed.mark.kind].format(
        x=_f(placed.x), left=_f(placed.x - 5), top=_f(placed.y - 2), bottom=_f(placed.y + 7)
    )
    return format_html(
        '<g class="r-mark r-mark--{}"><title>{}</title><path d="{}"/>'
        '<text x="{}" y="{}" text-anchor="{}">{}</text></g>',
        placed.mark.kind,
        placed.mark.label,
        shape,
        _f(placed.x - 9 if placed.leftwards else placed.x + 9),
        _f(placed.y + 7),
        "end" if placed.leftwards else "start",
        placed.text,
    )


def _edge(layout: Layout, lane: str, x: float) -> tuple[float, float]:
    """Upper and lower edge of the block of a lane that is nearest to a hand-over, or the lane's middle."""
    mine = [placed for placed in layout.blocks if placed.block.lane == lane]
    if not mine:
        band = next(each for each in layout.lanes if each.key == lane)
        return band.y + band.height / 2, band.y + band.height / 2
    nearest = min(mine, key=lambda placed: min(abs(placed.x - x), abs(placed.x + placed.width - x)))
    return nearest.y, nearest.y + BLOCK


def _joint(joint: Joint, layout: Layout, x: float) -> SafeString:
    upper_from, lower_from = _edge(layout, joint.from_lane, x)
    upper_to, lower_to = _edge(layout, joint.to_lane, x)
    start, end = (lower_from, upper_to) if upper_from <= upper_to else (upper_from, lower_to)
    return format_html(
        '<g class="r-joint"><title>{}</title><path d="M{} {}V{}"/><circle cx="{}" cy="{}" r="3"/>'
        '<circle cx="{}" cy="{}" r="3"/></g>',
        joint.label,
        *map(_f, (x, start, end, x, start, x, end)),
    )


def _axis(layout: Layout, label: str, language: str) -> SafeString:
    ticks = format_html_join(
        "",
        '<path d="M{} {}v5"/><text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (_f(x), _f(layout.axis), _f(x), _f(layout.axis + 18), number(at, language))
            for at, x in layout.ticks
        ),
    )
    return format_html(
        '<g class="r-axis"><path d="M0 {}H{}"/>{}<text x="{}" y="{}" text-anchor="end">{}</text></g>',
        _f(layout.axis),
        _f(layout.width),
        ticks,
        _f(layout.width - 4),
        _f(layout.axis + 34),
        label,
    )


def svg(ribbon: Ribbon, language: str, width: int = 720) -> SafeString:
    """The picture. Drawn for a column of about `width` pixels; every label is escaped."""
    layout = lay_out(ribbon, width)
    uid = "r" + hashlib.sha256(f"{ribbon!r}{language}{width}".encode()).hexdigest()[:10]
    scale = Scale(ribbon.end, width)
    odd = {lane.key: index % 2 == 1 for index, lane in enumerate(layout.lanes)}
    drawn = [
        *(_lane(index, lane, layout.width) for index, lane in enumerate(layout.lanes)),
        *(_stop_band(stop, layout, uid) for stop in layout.stops),
        *(_block(block, language) for block in layout.blocks),
        *(_joint(joint, layout, scale.x(joint.at)) for joint in ribbon.joints),
        *(_mark_line(mark, layout) for mark in layout.marks),
        *(_lane_label(lane) for lane in layout.lanes),
        *(_label(block, odd[block.block.lane]) for block in layout.blocks),
        *(_mark(mark) for mark in layout.marks),
        _axis(layout, ribbon.scale_label, language),
    ]
    return format_html(
        '<svg class="mc-ribbon__picture" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{uid}-t {uid}-d">'
        '<title id="{uid}-t">{title}</title><desc id="{uid}-d">{description}</desc>'
        '<defs><pattern id="{uid}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="r-hatch" width="2.2" height="7"/></pattern></defs>{drawn}</svg>',
        w=_f(layout.width),
        h=_f(layout.height),
        uid=uid,
        title=ribbon.title,
        description=ribbon.description,
        drawn=SafeString("".join(drawn)),
    )
