# Hookline. `make help` lists the targets.
VERSION  := 0.1.0
SOVERSION := 0

BUILD    ?= build
$(if $(word 2,$(BUILD)),$(error BUILD='$(BUILD)': a target of make cannot have a space in its name))
CC       ?= cc
AR       ?= ar
PREFIX   ?= /usr/local
DESTDIR  ?=
LIBDIR   ?= $(PREFIX)/lib
MANDIR   ?= $(PREFIX)/share/man
MAN1DIR  ?= $(MANDIR)/man1
MAN1DIR_ZH ?= $(MANDIR)/zh_CN/man1
BASHDIR  ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR   ?= $(PREFIX)/share/zsh/site-functions
FISHDIR  ?= $(PREFIX)/share/fish/vendor_completions.d

MAKEFLAGS += --no-print-directory
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif

PKGS     := gsl libcjson sqlite3 nettle libpcre2-8 libxxhash libutf8proc
WARN     := -Wall -Wextra -Wpedantic -Wconversion -Wdouble-promotion -Wshadow \
            -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wswitch-enum \
            -Wundef -Wwrite-strings
WERROR   ?= -Werror
OPT      ?= -O2 -g
SANITIZE ?=
# What makes a mistake of ours harder to use: empty to leave it out. Sanitizers find more, and without optimisation
# there is nothing that FORTIFY could check.
HARDEN   ?= $(if $(SANITIZE),,$(if $(filter -O0,$(OPT) $(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3) -fstack-protector-strong)
HARDEN_LINK ?= -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
# Contraction of a*b+c would make results depend on the machine.
BASEFLAGS := -std=c17 -D_POSIX_C_SOURCE=200809L -DHL_VERSION=\"$(VERSION)\" -ffp-contract=off -fPIC \
             -fvisibility=hidden -Iinclude -Iengine -I. $(WARN) $(WERROR)
# Asked when something is compiled, and then once.
CPPDEPS  = $(eval CPPDEPS := $$(shell pkg-config --cflags $(PKGS) 2>/dev/null))$(CPPDEPS)
LDDEPS   = $(eval LDDEPS := $$(shell pkg-config --libs $(PKGS) 2>/dev/null) -lpthread -lm)$(LDDEPS)
# All objects are position-independent for the library's sake, so that the program may be, too.
PIE      ?= -pie
# CPPFLAGS, CFLAGS and LDFLAGS are those of whoever builds, and have the last word.
LINKFLAGS = $(SANITIZE) $(CFLAGS) $(HARDEN_LINK) $(LDFLAGS)
ALLFLAGS = $(BASEFLAGS) $(OPT) $(HARDEN) $(SANITIZE) $(CPPDEPS) $(CPPFLAGS) $(CFLAGS) $(if $(TERMINAL),-fdiagnostics-color=always)

LIB_SRC  := $(sort $(wildcard engine/*/*.c) $(wildcard reports/*.c reports/*/*.c) $(wildcard serve/*.c))
CLI_SRC  := $(sort $(wildcard cli/*.c))
TEST_SRC := $(sort $(wildcard tests/unit/*/test_*.c tests/reference/test_*.c tests/property/test_*.c tests/fault/test_*.c tests/fuzz/test_*.c))
PROOF_SRC := $(sort $(wildcard tests/proof/prove_*.c))
BENCH_SRC := $(sort $(wildcard bench/*.c))
TIMING_BENCH_SRC := $(sort $(wildcard bench/timing/*.c))
TOOL_SRC := $(sort $(wildcard tools/*.c))
TEST_LIB_SRC := $(sort $(wildcard tests/support/*.c))
GENERATED :=
include tools/make/progress.mk
# Rooms that need generated sources or extra packages add a fragment here.
include $(sort $(filter-out %/progress.mk,$(wildcard tools/make/*.mk)))

LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/obj/%.o) $(GENERATED:%.c=%.o)
CLI_OBJ  := $(CLI_SRC:%.c=$(BUILD)/obj/%.o)
TEST_LIB_OBJ := $(TEST_LIB_SRC:%.c=$(BUILD)/obj/%.o)
TEST_BIN := $(TEST_SRC:%.c=$(BUILD)/%)
PROOF_BIN := $(PROOF_SRC:%.c=$(BUILD)/%)
PROGRAM_SRC := $(TEST_SRC) $(PROOF_SRC) $(BENCH_SRC) $(TOOL_SRC)
PRELOADS := $(patsubst %.c,$(BUILD)/%.so,$(wildcard tests/*/*_preload.c))
BENCH_BIN := $(BENCH_SRC:%.c=$(BUILD)/%)
TOOL_BIN := $(TOOL_SRC:%.c=$(BUILD)/%)

.DEFAULT_GOAL := all
.SECONDARY:
.PHONY: all deps demo check proof bench bench-timing lint format sanitize tsan install uninstall clean help tests tools record

all: $(BUILD)/hookline $(BUILD)/libhookline.so ## build the program and the libraries; V=1 shows how
	$(call built,$(BUILD)/hookline)

$(BUILD)/libhookline.a: $(LIB_OBJ)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^
$(BUILD)/libhookline.so: $(LIB_OBJ)
	$(Q)$(CC) -shared -Wl,-soname,libhookline.so.$(SOVERSION) $(LINKFLAGS) -o $@ $^ $(LDDEPS)
$(BUILD)/hookline: $(CLI_OBJ) $(BUILD)/libhookline.a
	$(Q)$(CC) $(LINKFLAGS) $(PIE) -o $@ $^ $(LDDEPS)

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call step,$<)
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $< $(ASIDE)

# Tests see internal headers and link the static library; tests/support/fail_alloc.h needs the wraps.
TEST_LINK := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(TEST_LIB_OBJ) $(BUILD)/libhookline.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(LINKFLAGS) -o $@ $^ $(TEST_LINK) -lcmocka $(LDDEPS) $(ASIDE)
# Loaded into the program by script tests.
$(BUILD)/tests/%_preload.so: tests/%_preload.c Makefile
	@mkdir -p $(@D)
	$(call step,$<)
	$(Q)$(CC) $(BASEFLAGS) -O2 -shared -o $@ $< $(ASIDE)
$(BENCH_BIN) $(TOOL_BIN): $(BUILD)/%: $(BUILD)/obj/%.o $(BUILD)/libhookline.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(LINKFLAGS) $(PIE) -o $@ $^ $(LDDEPS) $(ASIDE)

# a fit of send times is rows of sums: in vectors they are the same to the last bit, and half as long
$(BUILD)/obj/engine/stats/hier_system.o: OPT := $(OPT:-O2=-O3)

$(BUILD)/bench/timing: $(TIMING_BENCH_SRC:%.c=$(BUILD)/obj/%.o) $(BUILD)/libhookline.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(LINKFLAGS) $(PIE) -o $@ $^ $(LDDEPS) $(ASIDE)

-include $(TIMING_BENCH_SRC:%.c=$(BUILD)/obj/%.d) $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(TEST_LIB_OBJ:.o=.d) $(PROGRAM_SRC:%.c=$(BUILD)/obj/%.d)

deps: ## install what is missing for building, tests and lint (Debian packages)
	@tools/deps.sh build check lint
deps-%:
	@tools/deps.sh $*

demo: deps-build ## install what building needs, build and run the main job end to end
	@$(MAKE) all tools
	@BUILD=$(BUILD) tools/demo.sh

tools: $(TOOL_BIN)
tests: $(BUILD)/hookline $(TEST_BIN) $(PROOF_BIN) $(PRELOADS) $(BENCH_BIN) $(BUILD)/bench/timing $(TOOL_BIN) ## build the tests, and the benchmarks, which are tried on a small scale
	$(call built,$(words $(TEST_BIN)) test programs)

check: deps-check ## install what tests need, build and run every test
	@$(MAKE) all tests
	@BUILD=$(BUILD) tests/run.sh

record: all ## record the golden outputs of tests/cli anew (read the diff before you commit it)
	@BUILD=$(BUILD) HL_RECORD=1 sh tests/cli/test_golden.sh

proof: deps-check ## the slow proofs of the statistics, each printing its figure, and of the threads (tsan)
	@$(MAKE) tsan
	@$(MAKE) all $(PROOF_BIN) $(PRELOADS) $(addprefix $(BUILD)/,tests/fault/test_analysis_memory tests/fault/test_plan_memory tools/in_chinese)
	@BUILD=$(BUILD) tests/proof/run.sh

bench: deps-bench ## benchmarks, as ratios within one run
	@$(MAKE) all $(BENCH_BIN)
	@BUILD=$(BUILD) bench/run.sh

bench-timing: deps-build ## the send-time model against its rivals, on worlds of known truth
	@$(MAKE) $(BUILD)/bench/timing
	@$(BUILD)/bench/timing $(or $(SEEDS),200) $(or $(ROUNDS),8)

lint: deps-lint ## layers, headers, format, clang-tidy, cppcheck, warnings with gcc and clang
	@BUILD=$(BUILD) tools/lint.sh

format: ## reformat all sources
	@git ls-files -co --exclude-standard '*.c' '*.h' | xargs clang-format -i

sanitize: deps-check ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) all tests BUILD=$(BUILD)/asan OPT="-O1 -g" SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
	@BUILD=$(BUILD)/asan HL_SANITIZED=1 tests/run.sh

