# Man pages and the completions of shells: what the program says of itself, in other forms.
HELP      := $(BUILD)/help
HELP_MADE := $(HELP)/made
MAN_PAGES := hookline $(shell sed -n 's/^HL_COMMAND(\(.*\))$$/hookline-\1/p' cli/commands.inc)

$(HELP_MADE): $(BUILD)/hookline
	@mkdir -p $(HELP)/en $(HELP)/zh
	$(Q)for lang in en zh; do for page in $(MAN_PAGES); do \
	    $(BUILD)/hookline help $$(echo $$page | sed -n 's/^hookline-//p') --format man --lang $$lang -o $(HELP)/$$lang/$$page.1 || exit 1; \
	done; done
	$(Q)for shell in bash zsh fish; do $(BUILD)/hookline help --format $$shell --lang en -o $(HELP)/hookline.$$shell || exit 1; done
	@touch $@

.PHONY: docs
docs: all ## write the options of the commands into docs/commands, as their tables say them, and the words that lines keep whole
	@if command -v node >/dev/null; then node tools/line_words.mjs; fi
	@BUILD=$(BUILD) HL_RECORD=1 python3 tests/docs/test_help.py
