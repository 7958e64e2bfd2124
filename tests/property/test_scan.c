/* The cells of a flat file do not depend on threads, on the order of rows, on quoting or line ends,
 * nor on whether it is CSV or NDJSON, mapped or a pipe; and they are those of a slow, plain
 * reading. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "base/text.h"
#include "cells/cells.h"
#include "hookline/scan.h"
#include "tests/support/check.h"

enum { ROWS = 40000 };

typedef struct row {
    char arm[24], city[24], bit[2], spend[32], before[32];
} row;

static row *rows;

static const char *const arms[] = {"control", "短信", "a \"b\", c", "evening, late"};
static const char *const cities[] = {"", "杭州", "New\nYork", "O'Hare", "São Paulo"};

static void any_number(hl_random *random, char *out, size_t size)
{
    size_t form = hl_base__random_below(random, 40);
    double x = hl_base__random_normal(random) * pow(10, (double)hl_base__random_below(random, 5));
    if (hl_base__random_below(random, 3) == 0)
        x = 0;
    int length = form == 4   ? snprintf(out, size, "%.3e", x)
                 : form == 3 ? snprintf(out, size, "%.9f", x)
                             : snprintf(out, size, "%.*f", form == 0 ? 0 : 2, x);
    assert_true(length > 0 && (size_t)length < size);
}

/* What is no number, or nothing, now and then. */
static const char *const faults[] = {"oops", "", " ", "n/a", "1e99", "2 m"};

static bool is_fault(const char *text)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        if (strcmp(text, faults[i]) == 0)
            return true;
    return false;
}

static bool is_blank(const char *text)
{
    return is_fault(text) && (text[0] == '\0' || text[0] == ' ' || text[0] == 'n');
}

static void spoil_rows(uint64_t seed)
{
    hl_random random = hl_base__random_seed(seed, 1);
    for (size_t i = 0; i < ROWS; i++) {
        row *r = &rows[i];
        if (hl_base__random_below(&random, 20) == 0)
            (void)snprintf(r->spend, sizeof r->spend, "%s",
                           faults[hl_base__random_below(&random, 6)]);
        if (hl_base__random_below(&random, 20) == 0)
            (void)snprintf(r->before, sizeof r->before, "%s",
                           faults[hl_base__random_below(&random, 6)]);
    }
}

static void make_rows(uint64_t seed)
{
    hl_random random = hl_base__random_seed(seed, 0);
    for (size_t i = 0; i < ROWS; i++) {
        row *r = &rows[i];
        (void)snprintf(r->arm, sizeof r->arm, "%s", arms[hl_base__random_below(&random, 4)]);
        (void)snprintf(r->city, sizeof r->city, "%s", cities[hl_base__random_below(&random, 5)]);
        r->bit[0] = (char)('0' + (char)hl_base__random_below(&random, 2));
        r->bit[1] = '\0';
        any_number(&random, r->spend, sizeof r->spend);
        any_number(&random, r->before, sizeof r->before);
    }
}

typedef struct writing {
    bool json, crlf, quote_all, no_quotes;
    size_t shift; /* rows start here and wrap around */
} writing;

static void put_csv(hl_text *out, const char *text, const writing *w, const char *end)
{
    bool quote = w->quote_all || strpbrk(text, ",\"\n") != NULL;
    if (w->no_quotes)
        quote = false;
    if (quote)
        hl_base__text_add_char(out, '"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' && quote)
            hl_base__text_add_char(out, '"');
        if (!w->no_quotes || strchr(",\"\n", *c) == NULL)
            hl_base__text_add_char(out, *c);
    }
    if (quote)
        hl_base__text_add_char(out, '"');
    hl_base__text_add(out, end);
}

static void put_json(hl_text *out, const char *key, const char *text, bool number)
{
    hl_base__text_addf(out, number ? "\"%s\":" : "\"%s\":\"", key);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            hl_base__text_add_char(out, '\\');
        if (*c == '\n')
            hl_base__text_add(out, "\\n");
        else
            hl_base__text_add_char(out, *c);
    }
    hl_base__text_add(out, number ? "" : "\"");
}

