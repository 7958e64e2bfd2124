#!/bin/sh
# What a report says follows from its numbers, and its short form fits a screen: the long form of
# tests/property/test_report_words.py.
set -u
exec python3 tests/property/test_report_words.py "${1:-400}"
