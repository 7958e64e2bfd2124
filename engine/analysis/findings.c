#include "analysis/findings.h"

#include "analysis/stops.h"
#include "base/number.h"

enum {
    ARM_AND_METRIC = HL_HAS_METRIC | HL_HAS_ARM,
    EFFECT = HL_HAS_EFFECT | HL_HAS_INTERVAL | HL_HAS_N,
    COMPARISON = ARM_AND_METRIC | HL_HAS_OTHER | EFFECT | HL_HAS_P,
    AGAINST_MARGIN = ARM_AND_METRIC | HL_HAS_OTHER | EFFECT | HL_HAS_MARGIN,
    NOT_JUDGED = ARM_AND_METRIC | HL_HAS_OTHER | EFFECT | HL_HAS_LIMIT,
    NEED = ARM_AND_METRIC | HL_HAS_EFFECT | HL_HAS_N | HL_HAS_POWER,
    OF_FACTOR = HL_HAS_METRIC | HL_HAS_NAME | HL_HAS_EFFECT | HL_HAS_INTERVAL | HL_HAS_P,
    BOUND = ARM_AND_METRIC | HL_HAS_OTHER | HL_HAS_EFFECT | HL_HAS_LEVEL,
    HELD_BACK = ARM_AND_METRIC | HL_HAS_OTHER | EFFECT | HL_HAS_HELD_BY,
    SPLIT = HL_HAS_P | HL_HAS_ITEMS,
    WORST_OF = SPLIT | HL_HAS_NAME | HL_HAS_N | HL_HAS_OF,
    LOST = HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE | HL_HAS_P | HL_HAS_ITEMS,
    LOST_OF_METRIC = LOST | HL_HAS_METRIC,
    NAMED = HL_HAS_NAME | HL_HAS_MEANT,
    BASES = ARM_AND_METRIC | HL_HAS_OTHER | NAMED | HL_HAS_SHARE | HL_HAS_P,
    DAYS_APART = HL_HAS_ARM | HL_HAS_OTHER | NAMED | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE,
    AMOUNTS = ARM_AND_METRIC | HL_HAS_OTHER | NAMED | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE,
    UNPLACED = HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE | HL_HAS_NAME,
    RANGE = ARM_AND_METRIC | HL_HAS_EFFECT | HL_HAS_INTERVAL,
    FAST_CLICKS = HL_HAS_N | HL_HAS_SHARE | HL_HAS_LIMIT,
    HALVES = ARM_AND_METRIC | HL_HAS_EFFECT | HL_HAS_INTERVAL | HL_HAS_LATER | HL_HAS_P,
};

