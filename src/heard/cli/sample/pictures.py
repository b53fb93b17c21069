"""Photos that nobody took: what residents report, drawn with a few shapes. Each subject has its own function."""

from __future__ import annotations

import io
import math
from random import Random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (1200, 900)
HORIZON = 330
Draw = ImageDraw.ImageDraw
Colour = tuple[int, int, int]

ASPHALT: Colour = (88, 90, 95)
CONCRETE: Colour = (172, 168, 160)
GRASS: Colour = (104, 138, 82)
BRICK: Colour = (150, 88, 70)


def picture(subject: str, number: int) -> bytes:
    """The `number`-th picture of this subject, as the JPEG a phone would send."""
    random = Random(f"{subject}-{number}")  # noqa: S311 -- a drawing
    image = Image.new("RGB", SIZE, (186, 205, 222))
    SUBJECTS[subject](ImageDraw.Draw(image), random)
    image = Image.blend(image.filter(ImageFilter.GaussianBlur(1.6)), _grain(random), 0.07)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _grain(random: Random) -> Image.Image:
    small = Image.frombytes("L", (300, 225), random.randbytes(300 * 225))
    return small.resize(SIZE).convert("RGB")


def _ground(draw: Draw, colour: Colour, *, kerb: bool = True) -> None:
    draw.rectangle((0, HORIZON, *SIZE), fill=colour)
    if kerb:
        draw.polygon([(0, HORIZON), (1200, HORIZON), (1200, HORIZON + 46), (0, HORIZON + 30)], fill=(150, 148, 142))


def _houses(draw: Draw, random: Random) -> None:
    x = -40
    while x < SIZE[0]:
        width, top = random.randint(150, 260), random.randint(70, 190)
        wall = random.choice([(168, 120, 100), (196, 188, 172), (128, 140, 150), (182, 160, 128)])
        draw.rectangle((x, top, x + width, HORIZON), fill=wall)
        for left in range(x + 24, x + width - 40, 62):
            for upper in range(top + 24, HORIZON - 50, 74):
                draw.rectangle((left, upper, left + 30, upper + 42), fill=(70, 84, 98))
        x += width + random.randint(4, 30)


def _blob(random: Random, x: float, y: float, wide: float, high: float) -> list[tuple[float, float]]:
    """An uneven oval."""
    return [
        (x + wide * random.uniform(0.82, 1.08) * math.cos(a), y + high * random.uniform(0.8, 1.1) * math.sin(a))
        for a in (step * math.tau / 26 for step in range(26))
    ]


def _street(draw: Draw, random: Random) -> None:
    _houses(draw, random)
    _ground(draw, ASPHALT)
    for y, wide in ((470, 10), (600, 16), (770, 24)):
        draw.polygon([(930, y), (930 + wide, y), (930 + 2 * wide, y + 80), (920, y + 80)], fill=(222, 214, 170))


def _pothole(draw: Draw, random: Random) -> None:
    _street(draw, random)
    x, y = random.randint(420, 660), random.randint(600, 680)
    draw.polygon(_blob(random, x, y, 250, 118), fill=(70, 70, 72))
    draw.polygon(_blob(random, x + 6, y + 12, 210, 88), fill=(40, 38, 36))
    for _ in range(70):
        a, b = random.gauss(x, 170), random.gauss(y, 80)
        draw.ellipse((a, b, a + random.randint(4, 14), b + random.randint(3, 9)), fill=(120, 116, 108))


def _pothole_wet(draw: Draw, random: Random) -> None:
    _pothole(draw, random)
    draw.polygon(_blob(random, 545, 650, 185, 70), fill=(140, 158, 172))
    draw.polygon(_blob(random, 520, 636, 90, 22), fill=(196, 208, 216))


def _sidewalk(draw: Draw, random: Random) -> None:
    _houses(draw, random)
    _ground(draw, CONCRETE, kerb=False)
    for x in range(-400, 1700, 260):
        draw.line((600 + (x - 600) * 0.35, HORIZON, x, 900), fill=(120, 116, 110), width=6)
    draw.line((0, 520, 1200, 520), fill=(120, 116, 110), width=5)
    draw.polygon([(330, 560), (830, 520), (900, 760), (300, 790)], fill=(192, 188, 180))
    draw.polygon([(300, 790), (900, 760), (904, 800), (298, 836)], fill=(84, 80, 76))
    points = [(480, 540), (540, 620), (500, 690), (580, 775)]
    draw.line([(x + random.randint(-20, 20), y) for x, y in points], fill=(70, 66, 62), width=7)


