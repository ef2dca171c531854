import pickle


def save_profile(value):
    return pickle.dumps(value)


def load_profile(data):
    return pickle.loads(data)
