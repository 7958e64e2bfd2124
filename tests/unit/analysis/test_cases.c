/* The table of docs/statistics/verdict.md ("The cases"), walked row by row: the page says what is
 * decided, and why, of cases that are made here from the words of its columns. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

enum { COLUMNS = 8, MOST_ARMS = 5, LEAST_ROWS = 90 };
enum { INFERENCE, METRIC, EVIDENCE, WORTH, GUARDRAIL, DATA, DECISION, REASONS };

#define PAGE "docs/statistics/verdict.md"

typedef struct row {
    char *cells[COLUMNS];

} row;

/* ---- the words of the columns */

typedef struct inference_words {
    const char *words;
    hl_inference inference;
    size_t look; /* of two */
    double planned,
        open;   /* units planned in all, as times those of an arm; share of open windows */
    bool later; /* as many come in after the planned units, whose windows have closed */
} inference_words;
static const inference_words inferences[] = {
    {"fixed", HL_INFER_FIXED, 0, 0, 0, false},
    {"fixed, windows open", HL_INFER_FIXED, 0, 0, 0.1, false},
    {"anytime", HL_INFER_ANYTIME, 0, 0, 0, false},
    {"first look", HL_INFER_GROUP_SEQUENTIAL, 1, 0, 0, false},
    {"last look", HL_INFER_GROUP_SEQUENTIAL, 2, 0, 0, false},
    {"between looks", HL_INFER_GROUP_SEQUENTIAL, 0, 8, 0, false},
    {"planned look", HL_INFER_FIXED, 0, 2, 0, true},
};

typedef enum values { OF_RATE, OF_TENTH, OF_SIGNED, OF_GRID, OF_TOUCHES } values;
typedef struct metric_words {
    const char *words;
    hl_metric_kind kind;
    hl_metric_per per;
    hl_metric_goal goal;
    values values;
} metric_words;
static const metric_words metrics[] = {
    {"rate", HL_METRIC_PROPORTION, HL_PER_UNIT, HL_GOAL_INCREASE, OF_RATE},
    {"falling rate", HL_METRIC_PROPORTION, HL_PER_UNIT, HL_GOAL_DECREASE, OF_RATE},
    {"mean", HL_METRIC_MEAN, HL_PER_UNIT, HL_GOAL_INCREASE, OF_TENTH},
    {"signed mean", HL_METRIC_MEAN, HL_PER_UNIT, HL_GOAL_INCREASE, OF_SIGNED},
    {"ratio", HL_METRIC_RATIO, HL_PER_UNIT, HL_GOAL_INCREASE, OF_TENTH},
    {"quantile", HL_METRIC_QUANTILE, HL_PER_UNIT, HL_GOAL_INCREASE, OF_GRID},
    {"per touch", HL_METRIC_PROPORTION, HL_PER_TOUCH, HL_GOAL_INCREASE, OF_TOUCHES},
};

/* The treatment's level over the control's, in the goal's direction. */
typedef struct evidence_words {
    const char *words;
    int64_t n; /* units of an arm */
    double control, lift;
} evidence_words;
static const evidence_words evidences[] = {
    {"better", 10000, 0.05, 0.4},
    {"much better", 10000, 0.05, 0.8},
    {"worse", 10000, 0.05, -0.25},
    {"alike", 10000, 0.05, 0.01},
    {"alike, many", 1000000, 0.05, 0.0025},
    {"a little better, many", 1000000, 0.05, 0.02},
    {"nobody", 1000, 0, 0},
    {"everybody", 1000, 1, 0},
    {"no units", 0, 0.05, 0},
    {"two units", 2, 0.5, -1},
};

/* Of 10,000 units in each arm 100 of the control; margin NaN: none. With a margin_lift: profit, a
 * mean whose values lie 1 below and above the level, of which less is harm. */
