def search_line(query):
    clean = query.replace("\r", " ").replace("\n", " ")
    return f"search: {clean}"
