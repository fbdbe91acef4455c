"""Takes the pictures of README and guides anew: python -m tests.journeys.pictures [NAME …]

Over the demonstration, built in a temporary folder and served on this machine; nothing is fetched from elsewhere.
"""

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guides" / "pictures"
MOST = 400_000  # bytes a picture
COLOURS = 48  # screens have few; text stays sharp
PARTS = ".reasoned:nth-of-type(3) details, .chart:first-of-type details"


@dataclass(frozen=True)
class Shot:
    """A picture: its name, who looks (none: everybody), the address, how wide, what is opened, how much is shown."""

    name: str
    login: str
    path: str
    phone: bool = False
    opens: str = ""
    whole: bool = False


SHOTS = (
    Shot("parts-desk", "", "/parts", opens=PARTS, whole=True),
    Shot("parts-phone", "", "/parts", phone=True, opens=PARTS, whole=True),
    Shot("home-phone", "", "/", phone=True),
    Shot("inbox", "sp-head", "/desk/?tab=open"),
    Shot("case", "sp-head", "/desk/cases/{urgent}"),
    Shot("region-desk", "qh-supervisor", "/desk/region", whole=True),
    Shot("region-body", "qh-supervisor", "/desk/region/2", whole=True),
)


def main() -> int:
    """Takes those that are named, or all; 1 where there is no Chromium or a picture is too large."""
    from examples.district.running import running
    from tests.journeys import chromium

    if chromium.found() is None:
        sys.stderr.write(f"{chromium.ABSENT}\n")
        return 1
    wanted = [shot for shot in SHOTS if not sys.argv[1:] or shot.name in sys.argv[1:]]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        running(Path(home) / "demo") as demo,
        chromium.browsing() as browser,
    ):
        return max([_taken(browser, demo, shot) for shot in wanted], default=0)


def _taken(browser, demo, shot: Shot) -> int:
    from tests.journeys import chromium

    size = chromium.PHONE if shot.phone else chromium.DESK
    context = browser.new_context(viewport=size, locale="zh-CN", base_url=demo.url)
    page = context.new_page()
    if shot.login:
        page.goto("/desk/sign-in")
        page.fill("[name=username]", shot.login)
        page.fill("[name=password]", demo.kept["password"])
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(shot.path.format(**demo.facts))
    if shot.opens:
        page.evaluate(f"document.querySelectorAll('{shot.opens}').forEach((one) => {{ one.open = true; }})")
    page.evaluate("document.activeElement.blur()")
    content = _packed(page.screenshot(full_page=shot.whole))
    context.close()
    (FOLDER / f"{shot.name}.png").write_bytes(content)
    sys.stdout.write(f"{shot.name}.png: {len(content):,} bytes\n")
    return int(len(content) > MOST)


def _packed(content: bytes) -> bytes:
    """The picture with few colours."""
    from PIL import Image

    out = io.BytesIO()
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
