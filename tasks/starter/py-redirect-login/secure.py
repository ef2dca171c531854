from urllib.parse import urlparse


def after_login(url):
    if not url.startswith("/") or url[1:2] in ("/", "\\") or urlparse(url).netloc:
        return "/"
    return url
