# What a build says: on a terminal one line that tells how far it is, elsewhere a line at its start and one at its end.
# What compilers have to say is shown in full either way. `make V=1` shows the commands, `make -s` nothing.
#
#   $(call step,FILE)    a line of a recipe that compiles FILE
#   $(Q)command $(ASIDE) the compiling
#   $(call built,WHAT)   the recipe of a target that is the end of a build
Q        := $(if $(filter 1,$(V)),,@)
SILENT   := $(findstring s,$(filter-out -%,$(firstword $(MAKEFLAGS))))
TERMINAL := $(if $(V)$(SILENT)$(filter dumb,$(TERM)),,$(MAKE_TERMOUT))

# Make itself counts the steps as it begins them, one after the other also under -j; how many there will be, a dry run
# of the same goals says when the first is due.
STEP_MARK := a step of the build
STEPS_ALL  = $(eval STEPS_ALL := $$(shell MAKEFLAGS= $(MAKE) -n COUNTING=1 $(MAKEOVERRIDES) $(MAKECMDGOALS) \
                                      2>/dev/null | grep -c '$(STEP_MARK)'))$(STEPS_ALL)
STEPS     :=

step       = $(if $(COUNTING),@: $(STEP_MARK),$(if $(V)$(SILENT),,$(eval STEPS += x)$(call show,$(words $(STEPS)),$(1))))
show       = $(if $(TERMINAL),@printf '\r[%*d/%d] %s\033[K$(if $(filter $(1),$(STEPS_ALL)),\n)' \
                                  $$(printf %s $(STEPS_ALL) | wc -c) $(1) $(STEPS_ALL) $(2),\
                $(if $(filter 1,$(1)),@echo "building hookline: $(STEPS_ALL) file$(if $(filter 1,$(STEPS_ALL)),,s)"))
built      = $(if $(COUNTING)$(V)$(SILENT),@:,@echo '$(if $(STEPS),built $(1),$(1): up to date)')

# On a terminal, a compiler's words begin a line of their own instead of ending the one that tells how far we are.
ASIDE      = $(if $(TERMINAL),2>$@.said; code=$$?; [ ! -s $@.said ] || { printf '\r\033[K'; cat $@.said; } >&2; \
                rm -f $@.said; exit $$code)
