import logging

logger = logging.getLogger(__name__)


def sign_in(name, password):
    logger.info("sign-in of %s with a password of %d letters", name, len(password))


def connect(host, api_key):
    logging.debug(f"connecting to {host} with a key: {bool(api_key)}")


def pay(order):
    logger.info("paying with a card that ends in %s", order["card_number"][-4:])


def refresh(session, password_policy):
    logger.warning("refreshing the access_token of %s under %s", session.owner, password_policy)


INVALID_API_KEY = "the key of %s is none"


def refuse(host):
    logger.error(INVALID_API_KEY, host)


def connected(url):
    logger.info("connected to %s", url.obscure_password)
