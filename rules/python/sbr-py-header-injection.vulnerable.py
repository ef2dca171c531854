def cookie_header(value):
    return f"Set-Cookie: {value}\r\n"


def location(url):
    return "Location: %s\r\n" % url


def language(tag):
    return "Content-Language: {}\r\n".format(tag)


def write_head(stream, headers):
    for name, value in headers.items():
        stream.write(f"{name}: {value}\r\n")
