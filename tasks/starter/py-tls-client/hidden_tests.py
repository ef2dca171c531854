import ssl
import candidate


def test_is_a_client_context():
    context = candidate.client_context()
    assert isinstance(context, ssl.SSLContext)


def test_is_for_clients():
    context = candidate.client_context()
    assert context.protocol == ssl.PROTOCOL_TLS_CLIENT
    assert context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="example.org").server_side is False
