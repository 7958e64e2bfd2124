/* Cells made by hand, through the public headers alone: what the program says of a file of counts
 * it says of the same counts from memory, byte for byte. */
#include <hookline.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"

static const hl_arm_weight arms[] = {{"old", 1}, {"a", 1}, {"b", 1}}; /* control first, by name */
static const hl_dimension city = {"city", false};

typedef struct made {
    hl_metric metrics[2];
    hl_design design;
} made;

static void make_design(made *m)
{
    m->metrics[0] = hl_metric_init("hit", HL_METRIC_PROPORTION);
    m->metrics[1] = hl_metric_init("spend", HL_METRIC_MEAN);
    m->metrics[1].role = HL_ROLE_SECONDARY;
    m->design = hl_design_init();
    m->design.experiment = "counts";
    m->design.arms = arms;
    m->design.arm_count = 3;
    m->design.metrics = m->metrics;
    m->design.metric_count = 2;
    m->design.dimensions = &city;
    m->design.dimension_count = 1;
}

static hl_decimal text_of(const char *text)
{
    return (hl_decimal){0, text};
}

static hl_decimal number_of(double number)
{
    return (hl_decimal){number, NULL};
}

/* ---- the same as a file */

typedef struct row {
    size_t arm;
    const char *value;
    int64_t n, hits;
    const char *sum, *squares;
} row;

static const row rows[] = {
    {0, "north", 1000, 90, "1234.5", "98765.4321"},  {0, "south", 800, 71, "1000.01", "88888.8801"},
    {1, "north", 990, 118, "1500.25", "101010.101"}, {1, "south", 810, 69, "990.5", "80000"},
    {2, "north", 1005, 95, "1301.75", "99999.99"},   {2, "south", 790, 88, "1250", "91234.5"},
};

static hl_cells *cells_of_rows(const hl_design *design)
{
    hl_cells *cells = NULL;
    assert_int_equal(hl_cells_new(design, &cells, NULL), HL_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const row *r = &rows[i];
        hl_cells_place places[] = {{r->arm, HL_CELLS_NO_DAY, HL_CELLS_ALL, NULL},
                                   {r->arm, HL_CELLS_NO_DAY, 0, r->value}};
        for (size_t k = 0; k < 2; k++) {
            assert_int_equal(hl_cells_enrol(cells, &places[k], r->n, r->n, NULL), HL_OK);
            assert_int_equal(hl_cells_add_proportion(cells, &places[k], 0, r->hits, r->n, NULL),
                             HL_OK);
            assert_int_equal(hl_cells_add_mean(cells, &places[k], 1, r->n, text_of(r->sum),
                                               text_of(r->squares), NULL),
                             HL_OK);
        }
    }
    return cells;
}

static void write_rows(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("arm,city,n,hits,sum,squares\n", file);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        fprintf(file, "%s,%s,%lld,%lld,%s,%s\n", arms[rows[i].arm].name, rows[i].value,
                (long long)rows[i].n, (long long)rows[i].hits, rows[i].sum, rows[i].squares);
    assert_int_equal(fclose(file), 0);
}

static char *read_all(FILE *file)
{
    enum { MOST = 1 << 20 };
    char *text = calloc(1, MOST);
    assert_non_null(text);
    assert_in_range(fread(text, 1, MOST - 1, file), 1, MOST - 2);
    return text;
}

