import hashlib
import os
import pickle


class ResultCache:
    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)

    def path_of(self, function, arguments):
        key = hashlib.sha256(repr((function.__qualname__, arguments)).encode()).hexdigest()
        return os.path.join(self.folder, key)

    def call(self, function, *arguments):
        path = self.path_of(function, arguments)
        try:
            with open(path, "rb") as file:
                return pickle.load(file)
        except Exception:
            result = function(*arguments)
        with open(path, "wb") as file:
            pickle.dump(result, file)
        return result
