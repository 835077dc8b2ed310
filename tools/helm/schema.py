#!/usr/bin/env python3
"""Checks that values.schema.json describes each value of values.yaml, and no other."""
import json
import pathlib
import sys

import yaml

chart = pathlib.Path(sys.argv[1])
problems = []


def compare(values, schema, path):
    properties = schema.get("properties")
    if properties is None:
        return
    if schema.get("additionalProperties") is not False:
        problems.append(f"{path or 'the top'}: lets unknown values in")
    for name in properties.keys() | values.keys():
        here = f"{path}.{name}".lstrip(".")
        if name not in properties:
            problems.append(f"{here} is not in the schema")
        elif name not in values:
            # Helm itself gives `global`
            if here != "global":
                problems.append(f"{here} is not in values.yaml")
        elif isinstance(values[name], dict):
            compare(values[name], properties[name], here)


compare(
    yaml.safe_load((chart / "values.yaml").read_text()),
    json.loads((chart / "values.schema.json").read_text()),
    "",
)
print("\n".join(problems))
sys.exit(1 if problems else 0)