typedef struct guard_words {
    const char *words;
    double margin, margin_lift;
    double control, treated;
} guard_words;
#define NONE ((double)NAN)
static const guard_words guards[] = {
    {"held", 0.01, NONE, 0.01, 0.0105},
    {"undecided", 0.001, NONE, 0.01, 0.01},
    {"broken", 0.005, NONE, 0.01, 0.025},
    {"held within half a point", 0.005, NONE, 0.01, 0.0101},
    {"undecided within half a point", 0.005, NONE, 0.01, 0.0145},
    {"undecided beyond half a point", 0.005, NONE, 0.01, 0.017},
    {"held with harm", 0.01, NONE, 0.01, 0.0145},
    {"harmed", NONE, NONE, 0.01, 0.025},
    {"no harm", NONE, NONE, 0.01, 0.0105},
    {"a share of a loss, broken", NONE, 0.05, -10, -11},
    {"a share of a loss, held", NONE, 0.05, -10, -10.1},
    {"a share of a loss, undecided", NONE, 0.05, -1, -1.05},
    {"a share of nothing", NONE, 0.05, 0, -0.5},
    {"none seen", 0.005, NONE, 0, 0},
};

static const char *const data_words[] = {"sound",
                                         "split off",
                                         "arm closed",
                                         "arm of weight 0",
                                         "3 % lost",
                                         "no primary",
                                         "crossed",
                                         "plan open",
                                         "harm in a segment",
                                         "gain in a segment",
                                         "second unseen",
                                         "secondary worse",
                                         "second worse",
                                         "harm by the first in a segment",
                                         "one value alone",
                                         "arm not everywhere",
                                         "denominator moved",
                                         "harm since",
                                         "turned since"};
enum {
    SOUND,
    SPLIT_OFF,
    ARM_CLOSED,
    ARM_OF_WEIGHT_0,
    LOST,
    NO_PRIMARY,
    CROSSED,
    PLAN_OPEN,
    SEGMENT_HARMED,
    SEGMENT_GAINS,
    SECOND_UNSEEN,
    SECONDARY_WORSE,
    SECOND_WORSE,
    FIRST_HARMS,
    VALUE_ALONE,
    NOT_EVERYWHERE,
    DENOMINATOR_MOVED,
    HARM_SINCE,
    TURNED_SINCE
};

static const char *const levels_a[] = {"plain", "warm"};
static const char *const levels_b[] = {"day", "evening"};
static const size_t level_a[] = {0, 0, 1, 1};
static const size_t level_b[] = {0, 1, 0, 1};
static const hl_factor crossed[] = {{"wording", levels_a, 2, level_a},
                                    {"window", levels_b, 2, level_b}};
static const hl_dimension city = {"city", false};

/* ---- the page */

static char *page_text(void)
{
    FILE *file = fopen(PAGE, "rb");
    assert_non_null(file);
    enum { MOST = 1 << 18 };
    char *text = calloc(1, MOST);
    assert_non_null(text);
    size_t length = fread(text, 1, MOST - 1, file);
    assert_true(length > 0 && length < MOST - 1);
    assert_int_equal(fclose(file), 0);
    return text;
}

static char *trimmed(char *text)
{
    while (*text == ' ' || *text == '`')
        text++;
    for (char *end = text + strlen(text); end > text && (end[-1] == ' ' || end[-1] == '`');)
        *--end = '\0';
    return text;
}

/* Cuts the text before the separator; what follows it, NULL at the end. */
static char *cut(char *text, const char *separator)
{
    char *at = strstr(text, separator);
    if (at == NULL)
        return NULL;
    *at = '\0';
    return at + strlen(separator);
}

static void read_row(char *line, row *out)
{
    char *rest = line + 1; /* behind the first bar */
    for (size_t i = 0; i < COLUMNS; i++) {
        assert_non_null(rest);
        char *cell = rest;
        rest = cut(cell, "|");
        out->cells[i] = trimmed(cell);
    }
}

