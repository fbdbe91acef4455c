"""The picture of a round seal (公章) as SVG: a circle, a star, the body's name in an arc, its use below."""

from html import escape
from math import cos, pi, sin

SIZE, MIDDLE, RADIUS = 400, 200, 190
ARC = 1.5 * pi  # how far round the name goes
RED = "#c8161d"
FONTS = "SimSun, 'Noto Serif CJK SC', 'Source Han Serif SC', 'Noto Sans CJK SC', serif"


def round_seal(body: str, use: str, mark: str = "") -> str:
    """The picture. `mark` is written across it, as on whatever has no legal effect."""
    across = _text(mark, MIDDLE, 330, 34, width=200) if mark else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">'
        f'<g fill="{RED}" font-family="{FONTS}">'
        f'<circle cx="{MIDDLE}" cy="{MIDDLE}" r="{RADIUS}" fill="none" stroke="{RED}" stroke-width="9"/>'
        f'<polygon points="{_star()}"/>{_arc(body)}{_text(use, MIDDLE, 288, 30, width=250)}{across}</g></svg>'
    )


def _star() -> str:
    """Five points, one up; the inner ones lie at 0.382 of the outer radius."""
    points = []
    for place in range(10):
        far, turn = (56 if place % 2 == 0 else 56 * 0.382), place * pi / 5 - pi / 2
        points.append(f"{MIDDLE + far * cos(turn):.1f},{MIDDLE - 15 + far * sin(turn):.1f}")
    return " ".join(points)


def _arc(name: str) -> str:
    """The signs of a name, each turned so that it stands upright on the circle."""
    size = min(48.0, ARC * 150 / max(len(name), 1))
    step = min(ARC / max(len(name) - 1, 1), size * 1.25 / 150)
    begin = -step * (len(name) - 1) / 2
    found = []
    for place, sign in enumerate(name):
        turn = (begin + step * place) * 180 / pi
        found.append(
            f'<text x="{MIDDLE}" y="{MIDDLE - 138}" font-size="{size:.1f}" text-anchor="middle" '
            f'transform="rotate({turn:.2f} {MIDDLE} {MIDDLE})">{escape(sign)}</text>'
        )
    return "".join(found)


def _text(said: str, x: int, y: int, size: float, *, width: int) -> str:
    fitted = min(size, width / max(len(said), 1))
    return f'<text x="{x}" y="{y}" font-size="{fitted:.1f}" text-anchor="middle">{escape(said)}</text>'
