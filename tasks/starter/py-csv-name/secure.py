def csv_name(name):
    if name[:1] in ("=", "+", "-", "@", "\t", "\r"):
        name = "'" + name
    quoted = name.replace('"', '""')
    return f'"{quoted}"'