static const struct {
    const char *name;
    uint32_t has;
} codes[HL_FINDINGS] = {
    [HL_FOUND_BETTER] = {"better", COMPARISON},
    [HL_FOUND_WORSE] = {"worse", COMPARISON},
    [HL_FOUND_NOT_SHOWN] = {"not_shown", COMPARISON},
    [HL_FOUND_NOT_SHOWN_EXACT] = {"not_shown_exact", COMPARISON},
    [HL_FOUND_NOT_SHOWN_CORRECTED] = {"not_shown_corrected", COMPARISON},
    [HL_FOUND_NO_ANSWER] = {"no_answer", ARM_AND_METRIC | HL_HAS_OTHER | HL_HAS_N},
    [HL_FOUND_NOTHING_SEEN] = {"nothing_seen", ARM_AND_METRIC | HL_HAS_OTHER | HL_HAS_N},
    [HL_FOUND_FEW_BUYERS] = {"few_buyers", NOT_JUDGED},
    [HL_FOUND_FEW_BUYERS_OF_ARM] = {"few_buyers_of_arm", NOT_JUDGED},
    [HL_FOUND_FEW_CLUSTERS] = {"few_clusters", NOT_JUDGED},
    [HL_FOUND_FEW_UNITS] = {"few_units", NOT_JUDGED},
    [HL_FOUND_SECONDARY_WORSE] = {"secondary_worse", COMPARISON},
    [HL_FOUND_GUARDRAIL_HARM_TOLERATED] = {"guardrail_harm_tolerated", AGAINST_MARGIN},
    [HL_FOUND_FIT_TO_SHIP] = {"fit_to_ship", ARM_AND_METRIC | HL_HAS_OTHER | EFFECT},
    [HL_FOUND_BEATS_RUNNER_UP] = {"beats_runner_up", COMPARISON},
    [HL_FOUND_RUNNER_UP_UNDECIDED] = {"runner_up_undecided", COMPARISON},
    [HL_FOUND_PREFERRED_WITHOUT_HARM] = {"preferred_without_harm",
                                         COMPARISON | HL_HAS_HELD_BY | HL_HAS_NAME},
    [HL_FOUND_HELD_BACK_BY_GUARDRAIL] = {"held_back_by_guardrail", HELD_BACK},
    [HL_FOUND_HELD_BACK_BY_PRIMARY] = {"held_back_by_primary", HELD_BACK},
    [HL_FOUND_PRIMARIES_DISAGREE] = {"primaries_disagree", HELD_BACK},
    [HL_FOUND_WORTH_NOT_SHOWN] = {"worth_not_shown", AGAINST_MARGIN},
    [HL_FOUND_WORTH_EXCLUDED] = {"worth_excluded", BOUND | HL_HAS_MARGIN},
    [HL_FOUND_GAIN_EXCLUDED] = {"gain_excluded", BOUND},
    [HL_FOUND_LITTLE_EXCLUDED] = {"little_excluded", BOUND},
    [HL_FOUND_GUARDRAIL_HELD] = {"guardrail_held", AGAINST_MARGIN},
    [HL_FOUND_GUARDRAIL_NO_HARM_SHOWN] = {"guardrail_no_harm_shown", COMPARISON},
    [HL_FOUND_GUARDRAIL_UNSEEN] = {"guardrail_unseen", ARM_AND_METRIC | HL_HAS_OTHER | HL_HAS_N},
    [HL_FOUND_GUARDRAIL_UNDECIDED] = {"guardrail_undecided", AGAINST_MARGIN},
    [HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED] = {"guardrail_undecided_corrected", AGAINST_MARGIN},
    [HL_FOUND_GUARDRAIL_NEEDS_MARGIN] = {"guardrail_needs_margin", AGAINST_MARGIN},
    [HL_FOUND_GUARDRAIL_BROKEN] = {"guardrail_broken", AGAINST_MARGIN},
    [HL_FOUND_GUARDRAIL_HARMED] = {"guardrail_harmed", COMPARISON},
    [HL_FOUND_FACTOR_MATTERS] = {"factor_matters", OF_FACTOR},
    [HL_FOUND_FACTOR_WORSE] = {"factor_worse", OF_FACTOR},
    [HL_FOUND_FACTOR_NOT_SHOWN] = {"factor_not_shown", OF_FACTOR},
    [HL_FOUND_FACTORS_INTERACT] = {"factors_interact", OF_FACTOR},
    [HL_FOUND_SEGMENTS_DIFFER] = {"segments_differ",
                                  ARM_AND_METRIC | HL_HAS_OTHER | HL_HAS_NAME | HL_HAS_P},
    [HL_FOUND_SEGMENT_WORSE] = {"segment_worse", COMPARISON | HL_HAS_NAME},
    [HL_FOUND_SEGMENT_BETTER] = {"segment_better", COMPARISON | HL_HAS_NAME},
    [HL_FOUND_SEGMENT_REVERSED] = {"segment_reversed", COMPARISON | HL_HAS_NAME},
    [HL_FOUND_SEGMENT_GUARDRAIL_BROKEN] = {"segment_guardrail_broken",
                                           AGAINST_MARGIN | HL_HAS_NAME},
    [HL_FOUND_SEGMENT_GUARDRAIL_HARMED] = {"segment_guardrail_harmed",
                                           ARM_AND_METRIC | HL_HAS_OTHER | EFFECT | HL_HAS_NAME},
    [HL_FOUND_SRM_BLOCKS] = {"srm_blocks", 0},
    [HL_FOUND_ZERO_WEIGHT_BLOCKS] = {"zero_weight_blocks", 0},
    [HL_FOUND_LOSSES_BLOCK] = {"losses_block", 0},
    [HL_FOUND_TWICE_BLOCKS] = {"twice_blocks", 0},
    [HL_FOUND_CURRENCIES_BLOCK] = {"currencies_block", 0},
    [HL_FOUND_AMOUNTS_BLOCK] = {"amounts_block", 0},
    [HL_FOUND_CONTRADICTIONS_BLOCK] = {"contradictions_block", 0},
    [HL_FOUND_UNITS_NEEDED] = {"units_needed", NEED | HL_HAS_N_RANGE},
    [HL_FOUND_UNITS_NEEDED_FOR_WORTH] = {"units_needed_for_worth", NEED | HL_HAS_N_RANGE},
    [HL_FOUND_UNITS_NEEDED_AS_PLANNED] = {"units_needed_as_planned",
                                          NEED | HL_HAS_N_RANGE | HL_HAS_OF},
    [HL_FOUND_UNITS_SUFFICE] = {"units_suffice", ARM_AND_METRIC | HL_HAS_EFFECT | HL_HAS_POWER},
    [HL_FOUND_UNITS_NEEDED_UNSTEADY] = {"units_needed_unsteady", HL_HAS_METRIC},
    [HL_FOUND_UNITS_NEEDED_TOO_EARLY] = {"units_needed_too_early", HL_HAS_METRIC},
    [HL_FOUND_UNITS_NEEDED_UNKNOWN] = {"units_needed_unknown", HL_HAS_METRIC},
    [HL_FOUND_UNITS_NEEDED_UNKNOWN_OTHERS] = {"units_needed_unknown_others", HL_HAS_METRIC},
    [HL_FOUND_UNITS_NEEDED_UNPROJECTED] = {"units_needed_unprojected", HL_HAS_METRIC},
    [HL_FOUND_PLAN_END_SHOWS] = {"plan_end_shows", NEED},
    [HL_FOUND_NEW_EXPERIMENT] = {"new_experiment", NEED},
    [HL_FOUND_WORTH_OF_NOTHING] = {"worth_of_nothing", HL_HAS_METRIC},
    [HL_FOUND_UNITS_TO_JUDGE] = {"units_to_judge", HL_HAS_METRIC | HL_HAS_N},
    [HL_FOUND_NEXT_LOOK] = {"next_look", HL_HAS_N},
    [HL_FOUND_NEXT_LOOK_ON] = {"next_look_on", HL_HAS_N | HL_HAS_NAME},
    [HL_FOUND_WINDOWS_CLOSE_ON] = {"windows_close_on", HL_HAS_NAME},
    [HL_FOUND_PLANNED_WINDOWS_CLOSE_ON] = {"planned_windows_close_on",
                                           HL_HAS_N | HL_HAS_OF | HL_HAS_NAME},
    [HL_FOUND_LOOK_WINDOWS_CLOSE_ON] = {"look_windows_close_on",
                                        HL_HAS_N | HL_HAS_OF | HL_HAS_NAME},
    [HL_FOUND_GUARDRAIL_UNITS_NEEDED] = {"guardrail_units_needed",
                                         ARM_AND_METRIC | HL_HAS_N | HL_HAS_N_RANGE |
                                             HL_HAS_MARGIN | HL_HAS_POWER},
    [HL_FOUND_GUARDRAIL_UNITS_SUFFICE] = {"guardrail_units_suffice",
                                          ARM_AND_METRIC | HL_HAS_MARGIN | HL_HAS_POWER},
    [HL_FOUND_GUARDRAIL_UNITS_NEEDED_TOO_EARLY] = {"guardrail_units_needed_too_early",
                                                   ARM_AND_METRIC | HL_HAS_MARGIN},
    [HL_FOUND_GUARDRAIL_PLAN_END_SHOWS] = {"guardrail_plan_end_shows", ARM_AND_METRIC | HL_HAS_N |
                                                                           HL_HAS_MARGIN |
                                                                           HL_HAS_POWER},
    [HL_FOUND_GUARDRAIL_NEW_EXPERIMENT] = {"guardrail_new_experiment", ARM_AND_METRIC | HL_HAS_N |
                                                                           HL_HAS_MARGIN |
                                                                           HL_HAS_POWER},
    [HL_FOUND_GUARDRAIL_BEYOND_MARGIN] = {"guardrail_beyond_margin",
                                          ARM_AND_METRIC | HL_HAS_EFFECT | HL_HAS_MARGIN},
    [HL_FOUND_GUARDRAIL_NEAR_MARGIN] = {"guardrail_near_margin",
                                        ARM_AND_METRIC | HL_HAS_EFFECT | HL_HAS_MARGIN},
    [HL_FOUND_MAY_STOP_FOR_HARM] = {"may_stop_for_harm", COMPARISON | HL_HAS_LIMIT},
    [HL_FOUND_HARM_SINCE] = {"harm_since", ARM_AND_METRIC | HL_HAS_OTHER | HL_HAS_EFFECT |
                                               HL_HAS_NAME | HL_HAS_P | HL_HAS_LIMIT},
    [HL_FOUND_DELAY_OF_THOSE] = {"delay_of_those", ARM_AND_METRIC | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_STANDSTILL] = {"standstill", HL_HAS_NAME},
    [HL_FOUND_STANDSTILL_OPEN] = {"standstill_open", HL_HAS_NAME},
    [HL_FOUND_NOT_BEGUN] = {"not_begun", 0},
    [HL_FOUND_NO_PRIMARY_METRIC] = {"no_primary_metric", 0},
    [HL_FOUND_ARM_WITHOUT_UNITS] = {"arm_without_units", HL_HAS_ARM},
    [HL_FOUND_PLANNED_END] = {"planned_end", 0},
    [HL_FOUND_NO_PLANNED_END] = {"no_planned_end", 0},
    [HL_FOUND_PLANNED_LOOK] = {"planned_look", HL_HAS_N | HL_HAS_OF | HL_HAS_NAME},
    [HL_FOUND_BEYOND_PLAN] = {"beyond_plan", HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_TOUCHES_GO_ON] = {"touches_go_on", HL_HAS_NAME},
    [HL_FOUND_CUT_SHORT] = {"cut_short", HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_NOT_ENDED] = {"not_ended", HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_WINDOWS_OPEN] = {"windows_open", HL_HAS_METRIC | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_ALWAYS_VALID] = {"always_valid", 0},
    [HL_FOUND_SHOWN_SINCE] = {"shown_since", ARM_AND_METRIC | HL_HAS_NAME},
    [HL_FOUND_LOOK_OF_DAY] = {"look_of_day", HL_HAS_N | HL_HAS_NAME},
    [HL_FOUND_LOOK_ENDED_IT] = {"look_ended_it", HL_HAS_N | HL_HAS_NAME},
    [HL_FOUND_BETWEEN_LOOKS] = {"between_looks", HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_LOOK] = {"look", HL_HAS_N | HL_HAS_OF | HL_HAS_LEVEL | HL_HAS_ITEMS},
    [HL_FOUND_STAGEWISE] = {"stagewise", ARM_AND_METRIC | HL_HAS_OTHER | HL_HAS_EFFECT |
                                             HL_HAS_INTERVAL | HL_HAS_P | HL_HAS_LEVEL},
    [HL_FOUND_WITHIN_DAYS] = {"within_days", 0},

    [HL_FOUND_SRM_OK] = {"srm_ok", SPLIT},
    [HL_FOUND_SRM_DOUBTFUL] = {"srm_doubtful", SPLIT},
    [HL_FOUND_SRM_WATCHED] = {"srm_watched", SPLIT},
    [HL_FOUND_SRM_MISMATCH] = {"srm_mismatch", SPLIT},
    [HL_FOUND_SRM_LAGS] = {"srm_lags", SPLIT | HL_HAS_LIMIT},
    [HL_FOUND_SRM_UNKNOWN] = {"srm_unknown", HL_HAS_ITEMS},
    [HL_FOUND_WEIGHTS_CHANGED] = {"weights_changed", HL_HAS_ITEMS},
    [HL_FOUND_ARM_STOPPED] = {"arm_stopped", HL_HAS_ARM | HL_HAS_NAME},
    [HL_FOUND_STOPPED_ARM] = {"stopped_arm", HL_HAS_ARM | HL_HAS_NAME},
    [HL_FOUND_CUT_OFF] = {"cut_off", HL_HAS_NAME | HL_HAS_ITEMS},
    [HL_FOUND_CUT_OFF_SEGMENT] = {"cut_off_segment", HL_HAS_NAME | HL_HAS_ITEMS},
    [HL_FOUND_ARM_PAUSES] = {"arm_pauses", HL_HAS_ARM | HL_HAS_NAME},
    [HL_FOUND_PAUSING_ARM] = {"pausing_arm", HL_HAS_ARM | HL_HAS_NAME},
    [HL_FOUND_PAUSED] = {"paused", HL_HAS_NAME | HL_HAS_ITEMS},
    [HL_FOUND_PAUSED_SEGMENT] = {"paused_segment", HL_HAS_NAME | HL_HAS_ITEMS},
    [HL_FOUND_CUT_OFF_MOVED] = {"cut_off_moved", HL_HAS_NAME | HL_HAS_ITEMS},
    [HL_FOUND_STAGE_OK] = {"stage_ok", SPLIT},
    [HL_FOUND_STAGE_DOUBTFUL] = {"stage_doubtful", SPLIT},
    [HL_FOUND_STAGE_MISMATCH] = {"stage_mismatch", SPLIT},
    [HL_FOUND_SEQUENTIAL_UNREADABLE] = {"sequential_unreadable", 0},
    [HL_FOUND_SEQUENTIAL_OK] = {"sequential_ok", HL_HAS_P | HL_HAS_N},
    [HL_FOUND_SEQUENTIAL_DOUBTFUL] = {"sequential_doubtful", HL_HAS_ARM | HL_HAS_P | HL_HAS_N},
    [HL_FOUND_SEQUENTIAL_MISMATCH] = {"sequential_mismatch", HL_HAS_ARM | HL_HAS_P | HL_HAS_N},
    [HL_FOUND_DAYS_OK] = {"days_ok", HL_HAS_P | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_DAYS_DOUBTFUL] = {"days_doubtful", WORST_OF},
    [HL_FOUND_DAYS_MISMATCH] = {"days_mismatch", WORST_OF},
    [HL_FOUND_SEGMENTS_OK] = {"segments_ok", HL_HAS_P | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_SEGMENTS_DOUBTFUL] = {"segments_doubtful", WORST_OF},
    [HL_FOUND_SEGMENTS_MISMATCH] = {"segments_mismatch", WORST_OF},
    [HL_FOUND_CONDITION_EVEN] = {"condition_even", SPLIT},
    [HL_FOUND_CONDITION_UNEVEN] = {"condition_uneven", SPLIT},
    [HL_FOUND_CONDITION_WHERE_RAN] = {"condition_where_ran", LOST},
    [HL_FOUND_CONDITION_APART] = {"condition_apart", LOST},
    [HL_FOUND_CONDITION_ON_METRIC] = {"condition_on_metric", SPLIT | HL_HAS_METRIC},
    [HL_FOUND_AUDIENCE] = {"audience", HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_AUDIENCE_UNKNOWN] = {"audience_unknown", HL_HAS_NAME},
    [HL_FOUND_UNDECIDED_FEW] = {"undecided_few", LOST | HL_HAS_NAME},
    [HL_FOUND_UNDECIDED_MANY] = {"undecided_many", LOST | HL_HAS_NAME | HL_HAS_LIMIT},
    [HL_FOUND_UNDECIDED_APART] = {"undecided_apart", LOST | HL_HAS_NAME},
    [HL_FOUND_UNSEGMENTED] = {"unsegmented", HL_HAS_NAME | HL_HAS_N},
    [HL_FOUND_DAYS_PILOT] = {"days_pilot", HL_HAS_NAME | HL_HAS_N},
    [HL_FOUND_DAYS_STRATIFIED] = {"days_stratified", WORST_OF},
    [HL_FOUND_SEGMENTS_STRATIFIED] = {"segments_stratified", WORST_OF},
    [HL_FOUND_ZERO_WEIGHT_UNITS] = {"zero_weight_units", HL_HAS_ITEMS},
    [HL_FOUND_UNKNOWN_ARMS] = {"unknown_arms", HL_HAS_ITEMS},
    [HL_FOUND_TWO_ARMS] = {"two_arms", HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_TWO_ARMS_MANY] = {"two_arms_many",
                                HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE | HL_HAS_LIMIT},
    [HL_FOUND_TWO_ARMS_FIRST] = {"two_arms_first", HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_TWO_ARMS_FIRST_MANY] = {"two_arms_first_many",
                                      HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE | HL_HAS_LIMIT},
    [HL_FOUND_MOVED_AFTER] = {"moved_after", HL_HAS_ARM | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_TWO_ARMS_ROWS] = {"two_arms_rows",
                                HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE | HL_HAS_LIMIT},
    [HL_FOUND_PLACEHOLDER_UNIT] = {"placeholder_unit",
                                   HL_HAS_NAME | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_CROWDED_UNIT] = {"crowded_unit", HL_HAS_NAME | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_UNITS_SPELLED] = {"units_spelled", NAMED | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_UNITS_SPELLED_MANY] = {"units_spelled_many",
                                     NAMED | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE | HL_HAS_LIMIT},
    [HL_FOUND_REPEATED_ROWS] = {"repeated_rows", LOST},
    [HL_FOUND_REPEATED_ROWS_MANY] = {"repeated_rows_many", LOST | HL_HAS_LIMIT},
    [HL_FOUND_REPEATED_ROWS_APART] = {"repeated_rows_apart", LOST},
    [HL_FOUND_ROWS_OVER_AGAIN] = {"rows_over_again", LOST | HL_HAS_NAME},
    [HL_FOUND_ROWS_OVER_AGAIN_MANY] = {"rows_over_again_many", LOST | HL_HAS_NAME | HL_HAS_LIMIT},
    [HL_FOUND_ROWS_OVER_AGAIN_APART] = {"rows_over_again_apart", LOST | HL_HAS_NAME},
    [HL_FOUND_USERS_AGAIN] = {"users_again", LOST | HL_HAS_NAME},
    [HL_FOUND_USERS_AGAIN_APART] = {"users_again_apart", LOST | HL_HAS_NAME},
    [HL_FOUND_CROWDED_ROWS_APART] = {"crowded_rows_apart", LOST | HL_HAS_NAME},
    [HL_FOUND_USERS_IN_ARMS] = {"users_in_arms", HL_HAS_NAME | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_USERS_IN_ARMS_MANY] = {"users_in_arms_many", HL_HAS_NAME | HL_HAS_N | HL_HAS_OF |
                                                               HL_HAS_SHARE | HL_HAS_LIMIT},
    [HL_FOUND_USERS_NAMELESS] = {"users_nameless", HL_HAS_NAME},
    [HL_FOUND_CURRENCIES] = {"currencies", LOST_OF_METRIC | NAMED},
    [HL_FOUND_CURRENCIES_APART] = {"currencies_apart", LOST_OF_METRIC | NAMED},
    [HL_FOUND_CURRENCY_OF_SOME] = {"currency_of_some", LOST_OF_METRIC | NAMED},
    [HL_FOUND_CURRENCY_OF_SOME_APART] = {"currency_of_some_apart", LOST_OF_METRIC | NAMED},
    [HL_FOUND_STAND_INS] = {"stand_ins", LOST_OF_METRIC | HL_HAS_NAME},
    [HL_FOUND_STAND_INS_APART] = {"stand_ins_apart", LOST_OF_METRIC | HL_HAS_NAME},
    [HL_FOUND_STAND_INS_OF_SCALE] = {"stand_ins_of_scale", LOST_OF_METRIC | NAMED},
    [HL_FOUND_STAND_INS_OR_PRICE] = {"stand_ins_or_price", LOST_OF_METRIC | NAMED},
    [HL_FOUND_STAND_INS_OR_COST] = {"stand_ins_or_cost", LOST_OF_METRIC | HL_HAS_NAME},
    [HL_FOUND_YES_NO_CODES] = {"yes_no_codes", HL_HAS_METRIC | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_YES_NO_CODES_PERHAPS] = {"yes_no_codes_perhaps",
                                       HL_HAS_METRIC | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_CODE_OF_SCALE] = {"code_of_scale", LOST_OF_METRIC | NAMED},
    [HL_FOUND_VALUE_OF_ARM] = {"value_of_arm", LOST_OF_METRIC | HL_HAS_NAME},
    [HL_FOUND_DAY_NUMBERS] = {"day_numbers",
                              ARM_AND_METRIC | NAMED | HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_SUM_ALONE] = {"sum_alone", LOST_OF_METRIC | NAMED},
    [HL_FOUND_SUM_ALONE_APART] = {"sum_alone_apart", LOST_OF_METRIC | NAMED},
    [HL_FOUND_BASE_ALONE] = {"base_alone", LOST_OF_METRIC | NAMED},
    [HL_FOUND_BASE_ALONE_APART] = {"base_alone_apart", LOST_OF_METRIC | NAMED},
    [HL_FOUND_BASE_BELOW] = {"base_below", LOST_OF_METRIC | NAMED},
    [HL_FOUND_UNDONE_ROWS] = {"undone_rows", LOST | NAMED},
    [HL_FOUND_UNDONE_ROWS_APART] = {"undone_rows_apart", LOST | NAMED},
    [HL_FOUND_ORDER_TOTALS] = {"order_totals", LOST_OF_METRIC | HL_HAS_NAME},
    [HL_FOUND_ORDER_TOTALS_APART] = {"order_totals_apart", LOST_OF_METRIC | HL_HAS_NAME},
    [HL_FOUND_COUNTED_SUMS] = {"counted_sums", HL_HAS_METRIC | HL_HAS_SHARE},
    [HL_FOUND_ROWS_PER_UNIT] = {"rows_per_unit", BASES},
    [HL_FOUND_ROWS_PER_UNIT_APART] = {"rows_per_unit_apart", BASES},
    [HL_FOUND_EXPORT_CUT] = {"export_cut", HL_HAS_N},
    [HL_FOUND_ONLY_BUYERS] = {"only_buyers", ARM_AND_METRIC | HL_HAS_N},
    [HL_FOUND_ONLY_BUYERS_CUT] = {"only_buyers_cut", ARM_AND_METRIC | HL_HAS_N},
    [HL_FOUND_SEGMENTS_TELL] = {"segments_tell", HL_HAS_METRIC | HL_HAS_NAME},
    [HL_FOUND_SEGMENTS_WITHOUT_ARM] = {"segments_without_arm", HL_HAS_ARM | HL_HAS_NAME | HL_HAS_N},
    [HL_FOUND_SEGMENTS_UNLIKE] = {"segments_unlike", HL_HAS_NAME | HL_HAS_P},
    [HL_FOUND_ROWS_END_EARLY] = {"rows_end_early", DAYS_APART},
    [HL_FOUND_ROWS_BEGIN_LATE] = {"rows_begin_late", DAYS_APART},
    [HL_FOUND_VALUE_ALONE] = {"value_alone", ARM_AND_METRIC | HL_HAS_NAME | HL_HAS_SHARE},
    [HL_FOUND_DENOMINATORS_DIFFER] = {"denominators_differ", BASES},
    [HL_FOUND_COMERS_DIFFER] = {"comers_differ", BASES},
    [HL_FOUND_AMOUNTS_FAR] = {"amounts_far", ARM_AND_METRIC | HL_HAS_OTHER | NAMED},
    [HL_FOUND_AMOUNTS_SHIFTED] = {"amounts_shifted", ARM_AND_METRIC | HL_HAS_NAME | HL_HAS_N |
                                                         HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_AMOUNTS_APART] = {"amounts_apart", ARM_AND_METRIC | HL_HAS_OTHER | NAMED},
    [HL_FOUND_AMOUNTS_SOME_APART] = {"amounts_some_apart", AMOUNTS},
    [HL_FOUND_SIGNS_APART] = {"signs_apart", AMOUNTS},
    [HL_FOUND_WRONG_ARM] = {"wrong_arm", HL_HAS_N | HL_HAS_SHARE},
    [HL_FOUND_TOUCHES_UNLIKE] = {"touches_unlike", NAMED},
    [HL_FOUND_FROM_PLANNED] = {"from_planned", HL_HAS_NAME},
    [HL_FOUND_BEFORE_TOUCH] = {"before_touch", HL_HAS_N},
    [HL_FOUND_UNKNOWN_TOUCH] = {"unknown_touch", LOST | HL_HAS_NAME},
    [HL_FOUND_TOUCH_OF_OTHER] = {"touch_of_other", LOST | HL_HAS_NAME},
    [HL_FOUND_UNKNOWN_TOUCH_MANY] = {"unknown_touch_many", LOST | HL_HAS_NAME | HL_HAS_LIMIT},
    [HL_FOUND_UNKNOWN_TOUCH_APART] = {"unknown_touch_apart", LOST | HL_HAS_NAME},
    [HL_FOUND_OUTSIDE_WINDOW] = {"outside_window", HL_HAS_N},
    [HL_FOUND_DUPLICATES] = {"duplicates", LOST},
    [HL_FOUND_DUPLICATES_APART] = {"duplicates_apart", LOST},
    [HL_FOUND_EVENTS_AGAIN] = {"events_again", LOST},
    [HL_FOUND_EVENTS_NEARLY_AGAIN] = {"events_nearly_again", LOST},
    [HL_FOUND_EVENTS_AGAIN_SOME] = {"events_again_some", LOST},
    [HL_FOUND_SAME_VALUES] = {"same_values", LOST},
    [HL_FOUND_SAME_VALUES_OF_METRIC] = {"same_values_of_metric", LOST_OF_METRIC},
    [HL_FOUND_FAST_CLICKS] = {"fast_clicks", FAST_CLICKS},
    [HL_FOUND_FAST_CLICKS_FLIP] = {"fast_clicks_flip",
                                   FAST_CLICKS | ARM_AND_METRIC | HL_HAS_SHARE_NEEDED},
    [HL_FOUND_FAST_CLICKS_HOLD] = {"fast_clicks_hold", FAST_CLICKS | HL_HAS_METRIC},
    [HL_FOUND_REJECTED_ROWS] = {"rejected_rows", HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_REJECTED_ROWS_MANY] = {"rejected_rows_many",
                                     HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE | HL_HAS_LIMIT},
    [HL_FOUND_REJECTED_ROWS_APART] = {"rejected_rows_apart", LOST},
    [HL_FOUND_CORRECTIONS] = {"corrections", LOST},
    [HL_FOUND_CORRECTIONS_TURN] = {"corrections_turn", LOST | HL_HAS_METRIC},
    [HL_FOUND_EVENT_VALUES_FEW] = {"event_values_few", LOST},
    [HL_FOUND_EVENT_VALUES_MANY] = {"event_values_many", LOST},
    [HL_FOUND_EVENT_VALUES_APART] = {"event_values_apart", LOST},
    [HL_FOUND_EVENT_TYPES_FEW] = {"event_types_few", LOST | NAMED},
    [HL_FOUND_EVENT_TYPES_MANY] = {"event_types_many", LOST | NAMED | HL_HAS_LIMIT},
    [HL_FOUND_EVENT_TYPES_APART] = {"event_types_apart", LOST | NAMED},
    [HL_FOUND_EVENT_TYPES_ONE_ARM] = {"event_types_one_arm", LOST | NAMED},
    [HL_FOUND_EVENT_TYPES_RENAMED] = {"event_types_renamed", LOST | NAMED},
    [HL_FOUND_EVENT_TYPES_UNDO] = {"event_types_undo", LOST | NAMED},
    [HL_FOUND_EVENT_TYPES_NEAR] = {"event_types_near", HL_HAS_N | NAMED},
    [HL_FOUND_STRANGERS] = {"strangers", UNPLACED},
    [HL_FOUND_STRANGERS_SPELLED] = {"strangers_spelled", LOST | NAMED},
    [HL_FOUND_STRANGERS_SPELLED_MANY] = {"strangers_spelled_many", LOST | NAMED | HL_HAS_LIMIT},
    [HL_FOUND_STRANGERS_SPELLED_APART] = {"strangers_spelled_apart", LOST | NAMED},
    [HL_FOUND_EVENTS_OF_NOBODY] = {"events_of_nobody", UNPLACED},
    [HL_FOUND_EVENTS_OF_NOBODY_RANGE] = {"events_of_nobody_range", UNPLACED | RANGE},
    [HL_FOUND_EVENTS_OF_NOBODY_TURN] = {"events_of_nobody_turn", UNPLACED | RANGE},
    [HL_FOUND_EVENTS_ELSEWHERE] = {"events_elsewhere", UNPLACED},
    [HL_FOUND_EVENTS_ELSEWHERE_RANGE] = {"events_elsewhere_range", UNPLACED | RANGE},
    [HL_FOUND_EVENTS_ELSEWHERE_TURN] = {"events_elsewhere_turn", UNPLACED | RANGE},
    [HL_FOUND_EVENTS_WITHOUT_TYPE] = {"events_without_type", UNPLACED},
    [HL_FOUND_EVENTS_WITHOUT_TYPE_RANGE] = {"events_without_type_range", UNPLACED | RANGE},
    [HL_FOUND_EVENTS_WITHOUT_TYPE_TURN] = {"events_without_type_turn", UNPLACED | RANGE},
    [HL_FOUND_EARLY_EVENTS] = {"early_events", LOST},
    [HL_FOUND_EARLY_EVENTS_TIMED] = {"early_events_timed", LOST},
    [HL_FOUND_EARLY_EVENTS_MONTH] = {"early_events_month", LOST},
    [HL_FOUND_EARLY_EVENTS_MONTHS] = {"early_events_months", LOST},
    [HL_FOUND_EARLY_EVENTS_YEAR] = {"early_events_year", LOST},
    [HL_FOUND_EARLY_EVENTS_LONG] = {"early_events_long", LOST},
    [HL_FOUND_EARLY_EVENTS_FAR_TIMED] = {"early_events_far_timed", LOST},
    [HL_FOUND_AFTER_WINDOW] = {"after_window", LOST},
    [HL_FOUND_AFTER_WINDOW_MOVED] = {"after_window_moved", LOST},
    [HL_FOUND_LATE_EVENTS] = {"late_events", LOST},
    [HL_FOUND_DAYS_MISSING] = {"days_missing", HL_HAS_ARM | NAMED | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_DAYS_THIN] = {"days_thin", HL_HAS_ARM | NAMED | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_DAYS_THIN_OTHER] = {"days_thin_other", HL_HAS_ARM | NAMED | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_DAYS_MISSING_TOUCHED] = {"days_missing_touched",
                                       HL_HAS_ARM | NAMED | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_DAYS_WITHOUT_EVENTS] = {"days_without_events",
                                      HL_HAS_ARM | NAMED | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_EVENTS_END] = {"events_end", NAMED | HL_HAS_N | HL_HAS_OF},
    [HL_FOUND_ARMS_SHIFT] = {"arms_shift", HALVES | HL_HAS_NAME},
    [HL_FOUND_UNSEGMENTED_FEW] = {"unsegmented_few", LOST | HL_HAS_NAME},
    [HL_FOUND_UNSEGMENTED_MANY] = {"unsegmented_many", LOST | HL_HAS_NAME},
    [HL_FOUND_UNSEGMENTED_APART] = {"unsegmented_apart", LOST | HL_HAS_NAME},
    [HL_FOUND_LATE_EVENTS_MANY] = {"late_events_many", LOST | HL_HAS_LIMIT},
    [HL_FOUND_LATE_EVENTS_APART] = {"late_events_apart", LOST},
    [HL_FOUND_BLANKS_FEW] = {"blanks_few", LOST_OF_METRIC},
    [HL_FOUND_BLANKS_MANY] = {"blanks_many", LOST_OF_METRIC | HL_HAS_LIMIT},
    [HL_FOUND_BLANKS_APART] = {"blanks_apart", LOST_OF_METRIC},
    [HL_FOUND_BLANKS_MISSING] = {"blanks_missing", LOST_OF_METRIC},
    [HL_FOUND_BLANKS_MISSING_APART] = {"blanks_missing_apart", LOST_OF_METRIC},
    [HL_FOUND_LOSSES_FEW] = {"losses_few", LOST_OF_METRIC},
    [HL_FOUND_LOSSES_MANY] = {"losses_many", LOST_OF_METRIC | HL_HAS_LIMIT},
    [HL_FOUND_LOSSES_APART] = {"losses_apart", LOST_OF_METRIC},
    [HL_FOUND_LOSSES_TURN] = {"losses_turn", HL_HAS_METRIC | HL_HAS_ARM | HL_HAS_N | HL_HAS_OF |
                                                 HL_HAS_SHARE | HL_HAS_ITEMS},
    [HL_FOUND_COVARIATES_IMPUTED] = {"covariates_imputed", LOST},
    [HL_FOUND_COVARIATES_APART] = {"covariates_apart", LOST},
    [HL_FOUND_COVARIATE_IS_METRIC] = {"covariate_is_metric",
                                      HL_HAS_METRIC | HL_HAS_NAME | HL_HAS_SHARE},
    [HL_FOUND_COVARIATE_TELLS] = {"covariate_tells", HL_HAS_METRIC | HL_HAS_NAME | HL_HAS_SHARE},
    [HL_FOUND_COVARIATE_LACK_TELLS] = {"covariate_lack_tells",
                                       HL_HAS_METRIC | HL_HAS_NAME | HL_HAS_SHARE},
    [HL_FOUND_COVARIATE_LACK_IS_METRIC] = {"covariate_lack_is_metric",
                                           HL_HAS_METRIC | HL_HAS_NAME | HL_HAS_SHARE},
    [HL_FOUND_COVARIATE_UNLIKE] = {"covariate_unlike",
                                   HL_HAS_ARM | HL_HAS_OTHER | NAMED | HL_HAS_P},
    [HL_FOUND_ROUNDED_VALUES] = {"rounded_values", HL_HAS_N},
    [HL_FOUND_IMMATURE] = {"immature", HL_HAS_METRIC | HL_HAS_N | HL_HAS_OF | HL_HAS_ITEMS},
    [HL_FOUND_SLOTS] = {"slots", SPLIT},
    [HL_FOUND_SLOTS_APART] = {"slots_apart", SPLIT},
    [HL_FOUND_METRIC_UNSEEN] = {"metric_unseen", HL_HAS_METRIC | HL_HAS_N},
    [HL_FOUND_NOVELTY_NOT_SHOWN] = {"novelty_not_shown", HALVES},
    [HL_FOUND_NOVELTY] = {"novelty", HALVES},

    [HL_FOUND_SMALL_COUNTS] = {"small_counts", HL_HAS_METRIC | HL_HAS_LIMIT},
    [HL_FOUND_INDEPENDENT_TOUCHES] = {"independent_touches", HL_HAS_METRIC},
    [HL_FOUND_NO_METHOD] = {"no_method", HL_HAS_METRIC},
    [HL_FOUND_NO_WEIGHTS] = {"no_weights", 0},
    [HL_FOUND_COVARIATES_WITHHELD] = {"covariates_withheld", HL_HAS_METRIC},
    [HL_FOUND_LOOK_LATE] = {"look_late", ARM_AND_METRIC | HL_HAS_N},
    [HL_FOUND_LOOK_EARLY] = {"look_early", HL_HAS_N | HL_HAS_OF | HL_HAS_SHARE},
    [HL_FOUND_ANYTIME_DECIDES] = {"anytime_decides", 0},
    [HL_FOUND_ASYMPTOTIC_WITHHELD] = {"asymptotic_withheld", HL_HAS_METRIC},
    [HL_FOUND_DESIGN_EFFECT] = {"design_effect", HL_HAS_METRIC | HL_HAS_ICC | HL_HAS_DESIGN_EFFECT},
    [HL_FOUND_DESIGN_EFFECT_OF_SIZES] = {"design_effect_of_sizes",
                                         HL_HAS_METRIC | HL_HAS_ICC | HL_HAS_DESIGN_EFFECT},
    [HL_FOUND_UNEQUAL_CLUSTERS] = {"unequal_clusters", ARM_AND_METRIC | HL_HAS_N},
    [HL_FOUND_SKEWNESS_UNKNOWN] = {"skewness_unknown", ARM_AND_METRIC | HL_HAS_N},
};