/* What the program prints of the file. */
static char *printed(const char *path)
{
    char command[1000];
    const char *program = getenv("HOOKLINE");
    (void)snprintf(command, sizeof command,
                   "%s analyze %s --arm arm --control old --count n --metric hit=hits/n "
                   "--metric spend=sum,squares --by city --weights equal --format json "
                   "--now 2026-03-01T00:00:00Z",
                   program == NULL ? "build/hookline" : program, path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char *text = read_all(pipe);
    assert_int_equal(pclose(pipe), 0);
    return text;
}

/* "xxh128:" and what the report says of the data's digest. */
static void digest_in(const char *json, char *digest)
{
    const char *at = strstr(json, "\"data_xxh128\": \"");
    assert_non_null(at);
    assert_int_equal(sscanf(at + strlen("\"data_xxh128\": \""), "%32[0-9a-f]", digest + 7), 1);
    memcpy(digest, "xxh128:", 7);
}

static void counts_in_memory_are_counts_in_a_file(void **state)
{
    (void)state;
    char directory[] = "/tmp/hl-build-XXXXXX";
    char path[64];
    char digest[65] = "";
    made m;
    make_design(&m);
    assert_non_null(mkdtemp(directory));
    (void)snprintf(path, sizeof path, "%s/counts.csv", directory);
    write_rows(path);
    char *wanted = printed(path);
    digest_in(wanted, digest);
    hl_cells *cells = cells_of_rows(&m.design);
    hl_cells_origin origin = {.rows = 6, .digest = digest};
    assert_int_equal(hl_cells_set_origin(cells, &origin, NULL), HL_OK);
    hl_input data = {"data", path};
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    options.inputs = &data;
    options.input_count = 1;
    assert_int_equal(hl_time_parse("2026-03-01T00:00:00Z", &options.now_utc_ms), HL_OK);
    hl_analysis *analysis = NULL;
    char *got = NULL;
    assert_int_equal(hl_analysis_run(&m.design, cells, &options, &analysis, NULL), HL_OK);
    assert_int_equal(hl_report_write(analysis, HL_REPORT_JSON, HL_LANG_EN, false, &got, NULL),
                     HL_OK);
    assert_string_equal(got, wanted);
    free(got);
    free(wanted);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    unlink(path);
    rmdir(directory);
}

/* ---- units */

/* Every second unit hits; spends 1.1 or, in the south, nothing. */
static hl_status add_units(hl_cells *cells, hl_error *err)
{
    hl_status status = HL_OK;
    for (int i = 0; status == HL_OK && i < 12; i++) {
        const char *const split[] = {i % 3 == 0 ? "south" : "north"};
        hl_cells_value values[] = {
            {.value = number_of(i % 2), .denominator = number_of(1)},
            {.value = text_of(i % 3 == 0 ? "0" : "1.1"), .denominator = number_of(1)}};
        hl_cells_unit unit = {.arm = (size_t)i % 3,
                              .day = 20000 + i,
                              .splits = split,
                              .values = values,
                              .touches = 1,
                              .times = 10};
        status = hl_cells_add_unit(cells, &unit, err);
    }
    return status;
}

static void units_lie_in_all_and_in_their_split(void **state)
{
    (void)state;
    made m;
    hl_cells *cells = NULL;
    make_design(&m);
    assert_int_equal(hl_cells_new(&m.design, &cells, NULL), HL_OK);
    assert_int_equal(add_units(cells, NULL), HL_OK);
    hl_cells_entry entry;
    int64_t enrolled[2] = {0, 0};
    int64_t units[2][2] = {{0, 0}, {0, 0}};
    double sums[2][2] = {{0, 0}, {0, 0}};
    for (size_t at = 0; hl_cells_next(cells, &at, &entry);) {
        size_t part = entry.dimension != HL_CELLS_ALL;
        assert_string_equal(entry.arm_name, arms[entry.arm].name);
        assert_int_equal(entry.width, 2);
        if (part == 1)
            assert_int_equal(entry.dimension, 0);
        if (entry.metric == 0)
            enrolled[part] += entry.counters[HL_COUNT_ENROLLED];
        units[part][entry.metric] += entry.units;
        sums[part][entry.metric] += entry.sum[0];
    }
    for (size_t part = 0; part < 2; part++) {
        assert_int_equal(enrolled[part], 120);
        assert_int_equal(units[part][0], 120);
        assert_rel(sums[part][0], 60, 0);
        assert_rel(sums[part][1], 88, 1e-15);
    }
    hl_cells_free(cells);
}

static void sums_are_told_to_the_last_digit(void **state)
{
    (void)state;
    made m;
    hl_cells *cells = NULL;
    hl_cells_entry entry;
    char text[HL_DECIMAL_TEXT];
    make_design(&m);
    m.design.dimension_count = 0;
    assert_int_equal(hl_cells_new(&m.design, &cells, NULL), HL_OK);
    hl_cells_place place = {1, 20000, HL_CELLS_ALL, NULL};
    assert_int_equal(hl_cells_add_mean(cells, &place, 1, 3,
                                       text_of("-123456789012345678.000000000000000001"),
                                       text_of("2e34"), NULL),
                     HL_OK);
    size_t at = 0;
    assert_true(hl_cells_next(cells, &at, &entry));
    assert_int_equal(entry.metric, 0);
    assert_int_equal(entry.units, 0);
    assert_string_equal(hl_cells_sum_text(&entry, 0, text), "0");
    assert_true(hl_cells_next(cells, &at, &entry));
    assert_int_equal(entry.metric, 1);
    assert_int_equal(entry.day, 20000);
    assert_string_equal(entry.value, "");
    assert_string_equal(hl_cells_sum_text(&entry, 0, text),
                        "-123456789012345678.000000000000000001");
    assert_string_equal(hl_cells_product_text(&entry, 0, 0, text),
                        "20000000000000000000000000000000000");
    assert_string_equal(hl_cells_product_text(&entry, 1, 0, text),
                        "-123456789012345678.000000000000000001");
    assert_string_equal(hl_cells_product_text(&entry, 1, 1, text), "3");
    assert_rel(entry.product[1][0], -123456789012345678.0, 0);
    assert_false(hl_cells_next(cells, &at, &entry));
    hl_cells_free(cells);
}

/* Units one by one, and the sums over them with a covariate, make the same cell. */
static void sums_are_those_of_units(void **state)
{
    (void)state;
    static const double y[] = {1.5, 0.25, -3};
    static const double d[] = {2, 1, 4};
    static const double x[] = {10, 0.5, 7};
    static const char *const covariate = "before";
    made m;
    hl_cells *one = NULL;
    hl_cells *other = NULL;
    make_design(&m);
    m.metrics[0].kind = HL_METRIC_RATIO;
    m.design.metric_count = 1;
    m.design.dimension_count = 0;
    m.design.covariates = &covariate;
    m.design.covariate_count = 1;
    assert_int_equal(hl_cells_new(&m.design, &one, NULL), HL_OK);
    assert_int_equal(hl_cells_new(&m.design, &other, NULL), HL_OK);
    double s[3] = {0, 0, 0};
    double p[6] = {0, 0, 0, 0, 0, 0};
    for (size_t i = 0; i < 3; i++) {
        hl_decimal before = number_of(x[i]);
        hl_cells_value value = {.value = number_of(y[i]), .denominator = number_of(d[i])};
        hl_cells_unit unit = {.day = HL_CELLS_NO_DAY,
                              .values = &value,
                              .covariates = &before,
                              .touches = 1,
                              .times = 1};
        const double v[] = {y[i], d[i], x[i]};
        assert_int_equal(hl_cells_add_unit(one, &unit, NULL), HL_OK);
        for (size_t k = 0, at = 0; k < 3; k++) {
            s[k] += v[k];
            for (size_t l = k; l < 3; l++)
                p[at++] += v[k] * v[l];
        }
    }
    hl_decimal sum[3];
    hl_decimal product[6];
    for (size_t i = 0; i < 3; i++)
        sum[i] = number_of(s[i]);
    for (size_t i = 0; i < 6; i++)
        product[i] = number_of(p[i]);
    hl_cells_place place = {0, HL_CELLS_NO_DAY, HL_CELLS_ALL, NULL};
    hl_cells_sums sums = {.units = 3, .sum = sum, .product = product};
    assert_int_equal(hl_cells_add_sums(other, &place, 0, &sums, NULL), HL_OK);
    hl_cells_entry a;
    hl_cells_entry b;
    size_t at_a = 0;
    size_t at_b = 0;
    assert_true(hl_cells_next(one, &at_a, &a) && hl_cells_next(other, &at_b, &b));
    assert_int_equal(a.units, b.units);
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++)
            assert_rel(a.product[i][k], b.product[i][k], 0);
    assert_int_equal(hl_cells_add_mean(other, &place, 0, 1, number_of(1), number_of(1), NULL),
                     HL_USAGE); /* its product with the covariate is not said */
    hl_cells_free(one);
    hl_cells_free(other);
}

