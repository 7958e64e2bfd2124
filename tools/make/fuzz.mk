# Targets of libFuzzer: the tests of tests/fuzz, built with clang under the sanitizers.
FUZZ_SECONDS ?= 120
FUZZ_BIN  = $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/test_fuzz_*.c)))
FUZZ_FLAGS := OPT="-O1 -g" CPPFLAGS=-DHL_FUZZER LDFLAGS=-fsanitize=fuzzer \
              SANITIZE="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"

.PHONY: fuzz fuzz-targets
fuzz-targets: $(FUZZ_BIN)
fuzz: deps-check deps-fuzz ## fuzz every parser, FUZZ_SECONDS each (120); FUZZ=calendar names one
	@$(MAKE) fuzz-targets BUILD=$(BUILD)/fuzz CC="$(FUZZ_CC)" $(FUZZ_FLAGS)
	@BUILD=$(BUILD)/fuzz FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run.sh $(FUZZ)
FUZZ_CC ?= clang
