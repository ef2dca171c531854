import tempfile
import candidate


def test_calls_once():
    calls = []

    def area(width, height):
        calls.append(width)
        return {"area": width * height}

    folder = tempfile.mkdtemp()
    cache = candidate.ResultCache(folder)
    assert cache.call(area, 3, 4) == {"area": 12}
    assert cache.call(area, 3, 4) == {"area": 12}
    assert candidate.ResultCache(folder).call(area, 3, 4) == {"area": 12}
    assert calls == [3]