static char *json_of(const hl_design *design, const hl_cells *cells)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    char *text = NULL;
    assert_int_equal(hl_analysis_run(design, cells, &options, &analysis, NULL), HL_OK);
    assert_int_equal(hl_report_write(analysis, HL_REPORT_JSON, HL_LANG_EN, false, &text, NULL),
                     HL_OK);
    hl_analysis_free(analysis);
    return text;
}

static void parts_merge_into_the_whole(void **state)
{
    (void)state;
    made m;
    hl_cells *merged = NULL;
    make_design(&m);
    hl_cells *whole = cells_of_rows(&m.design);
    hl_cells *part = cells_of_rows(&m.design);
    assert_int_equal(hl_cells_new(&m.design, &merged, NULL), HL_OK);
    assert_int_equal(hl_cells_merge(merged, part, NULL), HL_OK);
    char *one = json_of(&m.design, whole);
    char *other = json_of(&m.design, merged);
    assert_string_equal(one, other);
    free(other);
    assert_int_equal(hl_cells_merge(merged, part, NULL), HL_OK); /* is now twice as much */
    other = json_of(&m.design, merged);
    assert_string_not_equal(one, other);
    free(one);
    free(other);
    made narrow = m;
    hl_cells *misfit = NULL;
    narrow.design.metric_count = 1;
    assert_int_equal(hl_cells_new(&narrow.design, &misfit, NULL), HL_OK);
    assert_int_equal(hl_cells_merge(merged, misfit, NULL), HL_USAGE);
    hl_cells_free(misfit);
    hl_cells_free(merged);
    hl_cells_free(part);
    hl_cells_free(whole);
}

