/* Damaged flat files: never a crash, and the mapped, parallel, vectorised way and the streamed,
 * plain way agree in everything: cells, rows, refusals with line, column and text. With -DHL_FUZZER
 * this is a target for libFuzzer (clang -fsanitize=fuzzer). */
#include "tests/support/check.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "base/text.h"
#include "cells/cells.h"
#include "hookline/scan.h"
#include "tests/support/mutate.h"

static const char *const metrics[] = {"m"};
static const char *const dimensions[] = {"d"};

static int accepted, with_refusals;

/* What came of it, as text; the path is left out. */
static char *outcome(const char *path, hl_scan_format format, size_t threads)
{
    hl_error err = HL_ERROR_INIT;
    hl_scan *scan = NULL;
    hl_text out = {0};
    hl_problems *problems = hl_problems_new();
    hl_scan_spec spec = hl_scan_spec_init();
    spec.path = path;
    spec.format = format;
    spec.request.arm = "a";
    spec.request.metrics = metrics;
    spec.request.metric_count = 1;
    spec.request.dimensions = dimensions;
    spec.request.dimension_count = 1;
    spec.threads = threads;
    hl_status status = hl_scan_file(&spec, problems, &scan, &err);
    accepted += status == HL_OK;
    with_refusals += status == HL_OK && hl_problems_count(problems) > 0;
    const char *said = strstr(err.message, path);
    hl_base__text_addf(&out, "%d%s\n", (int)status,
                       said == NULL ? err.message : said + strlen(path));
    for (size_t i = 0; i < hl_problems_count(problems); i++) {
        const hl_problem *p = hl_problems_get(problems, i);
        hl_base__text_addf(&out, "%lld:%lld %s\n", (long long)p->line, (long long)p->column,
                           p->message);
    }
    if (status == HL_OK) {
        const hl_design *design = NULL;
        const hl_cells *cells = NULL;
        char number[HL_WIDE_TEXT];
        assert_int_equal(hl_scan_take(scan, 0, &design, &cells, NULL), HL_OK);
        hl_base__text_addf(&out, "%lld %lld %s\n", (long long)cells->rows,
                           (long long)cells->rejected, cells->digest);
        for (size_t i = 0; i < cells->cell_count; i++) {
            const hl_cell *c = cells->cells[i];
            hl_base__text_addf(&out, "%s/%s %lld", hl_cells__arm_name(cells, c->arm),
                               cells->splits[c->split].value, (long long)c->grams[0].units);
            hl_base__text_addf(&out, " %s", hl_base__wide_text(&c->grams[0].sum[0], number));
            hl_base__text_addf(&out, " %s\n", hl_base__wide_text(&c->grams[0].product[0], number));
        }
    }
    hl_scan_free(scan);
    hl_problems_free(problems);
    return hl_base__text_take(&out);
}

typedef struct feed {
    int fd;
    const char *text;
    size_t length;
} feed;

static void *write_all(void *argument)
{
    const feed *f = argument;
    for (size_t at = 0; at < f->length;) {
        ssize_t put = write(f->fd, f->text + at, f->length - at);
        if (put <= 0)
            break;
        at += (size_t)put;
    }
    close(f->fd);
    return NULL;
}

static char *through_pipe(const char *text, size_t length, hl_scan_format format)
{
    int ends[2];
    pthread_t thread;
    char path[32];
    if (pipe(ends) != 0)
        return NULL;
    (void)signal(SIGPIPE, SIG_IGN); /* what is refused is not read to its end */
    feed f = {ends[1], text, length};
    if (pthread_create(&thread, NULL, write_all, &f) != 0)
        return NULL;
    (void)snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    char *out = outcome(path, format, 1);
    close(ends[0]);
    (void)pthread_join(thread, NULL);
    return out;
}

