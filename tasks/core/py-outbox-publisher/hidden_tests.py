import os
import tempfile
import candidate


def make(files):
    place = tempfile.mkdtemp()
    os.mkdir(os.path.join(place, "outbox"))
    for name, data in files:
        path = os.path.join(place, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    return os.path.join(place, "outbox"), os.path.join(place, "www", "site")


def test_only_text_directly_in_a_folder():
    outbox, site = make([
        ("outbox/ann/a.txt", b"a"), ("outbox/ann/b.md", b"b"), ("outbox/ann/old/c.txt", b"c"), ("outbox/d.txt", b"d"),
    ])
    assert candidate.publish(outbox, site) == ["ann-a.txt"]
    assert os.listdir(site) == ["ann-a.txt"]


def test_replaces_and_keeps():
    outbox, site = make([("outbox/ann/a.txt", b"new"), ("www/site/ann-a.txt", b"older text"), ("www/site/x.html", b"x")])
    assert candidate.publish(outbox, site) == ["ann-a.txt"]
    with open(os.path.join(site, "ann-a.txt"), "rb") as file:
        assert file.read() == b"new"
    assert sorted(os.listdir(site)) == ["ann-a.txt", "x.html"]


def test_names_and_bytes():
    data = bytes(range(256)) * 30
    outbox, site = make([("outbox/ann lee/my page.txt", data), ("outbox/zoe/..draft.txt", b"")])
    assert candidate.publish(outbox, site) == ["ann lee-my page.txt", "zoe-..draft.txt"]
    with open(os.path.join(site, "ann lee-my page.txt"), "rb") as file:
        assert file.read() == data


def test_members_without_files():
    outbox, site = make([("outbox/ann/a.md", b"a")])
    assert candidate.publish(outbox, site) == []
    assert os.path.isdir(site)
