import ssl
import candidate


def test_is_a_client_context():
    context = candidate.client_context()
    assert isinstance(context, ssl.SSLContext)