def _bag(draw: Draw, random: Random, x: int, y: int, size: int) -> None:
    shade = random.randint(22, 52)
    draw.polygon(_blob(random, x, y, size, size * 0.86), fill=(shade, shade, shade + 6))
    knot = [(x - 16, y - size * 0.8), (x + 18, y - size * 0.8), (x + 30, y - size * 1.15), (x - 24, y - size * 1.1)]
    draw.polygon(knot, fill=(shade + 16, shade + 16, shade + 20))
    draw.arc((x - size * 0.5, y - size * 0.6, x + size * 0.2, y + size * 0.3), 150, 280, fill=(110, 110, 118), width=6)


def _bags(draw: Draw, random: Random) -> None:
    _houses(draw, random)
    _ground(draw, CONCRETE)
    for row, y in enumerate((560, 640, 730)):
        for x in range(260 + 40 * row, 960, 170):
            _bag(draw, random, x + random.randint(-30, 30), y, random.randint(80, 110))
    draw.polygon(_blob(random, 900, 800, 120, 30), fill=(214, 206, 190))


def _bins(draw: Draw, random: Random) -> None:
    _houses(draw, random)
    _ground(draw, ASPHALT)
    colours: list[Colour] = [(52, 60, 66), (38, 84, 150), (70, 110, 62)]
    for number, colour in enumerate(colours):
        x = 260 + 250 * number + random.randint(-20, 20)
        draw.polygon([(x, 430), (x + 190, 430), (x + 165, 760), (x + 22, 760)], fill=colour)
        draw.polygon([(x - 14, 400), (x + 204, 380 - 20 * number), (x + 204, 432), (x - 14, 440)], fill=_darker(colour))
        draw.ellipse((x + 20, 735, x + 66, 781), fill=(24, 24, 24))
        draw.ellipse((x + 124, 735, x + 170, 781), fill=(24, 24, 24))
    _bag(draw, random, 350, 372, 62)


def _darker(colour: Colour) -> Colour:
    red, green, blue = (round(part * 0.75) for part in colour)
    return red, green, blue


def _furniture(draw: Draw, random: Random) -> None:
    _houses(draw, random)
    _ground(draw, CONCRETE)
    cloth = random.choice([(132, 62, 58), (82, 94, 118), (120, 104, 74)])
    draw.rounded_rectangle((230, 470, 800, 640), 34, fill=cloth)
    draw.rounded_rectangle((200, 560, 830, 740), 30, fill=_darker(cloth))
    draw.line((515, 566, 515, 700), fill=(40, 40, 40), width=5)
    draw.polygon([(860, 380), (1030, 350), (1060, 760), (890, 780)], fill=(214, 210, 200))
    draw.line((880, 440, 1040, 415), fill=(170, 180, 196), width=7)
    _bag(draw, random, 180, 740, 84)


def _wall(draw: Draw) -> None:
    draw.rectangle((0, 60, 1200, 700), fill=BRICK)
    for row, y in enumerate(range(60, 700, 40)):
        draw.line((0, y, 1200, y), fill=(120, 72, 58), width=4)
        for x in range(-60 if row % 2 else 0, 1200, 120):
            draw.line((x, y, x, y + 40), fill=(120, 72, 58), width=4)
    draw.rectangle((0, 700, *SIZE), fill=CONCRETE)


def _graffiti(draw: Draw, random: Random) -> None:
    """Loops without a word in them."""
    _wall(draw)
    for colour in random.sample([(232, 68, 120), (64, 190, 214), (244, 206, 60), (240, 240, 240), (120, 220, 110)], 3):
        x, y = random.randint(120, 300), random.randint(240, 460)
        points = [(x, y)]
        for _ in range(9):
            x, y = x + random.randint(30, 110), min(620, max(150, y + random.randint(-190, 190)))
            points.append((x, y))
        draw.line(points, fill=colour, width=random.randint(20, 34), joint="curve")
        draw.line([(a, b + 40) for a, b in points[:2]], fill=colour, width=6)


