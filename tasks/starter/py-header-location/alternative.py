def location_header(url):
    line = "".join(url.splitlines())
    return "Location: " + line + "\r\n"