static size_t place_of(const void *table, size_t count, size_t size, const row *r, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        const char *words = NULL;
        memcpy(&words, (const char *)table + i * size, sizeof(const char *));
        if (strcmp(words, word) == 0)
            return i;
    }
    fail_msg("row '%s | %s | %s': nothing is known of '%s'", r->cells[INFERENCE], r->cells[METRIC],
             r->cells[EVIDENCE], word);
    return 0;
}
#define PLACE(table, r, word)                                                                      \
    place_of(table, sizeof(table) / sizeof *(table), sizeof *(table), r, word)

/* ---- the case */

typedef struct world {
    hl_metric metrics[2];
    hl_arm_weight arms[MOST_ARMS];
    hl_design design;
    hl_cells *cells;
    const evidence_words *evidence[MOST_ARMS]; /* of the arms but the control */
    const metric_words *metric;
    const guard_words *guard[MOST_ARMS]; /* of the arms but the control; none: NULL */
    double open;
    bool later;
    int32_t after; /* days, of those who come in later */
    size_t data;
} world;

static int32_t day_of(const world *w)
{
    return w->open > 0 || w->later ? 20000 + w->after : HL_CELLS_NO_DAY;
}

static void add_values(world *w, uint32_t arm, uint32_t split, double level, int64_t n)
{
    int32_t day = day_of(w);
    int64_t some = (n + 5) / 10, half = n / 2;
    switch (w->metric->values) {
    case OF_RATE:
        hl_made_rate(w->cells, arm, split, day, 0, n, (int64_t)round(level * (double)n));
        break;
    case OF_TENTH: /* the others are 0 */
        hl_made_value(w->cells, arm, split, day, 0, 100 * level,
                      w->data == DENOMINATOR_MOVED && arm > 0 ? 2 : 1, NULL, n < 10 ? 1 : some);
        hl_made_value(w->cells, arm, split, day, 0, 0, 1, NULL, n < 10 ? n - 1 : n - some);
        break;
    case OF_SIGNED:
        hl_made_value(w->cells, arm, split, day, 0, 100 * level - 1, 1, NULL, half);
        hl_made_value(w->cells, arm, split, day, 0, 100 * level + 1, 1, NULL, n - half);
        break;
    case OF_GRID:
        hl_made_value(w->cells, arm, split, day, 0, 100 * level, 1, NULL, half);
        hl_made_value(w->cells, arm, split, day, 0, 200 * level + 1, 1, NULL, n - half);
        break;
    case OF_TOUCHES:
        hl_made_touches(w->cells, arm, split, day, 0, 3, level > 0 ? 2 : 0, half);
        hl_made_touches(w->cells, arm, split, day, 0, 3, level > 0 ? 1 : 0, n - half);
        break;
    }
}

static void add_guard(world *w, uint32_t arm, uint32_t split, double level, int64_t n)
{
    bool share = isnan(w->guard[0]->margin_lift);
    if (share)
        hl_made_rate(w->cells, arm, split, day_of(w), 1, n, (int64_t)round(level * (double)n));
    for (int side = -1; !share && side <= 1; side += 2)
        hl_made_value(w->cells, arm, split, day_of(w), 1, level + side, 1, NULL, n / 2);
}

/* What the level is times in a segment that is a half. */
static double turn_of(const world *w, uint32_t arm, bool first_part, bool treated)
{
    if (treated && w->data == SEGMENT_GAINS)
        return first_part ? 1.3 : 0.7;
    if (arm == 1 && w->data == FIRST_HARMS)
        return first_part ? 1.6 : 0.45;
    return 1;
}

static bool has_segments(const world *w)
{
    return w->data == SEGMENT_HARMED || w->data == SEGMENT_GAINS || w->data == FIRST_HARMS;
}

/* One tenth of the units are a segment in which the arm does harm; or a half of them one in which
 * it (of several the first alone) gains and another in which it loses. */
