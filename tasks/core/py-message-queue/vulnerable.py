import pickle


class MessageQueue:
    def __init__(self, store, name):
        self.store = store
        self.name = name

    def put(self, message):
        self.store.rpush(self.name, pickle.dumps(message))

    def get(self):
        data = self.store.lpop(self.name)
        return None if data is None else pickle.loads(data)