static char *write_rows(const writing *w, size_t *length)
{
    hl_text out = {0};
    const char *end = w->crlf ? "\r\n" : "\n";
    if (!w->json)
        hl_base__text_addf(&out, "id,arm,city,bit,spend,before,note%s", end);
    for (size_t i = 0; i < ROWS; i++) {
        const row *r = &rows[(i + w->shift) % ROWS];
        if (w->json) {
            hl_base__text_addf(&out, "{\"id\":%zu,", i);
            put_json(&out, "arm", r->arm, false);
            hl_base__text_add_char(&out, ',');
            put_json(&out, "city", r->city, false);
            hl_base__text_add_char(&out, ',');
            put_json(&out, "bit", r->bit, true);
            hl_base__text_add_char(&out, ',');
            put_json(&out, "spend", r->spend, !is_fault(r->spend));
            hl_base__text_add_char(&out, ',');
            put_json(&out, "before", r->before, !is_fault(r->before));
            hl_base__text_addf(&out, "}%s", end);
            continue;
        }
        hl_base__text_addf(&out, "%zu,", i);
        put_csv(&out, r->arm, w, ",");
        put_csv(&out, r->city, w, ",");
        put_csv(&out, r->bit, w, ",");
        put_csv(&out, r->spend, w, ",");
        put_csv(&out, r->before, w, ",");
        put_csv(&out, i % 50 == 0 ? "a note, with\n\"a quote\"" : "", w, end);
    }
    *length = out.length;
    return hl_base__text_take(&out);
}

static const char *const metrics[] = {"bit:proportion", "spend:mean", "r=spend/before:ratio",
                                      "auto=bit"};
static const char *const covariates[] = {"before"};
static const char *const dimensions[] = {"city", "bit"};

static hl_scan_spec spec_of(const char *path)
{
    hl_scan_spec spec = hl_scan_spec_init();
    spec.path = path;
    spec.request.arm = "arm";
    spec.request.control = "control";
    spec.request.metrics = metrics;
    spec.request.metric_count = 4;
    spec.request.covariates = covariates;
    spec.request.covariate_count = 1;
    spec.request.dimensions = dimensions;
    spec.request.dimension_count = 2;
    return spec;
}

/* Everything in the cells, as text. */
static void add_sizes(hl_text *out, const hl_histogram *sizes)
{
    char number[HL_WIDE_TEXT];
    for (uint32_t i = 0; i < sizes->count; i++) {
        const hl_bucket *b = &sizes->buckets[i];
        hl_base__text_addf(out, " [%d %lld", (int)b->key, (long long)b->units);
        for (size_t k = 0; k < 2; k++)
            hl_base__text_addf(out, " %s", hl_base__wide_text(&b->sum[k], number));
        for (size_t k = 0; k < 3; k++)
            hl_base__text_addf(out, " %s", hl_base__wide_text(&b->product[k], number));
        hl_base__text_add_char(out, ']');
    }
}

static char *cells_text(const hl_design *design, const hl_cells *cells)
{
    hl_text out = {0};
    char number[HL_WIDE_TEXT];
    for (size_t i = 0; i < design->arm_count; i++)
        hl_base__text_addf(&out, "arm %s\n", design->arms[i].name);
    for (size_t i = 0; i < cells->cell_count; i++) {
        const hl_cell *c = cells->cells[i];
        hl_base__text_addf(&out, "%s/%u=%s %lld:", hl_cells__arm_name(cells, c->arm),
                           cells->splits[c->split].dimension, cells->splits[c->split].value,
                           (long long)c->counters[HL_COUNT_ENROLLED]);
        for (size_t m = 0; m < cells->metric_count; m++) {
            const hl_gram *g = &c->grams[m];
            hl_base__text_addf(&out, " (%d %lld", (int)design->metrics[m].kind,
                               (long long)g->units);
            for (uint32_t k = 0; k < g->width; k++)
                hl_base__text_addf(&out, " %s", hl_base__wide_text(&g->sum[k], number));
            for (uint32_t k = 0; k < g->width * (g->width + 1) / 2; k++)
                hl_base__text_addf(&out, " %s", hl_base__wide_text(&g->product[k], number));
            hl_base__text_addf(&out, " %lld %s %lld %lld", (long long)g->nonzero,
                               hl_base__wide_text(&g->cube, number), (long long)g->blank,
                               (long long)g->unread);
            add_sizes(&out, &c->sizes[m]);
            hl_base__text_add_char(&out, ')');
        }
        hl_base__text_add_char(&out, '\n');
    }
    return hl_base__text_take(&out);
}

static char *scan_text(const hl_scan_spec *spec)
{
    hl_error err = HL_ERROR_INIT;
    hl_scan *scan = NULL;
    const hl_design *design = NULL;
    const hl_cells *cells = NULL;
    hl_problems *problems = hl_problems_new();
    if (hl_scan_file(spec, problems, &scan, &err) != HL_OK ||
        hl_scan_take(scan, 0, &design, &cells, &err) != HL_OK)
        fail_msg("%s", err.message);
    if (hl_problems_count(problems) > 0 && hl_scan_unread(scan) == 0)
        fail_msg("%s", hl_problems_line(problems, 0));
    assert_int_equal(hl_scan_rows(scan), ROWS);
    assert_int_equal(hl_scan_rejected(scan), 0);
    char *text = cells_text(design, cells);
    hl_problems_free(problems);
    hl_scan_free(scan);
    return text;
}

