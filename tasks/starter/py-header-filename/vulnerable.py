def language_header(language):
    return f"Content-Language: {language}\r\n"
