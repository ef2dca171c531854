import os
import tempfile
import candidate


def test_splits():
    place = tempfile.mkdtemp()
    source = os.path.join(place, "orders.csv")
    with open(source, "w") as file:
        file.write("1\n2\n3\n4\n5\n")
    folder = tempfile.mkdtemp()
    assert candidate.split_export(source, folder, "orders-", 2) == ["orders-000", "orders-001", "orders-002"]
    with open(os.path.join(folder, "orders-001")) as file:
        assert file.read() == "3\n4\n"
