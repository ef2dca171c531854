def cookie_header(value):
    return f"Set-Cookie: {value}\r\n"
