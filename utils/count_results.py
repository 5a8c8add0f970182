#!/usr/bin/env python3
"""Adds up lit's JSON results; exit code 1 if a test failed or none ran."""

import json
import sys


def main():
    passed = failed = skipped = 0
    for path in sys.argv[1:]:
        try:
            with open(path) as file:
                tests = json.load(file)["tests"]
        except (OSError, ValueError, KeyError) as error:
            print(f"{path}: {error}")
            failed += 1
            continue
        for test in tests:
            code = test["code"]
            if code in ("PASS", "XFAIL", "FLAKYPASS"):
                passed += 1
            elif code in ("UNSUPPORTED", "SKIPPED", "EXCLUDED"):
                skipped += 1
            else:
                failed += 1
                print(f"{code}: {test['name']}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
