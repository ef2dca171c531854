def language_header(language):
    if "\r" in language or "\n" in language:
        raise ValueError("line break in a header")
    return f"Content-Language: {language}\r\n"
