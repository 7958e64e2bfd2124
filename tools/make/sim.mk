# The experiments that `simulate` plays become a C source: one truth for the example and the player.
PLAYED := experiments/coupon-expiry-evening/coupon-expiry-evening.json \
          experiments/address-confirmation/address-confirmation.json
GENERATED += $(BUILD)/obj/generated/played_definitions.c

$(BUILD)/obj/generated/played_definitions.c: $(PLAYED) tools/embed.sh
	@mkdir -p $(@D)
	@sh tools/embed.sh hl_sim__definitions $(PLAYED) > $@.new && mv $@.new $@
