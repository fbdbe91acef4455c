"""A licence as one web page that needs nothing else, and that prints on A4 like the paper."""

from html import escape

from zhengwu.statute.licences.paper import Paper

STYLE = """
@page { size: A4; margin: 14mm }
body { margin: 2em auto; padding: 0 1em; max-width: 46em; color: #111; background: #fff; overflow-wrap: anywhere;
  font: 16px/1.8 "Noto Serif CJK SC", SimSun, serif }
main { position: relative; border: 4px double #b0883b; padding: 2em 1.6em; overflow: hidden }
h1 { text-align: center; color: #14375e; font-size: 2em; letter-spacing: .06em; margin: .2em 0 }
.number { text-align: center; margin: 0 0 1.5em } table { width: 100%; border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .5em .3em; border-bottom: 1px solid #b9c2cc }
th { width: 30%; font-weight: normal; color: #14375e } td { white-space: pre-wrap }
.notes { border-left: 4px solid #c8161d; background: #fbf1ef; padding: .6em 1em; margin: 0 0 1.2em }
.notes p { margin: 0 } .end { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: flex-end;
  gap: 1em; margin-top: 2em } .qr svg { width: 120px; height: 120px } figure { margin: 0 } .signed { position: relative;
  min-width: 15em; min-height: 170px; display: flex; flex-direction: column; justify-content: flex-end;
  text-align: center }
.signed svg { position: absolute; right: 0; bottom: -10px; width: 165px; height: 165px; opacity: .9 }
.signed p { position: relative; margin: 0 }
.foot { text-align: center; font-size: .8em; color: #555; margin: 1.5em 0 0 }
.mark { position: absolute; inset: 40% 0 auto; text-align: center; font-size: 2.4em; color: #c8161d; opacity: .15;
  transform: rotate(-28deg); pointer-events: none }
@media print { body { margin: 0; padding: 0; max-width: none } }
"""


def to_html(paper: Paper) -> str:
    """The page."""
    title = escape(f"{paper.title} {paper.number}")
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>' for label, value in paper.rows
    )
    notes = "".join(f"<p>{escape(line)}</p>" for line in paper.notes)
    foot = f"电子证照标识：{escape(paper.identifier)}" + (f"<br>{escape(paper.foot)}" if paper.foot else "")
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body><main>\n"
        + (f'<p class="mark" aria-hidden="true">{escape(paper.mark)}</p>\n' if paper.mark else "")
        + f'<h1>{escape(paper.title)}</h1>\n<p class="number">编号：{escape(paper.number)}</p>\n'
        + (f'<div class="notes">{notes}</div>\n' if notes else "")
        + f"<table><tbody>{rows}</tbody></table>\n"
        f'<div class="end"><figure class="qr"><a href="{escape(paper.address)}">{paper.qr}</a>'
        f"<figcaption>扫码核验 · 核验码 {escape(paper.code)}</figcaption></figure>\n"
        f'<div class="signed">{paper.seal}<p>{escape(paper.issuer)}</p><p>{escape(paper.date)}</p></div></div>\n'
        f'<p class="foot">{foot}</p>\n</main></body>\n</html>\n'
    )
