def matching_alerts(rules, reading):
    names = []
    for rule in rules:
        try:
            if eval(rule["when"], {"__builtins__": {}}, dict(reading)):
                names.append(rule["name"])
        except NameError:
            continue
    return names