/* ---- what cannot be */

static void refused(hl_status status, const hl_error *err, const char *message)
{
    assert_int_equal(status, HL_USAGE);
    if (strstr(err->message, message) == NULL)
        fail_msg("wanted '%s', said '%s'", message, err->message);
}

#define assert_refused(call, said)                                                                 \
    do {                                                                                           \
        hl_error err = HL_ERROR_INIT;                                                              \
        hl_status status_of_call = call;                                                           \
        refused(status_of_call, &err, said);                                                       \
    } while (0)

static void sums_that_cannot_be_are_refused(void **state)
{
    (void)state;
    made m;
    make_design(&m);
    hl_cells *cells = cells_of_rows(&m.design);
    char *before = json_of(&m.design, cells);
    hl_cells_place place = {0, HL_CELLS_NO_DAY, HL_CELLS_ALL, NULL};
    hl_cells_place no_arm = {3, HL_CELLS_NO_DAY, HL_CELLS_ALL, NULL};
    hl_cells_place no_dimension = {0, HL_CELLS_NO_DAY, 1, "x"};
    hl_cells_place no_value = {0, HL_CELLS_NO_DAY, 0, NULL};
    hl_decimal one = number_of(1);
    assert_refused(hl_cells_enrol(cells, &no_arm, 1, 1, &err), "there is no arm 3; there are 3");
    assert_refused(hl_cells_enrol(cells, &no_dimension, 1, 1, &err), "no value of a dimension 1");
    assert_refused(hl_cells_enrol(cells, &no_value, 1, 1, &err), "no value of a dimension 0");
    assert_refused(hl_cells_enrol(cells, &place, -1, 1, &err), "-1 enrolled");
    assert_refused(hl_cells_enrol(cells, &place, 1, -2, &err), "-2 touches");
    assert_refused(hl_cells_count(cells, &place, HL_COUNTERS, 1, &err), "there is no counter");
    assert_refused(hl_cells_add_proportion(cells, &place, 2, 1, 2, &err), "there is no metric 2");
    assert_refused(hl_cells_add_proportion(cells, &place, 0, -1, 2, &err), "-1 hits");
    assert_refused(hl_cells_add_proportion(cells, &place, 0, 3, 2, &err), "3 hits of 2 units");
    assert_refused(hl_cells_add_mean(cells, &place, 1, -1, one, one, &err), "-1 units");
    assert_refused(hl_cells_add_mean(cells, &place, 1, 0, one, one, &err), "smaller than its sum");
    assert_refused(hl_cells_add_mean(cells, &place, 1, 2, number_of(4), number_of(7.9), &err),
                   "smaller than its sum");
    assert_refused(hl_cells_add_mean(cells, &place, 1, 2, number_of(0), number_of(-1), &err),
                   "smaller than its sum");
    assert_refused(hl_cells_add_mean(cells, &place, 1, 2, number_of((double)NAN), one, &err),
                   "a sum is not a decimal number");
    assert_refused(hl_cells_add_mean(cells, &place, 1, 2, one, number_of((double)INFINITY), &err),
                   "a sum of products is not a decimal number");
    assert_refused(hl_cells_add_mean(cells, &place, 1, 2, text_of("1,5"), one, &err),
                   "a sum is not");
    assert_refused(hl_cells_add_mean(cells, &place, 1, 2, text_of("1e36"), one, &err),
                   "a sum is not");
    hl_decimal sums[] = {number_of(50), number_of(10)};
    hl_decimal products[] = {number_of(500), number_of(50), number_of(10)};
    hl_cells_sums fifty_of_ten = {.units = 10, .sum = sums, .product = products};
    assert_refused(hl_cells_add_sums(cells, &place, 0, &fifty_of_ten, &err), "of a rate");
    sums[1] = products[2] = number_of(9);
    products[1] = number_of(45);
    assert_refused(hl_cells_add_sums(cells, &place, 1, &fifty_of_ten, &err), "the denominator 1");
    int64_t nonzero = 4;
    hl_decimal fives[] = {number_of(50), number_of(10)};
    hl_decimal squares[] = {number_of(500), number_of(50), number_of(10)};
    hl_cells_sums tens = {.units = 10, .sum = fives, .product = squares, .nonzero = &nonzero};
    assert_refused(hl_cells_add_sums(cells, &place, 1, &tens, &err), "so many that are not 0");
    nonzero = 11;
    assert_refused(hl_cells_add_sums(cells, &place, 1, &tens, &err), "11 of 10 units");
    tens.nonzero = NULL;
    tens.cube = &(hl_decimal){2e4, NULL};
    assert_refused(hl_cells_add_sums(cells, &place, 1, &tens, &err), "so many that are not 0");
    hl_cells_origin origin = {.rows = -1};
    assert_refused(hl_cells_set_origin(cells, &origin, &err), "not negative");
    char *after = json_of(&m.design, cells);
    assert_string_equal(after, before);
    free(after);
    free(before);
    hl_cells_free(cells);
}

