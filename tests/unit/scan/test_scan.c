#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cells/cells.h"
#include "hookline/scan.h"
#include "tests/support/check.h"

/* A scan of a text, with its file and its problems. */
typedef struct run {
    char path[32];
    hl_scan *scan;
    hl_problems *problems;
    hl_error err;
    const hl_design *design;
    const hl_cells *cells;
} run;

static hl_status scan(run *r, const char *text, hl_scan_spec *spec)
{
    *r = (run){.path = "/tmp/hl-scan-XXXXXX", .err = HL_ERROR_INIT};
    int fd = mkstemp(r->path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
    spec->path = r->path;
    r->problems = hl_problems_new();
    hl_status status = hl_scan_file(spec, r->problems, &r->scan, &r->err);
    if (status == HL_OK)
        status = hl_scan_take(r->scan, 0, &r->design, &r->cells, &r->err);
    return status;
}

static void finish(run *r)
{
    unlink(r->path);
    hl_scan_free(r->scan);
    hl_problems_free(r->problems);
}

static hl_scan_spec spec_with(const char *const *metrics, size_t count)
{
    hl_scan_spec spec = hl_scan_spec_init();
    spec.request.arm = "arm";
    spec.request.control = "c";
    spec.request.metrics = metrics;
    spec.request.metric_count = count;
    return spec;
}

static hl_moments moments(const run *r, uint32_t arm, size_t metric)
{
    hl_moments out;
    hl_cells__moments(&hl_cells__find(r->cells, arm, 0, HL_CELLS_NO_DAY)->grams[metric], &out);
    return out;
}

static void refused(const char *text, hl_scan_spec spec, hl_status status, const char *message)
{
    run r;
    assert_int_equal(scan(&r, text, &spec), status);
    if (strstr(r.err.message, message) == NULL)
        fail_msg("wanted '%s', said '%s'", message, r.err.message);
    finish(&r);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const char text[] = "arm,x,y\nc,1,2\nt,0,3\n";
    static const char *const x[] = {"x"};
    hl_scan_spec spec = spec_with(x, 1);
    spec.request.arm = "Arm";
    refused(text, spec, HL_REJECTED,
            "there is no column 'Arm'; did you mean 'arm'? columns: arm, x, y");
    spec.request.arm = NULL;
    refused(text, spec, HL_USAGE, "no column is named as the arm");
    spec = spec_with(x, 1);
    spec.request.control = "d";
    refused(text, spec, HL_REJECTED, "no row has the control 'd' as its arm;");
    refused("arm,x\n", spec_with(x, 1), HL_REJECTED, "no row could be used (0 read)");
    refused("arm,x\nc,a\n", spec_with(x, 1), HL_REJECTED,
            "no value of a metric could be read (1 row)");
    spec = spec_with(NULL, 0);
    refused(text, spec, HL_USAGE, "no metric is asked for");
    spec = spec_with(x, 1);
    spec.request.alpha = 1;
    refused(text, spec, HL_USAGE, "alpha must lie between 0 and 1");
    spec = spec_with(x, 1);
    spec.delimiter = '"';
    refused(text, spec, HL_USAGE, "the delimiter cannot be");
    spec = spec_with(x, 1);
    spec.request.unit = "y";
    spec.request.count = "y";
    refused(text, spec, HL_USAGE, "not both");
    static const struct {
        const char *metric, *message;
    } bad[] = {
        {"x:ratio", "a ratio is written NAME=NUM/DEN:ratio"},
        {"x:median", "'median' is not one of"},
        {"x,y", "need --count"},
        {"x/y:mean", "a quotient is a ratio or a proportion"},
        {"z", "there is no column 'z'"},
        {"n=x/z", "there is no column 'z'"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *const list[] = {bad[i].metric};
        hl_scan_spec one = spec_with(list, 1);
        refused(text, one,
                bad[i].metric[0] == 'z' || strchr(bad[i].metric, 'z') ? HL_REJECTED : HL_USAGE,
                bad[i].message);
    }
    static const char *const twice[] = {"x", "x=y"};
    refused(text, spec_with(twice, 2), HL_USAGE, "two metrics have the name 'x'");
}

static void weights_are_read(void **state)
{
    (void)state;
    static const char text[] = "arm,x\nb,1\nc,1\na,0\n";
    static const char *const x[] = {"x"};
    static const struct {
        const char *weights, *message;
        int64_t wanted[3]; /* c, a, b */
    } cases[] = {
        {"equal", NULL, {1, 1, 1}},
        {"2,2,2", NULL, {1, 1, 1}},
        {"a=0.5,b=0.25,c=0.25", NULL, {1, 2, 1}},
        {"c=1,b=0,a=3", NULL, {1, 3, 0}},
        {"1,2,1", "shares that differ must say whose they are", {0}},
        {"1,1", "none for arm 'b'", {0}},
        {"1,1,1,1", "'1' is for no arm; there are 3", {0}},
        {"a=1,a=2,c=1", "arm 'a' is there twice", {0}},
        {"a=-1,b=1,c=1", "'-1' is no share", {0}},
        {"a=x,b=1,c=1", "'x' is no share", {0}},
        {"d=1,b=1,c=1", "'d=1' is for no arm", {0}},
        {"0,0,0", "all are 0", {0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_scan_spec spec = spec_with(x, 1);
        spec.request.weights = cases[i].weights;
        if (cases[i].message != NULL) {
            refused(text, spec, HL_USAGE, cases[i].message);
            continue;
        }
        run r;
        assert_int_equal(scan(&r, text, &spec), HL_OK);
        assert_string_equal(r.design->arms[0].name, "c");
        assert_string_equal(r.design->arms[1].name, "a");
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(r.design->arms[k].weight, cases[i].wanted[k]);
        finish(&r);
    }
}

static void a_kind_that_is_not_said_is_seen(void **state)
{
    (void)state;
    static const char *const metrics[] = {"x", "y", "z:mean", "w=x/y", "g=y:guardrail:decrease"};
    hl_scan_spec spec = spec_with(metrics, 5);
    run r;
    assert_int_equal(scan(&r, "arm,x,y,z\nc,1,1.5,1\nt,0.0,0,0\nt,oops,7,1\n", &spec), HL_OK);
    assert_int_equal(r.design->metrics[0].kind, HL_METRIC_PROPORTION);
    assert_int_equal(r.design->metrics[1].kind, HL_METRIC_MEAN);
    assert_int_equal(r.design->metrics[2].kind, HL_METRIC_MEAN);
    assert_int_equal(r.design->metrics[3].kind, HL_METRIC_RATIO);
    assert_string_equal(r.design->metrics[3].name, "w");
    assert_int_equal(r.design->metrics[0].role, HL_ROLE_PRIMARY);
    assert_int_equal(r.design->metrics[1].role, HL_ROLE_SECONDARY);
    assert_int_equal(r.design->metrics[4].role, HL_ROLE_GUARDRAIL);
    assert_int_equal(r.design->metrics[4].goal, HL_GOAL_DECREASE);
    assert_int_equal(r.cells->rejected, 0);
    assert_int_equal(r.cells->rows, 3);
    const hl_cell *t = hl_cells__find(r.cells, 1, 0, HL_CELLS_NO_DAY);
    const hl_gram *grams = t->grams;
    assert_int_equal(t->counters[HL_COUNT_ENROLLED], 2);
    assert_int_equal(grams[0].units, 1); /* oops: of x, and of the ratio of x */
    assert_int_equal(grams[0].unread, 1);
    assert_int_equal(grams[3].unread, 1);
    assert_int_equal(grams[1].units, 2);
    assert_int_equal(grams[1].unread, 0);
    finish(&r);
}

/* The name of a column goes before any sign in it. */
static void columns_may_have_any_name(void **state)
{
    (void)state;
    static const char *const metrics[] = {"a/b", "x:mean", "k=v", "c,d:proportion"};
    hl_scan_spec spec = spec_with(metrics, 4);
    run r;
    assert_int_equal(scan(&r, "arm,a/b,x:mean,k=v,\"c,d\"\nc,1,2,3,1\nt,4,5,6,0\n", &spec), HL_OK);
    assert_string_equal(r.design->metrics[0].name, "a/b");
    assert_string_equal(r.design->metrics[1].name, "x:mean");
    assert_string_equal(r.design->metrics[2].name, "k=v");
    assert_string_equal(r.design->metrics[3].name, "c,d");
    assert_rel(moments(&r, 1, 2).sum[0], 6, 0);
    finish(&r);
}

static void rows_may_count_units(void **state)
{
    (void)state;
    static const char *const metrics[] = {"hit=x:proportion", "spend=s,ss:mean",
                                          "ctr=h/t:proportion"};
    static const char text[] = "arm,n,x,s,ss,h,t\nc,3,1,6,14,2,10\nc,2,0,1,1,0,5\nt,4,1,8,16,4,4\n"
                               "t,1.5,1,8,16,4,4\nt,4,1,8,15,4,4\nt,4,1,8,16,5,4\nt,0,1,1,1,0,0\n"
                               "t,-1,1,1,1,0,0\n";
    hl_scan_spec spec = spec_with(metrics, 3);
    spec.request.count = "n";
    run r;
    assert_int_equal(scan(&r, text, &spec), HL_OK);
    hl_moments m = moments(&r, 0, 0);
    assert_int_equal(m.n, 5);
    assert_rel(m.sum[0], 3, 0);
    m = moments(&r, 0, 1); /* 1, 2, 3 and 0, 1 */
    assert_int_equal(m.n, 5);
    assert_rel(m.mean[0], 1.4, 1e-15);
    assert_rel(m.cov[0][0], 1.3, 1e-15);
    assert_abs(m.cov[0][1], 0, 0);
    m = moments(&r, 0, 2);
    assert_int_equal(m.n, 15);
    assert_rel(m.mean[0], 2 / 15., 1e-15);
    assert_rel(m.cov[0][0], 15 / 14. * (2 / 15.) * (13 / 15.), 1e-14);
    m = moments(&r, 1, 0);
    assert_int_equal(m.n, 12);
    assert_int_equal(m.unread, 0);
    m = moments(&r, 1, 1);
    assert_int_equal(m.n, 8);
    assert_int_equal(m.unread, 4); /* and those of a row of no units */
    m = moments(&r, 1, 2);
    assert_int_equal(m.n, 8);
    assert_int_equal(m.unread, 4);
    assert_int_equal(r.cells->rejected, 2);
    static const char *const said[] = {"'1.5' in 'n', which counts", "a sum of squares smaller",
                                       "5 of 4: more than there are", "a sum of squares smaller",
                                       "'-1' in 'n', which counts"};
    for (size_t i = 0; i < 5; i++)
        assert_non_null(strstr(hl_problems_get(r.problems, i)->message, said[i]));
    finish(&r);
}

static void touches_are_gathered_by_unit(void **state)
{
    (void)state;
    static const char *const metrics[] = {"x:proportion", "v:mean", "r=v/x:ratio"};
    static const char *const by[] = {"d"};
    static const char *const covariates[] = {"z"};
    static const char *const texts[] = {"arm,u,x,v,d,z\nc,1,1,2,p,5\nc,1,0,3,q,7\nc,2,1,-1,p,1\n"
                                        "t,3,0,4,p,2\nc,3,1,9,p,2\nt,4,1,1,q,3\n",
                                        "arm,u,x,v,d,z\nt,4,1,1,q,3\nc,3,1,9,p,2\nc,1,0,3,q,7\n"
                                        "t,3,0,4,p,2\nc,2,1,-1,p,1\nc,1,1,2,p,5\n"};
    for (size_t i = 0; i < 2; i++) {
        hl_scan_spec spec = spec_with(metrics, 3);
        spec.request.unit = "u";
        spec.request.dimensions = by;
        spec.request.dimension_count = 1;
        spec.request.covariates = covariates;
        spec.request.covariate_count = 1;
        run r;
        assert_int_equal(scan(&r, texts[i], &spec), HL_OK);
        const hl_cell *c = hl_cells__find(r.cells, 0, 0, HL_CELLS_NO_DAY);
        assert_int_equal(c->counters[HL_COUNT_ENROLLED], 2);
        assert_int_equal(c->counters[HL_COUNT_TOUCHES], 3);
        assert_int_equal(c->counters[HL_COUNT_TWO_ARMS], 1); /* unit 3, in c and t */
        hl_moments m = moments(&r, 0, 1);
        assert_int_equal(m.n, 2);
        assert_rel(m.sum[0], 4, 0);
        assert_rel(m.sum[1], 3, 0);
        assert_rel(m.sum[2], 8, 0); /* the larger of 5 and 7, and 1 */
        assert_rel(m.product[0][1], 5 * 2 - 1, 0);
        assert_rel(m.within, 4 + 9 + 1, 0);
        assert_rel(moments(&r, 0, 2).sum[1], 2, 0);
        assert_int_equal(r.design->metrics[0].per, HL_PER_TOUCH);
        assert_int_equal(r.design->metrics[2].per, HL_PER_UNIT);
        assert_string_equal(r.design->unit, "u");
        assert_int_equal(
            hl_cells__find(r.cells, 1, 0, HL_CELLS_NO_DAY)->counters[HL_COUNT_ENROLLED], 1);
        bool several = false;
        for (uint32_t s = 1; s < r.cells->split_names.count; s++)
            several = several || strcmp(r.cells->splits[s].value, "(several)") == 0;
        assert_true(several);
        finish(&r);
    }
}

static void one_file_may_hold_many_experiments(void **state)
{
    (void)state;
    static const char *const metrics[] = {"x:proportion"};
    hl_scan_spec spec = spec_with(metrics, 1);
    spec.request.control = NULL;
    spec.request.experiment = "e";
    spec.request.weights = "equal";
    run r;
    assert_int_equal(scan(&r, "e,arm,x\nz,a,1\nk,b,1\nk,a,0\nz,b,0\nk,b,1\nz,c,1\n", &spec), HL_OK);
    assert_int_equal(hl_scan_count(r.scan), 2);
    assert_string_equal(r.design->experiment, "k");
    assert_int_equal(r.design->arm_count, 2);
    assert_int_equal(moments(&r, 1, 0).n, 2);
    assert_int_equal(hl_scan_take(r.scan, 1, &r.design, &r.cells, &r.err), HL_OK);
    assert_string_equal(r.design->experiment, "z");
    assert_int_equal(r.design->arm_count, 3);
    assert_string_equal(r.design->arms[2].name, "c");
    assert_int_equal(r.design->arms[2].weight, 1);
    finish(&r);
}

static void a_design_brings_its_metrics_and_arms(void **state)
{
    (void)state;
    static const hl_metric metrics[] = {
        {.name = "first", .column = "x", .kind = HL_METRIC_PROPORTION},
        {.name = "y",
         .kind = HL_METRIC_MEAN,
         .role = HL_ROLE_GUARDRAIL,
         .goal = HL_GOAL_DECREASE,
         .margin = 0.5}};
    static const hl_arm_weight arms[] = {{"t", 3}, {"c", 1}};
    static const hl_dimension dims[] = {{"inside", true}, {"arm", false}};
    const hl_design base = {.experiment = "e",
                            .dimensions = dims,
                            .dimension_count = 2,
                            .unit = "user",
                            .arms = arms,
                            .arm_count = 2,
                            .control = 1,
                            .metrics = metrics,
                            .metric_count = 2,
                            .alpha = 0.1,
                            .inference = HL_INFER_ANYTIME};
    hl_scan_spec spec = spec_with(NULL, 0);
    spec.request.control = NULL;
    spec.request.base = &base;
    run r;
    assert_int_equal(scan(&r, "arm,x,y\nc,1,2\nt,0,3\nother,1,1\n", &spec), HL_OK);
    assert_int_equal(r.design->control, 1);
    assert_int_equal(r.design->arms[0].weight, 3);
    assert_int_equal(r.design->metrics[1].role, HL_ROLE_GUARDRAIL);
    assert_rel(r.design->metrics[1].margin, 0.5, 0);
    assert_int_equal(r.design->dimension_count, 1);
    assert_string_equal(r.design->dimensions[0].name, "arm");
    assert_rel(moments(&r, 1, 0).sum[0], 1, 0);
    assert_rel(r.design->alpha, 0.1, 0);
    assert_int_equal(r.design->inference, HL_INFER_ANYTIME);
    assert_int_equal(r.cells->rejected, 1);
    assert_non_null(strstr(hl_problems_get(r.problems, 0)->message, "unknown arm 'other'"));
    finish(&r);
    static const char *const spelled[] = {"y=x:mean"};
    spec.request.metrics = spelled;
    spec.request.metric_count = 1;
    assert_int_equal(scan(&r, "arm,x\nc,1\nt,0\n", &spec), HL_OK);
    assert_int_equal(r.design->metrics[0].role, HL_ROLE_GUARDRAIL);
    assert_rel(r.design->metrics[0].margin, 0.5, 0);
    finish(&r);
}

/* The digest is that of xxh128sum (of the text "arm,x\nc,1\nt,0\n"), mapped or not. */
static void the_digest_is_of_the_bytes(void **state)
{
    (void)state;
    static const char *const x[] = {"x"};
    hl_scan_spec spec = spec_with(x, 1);
    run r;
    assert_int_equal(scan(&r, "arm,x\nc,1\nt,0\n", &spec), HL_OK);
    static const char digest[] = "xxh128:11de6c257f947cc36b9d958263f31f07";
    assert_string_equal(hl_scan_digest(r.scan), digest);
    assert_string_equal(r.cells->digest, digest);
    finish(&r);
}

/* The byte behind the last one is not mapped when the file fills its pages. */
static void a_file_that_fills_its_pages_is_read_to_its_end(void **state)
{
    (void)state;
    static const char *const x[] = {"x"};
    static const char *const ends[] = {"t,1", "t", "t,", "t,1,2", "t,\"1", "\"", "t,1\r", "t,1\n"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        hl_text text = {0};
        hl_base__text_add(&text, "arm,x\n");
        while (text.length + 9 + strlen(ends[i]) < 4096)
            hl_base__text_add(&text, "c,1\n");
        hl_base__text_add(&text, "c,");
        hl_base__text_add_repeat(&text, '0', 4096 - strlen(ends[i]) - 1 - text.length);
        hl_base__text_add(&text, "\n");
        hl_base__text_add(&text, ends[i]);
        assert_int_equal(text.length, 4096);
        hl_scan_spec spec = spec_with(x, 1);
        run r;
        assert_int_equal(scan(&r, text.data, &spec), HL_OK);
        bool good = strchr(ends[i], '1') != NULL && strpbrk(ends[i], "\"2") == NULL;
        bool blank = strcmp(ends[i], "t,") == 0;
        assert_int_equal(r.cells->rejected, good || blank ? 0 : 1);
        assert_int_equal(hl_scan_blank(r.scan), blank ? 1 : 0);
        finish(&r);
        hl_base__text_free(&text);
    }
}

/* One row alone tells how `paid` is written, and the condition keeps it only when its own column is
 * read with a comma: the file is read three times. */
static void rows_that_a_condition_chose_by_the_wrong_mark_say_nothing(void **state)
{
    (void)state;
    static const char *const paid[] = {"paid:mean"};
    static const char text[] = "arm;spent;paid\n"
                               "c;1,500;1,250\n" /* 1.5: not wanted */
                               "c;9,50;1,250\nt;9,75;2,250\nt;9,000;3,5\n";
    hl_scan_spec spec = spec_with(paid, 1);
    run r;
    spec.request.where = "{\"spent\": {\"$gte\": 5, \"$lt\": 100}}";
    assert_int_equal(scan(&r, text, &spec), HL_OK);
    assert_int_equal(hl_scan_left_out(r.scan), 1);
    assert_true(moments(&r, 0, 0).mean[0] == 1.25);
    assert_true(moments(&r, 1, 0).mean[0] == (2.25 + 3.5) / 2);
    assert_int_equal(hl_scan_undecided(r.scan), 0);
    finish(&r);
}

/* Whether it holds for "?" is known where another member decides. */
static void rows_of_which_nobody_knows_are_counted_by_arm(void **state)
{
    (void)state;
    static const char *const x[] = {"x"};
    static const struct {
        const char *where;
        int64_t c, t;
    } cases[] = {{"{\"n\": {\"$gte\": 5}}", 1, 2},
                 {"{\"n\": {\"$lt\": 5}, \"x\": 1}", 0, 1},
                 {"{\"$not\": {\"n\": {\"$lt\": 5}}}", 1, 2},
                 {"{\"n\": {\"$gte\": 5, \"$lt\": 9}}", 1, 2},
                 {"{\"n\": {\"$gte\": 5, \"$lte\": 5}}", 1, 2},
                 {"{\"n\": 5}", 0, 0},
                 {"{\"n\": {\"$in\": [5, \"?\"]}}", 0, 0},
                 {"{\"$or\": [{\"n\": {\"$gte\": 5}}, {\"n\": {\"$lt\": 5}}]}", 0, 0},
                 {"{\"n\": {\"$gte\": 5}, \"m\": {\"$lt\": 5}}", 1, 1}};
    static const char text[] = "arm,x,n,m\nc,1,7,1\nc,0,?,2\nc,1,5,1\nt,1,?,?\nt,0,?,9\nt,1,N/"
                               "A,1\nt,1,6,1\nt,1,5,1\nc,1,1,9\nt,1,2,9\n";
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_scan_spec spec = spec_with(x, 1);
        run r;
        spec.request.where = cases[i].where;
        assert_int_equal(scan(&r, text, &spec), HL_OK);
        int64_t c = r.cells->undecided == NULL ? 0 : r.cells->undecided[0];
        int64_t t = r.cells->undecided == NULL ? 0 : r.cells->undecided[1];
        if (c != cases[i].c || t != cases[i].t)
            fail_msg("%s: %d and %d", cases[i].where, (int)c, (int)t);
        assert_int_equal(hl_scan_undecided(r.scan), c + t);
        if (c + t > 0)
            assert_string_equal(r.cells->undecided_as, "n = ?");
        finish(&r);
    }
}

/* Whatever number of threads read it, and whatever was read before. */
static void each_scan_has_what_it_could_not_compare(void **state)
{
    (void)state;
    static const char *const x[] = {"x"};
    hl_text text = {0};
    hl_base__text_add(&text, "arm,x,seen\n");
    for (int i = 0; i < 200000; i++)
        hl_base__text_addf(&text, "%c,1,%s\n", i % 2 == 0 ? 'c' : 't',
                           i % 1000 == 7 ? "3/1/2026" : "2026-02-01");
    uint64_t first = 0;
    for (size_t threads = 1; threads <= 4; threads++) {
        run r;
        hl_unread_value value;
        hl_unread *unread = hl_unread_new();
        hl_scan_spec spec = spec_with(x, 1);
        assert_non_null(unread);
        spec.threads = threads;
        spec.request.where = "{\"seen\": {\"$gte\": \"2026-01-05\"}}";
        spec.unread = unread;
        assert_int_equal(scan(&r, text.data, &spec), HL_OK);
        assert_true(hl_unread_get(unread, HL_UNREAD_DATE, 0, &value));
        assert_string_equal(value.attribute, "seen");
        assert_string_equal(value.example, "3/1/2026");
        first = threads == 1 ? value.comparisons : first;
        assert_true(value.comparisons == first && first >= 200);
        assert_false(hl_unread_get(unread, HL_UNREAD_DATE, 1, &value));
        finish(&r);
        hl_unread_free(unread);
    }
    hl_base__text_free(&text);
}

static void too_many_arms_are_no_arms(void **state)
{
    (void)state;
    static const char *const x[] = {"x"};
    hl_text text = {0};
    hl_base__text_add(&text, "arm,x\n");
    for (int i = 0; i < 1001; i++)
        hl_base__text_addf(&text, "a%d,1\n", i);
    refused(text.data, spec_with(x, 1), HL_REJECTED, "has more than 1000 values");
    hl_base__text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(weights_are_read),
        cmocka_unit_test(a_kind_that_is_not_said_is_seen),
        cmocka_unit_test(columns_may_have_any_name),
        cmocka_unit_test(rows_may_count_units),
        cmocka_unit_test(touches_are_gathered_by_unit),
        cmocka_unit_test(one_file_may_hold_many_experiments),
        cmocka_unit_test(a_design_brings_its_metrics_and_arms),
        cmocka_unit_test(the_digest_is_of_the_bytes),
        cmocka_unit_test(a_file_that_fills_its_pages_is_read_to_its_end),
        cmocka_unit_test(rows_that_a_condition_chose_by_the_wrong_mark_say_nothing),
        cmocka_unit_test(rows_of_which_nobody_knows_are_counted_by_arm),
        cmocka_unit_test(each_scan_has_what_it_could_not_compare),
        cmocka_unit_test(too_many_arms_are_no_arms),
    };
    return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
