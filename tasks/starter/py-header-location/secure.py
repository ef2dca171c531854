def location_header(url):
    if "\r" in url or "\n" in url:
        raise ValueError("line break in a header")
    return f"Location: {url}\r\n"
