/* Rows: the two-part score of two means, from moments and from the values. */
#include "calc/method.h"
#include "stats/student_t.h"
#include "stats/two_part.h"

#define UNITS(letter, whose)                                                                       \
    {                                                                                              \
        .name = (letter), .low = 0, .high = 1e15, .about = whose " units"                          \
    }
#define BUYERS(letter, whose)                                                                      \
    {                                                                                              \
        .name = (letter), .low = 0, .high = 1e15, .about = whose " units whose value is not 0"     \
    }
#define MOMENT(letter, least, what)                                                                \
    {                                                                                              \
        .name = (letter), .low = (least), .high = 1e300, .about = (what)                           \
    }
#define LEVEL                                                                                      \
    {                                                                                              \
        .name = "conf", .low = 0, .high = 1, .optional = true, .otherwise = 0.95,                  \
        .about = "confidence"                                                                      \
    }
#define VALUES(letter, whose)                                                                      \
    {                                                                                              \
        .name = (letter), .kind = HL_CALC_LIST, .low = -1e100, .high = 1e100, .about = (whose)     \
    }

static const hl_calc_input in_moments[] = {
    UNITS("nc", "control"),
    BUYERS("bc", "control"),
    MOMENT("mc", -1e300, "control mean, of all units"),
    MOMENT("vc", 0, "control sample variance (divisor n-1)"),
    MOMENT("kc", -1e300, "control third central moment (divisor n)"),
    UNITS("nt", "treatment"),
    BUYERS("bt", "treatment"),
    MOMENT("mt", -1e300, "treatment mean"),
    MOMENT("vt", 0, "treatment sample variance"),
    MOMENT("kt", -1e300, "treatment third central moment"),
    LEVEL,
};
static const hl_calc_input in_values[] = {VALUES("c", "control values, zeros too"),
                                          VALUES("t", "treatment values"), LEVEL};
static const hl_calc_output out_both[] = {
    {"diff", HL_CALC_NUMBER, "treatment - control"},
    {"lo", HL_CALC_NUMBER, "lower limit of the difference"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"lift", HL_CALC_NUMBER, "treatment / control - 1"},
    {"lift_lo", HL_CALC_NUMBER, "lower limit of the lift"},
    {"lift_hi", HL_CALC_NUMBER, "upper limit"},
    {"z", HL_CALC_NUMBER, "statistic of no effect"},
    {"df", HL_CALC_NUMBER, "degrees of freedom"},
    {"p_two", HL_CALC_NUMBER, "two-sided p, of the same test as both intervals"},
    {"expected", HL_CALC_NUMBER, "values that are not 0 in the smaller arm on average"},
};
enum { OUTPUTS = sizeof out_both / sizeof out_both[0] };

static void answer(const hl_two_part_arm *c, const hl_two_part_arm *t, double conf, hl_out *out)
{
    hl_two_part test;
    out[0].number = t->mean - c->mean;
    out[3].number = t->mean / c->mean - 1;
    out[9].number = hl_stats__two_part_expected(c, t);
    if (!hl_stats__two_part_not_negative(c) || !hl_stats__two_part_not_negative(t) ||
        !hl_stats__two_part(c, t, &test))
        return;
    double critical = hl_stats__t_quantile((1 - conf) / 2, test.df);
    hl_range difference = hl_stats__two_part_difference(&test, critical);
    hl_range lift = hl_stats__two_part_lift(&test, critical);
    out[1].number = difference.low;
    out[2].number = difference.high;
    out[4].number = lift.low;
    out[5].number = lift.high;
    out[6].number = hl_stats__two_part_z_ratio(&test, 0);
    out[7].number = test.df;
    out[8].number = hl_stats__two_part_p(&test);
}

static hl_status check_conf(double conf, hl_error *err)
{
    if (conf <= 0 || conf >= 1)
        return hl_error_set(err, HL_REJECTED, "conf must lie between 0 and 1");
    return HL_OK;
}

static hl_status run_moments(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    if (in[1].number > in[0].number || in[6].number > in[5].number)
        return hl_error_set(err, HL_REJECTED, "an arm has more values other than 0 than units");
    if (check_conf(in[10].number, err) != HL_OK)
        return HL_REJECTED;
    const hl_two_part_arm c = {in[0].number, in[1].number, in[2].number, in[3].number,
                               in[4].number};
    const hl_two_part_arm t = {in[5].number, in[6].number, in[7].number, in[8].number,
                               in[9].number};
    answer(&c, &t, in[10].number, out);
    return HL_OK;
}

static hl_two_part_arm arm_of(const hl_arg *values)
{
    hl_two_part_arm arm = {.n = (double)values->count};
    for (size_t i = 0; i < values->count; i++) {
        arm.mean += values->list[i] / arm.n;
        arm.nonzero += values->list[i] != 0;
    }
    for (size_t i = 0; i < values->count; i++) {
        double gap = values->list[i] - arm.mean;
        arm.variance += gap * gap / (arm.n - 1);
        arm.third += gap * gap * gap / arm.n;
    }
    return arm;
}

static hl_status run_values(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    if (check_conf(in[2].number, err) != HL_OK)
        return HL_REJECTED;
    const hl_two_part_arm c = arm_of(&in[0]), t = arm_of(&in[1]);
    answer(&c, &t, in[2].number, out);
    return HL_OK;
}

static const hl_method methods[] = {
    {"two_part_score", "means of values that are mostly zeros, or skewed",
     "after Laud 2017 and Hall 1992", in_moments, 11, out_both, OUTPUTS, run_moments},
    {"two_part_score_raw", "the same from the values", "after Laud 2017 and Hall 1992", in_values,
     3, out_both, OUTPUTS, run_values},
};

const hl_method_family hl_calc__family_two_part = {"two_part", methods,
                                                   sizeof methods / sizeof methods[0]};