const char *hl_finding_name(hl_finding_code code)
{
    return codes[code].name;
}

uint32_t hl_finding_has(hl_finding_code code)
{
    return codes[code].has;
}

bool hl_finding_is_harm_in_segment(const hl_finding *finding)
{
    return finding->code == HL_FOUND_SEGMENT_WORSE ||
           finding->code == HL_FOUND_SEGMENT_GUARDRAIL_BROKEN ||
           finding->code == HL_FOUND_SEGMENT_GUARDRAIL_HARMED;
}

static const struct {
    const char *name;
    bool of_split;  /* failed, it says that the split is not as planned */
    bool of_losses; /* ... that what is left may not be read */
} checks[HL_CHECK_KINDS] = {
    [HL_CHECK_NONE] = {NULL, false, false},
    [HL_CHECK_SRM] = {"srm", true, false},
    [HL_CHECK_ZERO_WEIGHT] = {"zero_weight", false, false},
    [HL_CHECK_UNKNOWN_ARM] = {"unknown_arm", false, false},
    [HL_CHECK_WEIGHTS_CHANGED] = {"weights_changed", false, false},
    [HL_CHECK_SRM_PLANNED] = {"srm_planned", true, false},
    [HL_CHECK_SRM_SENT] = {"srm_sent", true, false},
    [HL_CHECK_SRM_DELIVERED] = {"srm_delivered", true, false},
    [HL_CHECK_SRM_SEQUENTIAL] = {"srm_sequential", true, false},
    [HL_CHECK_SRM_BY_DAY] = {"srm_by_day", true, false},
    [HL_CHECK_SRM_BY_SEGMENT] = {"srm_by_segment", true, false},
    [HL_CHECK_TWO_ARMS] = {"two_arms", false, true},
    [HL_CHECK_WRONG_ARM] = {"wrong_arm", false, false},
    [HL_CHECK_BEFORE_TOUCH] = {"before_touch", false, false},
    [HL_CHECK_UNKNOWN_TOUCH] = {"unknown_touch", false, true},
    [HL_CHECK_OUTSIDE_WINDOW] = {"outside_window", false, false},
    [HL_CHECK_DUPLICATES] = {"duplicates", false, true},
    [HL_CHECK_REJECTED_ROWS] = {"rejected_rows", false, true},
    [HL_CHECK_ROUNDED_VALUES] = {"rounded_values", false, false},
    [HL_CHECK_FAST_CLICKS] = {"fast_clicks", false, false},
    [HL_CHECK_IMMATURE] = {"immature", false, false},
    [HL_CHECK_SLOTS] = {"slots", false, false},
    [HL_CHECK_NOVELTY] = {"novelty", false, false},
    [HL_CHECK_AUDIENCE] = {"audience", false, false},
    [HL_CHECK_CONDITION] = {"condition", false, true},
    [HL_CHECK_CONDITION_VALUES] = {"condition_values", false, true},
    [HL_CHECK_BLANKS] = {"blanks", false, true},
    [HL_CHECK_LOSSES] = {"losses", false, true},
    [HL_CHECK_COVARIATES] = {"covariates", false, true},
    [HL_CHECK_COVARIATES_BEFORE] = {"covariates_before", false, false},
    [HL_CHECK_COVARIATE_BALANCE] = {"covariate_balance", false, false},
    [HL_CHECK_EVENT_VALUES] = {"event_values", false, true},
    [HL_CHECK_EVENT_TYPES] = {"event_types", false, true},
    [HL_CHECK_STRANGERS] = {"strangers", false, true},
    [HL_CHECK_CROWDED_UNITS] = {"crowded_units", false, true},
    [HL_CHECK_UNITS_SPELLED] = {"units_spelled", false, true},
    [HL_CHECK_REPEATED_ROWS] = {"repeated_rows", false, true},
    [HL_CHECK_CURRENCIES] = {"currencies", false, true},
    [HL_CHECK_ARM_DAYS] = {"arm_days", false, true},
    [HL_CHECK_AMOUNTS] = {"amounts", false, true},
    [HL_CHECK_DENOMINATORS] = {"denominators", false, false},
    [HL_CHECK_STAND_INS] = {"stand_ins", false, true},
    [HL_CHECK_CONTRADICTIONS] = {"contradictions", false, true},
    [HL_CHECK_MEANING] = {"meaning", false, true},
    [HL_CHECK_MISSING_ROWS] = {"missing_rows", false, true},
    [HL_CHECK_SEGMENTS_AFTER] = {"segments_after", false, false},
    [HL_CHECK_EARLY_EVENTS] = {"early_events", false, true},
    [HL_CHECK_AFTER_WINDOW] = {"after_window", false, true},
    [HL_CHECK_LATE_EVENTS] = {"late_events", false, true},
    [HL_CHECK_MISSING_DAYS] = {"missing_days", false, true},
    [HL_CHECK_UNSEGMENTED] = {"unsegmented", false, false},
    [HL_CHECK_UNSEEN] = {"unseen", false, false},
};