def _tree(draw: Draw, random: Random) -> None:
    _houses(draw, random)
    _ground(draw, GRASS, kerb=False)
    draw.polygon([(560, 900), (640, 900), (628, 380), (580, 380)], fill=(92, 70, 52))
    for end in ((300, 200), (430, 90), (820, 120), (920, 260), (700, 60)):
        draw.line([(604, 430), end], fill=(92, 70, 52), width=20)
        for _ in range(7):
            twig = (end[0] + random.randint(-110, 110), end[1] + random.randint(-80, 100))
            draw.line([end, twig], fill=(104, 84, 66), width=6)
    for _ in range(26):
        draw.polygon(_blob(random, random.randint(760, 1000), random.randint(130, 320), 34, 26), fill=(122, 132, 66))


def _fallen_tree(draw: Draw, random: Random) -> None:
    _street(draw, random)
    draw.polygon([(40, 700), (60, 780), (780, 560), (760, 500)], fill=(94, 70, 50))
    draw.ellipse((20, 690, 90, 790), fill=(196, 164, 120))
    for _ in range(60):
        x, y = random.gauss(880, 120), random.gauss(500, 80)
        green = random.randint(90, 150)
        draw.polygon(_blob(random, x, y, 62, 44), fill=(50, green, 52))


def _lamp(draw: Draw, random: Random) -> None:
    draw.rectangle((0, 0, *SIZE), fill=(24, 28, 44))
    for x in range(60, 1200, 230):
        top = random.randint(160, 300)
        draw.rectangle((x, top, x + 180, 640), fill=(36, 40, 58))
        if random.choice((True, False)):
            draw.rectangle((x + 40, top + 60, x + 84, top + 120), fill=(214, 178, 92))
    draw.rectangle((0, 640, *SIZE), fill=(40, 42, 48))
    draw.rectangle((590, 170, 612, 760), fill=(92, 96, 104))
    draw.line((600, 180, 740, 150), fill=(92, 96, 104), width=18)
    draw.ellipse((720, 136, 820, 182), fill=(60, 62, 70), outline=(110, 114, 122), width=5)
    draw.polygon(_blob(random, 200, 720, 190, 60), fill=(96, 88, 60))


def _snow(draw: Draw, random: Random) -> None:
    _houses(draw, random)
    _ground(draw, (226, 232, 238), kerb=False)
    draw.polygon([(470, HORIZON), (640, HORIZON), (1000, 900), (240, 900)], fill=(196, 204, 212))
    for x in (420, 700):
        draw.line((530 + (x - 560) * 0.1, HORIZON, x, 900), fill=(160, 168, 178), width=22)
    for _ in range(240):
        x, y = random.randint(0, 1200), random.randint(0, 900)
        draw.ellipse((x, y, x + 7, y + 7), fill=(250, 250, 252))


def _drain(draw: Draw, random: Random) -> None:
    _street(draw, random)
    draw.polygon(_blob(random, 560, 650, 460, 170), fill=(112, 124, 128))
    draw.polygon(_blob(random, 470, 600, 240, 40), fill=(158, 172, 178))
    draw.rectangle((480, 640, 720, 720), fill=(44, 46, 48))
    for x in range(500, 710, 34):
        draw.rectangle((x, 650, x + 14, 710), fill=(20, 20, 22))
    for _ in range(40):
        a, b = random.gauss(600, 130), random.gauss(670, 50)
        draw.polygon(_blob(random, a, b, 20, 11), fill=random.choice([(150, 96, 40), (176, 128, 52), (112, 78, 44)]))


def _car(draw: Draw, random: Random) -> None:
    _street(draw, random)
    paint = random.choice([(118, 46, 44), (66, 84, 110), (140, 138, 128)])
    draw.polygon([(330, 560), (440, 440), (760, 440), (880, 560)], fill=_darker(paint))
    draw.polygon([(400, 552), (460, 462), (590, 462), (590, 552)], fill=(150, 170, 182))
    draw.polygon([(612, 552), (612, 462), (740, 462), (810, 552)], fill=(30, 32, 36))
    draw.rounded_rectangle((230, 550, 990, 690), 36, fill=paint)
    for x in (330, 780):
        draw.ellipse((x, 640, x + 120, 730), fill=(22, 22, 24))
        draw.ellipse((x + 36, 664, x + 84, 710), fill=(130, 130, 134))
    draw.polygon(_blob(random, 700, 620, 70, 36), fill=(134, 84, 52))


