def language_header(language):
    line = "".join(language.splitlines())
    return "Content-Language: " + line + "\r\n"
