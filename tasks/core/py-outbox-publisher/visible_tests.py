import os
import tempfile
import candidate


def test_copies():
    place = tempfile.mkdtemp()
    for member in ("ann", "bob"):
        os.makedirs(os.path.join(place, "outbox", member))
        with open(os.path.join(place, "outbox", member, "news.txt"), "w") as file:
            file.write(f"by {member}")
    site = os.path.join(place, "site")
    assert candidate.publish(os.path.join(place, "outbox"), site) == ["ann-news.txt", "bob-news.txt"]
    with open(os.path.join(site, "bob-news.txt")) as file:
        assert file.read() == "by bob"
