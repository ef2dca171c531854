import ssl


def feed_context():
    return ssl.create_default_context()
