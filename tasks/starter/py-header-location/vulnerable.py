def location_header(url):
    return f"Location: {url}\r\n"
