"""Pictures for demonstrations: a seal with the unit's name, and a name as if written by hand; PNG, transparent ground.

Real ones are scans the unit brings when a certificate is enrolled. These say MẪU so that nobody takes them for real.
"""

import io
import math

from PIL import Image, ImageDraw, ImageFont

from motcua.papers.render import FONTS, PapersNotBuilt

RED, BLUE = (200, 16, 46, 235), (16, 42, 150, 240)
SEAL_SIDE, SEAL_KEPT = 850, 510
"""Dots across the seal as drawn, and as kept: 360 to the inch at 36 mm."""
SEAL_ROUND_NAME = 44
"""Letters that fit around the ring; a longer name is set smaller."""
HAND_WIDTH, HAND_HEIGHT = 1040, 425


def demo_seal(name: str) -> bytes:
    """A round red seal: the name around a ring, a star, MẪU below it."""
    image = Image.new("RGBA", (SEAL_SIDE, SEAL_SIDE), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    middle = SEAL_SIDE / 2
    for radius, width in ((0.49, 14), (0.455, 4), (0.30, 4)):
        _ring(draw, middle, radius * SEAL_SIDE, width)
    draw.polygon(_star(middle, middle - 20, 0.15 * SEAL_SIDE), fill=RED)
    word = _font("Bold", 66)
    draw.text((middle, middle + 0.20 * SEAL_SIDE), "MẪU", font=word, fill=RED, anchor="mm")
    letters = f"{name.upper()} ★ "
    _around(image, letters, middle, 0.378 * SEAL_SIDE, min(78, int(78 * SEAL_ROUND_NAME / len(letters))))
    return _png(image.resize((SEAL_KEPT, SEAL_KEPT), Image.Resampling.LANCZOS))


def demo_hand(name: str) -> bytes:
    """A name in slanted blue letters with a flourish under it, and MẪU beside it."""
    image = Image.new("RGBA", (HAND_WIDTH, HAND_HEIGHT), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    last = name.split()[-1] if name.split() else "?"
    initial = "".join(word[0] for word in name.split()[:-1])
    size = 230
    while (
        size > 40 and draw.textlength(f"{initial}.{last}", font=_font("BoldItalic", size)) > HAND_WIDTH - 120
    ):
        size -= 10
    draw.text((60, 170), f"{initial}.{last}", font=_font("BoldItalic", size), fill=BLUE, anchor="lm")
    points = [
        (40 + x, 330 + 45 * math.sin(x / 95) * math.exp(-x / 900) - x / 14)
        for x in range(0, HAND_WIDTH - 80, 6)
    ]
    draw.line(points, fill=BLUE, width=11, joint="curve")
    draw.text((HAND_WIDTH - 20, HAND_HEIGHT - 30), "MẪU", font=_font("Regular", 54), fill=BLUE, anchor="rm")
    return _png(image)


def _ring(draw: ImageDraw.ImageDraw, middle: float, radius: float, width: int) -> None:
    box = (middle - radius, middle - radius, middle + radius, middle + radius)
    draw.ellipse(box, outline=RED, width=width)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    return [
        (
            x + math.sin(math.pi * n / 5) * radius * (1 if n % 2 == 0 else 0.4),
            y - math.cos(math.pi * n / 5) * radius * (1 if n % 2 == 0 else 0.4),
        )
        for n in range(10)
    ]


def _around(image: Image.Image, letters: str, middle: float, radius: float, size: int) -> None:
    """Each letter on a small sheet of its own, turned, laid on the ring; the name begins at the lower left."""
    font = _font("Bold", size)
    widths = [max(1.0, font.getlength(letter)) for letter in letters]
    step = min(2 * math.pi / sum(widths), 1.15 / radius)
    angle = -step * sum(widths) / 2
    for letter, width in zip(letters, widths, strict=True):
        angle += step * width / 2
        sheet = Image.new("RGBA", (size * 2, size * 2), (255, 255, 255, 0))
        if letter == "★":
            ImageDraw.Draw(sheet).polygon(_star(size, size, size * 0.35), fill=RED)
        else:
            ImageDraw.Draw(sheet).text((size, size), letter, font=font, fill=RED, anchor="mm")
        turned = sheet.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        at = (
            round(middle + radius * math.sin(angle) - size),
            round(middle - radius * math.cos(angle) - size),
        )
        image.alpha_composite(turned, (max(0, at[0]), max(0, at[1])))
        angle += step * width / 2


def _font(style: str, size: int) -> ImageFont.FreeTypeFont:
    path = FONTS / f"Tinos-{style}.ttf"
    if not path.is_file():
        raise PapersNotBuilt(f"the font of the papers is missing in {FONTS}: run make setup")
    return ImageFont.truetype(str(path), size)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
