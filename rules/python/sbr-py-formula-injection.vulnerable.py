import csv


def csv_cell(value):
    quoted = value.replace('"', '""')
    return f'"{quoted}"'


def export(path, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(rows)


def add(writer, name, city):
    writer.writerow([name, city])
