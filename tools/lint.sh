#!/bin/sh
# Everything a machine can say about the sources without running them.
# usage: tools/lint.sh [step...]   steps: layers headers format size bans warnings cppcheck tidy
set -eu
BUILD=${BUILD:-build}
FLAGS="-std=c17 -D_POSIX_C_SOURCE=200809L -DHL_VERSION=\"lint\" -Iinclude -Iengine -I. $(pkg-config --cflags gsl libcjson sqlite3 nettle libxxhash libpcre2-8 libutf8proc)"
WARN="-Wall -Wextra -Wpedantic -Wconversion -Wdouble-promotion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wswitch-enum -Wundef -Wwrite-strings -Werror"
JOBS=$(nproc 2>/dev/null || echo 2)
mkdir -p "$BUILD"
steps=${*:-layers headers format size bans warnings cppcheck tidy}

sources() { git ls-files -co --exclude-standard "$@"; }

lint_layers() { tools/layers.py; }

# Every header compiles alone; public ones also as C++.
lint_headers() {
    for header in $(sources 'include/*.h' 'engine/*.h' 'reports/*.h' 'cli/*.h'); do
        # shellcheck disable=SC2086
        gcc $FLAGS $WARN -fsyntax-only -x c "$header"
    done
    for header in $(sources 'include/*.h'); do
        g++ -std=c++17 -Iinclude -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c++ "$header"
    done
}

lint_format() { sources '*.c' '*.h' | xargs clang-format --dry-run -Werror; }

lint_size() {
    over=$(sources '*.c' '*.h' '*.py' '*.sh' | xargs wc -l | awk '$2 != "total" && $1 > 600 {print "  " $2 ": " $1 " lines"}')
    [ -z "$over" ] || { echo "files over 600 lines:"; echo "$over"; return 1; }
}

# Calls with a better neighbour here (lgamma writes a global that threads share: stats/log_gamma.h), and
# names that say nothing.
lint_bans() {
    bad=$(sources 'engine/*.c' 'reports/*.c' 'cli/*.c' 'serve/*.c' | xargs grep -nE '\b(gets|strcpy|strcat|sprintf|strtok|atoi|atof|rand|srand|setlocale|system|alloca|localtime|gmtime|asctime|ctime|[lt]?gamma[fl]?)\(' | grep -v 'lint: allowed' || true)
    [ -z "$bad" ] || { echo "banned calls:"; echo "$bad"; return 1; }
    below=$(sources 'engine/*.c' 'reports/*.c' | xargs grep -nE '\b(getenv|time|clock_gettime|gettimeofday|exit|abort|printf|puts|perror)\(' | grep -v 'lint: allowed' || true)
    [ -z "$below" ] || { echo "only cli/ and serve/ may do this:"; echo "$below"; return 1; }
    # what follows the locale of the host program
    local=$(sources 'engine/*.[ch]' 'reports/*.[ch]' 'cli/*.[ch]' 'serve/*.[ch]' | grep -v '^engine/base/number\.[ch]$' | LC_ALL=C.UTF-8 xargs grep -nP '\b(strto(f|d|ld)|is(alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit)|to(lower|upper)|strn?casecmp|strcoll|strxfrm|strftime|strerror|localeconv)\(|(?<!%)%[-+#0]*(\*|\d+)?(\.(\*|\d+)?)?[lL]?[aefgAEFG]' | grep -v 'lint: allowed' || true)
    [ -z "$local" ] || { echo "follows the locale; numbers become text and back in base/number.h alone:"; echo "$local"; return 1; }
    spoken=$(sources 'reports/*.c' 'cli/*.c' | grep -vE '^(reports/messages/|cli/(cmd_[a-z_]+|cells_report|help|help_man|help_markdown|log|options|topics|words|wrong_file)\.c$)' | LC_ALL=C.UTF-8 xargs grep -nP '[\x{4e00}-\x{9fff}]' || true)
    [ -z "$spoken" ] || { echo "sentences live in reports/messages, and those of the help and of words that are none in the tables of cli/:"; echo "$spoken"; return 1; }
    # docs/architecture.md, "Errors and problems"
    other=$(sources 'include/*.h' 'engine/*.[ch]' 'reports/*.[ch]' 'cli/*.[ch]' | grep -vE '^(engine/base/error.c|include/hookline/error.h)$' | xargs tools/error_convention.py || true)
    [ -z "$other" ] || { echo "what is given an hl_error returns hl_status, which nobody may ignore:"; echo "$other"; return 1; }
    names=$(sources | grep -E '(^|/)(utils?|common|misc|helpers?)\.[ch]$' || true)
    [ -z "$names" ] || { echo "names that say nothing:"; echo "$names"; return 1; }
}

lint_warnings() {
    for compiler in gcc clang; do
        # shellcheck disable=SC2086
        sources 'engine/*.c' 'reports/*.c' 'cli/*.c' 'serve/*.c' 'tests/*.c' 'bench/*.c' 'tools/*.c' |
            xargs -P "$JOBS" -n 8 $compiler $FLAGS $WARN -O1 -fsyntax-only
    done
}

lint_cppcheck() {
    # shellcheck disable=SC2086
    cppcheck -q -j "$JOBS" --std=c11 --enable=warning,performance,portability --inline-suppr \
        --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches --error-exitcode=1 \
        -Iinclude -Iengine -I. engine reports cli
}

# clang-tidy remembers files whose preprocessed text it has already passed.
lint_tidy() {
    mkdir -p "$BUILD/tidy"
    export FLAGS BUILD
    sources 'engine/*.c' 'reports/*.c' 'cli/*.c' 'serve/*.c' | xargs -P "$JOBS" -n 1 tools/tidy.sh
}

for step in $steps; do
    echo "lint: $step"
    "lint_$step"
done
echo "lint: clean"