# A place to install to as one word of the shell, whatever is in it; a value as sed puts it in.
to = '$(subst ','\'',$(DESTDIR)$(1))'
put = -e 's|@$(1)@|$(subst ','\'',$(subst |,\|,$(subst &,\&,$(subst \,\\,$($(1))))))|'

tsan: deps-build ## the commands that use threads, under ThreadSanitizer
	@$(MAKE) all BUILD=$(BUILD)/tsan OPT="-O1 -g" SANITIZE="-fsanitize=thread"
	@BUILD=$(BUILD)/tsan tests/tsan/run.sh

install: all $(HELP_MADE) ## install program, libraries, headers, pkg-config file, man pages and completions
	install -d $(call to,$(PREFIX)/bin) $(call to,$(LIBDIR)/pkgconfig) $(call to,$(PREFIX)/include/hookline) $(call to,$(MAN1DIR)) $(call to,$(MAN1DIR_ZH)) $(call to,$(BASHDIR)) $(call to,$(ZSHDIR)) $(call to,$(FISHDIR))
	install -m 755 $(BUILD)/hookline $(call to,$(PREFIX)/bin/hookline)
	install -m 644 $(BUILD)/libhookline.a $(call to,$(LIBDIR)/libhookline.a)
	install -m 755 $(BUILD)/libhookline.so $(call to,$(LIBDIR)/libhookline.so.$(VERSION))
	ln -sf libhookline.so.$(VERSION) $(call to,$(LIBDIR)/libhookline.so.$(SOVERSION))
	ln -sf libhookline.so.$(SOVERSION) $(call to,$(LIBDIR)/libhookline.so)
	install -m 644 include/hookline.h $(call to,$(PREFIX)/include/hookline.h)
	install -m 644 include/hookline/*.h $(call to,$(PREFIX)/include/hookline/)
	sed $(call put,PREFIX) $(call put,LIBDIR) $(call put,VERSION) tools/hookline.pc.in >$(call to,$(LIBDIR)/pkgconfig/hookline.pc)
	chmod 644 $(call to,$(LIBDIR)/pkgconfig/hookline.pc)
	install -m 644 $(MAN_PAGES:%=$(HELP)/en/%.1) $(call to,$(MAN1DIR)/)
	install -m 644 $(MAN_PAGES:%=$(HELP)/zh/%.1) $(call to,$(MAN1DIR_ZH)/)
	install -m 644 $(HELP)/hookline.bash $(call to,$(BASHDIR)/hookline)
	install -m 644 $(HELP)/hookline.zsh $(call to,$(ZSHDIR)/_hookline)
	install -m 644 $(HELP)/hookline.fish $(call to,$(FISHDIR)/hookline.fish)

uninstall: ## remove what install put there
	rm -f $(call to,$(PREFIX)/bin/hookline) $(call to,$(LIBDIR)/pkgconfig/hookline.pc) $(call to,$(BASHDIR)/hookline) $(call to,$(ZSHDIR)/_hookline) $(call to,$(FISHDIR)/hookline.fish)
	rm -f $(foreach page,$(MAN_PAGES),$(call to,$(MAN1DIR)/$(page).1) $(call to,$(MAN1DIR_ZH)/$(page).1))
	rm -f $(foreach end,a so so.$(SOVERSION) so.$(VERSION),$(call to,$(LIBDIR)/libhookline.$(end)))
	rm -f $(call to,$(PREFIX)/include/hookline.h) $(foreach h,$(wildcard include/hookline/*.h),$(call to,$(PREFIX)/$(h)))
	[ ! -d $(call to,$(PREFIX)/include/hookline) ] || rmdir --ignore-fail-on-non-empty $(call to,$(PREFIX)/include/hookline)

clean: ## remove everything built
	rm -rf -- '$(subst ','\'',$(BUILD))'

help: ## this list
	@grep -hE '^[a-z]+:.*##' Makefile tools/make/*.mk | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'
