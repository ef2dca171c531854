import ssl


def feed_context():
    return ssl._create_unverified_context()
