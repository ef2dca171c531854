import candidate




def holding(reading, *conditions):
    rules = [{"name": condition, "when": condition} for condition in conditions]
    return candidate.matching_alerts(rules, reading)


def test_comparisons():
    assert holding({"a": 2, "b": 2.0}, "a == b", "a != 2", "a <= 1", "a>=2", "a<3", "3 > a", "-1 < a") == [
        "a == b", "a>=2", "a<3", "3 > a", "-1 < a",
    ]


def test_chains():
    assert holding({"t": 3}, "0 < t < 5", "0 < t < 3", "1 <= t <= 3 < 4") == ["0 < t < 5", "1 <= t <= 3 < 4"]


def test_words_and_brackets():
    conditions = ["not a > 1", "a > 1 and (b > 1 or c > 1)", "(a > 1 and b > 1) or c > 1", "not (a > 1 and b > 1)"]
    assert holding({"a": 2, "b": 0, "c": 2}, *conditions) == conditions[1:]


def test_names_that_are_missing():
    assert holding({"temp": 1}, "wind > 3", "temp > 0 and rain > 1", "temp > 0.5") == ["temp > 0.5"]