static void add_segments(world *w, uint32_t arm, const evidence_words *e, double level,
                         bool treated)
{
    bool gains = w->data != SEGMENT_HARMED;
    for (int part = 0; part < 2; part++) {
        const char *name = part == 0 ? "there" : "here";
        int64_t n = gains ? e->n / 2 : part == 0 ? e->n / 10 : e->n - e->n / 10;
        uint32_t split = hl_cells__split(w->cells, 0, name, strlen(name));
        double turn = turn_of(w, arm, part == 0, treated);
        double share = treated && part == 0 ? 0.05 : 0.01;
        hl_made_enrol(w->cells, arm, split, HL_CELLS_NO_DAY, n);
        add_values(w, arm, split, turn * level, n);
        if (w->guard[0] != NULL)
            add_guard(w, arm, split, share, n);
    }
}

/* Treated units are in one half alone. */
static void add_parts(world *w, uint32_t arm, int64_t n, double level)
{
    for (uint32_t part = 0; part < (arm == 0 ? 2 : 1); part++) {
        uint32_t split = hl_cells__split(w->cells, 0, part == 0 ? "here" : "there", part + 4);
        hl_made_enrol(w->cells, arm, split, HL_CELLS_NO_DAY, n / 2);
        add_values(w, arm, split, level, n / 2);
    }
}

/* Who comes in behind the planned units: the guardrail, or the metric itself, is five times, or a
 * fifth of, the control's. */
static double level_since(const world *w, double level, double control, size_t data)
{
    bool turned = w->data == data && w->after > 0;
    return turned ? control * (data == HARM_SINCE ? 5 : 0.2) : level;
}

/* A second metric that is no guardrail. */
static bool has_second(const world *w)
{
    return w->data == SECOND_UNSEEN || w->data == SECONDARY_WORSE || w->data == SECOND_WORSE;
}

static void add_arm(world *w, uint32_t arm, const evidence_words *e, bool treated)
{
    int64_t n = w->data == SPLIT_OFF && treated ? e->n - e->n / 20 : e->n;
    double sign = w->metric->goal == HL_GOAL_INCREASE ? 1 : -1;
    double level = treated ? e->control * (1 + sign * e->lift) : e->control;
    level = treated ? level_since(w, level, e->control, TURNED_SINCE) : level;
    if (has_segments(w)) {
        add_segments(w, arm, e, level, treated);
        return;
    }
    if (w->data == NOT_EVERYWHERE) {
        add_parts(w, arm, n, level);
        return;
    }
    hl_made_enrol(w->cells, arm, 0, day_of(w), n + (int64_t)round(w->open * (double)n));
    if (n > 0)
        add_values(w, arm, 0, level, n);
    if (w->guard[0] != NULL)
        add_guard(w, arm, 0,
                  treated
                      ? level_since(w, w->guard[arm - 1]->treated, w->guard[0]->control, HARM_SINCE)
                      : w->guard[0]->control,
                  n);
    if (w->data == VALUE_ALONE && treated) /* half as much again as all others have */
        hl_made_value(w->cells, arm, 0, day_of(w), 0, 15 * level * (double)n, 1, NULL, 1);
    if (has_second(w)) /* of which less is harm */
        hl_made_rate(w->cells, arm, 0, day_of(w), 1, n,
                     w->data == SECOND_UNSEEN ? 0 : n / (treated ? 25 : 10));
}

/* The control of the evidence with the most units is that of all: levels are alike. */
static const evidence_words *control_of(const world *w, size_t treatments)
{
    const evidence_words *most = w->evidence[0];
    for (size_t i = 1; i < treatments; i++)
        most = w->evidence[i]->n > most->n ? w->evidence[i] : most;
    return most;
}

static void lose_some(world *w, uint32_t arm)
{
    hl_cells_place place = {arm, HL_CELLS_NO_DAY, HL_CELLS_ALL, NULL};
    assert_int_equal(hl_cells_enrol(w->cells, &place, 300, 300, NULL), HL_OK);
    assert_int_equal(hl_cells_lose(w->cells, &place, 0, 0, 300, NULL), HL_OK);
}

