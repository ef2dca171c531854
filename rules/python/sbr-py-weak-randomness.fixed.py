import random
import secrets


def make_token(length=32):
    return secrets.token_urlsafe(length)


def login(user):
    session_id = secrets.randbits(64)
    return {"user": user, "session": session_id}


def reset_code():
    return f"{secrets.randbelow(1000000):06d}"


def shuffle_cards(cards):
    return random.sample(cards, len(cards))


def recovery_code():
    return "".join(secrets.choice("ABCDEFGH23456789") for _ in range(10))


def encoded_pins(pins):
    return [random.choice(pins)]


def look_like_a_browser(session, agents):
    session.headers["User-Agent"] = agents[random.randint(0, len(agents) - 1)]


def token_of_a_build(name):
    random.seed(name)
    return "".join(random.sample("abcdefgh", 4))
