import logging

logger = logging.getLogger(__name__)


def sign_in(name, password):
    logger.info("sign-in of %s with %s", name, password)


def connect(host, api_key):
    logging.debug(f"connecting to {host} with {api_key}")


def pay(order):
    logger.info("paying with %s", order["card_number"])


def refresh(session):
    logger.warning("refreshing %s", session.refresh_token)