static char *write_file(char *path, const writing *w)
{
    size_t length = 0;
    char *text = write_rows(w, &length);
    (void)strcpy(path, "/tmp/hl-scan-XXXXXX"); // lint: allowed
    int fd = mkstemp(path);
    assert_true(fd >= 0 && text != NULL);
    assert_true(write(fd, text, length) == (ssize_t)length);
    close(fd);
    free(text);
    return path;
}

/* The same by the plainest way there is. */
static char *slow_text(const hl_scan_spec *spec)
{
    hl_scan *scan = NULL;
    const hl_design *design = NULL;
    const hl_cells *had = NULL;
    assert_int_equal(hl_scan_file(spec, NULL, &scan, NULL), HL_OK);
    assert_int_equal(hl_scan_take(scan, 0, &design, &had, NULL), HL_OK);
    hl_cells *cells = hl_cells__new(design);
    /* the cells in the same order */
    for (uint32_t i = 1; i < had->split_names.count; i++)
        (void)hl_cells__split(cells, had->splits[i].dimension, had->splits[i].value,
                              strlen(had->splits[i].value));
    for (size_t i = 0; i < had->cell_count; i++)
        (void)hl_cells__at(cells, had->cells[i]->arm, had->cells[i]->split, HL_CELLS_NO_DAY);
    const hl_i128 one = 1000000000000000000;
    for (size_t i = 0; i < ROWS; i++) {
        const row *r = &rows[i];
        hl_i128 spend = 0;
        hl_i128 before = 0;
        bool lost[4] = {false, is_fault(r->spend), is_fault(r->spend) || is_fault(r->before),
                        false};
        bool unread = (is_fault(r->spend) && !is_blank(r->spend));
        bool unread_before = (is_fault(r->before) && !is_blank(r->before));
        if (!is_fault(r->spend))
            (void)hl_base__decimal_parse(r->spend, strlen(r->spend), &spend);
        if (!is_fault(r->before))
            (void)hl_base__decimal_parse(r->before, strlen(r->before), &before);
        hl_i128 bit = r->bit[0] == '1' ? one : 0;
        hl_i128 missing = is_fault(r->before) ? one : 0;
        const hl_i128 v[4][4] = {{bit, one, before, missing},
                                 {spend, one, before, missing},
                                 {spend, before, before, missing},
                                 {bit, one, before, missing}};
        uint32_t splits[3] = {0, hl_cells__split(cells, 0, r->city, strlen(r->city)),
                              hl_cells__split(cells, 1, r->bit, 1)};
        for (size_t s = 0; s < 3; s++) {
            hl_cell *cell = hl_cells__at(cells, hl_cells__arm(cells, r->arm, strlen(r->arm)),
                                         splits[s], HL_CELLS_NO_DAY);
            cell->counters[HL_COUNT_ENROLLED]++;
            for (size_t m = 0; m < 4; m++)
                if (!lost[m])
                    assert_true(hl_cells__add(cell, m, v[m], NULL, 1));
                else
                    hl_cells__lose(
                        cell, m,
                        unread || (m == 2 && unread_before) ? HL_LOST_UNREAD : HL_LOST_BLANK, 1);
        }
    }
    char *text = cells_text(design, cells);
    hl_cells_free(cells);
    hl_scan_free(scan);
    return text;
}

static void the_cells_are_those_of_a_plain_reading(void **state)
{
    (void)state;
    char path[32];
    make_rows(1);
    hl_scan_spec spec = spec_of(write_file(path, &(writing){.crlf = false}));
    char *fast = scan_text(&spec);
    char *slow = slow_text(&spec);
    assert_string_equal(fast, slow);
    assert_non_null(strstr(fast, "arm a \"b\", c"));
    assert_non_null(strstr(fast, "New\nYork"));
    unlink(path);
    free(fast);
    free(slow);
}

static void threads_and_forms_change_nothing(void **state)
{
    (void)state;
    static const writing forms[] = {{.crlf = true},
                                    {.quote_all = true},
                                    {.json = true},
                                    {.shift = 777},
                                    {.json = true, .crlf = true}};
    static const size_t threads[] = {1, 2, 7};
    char path[32];
    make_rows(2);
    hl_scan_spec spec = spec_of(write_file(path, &(writing){.crlf = false}));
    spec.threads = 1;
    char *wanted = scan_text(&spec);
    unlink(path);
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        spec = spec_of(write_file(path, &forms[f]));
        spec.format = forms[f].json ? HL_SCAN_NDJSON : HL_SCAN_CSV;
        for (size_t t = 0; t < 3; t++) {
            spec.threads = threads[t];
            char *got = scan_text(&spec);
            assert_string_equal(got, wanted);
            free(got);
        }
        unlink(path);
    }
    free(wanted);
}

