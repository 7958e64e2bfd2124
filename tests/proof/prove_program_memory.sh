#!/bin/sh
# Every allocation of every command fails, alone and with all that follow it.
set -u
HOOKLINE=$(realpath "${HOOKLINE:-${BUILD:-build}/hookline}") HL_EVERY=1 python3 tests/fault/test_program_memory.py
