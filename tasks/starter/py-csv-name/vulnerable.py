def csv_name(name):
    quoted = name.replace('"', '""')
    return f'"{quoted}"'
