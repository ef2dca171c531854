import json
from datetime import datetime
from decimal import Decimal


def pack(value):
    if isinstance(value, dict):
        return {"map": {key: pack(item) for key, item in value.items()}}
    if isinstance(value, list):
        return [pack(item) for item in value]
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return value


def unpack(value):
    if isinstance(value, list):
        return [unpack(item) for item in value]
    if not isinstance(value, dict):
        return value
    [(kind, content)] = value.items()
    if kind == "time":
        return datetime.fromisoformat(content)
    if kind == "decimal":
        return Decimal(content)
    return {key: unpack(item) for key, item in content.items()}


class MessageQueue:
    def __init__(self, store, name):
        self.store = store
        self.name = name

    def put(self, message):
        self.store.rpush(self.name, json.dumps(pack(message)).encode())

    def get(self):
        data = self.store.lpop(self.name)
        return None if data is None else unpack(json.loads(data))
