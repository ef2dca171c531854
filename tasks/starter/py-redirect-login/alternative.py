import re

PAGE = re.compile(r"/|(?:/[A-Za-z0-9_.~-]+)+/?")


def after_login(url):
    return url if PAGE.fullmatch(url) else "/"
