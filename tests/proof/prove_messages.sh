#!/bin/sh
# What every golden case that refuses, warns or sums up says in Chinese.
set -eu
HL_EVERY=1 HOOKLINE=$(realpath "${HOOKLINE:-${BUILD:-build}/hookline}") python3 tests/docs/test_messages.py
