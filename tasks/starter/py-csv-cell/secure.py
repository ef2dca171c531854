def csv_cell(value):
    if value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        value = "'" + value
    quoted = value.replace('"', '""')
    return f'"{quoted}"'
