# The channel presets become a C source, so that the program needs no files beside it.
CHANNEL_FILES := $(sort $(wildcard channels/*.json))
GENERATED += $(BUILD)/obj/generated/channel_files.c

$(BUILD)/obj/generated/channel_files.c: $(CHANNEL_FILES) tools/embed.sh
	@mkdir -p $(@D)
	@sh tools/embed.sh hl_plan__channel_files $(CHANNEL_FILES) > $@.new && mv $@.new $@
$(BUILD)/obj/generated/%.o: $(BUILD)/obj/generated/%.c
	$(call step,$<)
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $< $(ASIDE)