def _playground(draw: Draw, random: Random) -> None:
    draw.rectangle((0, HORIZON, *SIZE), fill=GRASS)
    draw.polygon(_blob(random, 600, 760, 520, 110), fill=(196, 172, 128))
    for x in (260, 900):
        draw.line((x, 240, x - 90, 760), fill=(182, 52, 46), width=20)
        draw.line((x, 240, x + 90, 760), fill=(182, 52, 46), width=20)
    draw.line((256, 244, 904, 244), fill=(182, 52, 46), width=20)
    for x in (430, 500):
        draw.line((x, 250, x, 620), fill=(80, 80, 84), width=6)
    draw.rectangle((416, 616, 514, 636), fill=(44, 44, 48))
    draw.line((680, 250, 668, 640), fill=(80, 80, 84), width=6)
    draw.line((750, 250, 744, 400), fill=(80, 80, 84), width=6)
    draw.line((620, 730, 716, 690), fill=(44, 44, 48), width=20)


def _mould(draw: Draw, random: Random) -> None:
    draw.rectangle((0, 0, *SIZE), fill=(226, 220, 208))
    draw.polygon([(0, 0), (1200, 0), (1000, 190), (180, 190)], fill=(240, 237, 230))
    draw.line((180, 190, 180, 900), fill=(200, 194, 182), width=5)
    for _ in range(190):
        x, y = 180 + abs(random.gauss(0, 230)), 190 + abs(random.gauss(0, 170))
        size, shade = random.randint(5, 40), random.randint(50, 120)
        draw.polygon(_blob(random, x, y, size, size * 0.8), fill=(shade, shade + 8, shade))


def _litter(draw: Draw, random: Random) -> None:
    _houses(draw, random)
    _ground(draw, CONCRETE)
    draw.polygon([(470, 400), (730, 400), (700, 780), (500, 780)], fill=(48, 84, 66))
    draw.rectangle((455, 380, 745, 416), fill=(36, 64, 50))
    for _ in range(46):
        x, y = random.gauss(600, 220), random.choice([random.gauss(360, 26), random.gauss(810, 34)])
        colour = random.choice([(236, 232, 224), (206, 60, 52), (240, 200, 70), (90, 140, 190), (120, 90, 60)])
        draw.polygon(_blob(random, x, y, random.randint(14, 34), random.randint(10, 22)), fill=colour)


def _sign(draw: Draw, random: Random) -> None:
    _street(draw, random)
    lean = random.randint(120, 220)
    draw.line((480, 820, 480 + lean, 330), fill=(130, 134, 138), width=18)
    x, y = 480 + lean + 20, 290
    draw.polygon([(x + 110 * math.cos(a), y + 110 * math.sin(a)) for a in (0.25 + n * math.tau / 8 for n in range(8))],
                 fill=(188, 34, 40), outline=(240, 240, 240), width=8)  # fmt: skip
    draw.line((x - 60, y + 14, x + 60, y - 14), fill=(240, 240, 240), width=20)


def _debris(draw: Draw, random: Random) -> None:
    _street(draw, random)
    for _ in range(34):
        x, y, a = random.gauss(580, 190), random.gauss(640, 80), random.uniform(0, math.tau)
        end = (x + 120 * math.cos(a), y + 36 * math.sin(a))
        draw.line([(x, y), end], fill=random.choice([(186, 146, 96), (150, 110, 70), (160, 88, 68)]), width=16)
    for x in (260, 960):
        draw.polygon([(x, 560), (x + 44, 720), (x - 44, 720)], fill=(236, 110, 36))
        draw.line((x - 22, 650, x + 22, 650), fill=(244, 244, 244), width=18)


SUBJECTS: dict[str, Callable[[Draw, Random], None]] = {
    "pothole": _pothole, "pothole-wet": _pothole_wet, "sidewalk": _sidewalk, "bags": _bags, "bins": _bins,
    "furniture": _furniture, "graffiti": _graffiti, "tree": _tree, "fallen-tree": _fallen_tree, "lamp": _lamp,
    "snow": _snow, "drain": _drain, "car": _car, "playground": _playground, "mould": _mould, "litter": _litter,
    "sign": _sign, "debris": _debris,
}  # fmt: skip