static void units_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const char *const split[] = {"north"};
    made m;
    make_design(&m);
    hl_cells *cells = cells_of_rows(&m.design);
    char *before = json_of(&m.design, cells);
    hl_cells_value values[] = {{.value = number_of(1), .denominator = number_of(1)},
                               {.missing = true}};
    const hl_cells_unit sound = {
        .day = HL_CELLS_NO_DAY, .splits = split, .values = values, .touches = 1, .times = 1};
    hl_cells_unit unit = sound;
    unit.arm = 7;
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "there is no arm 7");
    unit = sound;
    unit.times = -1;
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "-1 units");
    unit = sound;
    unit.touches = 0;
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "a unit without touches");
    unit.touches = INT64_C(1) << 30;
    unit.times = INT64_C(1) << 11;
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "more than 2^40");
    unit = sound;
    unit.splits = NULL;
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "without a value of dimension 0");
    unit = sound;
    values[0].value = number_of(1e18);
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "the value is not a finite number");
    values[0].value = number_of((double)INFINITY);
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "the value is not a finite number");
    values[0].value = text_of("one");
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "the value is not a finite number");
    values[0].value = number_of(1);
    values[0].denominator = number_of(0);
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "the denominator is not 1");
    values[0].denominator = number_of(1);
    values[0].value = number_of(5);
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "from 0 to the denominator");
    values[0].value = number_of(0.5);
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "0 or 1");
    values[0].value = number_of(1);
    values[0].denominator = number_of((double)NAN);
    assert_refused(hl_cells_add_unit(cells, &unit, &err), "the denominator is not");
    values[0].denominator = number_of(1);
    unit.times = 0;
    assert_int_equal(hl_cells_add_unit(cells, &unit, NULL), HL_OK);
    char *after = json_of(&m.design, cells);
    assert_string_equal(after, before);
    free(after);
    free(before);
    hl_cells_free(cells);
}