const char *hl_check_name(hl_check_kind kind)
{
    return checks[kind].name;
}

const char *hl_check_status_name(hl_check_status status)
{
    static const char *const names[] = {
        [HL_CHECK_OK] = "ok", [HL_CHECK_WARN] = "warn", [HL_CHECK_FAIL] = "fail"};
    return names[status];
}

hl_check_status hl_split_status(double p)
{
    return p < HL_SRM_BLOCKS ? HL_CHECK_FAIL : p < HL_SRM_WARNS ? HL_CHECK_WARN : HL_CHECK_OK;
}

bool hl_analysis__is_of_split(hl_check_kind kind)
{
    return checks[kind].of_split;
}

bool hl_check_is_of_losses(hl_check_kind kind)
{
    return checks[kind].of_losses;
}

const hl_check *hl_analysis_check(const hl_analysis *analysis, hl_check_kind kind)
{
    for (size_t i = 0; i < analysis->check_count; i++)
        if (analysis->checks[i].finding.check == kind)
            return &analysis->checks[i];
    return NULL;
}

const char *hl_effect_scale_name(hl_effect_scale scale)
{
    static const char *const names[] = {
        [HL_SCALE_NONE] = NULL, [HL_SCALE_LIFT] = "lift", [HL_SCALE_DIFFERENCE] = "difference"};
    return names[scale];
}

