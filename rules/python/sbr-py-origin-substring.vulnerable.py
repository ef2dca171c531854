def is_allowed(origin):
    return "example.com" in origin


def may_post(request):
    origin = request.headers.get("Origin", "")
    return origin.endswith("example.com")


def from_site(referer):
    return referer.startswith("https://example.com")
