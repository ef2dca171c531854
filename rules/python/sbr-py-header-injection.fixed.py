import re
from urllib.parse import quote


def cookie_header(value):
    if "\r" in value or "\n" in value:
        raise ValueError("line break in a header")
    return f"Set-Cookie: {value}\r\n"


def location(url):
    return "Location: %s\r\n" % quote(url, safe="/:?=&")


def language(tag):
    if not re.fullmatch(r"[A-Za-z0-9-]+", tag):
        raise ValueError("no language tag")
    return "Content-Language: {}\r\n".format(tag)


def first_line(value):
    line = "".join(value.splitlines())
    return f"X-Note: {line}\r\n"


def length(body):
    return f"Content-Length: {int(body)}\r\n"


def describe_range(first, last):
    return f"bytes {first}-{last}"


def refuse_length(length):
    raise ValueError(f"no length: {length}")
