def search_line(query):
    printable = "".join(sign if sign.isprintable() else "?" for sign in query)
    return "search: " + printable