hl_finding hl_analysis__finding(hl_finding_code code)
{
    const hl_estimate none = {HL_NAN, HL_NAN, HL_NAN};
    return (hl_finding){.code = code,
                        .metric = SIZE_MAX,
                        .held_by = SIZE_MAX,
                        .arm = SIZE_MAX,
                        .other = SIZE_MAX,
                        .effect = none,
                        .later = none,
                        .p = HL_NAN,
                        .margin = HL_NAN,
                        .n = HL_NAN,
                        .n_low = HL_NAN,
                        .n_high = HL_NAN,
                        .of = HL_NAN,
                        .share = HL_NAN,
                        .share_needed = HL_NAN,
                        .level = HL_NAN,
                        .icc = HL_NAN,
                        .design_effect = HL_NAN,
                        .power = HL_NAN,
                        .limit = HL_NAN};
}

hl_finding hl_analysis__finding_of(hl_finding_code code, size_t metric, size_t arm)
{
    hl_finding finding = hl_analysis__finding(code);
    finding.metric = metric;
    finding.arm = arm;
    return finding;
}

hl_finding_item *hl_analysis__items(hl_context *context, hl_finding *finding, size_t count)
{
    hl_finding_item *items = hl_analysis__array(context, count, sizeof *items);
    for (size_t i = 0; items != NULL && i < count; i++)
        items[i] = (hl_finding_item){NULL, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    finding->items = items;
    finding->item_count = items == NULL ? 0 : count;
    return items;
}

hl_finding_item *hl_analysis__arm_items(hl_context *context, hl_finding *finding,
                                        const double *counts)
{
    size_t arms = context->design->arm_count;
    hl_finding_item *items = hl_analysis__items(context, finding, arms);
    for (size_t i = 0; items != NULL && i < arms; i++) {
        items[i].name = context->design->arms[i].name;
        items[i].n = counts[i];
    }
    return items;
}

static void add(hl_context *context, hl_growing *list, const hl_finding *finding)
{
    hl_finding *kept = hl_analysis__append(context, list, sizeof *kept);
    if (kept != NULL)
        *kept = *finding;
}

void hl_analysis__because(hl_context *context, const hl_finding *finding)
{
    bool out_of_it = finding->arm != SIZE_MAX && hl_analysis__is_stopped(context, finding->arm);
    if (!out_of_it || finding->code == HL_FOUND_STOPPED_ARM)
        add(context, &context->because, finding);
}

void hl_analysis__warn(hl_context *context, const hl_finding *finding)
{
    add(context, &context->warnings, finding);
}

void hl_analysis__check(hl_context *context, hl_check_kind check, hl_check_status status,
                        const hl_finding *finding)
{
    hl_check *kept = hl_analysis__append(context, &context->checks, sizeof *kept);
    if (kept == NULL)
        return;
    *kept = (hl_check){status, *finding};
    kept->finding.check = check;
}
