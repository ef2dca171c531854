import csv

SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_cell(value):
    if value[:1] in SIGNS:
        value = "'" + value
    quoted = value.replace('"', '""')
    return f'"{quoted}"'


def defuse(text):
    return "'" + text if text.startswith(SIGNS) else text


def add(writer, name, city):
    writer.writerow([defuse(name), defuse(city)])


def totals(writer, count):
    writer.writerow(["total", int(count)])


def export(path):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerow(["name", "city"])
