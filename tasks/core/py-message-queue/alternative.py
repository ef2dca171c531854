import ast
import datetime
import decimal


def write(value):
    if isinstance(value, dict):
        return ("dict", [(key, write(item)) for key, item in value.items()])
    if isinstance(value, list):
        return ("list", [write(item) for item in value])
    if isinstance(value, datetime.datetime):
        return ("datetime", value.isoformat())
    if isinstance(value, decimal.Decimal):
        return ("decimal", str(value))
    return ("plain", value)


READERS = {
    "dict": lambda items: {key: read(item) for key, item in items},
    "list": lambda items: [read(item) for item in items],
    "datetime": datetime.datetime.fromisoformat,
    "decimal": decimal.Decimal,
    "plain": lambda value: value,
}


def read(entry):
    kind, content = entry
    return READERS[kind](content)


class MessageQueue:
    def __init__(self, store, name):
        self.store = store
        self.name = name

    def put(self, message):
        self.store.rpush(self.name, repr(write(message)).encode("utf-8"))

    def get(self):
        data = self.store.lpop(self.name)
        if data is not None:
            return read(ast.literal_eval(data.decode("utf-8")))