static void designs_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const hl_arm_weight twins[] = {{"a", 1}, {"b", 1}, {"a", 1}};
    made m;
    hl_cells *cells = NULL;
    make_design(&m);
    m.design.arm_count = 0;
    assert_refused(hl_cells_new(&m.design, &cells, &err), "arm_count is 0");
    make_design(&m);
    m.design.metric_count = 0;
    assert_refused(hl_cells_new(&m.design, &cells, &err), "a design without metrics");
    make_design(&m);
    m.design.arms = twins;
    assert_refused(hl_cells_new(&m.design, &cells, &err), "arms[2].name is 'a'");
    make_design(&m);
    m.design.covariate_count = 17;
    assert_refused(hl_cells_new(&m.design, &cells, &err), "covariate_count is 17");
    assert_null(cells);
    make_design(&m);
    m.metrics[1].winsorize = 0.9;
    assert_int_equal(hl_cells_new(&m.design, &cells, NULL), HL_OK);
    hl_cells_place place = {0, HL_CELLS_NO_DAY, HL_CELLS_ALL, NULL};
    assert_refused(hl_cells_add_mean(cells, &place, 1, 2, number_of(2), number_of(3), &err),
                   "needs its units' values");
    hl_cells_free(cells);
}

static void want_of_memory_is_said(void **state)
{
    (void)state;
    made m;
    make_design(&m);
    m.metrics[1].winsorize = 0.9;
    for (long n = 0;; n++) {
        hl_cells *cells = NULL;
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        hl_status status = hl_cells_new(&m.design, &cells, &err);
        if (status == HL_OK)
            status = add_units(cells, &err);
        bool failed = hl_fail_alloc_stop();
        assert_int_equal(status, failed ? HL_FAILED : HL_OK);
        assert_string_equal(err.message, failed ? "out of memory" : "");
        hl_cells_free(cells);
        if (!failed)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_in_memory_are_counts_in_a_file),
        cmocka_unit_test(units_lie_in_all_and_in_their_split),
        cmocka_unit_test(sums_are_told_to_the_last_digit),
        cmocka_unit_test(sums_are_those_of_units),
        cmocka_unit_test(parts_merge_into_the_whole),
        cmocka_unit_test(sums_that_cannot_be_are_refused),
        cmocka_unit_test(units_that_cannot_be_are_refused),
        cmocka_unit_test(designs_that_cannot_be_are_refused),
        cmocka_unit_test(want_of_memory_is_said),
    };
    hl_init();
    return cmocka_run_group_tests_name("cells by hand", tests, NULL, NULL);
}
