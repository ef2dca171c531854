def cookie_header(value):
    if "\r" in value or "\n" in value:
        raise ValueError("line break in a header")
    return f"Set-Cookie: {value}\r\n"
