import csv
import io

FORMULA_SIGNS = tuple("=+-@\t\r")


def csv_name(name):
    text = f"'{name}" if name.startswith(FORMULA_SIGNS) else name
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="").writerow([text])
    return buffer.getvalue()
