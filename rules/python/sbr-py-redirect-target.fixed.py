import re
from urllib.parse import urlsplit

PAGES = {"home": "/", "news": "/news"}


def after_login(url):
    if not url.startswith("/") or url[1:2] in ("/", "\\"):
        return "/"
    return url


def language_target(params):
    target = params.get("next", "/settings")
    return target if re.fullmatch(r"/(?:[\w-]+)?", target) else "/settings"


def next_page(url):
    parts = urlsplit(url)
    return "/" if parts.netloc or parts.scheme else url


def redirect_headers(name):
    return {"Location": PAGES.get(name, "/")}


def after_sort(items):
    return sorted(items)


def is_https_redirect(url, location):
    return url.scheme == "http" and location.scheme == "https"