static size_t read_evidence(world *w, const row *r)
{
    size_t count = 0;
    for (char *word = r->cells[EVIDENCE], *next = NULL; word != NULL; word = next) {
        next = cut(word, ";");
        assert_true(count < MOST_ARMS - 1);
        w->evidence[count++] = &evidences[PLACE(evidences, r, trimmed(word))];
    }
    return count;
}

/* One of every arm, or of all. */
static void read_guards(world *w, const row *r)
{
    size_t count = 0;
    if (strcmp(r->cells[GUARDRAIL], "–") == 0)
        return;
    for (char *word = r->cells[GUARDRAIL], *next = NULL; word != NULL; word = next) {
        next = cut(word, ";");
        assert_true(count < MOST_ARMS - 1);
        w->guard[count++] = &guards[PLACE(guards, r, trimmed(word))];
    }
    for (; count < MOST_ARMS; count++)
        w->guard[count] = w->guard[count - 1];
}

static void set_metrics(world *w, const row *r)
{
    char *end = NULL;
    w->metric = &metrics[PLACE(metrics, r, r->cells[METRIC])];
    w->metrics[0] = hl_made_metric("m", w->metric->kind);
    w->metrics[0].per = w->metric->per;
    w->metrics[0].goal = w->metric->goal;
    w->metrics[0].within_ms = w->later ? 3 * HL_DAY_MS : w->metrics[0].within_ms;
    w->metrics[0].quantile = w->metric->kind == HL_METRIC_QUANTILE ? 0.5 : (double)NAN;
    w->metrics[0].worth =
        strcmp(r->cells[WORTH], "–") == 0 ? (double)NAN : strtod(r->cells[WORTH], &end);
    w->metrics[0].role = w->data == NO_PRIMARY ? HL_ROLE_SECONDARY : HL_ROLE_PRIMARY;
    read_guards(w, r);
    const guard_words *guard = w->guard[0] == NULL ? &guards[0] : w->guard[0];
    bool share = !isnan(guard->margin_lift);
    w->metrics[1] = hl_made_metric("harm", share ? HL_METRIC_MEAN : HL_METRIC_PROPORTION);
    w->metrics[1].within_ms = w->metrics[0].within_ms;
    w->metrics[1].role = HL_ROLE_GUARDRAIL;
    w->metrics[1].goal = share ? HL_GOAL_INCREASE : HL_GOAL_DECREASE;
    w->metrics[1].margin = guard->margin;
    w->metrics[1].margin_lift = guard->margin_lift;
    if (!has_second(w))
        return;
    w->metrics[1].role = w->data == SECONDARY_WORSE ? HL_ROLE_SECONDARY : HL_ROLE_PRIMARY;
    w->metrics[1].goal = HL_GOAL_INCREASE;
    w->metrics[1].margin = NONE;
}

