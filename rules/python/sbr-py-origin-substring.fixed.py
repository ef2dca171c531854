from urllib.parse import urlsplit

ALLOWED = {"https://example.com", "https://shop.example.com"}


def is_allowed(origin):
    return origin in ALLOWED


def may_post(request):
    hostname = urlsplit(request.headers.get("Origin", "")).hostname or ""
    return hostname == "example.com" or hostname.endswith(".example.com")


def from_site(referer):
    return referer.startswith("https://example.com/")


def is_secure(origin):
    return origin.startswith("https://")