/* Without any quote the fast path reads all of it. */
static void files_without_quotes_read_the_same(void **state)
{
    (void)state;
    char path[32];
    make_rows(3);
    for (size_t i = 0; i < ROWS; i++) {
        row *r = &rows[i];
        for (char *c = r->arm; *c != '\0'; c++)
            *c = strchr(",\"", *c) != NULL ? '_' : *c;
        for (char *c = r->city; *c != '\0'; c++)
            *c = *c == '\n' ? '_' : *c;
    }
    hl_scan_spec spec = spec_of(write_file(path, &(writing){.no_quotes = true}));
    char *plain = scan_text(&spec);
    char *slow = slow_text(&spec);
    assert_string_equal(plain, slow);
    unlink(path);
    static const writing forms[] = {{.no_quotes = true, .crlf = true}, {.quote_all = true}};
    for (size_t f = 0; f < 2; f++) {
        spec = spec_of(write_file(path, &forms[f]));
        spec.threads = 3;
        char *got = scan_text(&spec);
        assert_string_equal(got, plain);
        unlink(path);
        free(got);
    }
    free(plain);
    free(slow);
}

/* A cell without a number takes its row out of its own metrics, in whatever form it comes. */
static void lost_cells_are_lost_to_their_metrics_alone(void **state)
{
    (void)state;
    static const writing forms[] = {
        {.no_quotes = true}, {.crlf = true}, {.quote_all = true}, {.json = true}};
    char path[32];
    make_rows(4);
    spoil_rows(4);
    for (size_t i = 0; i < ROWS; i++) {
        (void)snprintf(rows[i].arm, sizeof rows[i].arm, "%s", i % 3 == 0 ? "control" : "b");
        (void)snprintf(rows[i].city, sizeof rows[i].city, "%zu", i % 4);
    }
    hl_scan_spec spec = spec_of(write_file(path, &(writing){.crlf = false}));
    char *slow = slow_text(&spec);
    unlink(path);
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        spec = spec_of(write_file(path, &forms[f]));
        spec.format = forms[f].json ? HL_SCAN_NDJSON : HL_SCAN_CSV;
        for (spec.threads = 1; spec.threads < 4; spec.threads += 2) {
            char *got = scan_text(&spec);
            assert_string_equal(got, slow);
            free(got);
        }
        unlink(path);
    }
    free(slow);
}

/* Pieces are read by whichever thread comes first: what stood in one says nothing of the next. */
static void empty_fields_are_absent_whatever_stood_before_them(void **state)
{
    (void)state;
    enum { QUOTED = 150000, PLAIN = 500000 };
    hl_text text = {0};
    hl_base__text_add(&text, "arm,note,bit\n");
    for (int i = 0; i < QUOTED + PLAIN; i++)
        hl_base__text_addf(&text, "%s,%s,%d\n", i % 2 == 0 ? "control" : "b",
                           i < QUOTED ? "\"x\"" : "", i / 2 % 2);
    char path[] = "/tmp/hl-scan-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text.data, text.length) == (ssize_t)text.length);
    close(fd);
    hl_base__text_free(&text);
    hl_scan_spec spec = spec_of(path);
    spec.request.metric_count = 1;
    spec.request.covariate_count = spec.request.dimension_count = 0;
    spec.request.where = "{\"note\": {\"$exists\": true}}";
    for (spec.threads = 1; spec.threads < 4; spec.threads++) {
        hl_scan *scan = NULL;
        assert_int_equal(hl_scan_file(&spec, NULL, &scan, NULL), HL_OK);
        assert_int_equal(hl_scan_left_out(scan), PLAIN);
        hl_scan_free(scan);
    }
    unlink(path);
}

static int setup(void **state)
{
    (void)state;
    rows = calloc(ROWS, sizeof *rows);
    return rows == NULL;
}

static int teardown(void **state)
{
    (void)state;
    free(rows);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cells_are_those_of_a_plain_reading),
        cmocka_unit_test(threads_and_forms_change_nothing),
        cmocka_unit_test(files_without_quotes_read_the_same),
        cmocka_unit_test(lost_cells_are_lost_to_their_metrics_alone),
        cmocka_unit_test(empty_fields_are_absent_whatever_stood_before_them),
    };
    return cmocka_run_group_tests_name("scan properties", tests, setup, teardown);
}
