def search_line(query):
    return f"search: {query}"
