def csv_cell(value):
    quoted = value.replace('"', '""')
    return f'"{quoted}"'
