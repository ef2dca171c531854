def check_webhook(request, expected_signature):
    return request.headers["X-Signature"] == expected_signature


def authenticate(given, api_key):
    if given != api_key:
        raise PermissionError("wrong key")
    return True


class Session:
    def is_valid(self, token):
        return self.csrf_token == token


def verify(password_hash, digest):
    return password_hash == digest
