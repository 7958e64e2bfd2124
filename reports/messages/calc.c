#include "reports/messages/calc.h"

/* All of them have Chinese, or none: an answer is in one language. */
const hl_message hl_reports__calc_words[HL_CALC_WORDS] = {
    [HL_CALC_WORD_PERCENT] = {.en = "{number} %"},
    [HL_CALC_WORD_NUMBER] = {.en = "number"},
    [HL_CALC_WORD_LIST] = {.en = "list"},
    [HL_CALC_WORD_TEXT] = {.en = "text"},
    [HL_CALC_WORD_TAKES] = {.en = "takes"},
    [HL_CALC_WORD_GIVES] = {.en = "gives"},
    [HL_CALC_WORD_WHOLE] = {.en = "whole, from {low} to {high}"},
    [HL_CALC_WORD_ANY] = {.en = "any from {low} to {high}"},
    [HL_CALC_WORD_OTHERWISE] = {.en = "{value} when not given"},
    [HL_CALC_WORD_OPTIONAL] = {.en = "may be left out"},
    [HL_CALC_WORD_NOT_THERE] = {.en = "does not exist"},
    [HL_CALC_WORD_COMPARED] = {.en = "{treatment} against {control}, {confidence} % intervals\n"},
    [HL_CALC_WORD_CONTROL] = {.en = "control"},
    [HL_CALC_WORD_TREATMENT] = {.en = "treatment"},
    [HL_CALC_WORD_DIFFERENCE] = {.en = "difference"},
    [HL_CALC_WORD_LIFT] = {.en = "lift"},
    [HL_CALC_WORD_POINTS] = {.en = "{number} points"},
    [HL_CALC_WORD_INFINITE] = {.en = "infinite"},
    [HL_CALC_WORD_UNBOUNDED] = {.en = "without bound"},
    [HL_CALC_WORD_P] = {.en = "p"},
    [HL_CALC_WORD_P_EMPTY] = {.en = "does not exist: an arm is empty"},
    [HL_CALC_WORD_P_SAME] = {.en = "does not exist: no unit differs from another"},
    [HL_CALC_WORD_P_BETTER] = {.en = "P(better)"},
    [HL_CALC_WORD_P_BETTER_VALUE] = {.en = "{number} % (Jeffreys' prior)"},
    /* {baseline} is a rate in percent, or a mean; {critical} a value of |Z| */
    [HL_CALC_WORD_SIZE_RATE] = {.en =
                                    "A rate of {baseline}, {arms} arms, alpha {alpha} two-sided\n"},
    [HL_CALC_WORD_SIZE_MEAN] = {.en = "A mean of {baseline} with standard deviation {sd}, {arms} "
                                      "arms, alpha {alpha} two-sided\n"},
    [HL_CALC_WORD_SIZE_FIXED] = {.en = "{inference}: one look, at the planned end; |Z| above "
                                       "{critical} at the end\n"},
    [HL_CALC_WORD_SIZE_ANYTIME] = {.en = "{inference}: looked at whenever you like; |Z| above "
                                         "{critical} at the end\n"},
    [HL_CALC_WORD_SIZE_ANYTIME_SAFE] = {.en = "{inference}: looked at whenever you like, by the "
                                              "safe test of two rates\n"},
    [HL_CALC_WORD_SIZE_GROUP_SEQUENTIAL] = {.en = "{inference}: planned looks ({looks}, spending "
                                                  "{spending}); |Z| above {critical} at the end\n"},
    [HL_CALC_WORD_SIZE_CLUSTERED] = {.en = "{touches} touches a user with correlation {icc}: "
                                           "{design_effect} touches count as 1\n"},
    [HL_CALC_WORD_SIZE_CLUSTERED_UNEQUALLY] =
        {.en = "{touches} touches a user on average (coefficient of variation {touches_cv}) with "
               "correlation {icc}:\n{design_effect} touches count as 1\n"},
    [HL_CALC_WORD_SIZE_DESIGN_EFFECT] = {.en = "{touches} touches a user on average: "
                                               "{design_effect} touches count as 1\n"},
    [HL_CALC_WORD_SIZE_USERS] = {.en = "users in all"},
    [HL_CALC_WORD_SIZE_CONTROL] = {.en = "  control"},
    [HL_CALC_WORD_SIZE_TREATMENT] = {.en = "  treatment"},
    [HL_CALC_WORD_SIZE_EACH_TREATMENT] = {.en = "  each treatment"},
    [HL_CALC_WORD_SIZE_NO_USERS] = {.en = "no number of users does"},
    [HL_CALC_WORD_SIZE_DAYS] = {.en = "days at that traffic"},
    [HL_CALC_WORD_SIZE_EFFECT] = {.en = "effect"},
    [HL_CALC_WORD_SIZE_UPWARD] = {.en = "detects upward"},
    [HL_CALC_WORD_SIZE_DOWNWARD] = {.en = "detects downward"},
    [HL_CALC_WORD_SIZE_LIFT] = {.en = "{lift} % ({from} -> {to})"},
    [HL_CALC_WORD_SIZE_DIFFERENCE] = {.en = "{from} -> {to}"},
    [HL_CALC_WORD_SIZE_NO_EFFECT] = {.en = "none is possible with so few users"},
    [HL_CALC_WORD_SIZE_POWER] = {.en = "power"},
    [HL_CALC_WORD_SIZE_DUNNETT] = {.en = "Each treatment is compared with the control; the level "
                                         "holds over all {comparisons}\ncomparisons (Dunnett), the "
                                         "power is that of one.\n"},
    [HL_CALC_WORD_SIZE_TREATMENT_SD] = {.en = "sd in the treatment"},
    [HL_CALC_WORD_SIZE_SAME_SPREAD] =
        {.en = "Every value is taken to move by the same: one spread in both arms.\n"},
    [HL_CALC_WORD_SIZE_GROWS] =
        {.en =
             "The treatment's spread is taken to grow with its mean (--lift-by says otherwise).\n"},
    [HL_CALC_WORD_SIZE_LIFT_BY] = {.en =
                                       "The treatment's spread is that of a lift by {lift_by}.\n"},
    [HL_CALC_WORD_SIZE_SAY_BUYERS] =
        {.en = "Where most values are 0, as with revenue, give --buyers, the share of users that "
               "have\n"
               "one: arms of unequal size can have far less power than is said here.\n"},
    [HL_CALC_WORD_SIZE_BUYERS] = {.en = "{buyers} % of the control's users have a value, taken to "
                                        "be lognormal; played out, and\n"
                                        "read by the score that reports read.\n"},
    [HL_CALC_WORD_SIZE_BUYERS_ANYTIME] =
        {.en = "The share of buyers is not played out for looks at any time: the plan is that of\n"
               "the spread alone, and arms of unequal size can have more power than is said here,\n"
               "or less.\n"},
    [HL_CALC_WORD_SIZE_BASKETS] = {.en = "The lift is taken to come by the baskets, whose spread "
                                         "goes with their mean\n(--lift-by says otherwise).\n"},
    [HL_CALC_WORD_SIZE_HOLM] = {.en = "Each treatment is compared with the control; the level "
                                      "holds over all {comparisons}\ncomparisons (Holm), the "
                                      "power is that of one when the others do nothing.\n"},
    [HL_CALC_WORD_SIZE_HOLM_FOR_DUNNETT] =
        {.en =
             "Each treatment is compared with the control; the level holds over all "
             "{comparisons}\ncomparisons (Holm: Dunnett's is not always valid), the power is that "
             "of one when\nthe others do nothing.\n"},
    [HL_CALC_WORD_SIZE_BONFERRONI] = {.en = "Each treatment is compared with the control; the "
                                            "level holds over all {comparisons}\ncomparisons "
                                            "(Bonferroni), the power is that of one.\n"},
    [HL_CALC_WORD_SIZE_BH] =
        {.en =
             "Each treatment is compared with the control; Benjamini-Hochberg over all "
             "{comparisons}\ncomparisons holds the share of false findings, not the level. "
             "Planned at alpha / {questions},\nas for Holm, the strictest that it asks: the power "
             "is that or more.\n"},
    [HL_CALC_WORD_SIZE_METRICS] = {.en = "{metrics} primary metrics are corrected together: the "
                                         "power is that of one when nothing\nelse differs.\n"},
    [HL_CALC_WORD_SIZE_INFLATION] = {.en = "With two arms and one look, {inflation} times fewer "
                                           "users in an arm would do.\n"},
    [HL_CALC_WORD_SIZE_ANYTIME_POWER] = {.en =
                                             "Power is that of one look at the planned end. Who "
                                             "looks every day and stops when\nit is shown finds it "
                                             "by then in {power_ever} %, after {users_at_stop} "
                                             "users on average.\n"},
    [HL_CALC_WORD_SIZE_LOOKS_STOP] = {.en = "Who stops at the look that shows it needs "
                                            "{users_at_stop} users on average.\n"},
};