static hl_analysis *run_case(world *w, const row *r)
{
    static const char *const names[MOST_ARMS] = {"control", "a", "b", "c", "d"};
    static const double looks[] = {0.5, 1};
    const inference_words *how = &inferences[PLACE(inferences, r, r->cells[INFERENCE])];
    w->data = PLACE(data_words, r, r->cells[DATA]);
    w->open = how->open;
    w->later = how->later;
    set_metrics(w, r);
    size_t treatments = read_evidence(w, r), arms = 1 + treatments + (w->data == ARM_CLOSED);
    const evidence_words *control = control_of(w, treatments);
    for (size_t i = 0; i < arms; i++) {
        int64_t n = i == 0 ? control->n : i <= treatments ? w->evidence[i - 1]->n : 0;
        bool closed = i > treatments || (i == 1 && w->data == ARM_OF_WEIGHT_0);
        bool unknown = w->data == NOT_EVERYWHERE;
        w->arms[i] = (hl_arm_weight){names[i], closed || unknown ? 0 : n > 0 ? n : 1};
    }
    w->design =
        hl_made_design(w->arms, arms, w->metrics, w->guard[0] == NULL && !has_second(w) ? 1 : 2);
    w->design.inference = how->inference;
    w->design.planned_units = how->planned * (double)control->n;
    if (w->data == PLAN_OPEN)
        w->design.planned_units = 4 * (double)control->n;
    w->design.factors = crossed;
    w->design.factor_count = w->data == CROSSED ? 2 : 0;
    w->design.dimensions = &city;
    w->design.dimension_count = has_segments(w) || w->data == NOT_EVERYWHERE ? 1 : 0;
    w->design.looks = looks;
    w->design.look_count = how->inference == HL_INFER_GROUP_SEQUENTIAL ? 2 : 0;
    w->cells = hl_cells__new(&w->design);
    assert_non_null(w->cells);
    for (int batch = 0; batch <= (w->later ? 1 : 0); batch++, w->after = 30) {
        add_arm(w, 0, control, false);
        for (uint32_t arm = 1; arm <= treatments; arm++)
            add_arm(w, arm, w->evidence[arm - 1], true);
    }
    for (uint32_t arm = 0; w->data == LOST && arm < arms; arm++)
        lose_some(w, arm);
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.look = how->look;
    if (w->data == HARM_SINCE || w->data == TURNED_SINCE) /* days are asked for */
        options.as_of_utc_ms = (20000 + 40) * HL_DAY_MS;
    assert_int_equal(hl_analysis_run(&w->design, w->cells, &options, &analysis, NULL), HL_OK);
    return analysis;
}

/* Whether the codes are among the reasons, in their order. */
static bool says(const hl_analysis *analysis, char *codes)
{
    size_t at = 0;
    for (char *code = codes, *next = NULL; code != NULL; code = next) {
        next = cut(code, ",");
        code = trimmed(code);
        while (at < analysis->verdict.because_count &&
               strcmp(hl_finding_name(analysis->verdict.because[at].code), code) != 0)
            at++;
        if (at++ == analysis->verdict.because_count)
            return false;
    }
    return true;
}

static bool holds(const row *r)
{
    char reasons[400], evidence[200];
    world w = {0};
    (void)snprintf(reasons, sizeof reasons, "%s", r->cells[REASONS]);
    (void)snprintf(evidence, sizeof evidence, "%s", r->cells[EVIDENCE]);
    hl_analysis *analysis = run_case(&w, r);
    bool ok = strcmp(hl_decision_name(analysis->verdict.decision), r->cells[DECISION]) == 0 &&
              says(analysis, r->cells[REASONS]);
    if (!ok) {
        print_error("%s | %s | %s | %s | %s | %s: page %s (%s), found %s:", r->cells[INFERENCE],
                    r->cells[METRIC], evidence, r->cells[WORTH], r->cells[GUARDRAIL],
                    r->cells[DATA], r->cells[DECISION], reasons,
                    hl_decision_name(analysis->verdict.decision));
        for (size_t i = 0; i < analysis->verdict.because_count; i++)
            print_error(" %s", hl_finding_name(analysis->verdict.because[i].code));
        print_error("\n");
    }
    hl_made_drop(analysis, w.cells);
    return ok;
}

static void the_page_says_what_is_decided(void **state)
{
    (void)state;
    char *text = page_text();
    char *rest = strstr(text, "\n| inference | metric | evidence |");
    assert_non_null(rest);
    size_t rows = 0, wrong = 0;
    size_t seen[HL_DECISIONS] = {0};
    for (char *line = rest + 1; line != NULL && line[0] == '|'; line = rest) {
        row r = {{NULL}};
        rest = cut(line, "\n");
        if (rows++ < 2) /* the head */
            continue;
        read_row(line, &r);
        for (size_t i = 0; i < HL_DECISIONS; i++)
            seen[i] += strcmp(hl_decision_name((hl_decision)i), r.cells[DECISION]) == 0;
        wrong += !holds(&r);
    }
    free(text);
    assert_int_equal(wrong, 0);
    assert_true(rows > LEAST_ROWS);
    for (size_t i = 0; i < HL_DECISIONS; i++)
        assert_true(seen[i] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_says_what_is_decided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
