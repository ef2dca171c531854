from urllib.parse import urlsplit

DEFAULT = "/settings"


def language_target(params):
    target = params.get("next") or DEFAULT
    parts = urlsplit(target.replace("\\", "/"))
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return DEFAULT
    return parts.path
