def cookie_header(value):
    line = "".join(value.splitlines())
    return "Set-Cookie: " + line + "\r\n"
