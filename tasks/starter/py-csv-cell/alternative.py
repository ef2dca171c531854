import csv
import io

FORMULA_SIGNS = tuple("=+-@\t\r")


def csv_cell(value):
    text = f"'{value}" if value.startswith(FORMULA_SIGNS) else value
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="").writerow([text])
    return buffer.getvalue()
