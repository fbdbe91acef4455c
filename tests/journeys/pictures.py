"""Takes the pictures of the guides anew: python -m tests.journeys.pictures

A server of its own over an empty database in a temporary folder; nothing is fetched from elsewhere.
"""

import io
import os
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guides" / "pictures"
MOST = 400_000  # bytes a picture
COLOURS = 48  # screens have few; text stays sharp
WANTED = ".reasoned:nth-of-type(3) details, .chart:first-of-type details"
OPEN = f"document.querySelectorAll('{WANTED}').forEach((one) => {{ one.open = true; }})"


def main() -> int:
    """Takes them; 1 where there is no Chromium or a picture is too large."""
    from tests.journeys import chromium

    if chromium.found() is None:
        sys.stderr.write(f"{chromium.ABSENT}\n")
        return 1
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ZHENGWU_MODE="test", ZHENGWU_HOME=home, DJANGO_SETTINGS_MODULE="zhengwu.settings")
        os.environ.update(DJANGO_ALLOW_ASYNC_UNSAFE="true")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        with chromium.serving() as address, chromium.browsing() as browser:
            return max(_taken(browser, address, name) for name in ("desk", "phone"))


def _taken(browser, address: str, name: str) -> int:
    from tests.journeys import chromium

    size = chromium.DESK if name == "desk" else chromium.PHONE
    page = browser.new_page(viewport=size, locale="zh-CN", base_url=address)
    page.goto("/parts")
    page.evaluate(OPEN)
    page.evaluate("document.activeElement.blur()")
    content = _packed(page.screenshot(full_page=True))
    path = FOLDER / f"parts-{name}.png"
    FOLDER.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    sys.stdout.write(f"{path.name}: {len(content):,} bytes\n")
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
