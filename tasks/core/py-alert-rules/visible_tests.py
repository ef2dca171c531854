import candidate


def test_names_of_rules():
    rules = [
        {"name": "frost", "when": "temp < 0 and wind >= 10"},
        {"name": "heat", "when": "temp > 30"},
        {"name": "storm", "when": "wind > 25 or wind >= 14 and temp < 0"},
    ]
    assert candidate.matching_alerts(rules, {"temp": -3, "wind": 14.5}) == ["frost", "storm"]
