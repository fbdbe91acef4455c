"""The page at the root: where things are. Plain HTML, nothing fetched, nothing run."""

from django.http import HttpRequest, HttpResponse

from zhengwu import __version__
from zhengwu.api.faults import plain

PAGE = f"""<!doctype html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>政务</title></head>
<body>
<h1>政务</h1>
<p>政务公开与政务服务系统 {__version__}。本站正在运行。</p>
<ul>
<li><a href="/api/openapi.json">接口说明 openapi.json</a>：全部查询和办理步骤，
先以 POST /api/session 登录</li>
<li><a href="/healthz">运行状况 healthz</a></li>
</ul>
<p>办事页面由门户提供。</p>
<p lang="en">Zhengwu is running. The API lies below /api/ and is described by openapi.json.
Screens come with the portal.</p>
</body>
</html>
""".encode()


def landing(request: HttpRequest) -> HttpResponse:
    """Answers GET and HEAD."""
    if request.method not in ("GET", "HEAD"):
        refused = plain(405)
        refused.headers["Allow"] = "GET, HEAD"
        return refused
    return HttpResponse(PAGE, content_type="text/html; charset=utf-8")
