/* The bytes of a store: opened or refused; whatever is asked of it is answered, or the file is said
 * to be damaged. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hookline.h"
#include "tests/support/fuzz.h"

static char path[] = "/tmp/hl-fuzz-store-XXXXXX";

static void remove_beside(const char *end)
{
    char name[sizeof path + 16];
    (void)snprintf(name, sizeof name, "%s%s", path, end);
    (void)unlink(name);
}

static void report(hl_store *store, const char *name)
{
    hl_definition *definition = NULL;
    hl_cells *cells = NULL;
    hl_analysis *analysis = NULL;
    char *text = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    options.as_of_utc_ms = INT64_C(1773052800000);
    hl_status status = hl_store_cells(store, name, &definition, &cells, &err);
    if (status == HL_OK)
        status = hl_analysis_run(&hl_definition_experiment(definition)->design, cells, &options,
                                 &analysis, &err);
    if (status == HL_OK)
        status = hl_report_write(analysis, HL_REPORT_JSON, HL_LANG_EN, false, &text, &err);
    if (status != HL_OK && err.message[0] == '\0')
        abort();
    free(text);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    hl_definition_free(definition);
}

static void plan(hl_store *store, const char *name)
{
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    hl_plan *made = NULL;
    hl_problems *problems = hl_problems_new();
    options.store = store;
    options.dry_run = true;
    options.experiment = name;
    options.now_utc_ms = INT64_C(1773052800000);
    if (hl_plan_make(NULL, &options, problems, &made, NULL) != HL_OK && made != NULL)
        abort();
    hl_plan_free(made);
    hl_problems_free(problems);
}

static void change(hl_store *store)
{
    static const char rows[] = "event_id,user_id,type,at\ne9,u1,click,2026-03-01T12:00:00Z\n";
    hl_row_source *source = NULL;
    hl_import_summary done;
    hl_verify_summary summary;
    hl_import_options options = HL_IMPORT_OPTIONS_INIT;
    if (hl_rows_open_text("rows", rows, sizeof rows - 1, NULL, &source, NULL) == HL_OK)
        (void)!hl_store_import_rows(store, HL_IMPORT_EVENTS, source, &options, NULL, &done, NULL);
    hl_rows_close(source);
    (void)!hl_store_verify(store, false, NULL, &summary, NULL);
    (void)!hl_store_verify(store, true, NULL, &summary, NULL);
}

static void ask(hl_store *store)
{
    hl_store_experiment *all = NULL;
    size_t count = 0;
    if (hl_store_experiments(store, &all, &count, NULL) != HL_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        report(store, all[i].name);
        plan(store, all[i].name);
    }
    free(all);
    change(store);
}

static void take(const char *text, size_t length)
{
    hl_store *store = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_store_options options = HL_STORE_OPTIONS_INIT;
    memcpy(path + sizeof path - 7, "XXXXXX", 6);
    int fd = mkstemp(path);
    if (fd < 0)
        return;
    bool written = write(fd, text, length) == (ssize_t)length;
    (void)close(fd);
    if (written && hl_store_open(path, &options, &store, &err) == HL_OK)
        ask(store);
    else if (written && err.message[0] == '\0')
        abort();
    hl_store_close(store);
    (void)unlink(path);
    remove_beside("-wal");
    remove_beside("-shm");
    remove_beside("-journal");
}

HL_FUZZ_TARGET("store", 150, take)
