import hmac
import secrets


def check_webhook(request, expected_signature):
    return hmac.compare_digest(request.headers["X-Signature"], expected_signature)


def authenticate(given, api_key):
    if api_key == "" or api_key is None:
        raise PermissionError("no key is set")
    if not secrets.compare_digest(given, api_key):
        raise PermissionError("wrong key")
    return True


def check_token(token, kind):
    return token == kind


def parse(signature, arguments):
    return signature == arguments