static bool agree(const char *text, size_t length, hl_scan_format format, size_t threads)
{
    char path[] = "/tmp/hl-fuzz-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, text, length) != (ssize_t)length)
        return false;
    close(fd);
    char *mapped = outcome(path, format, threads);
    unlink(path);
    char *streamed = through_pipe(text, length, format);
    bool same = mapped != NULL && streamed != NULL && strcmp(mapped, streamed) == 0;
    if (!same)
        print_message("mapped:\n%s\nstreamed:\n%s\n", mapped, streamed);
    free(mapped);
    free(streamed);
    return same;
}

#ifdef HL_FUZZER
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!agree((const char *)data, size, HL_SCAN_AUTO, 2))
        abort();
    return 0;
}
#else

static const char *const pieces[] = {",",       ",",  "\n",  "\n",     "\r\n", "\"", "\"\"", "x",
                                     "0",       "1",  "2.5", "1e3",    "-7",   "é",  "\xFF", "\r",
                                     "\"p,q\"", "\"", "{",   "\"a\":", ":",    "}",  " ",    "红"};
static const char *const csv_rows[] = {"x,1,p\n", "y,2.25,\"q\"\n", "x,0,\n", "\"x\",-3,p\r\n",
                                       "y,1e2,红\n"};
static const char *const json_rows[] = {"{\"a\":\"x\",\"m\":1,\"d\":\"p\"}\n",
                                        "{\"m\":2.5,\"a\":\"y\",\"d\":null}\n"};

/* Good rows with something odd thrown in once in `rare`. */
static char *any_file(hl_random *random, bool json, size_t rows, size_t rare, size_t *length)
{
    hl_text out = {0};
    hl_base__text_add(&out, json ? json_rows[0] : "a,m,d\n");
    for (size_t i = 0; i < rows; i++) {
        hl_base__text_add(&out, json ? json_rows[hl_base__random_below(random, 2)]
                                     : csv_rows[hl_base__random_below(random, 5)]);
        while (hl_base__random_below(random, rare) == 0) {
            size_t cut = hl_base__random_below(random, 6);
            out.length -= cut < out.length ? cut : 0;
            hl_base__text_add(
                &out, pieces[hl_base__random_below(random, sizeof pieces / sizeof pieces[0])]);
        }
    }
    *length = out.length;
    return hl_base__text_take(&out);
}

static void small_damaged_files(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(1, 0);
    for (int round = 0; round < 3000; round++) {
        bool json = round % 4 == 0;
        size_t length = 0;
        char *text = any_file(&random, json, hl_base__random_below(&random, 40), 3, &length);
        if (!agree(text, length, json ? HL_SCAN_NDJSON : HL_SCAN_CSV, 2))
            fail_msg("round %d: %.*s", round, (int)length, text);
        free(text);
    }
    /* all ways are trodden */
    assert_in_range(accepted, 2000, 5900);
    assert_in_range(with_refusals, 1000, accepted - 100);
}

/* Several pieces of a file, their borders anywhere, quotes open across them. */
static void large_damaged_files(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(2, 0);
    static const size_t rare[] = {10, 100, 3000, 1000000000};
    for (int round = 0; round < 8; round++) {
        bool json = round >= 4;
        size_t length = 0;
        char *text = any_file(&random, json, json ? 100000 : 400000, rare[round % 4], &length);
        assert_true(length > 2 << 20);
        if (!agree(text, length, json ? HL_SCAN_NDJSON : HL_SCAN_CSV, 3))
            fail_msg("round %d", round);
        free(text);
    }
}

static void corpus(void **state)
{
    (void)state;
    static const char *const folders[] = {"tests/fuzz/corpus/scan", NULL};
    hl_seeds seeds = hl_seeds_load(folders);
    for (size_t i = 0; i < seeds.count; i++)
        assert_true(agree(seeds.texts[i], seeds.lengths[i], HL_SCAN_AUTO, 2));
    hl_seeds_free(&seeds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus),
        cmocka_unit_test(small_damaged_files),
        cmocka_unit_test(large_damaged_files),
    };
    return cmocka_run_group_tests_name("fuzz scan", tests, NULL, NULL);
}
#endif
