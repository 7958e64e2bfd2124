/* A flat file behind the interface of all sources of cells. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "hookline/scan.h"
#include "scan/number_marks.h"

enum { DIGITS = 24 };

typedef struct scan_source {
    hl_cells_source source;
    hl_scan_spec spec;
    hl_scan *scan; /* once it is read */
    hl_arena arena;
    size_t input_count;
    hl_input *inputs;
} scan_source;

/* How many inputs there can be beside the files. */
enum { OTHER_INPUTS = 7 };

static bool add_input(scan_source *s, const char *name, const char *value)
{
    const char *kept_name = hl_base__arena_string(&s->arena, name);
    const char *kept = hl_base__arena_string(&s->arena, value);
    if (kept_name == NULL || kept == NULL)
        return false;
    s->inputs[s->input_count++] = (hl_input){kept_name, kept};
    return true;
}

static bool add_number(scan_source *s, const char *name, long long number)
{
    char digits[DIGITS];
    (void)snprintf(digits, sizeof digits, "%lld", number);
    return add_input(s, name, digits);
}

/* "data", "data_2", ... */
static bool add_files(scan_source *s)
{
    char name[DIGITS];
    bool ok = add_input(s, "data", s->spec.path);
    for (size_t i = 0; i < s->spec.more_count && ok; i++) {
        (void)snprintf(name, sizeof name, "data_%zu", i + 2);
        ok = add_input(s, name, s->spec.more[i]);
    }
    return ok;
}

/* What was said of how the files are written. */
static bool add_writing(scan_source *s)
{
    const hl_scan_spec *spec = &s->spec;
    const char delimiter[] = {spec->delimiter, '\0'};
    return (spec->encoding == NULL || add_input(s, "encoding", spec->encoding)) &&
           (spec->delimiter == '\0' || add_input(s, "delimiter", delimiter)) &&
           (spec->skip_lines == 0 || add_number(s, "skip_lines", (long long)spec->skip_lines)) &&
           (!spec->arm_from_file || add_input(s, "arm_from_file", "true"));
}

static bool add_decimal(scan_source *s)
{
    const char *said = s->spec.decimal == ',' ? "," : ".";
    const char *decimals = s->spec.decimal != '\0' ? said : hl_scan__decimals(s->scan);
    return decimals[0] == '\0' || add_input(s, "decimal", decimals);
}

static bool add_condition(scan_source *s)
{
    return s->spec.request.where == NULL ||
           (add_input(s, "where", s->spec.request.where) &&
            add_number(s, "rows_left_out", (long long)hl_scan_left_out(s->scan)));
}

static hl_status read_file(void *context, const hl_cells_reading *how, hl_problems *problems,
                           hl_error *err)
{
    scan_source *s = context;
    s->spec.keep_units = how->units;
    s->spec.progress = how->progress;
    s->spec.progress_context = how->context;
    hl_status status = hl_scan_file(&s->spec, problems, &s->scan, err);
    if (status != HL_OK)
        return status;
    s->inputs =
        hl_base__arena_array(&s->arena, s->spec.more_count + OTHER_INPUTS + 1, sizeof *s->inputs);
    if (s->inputs == NULL || !add_files(s) || !add_writing(s) || !add_decimal(s) ||
        !add_condition(s))
        return hl_error_memory(err);
    return HL_OK;
}

static hl_cells_rows rows_of(const void *context)
{
    const scan_source *s = context;
    return (hl_cells_rows){hl_scan_rows(s->scan),     hl_scan_rejected(s->scan),
                           hl_scan_left_out(s->scan), hl_scan_unread(s->scan),
                           hl_scan_blank(s->scan),    hl_scan_undecided(s->scan),
                           hl_scan_nameless(s->scan)};
}

static size_t count(const void *context)
{
    const scan_source *s = context;
    return hl_scan_count(s->scan);
}

static hl_status take(void *context, size_t index, hl_cells_taken *out, hl_error *err)
{
    scan_source *s = context;
    out->units = hl_scan_unit_values(s->scan);
    out->definition_digest = s->spec.request.base_digest;
    out->inputs = s->inputs;
    out->input_count = s->input_count;
    return hl_scan_take(s->scan, index, &out->design, &out->cells, err);
}

static void close_file(void *context)
{
    scan_source *s = context;
    hl_scan_free(s->scan);
    hl_base__arena_free(&s->arena);
    free(s);
}

hl_status hl_scan_cells_source(const hl_scan_spec *spec, hl_cells_source **out, hl_error *err)
{
    scan_source *s = calloc(1, sizeof *s);
    *out = NULL;
    if (s == NULL)
        return hl_error_memory(err);
    s->spec = *spec;
    s->source = (hl_cells_source){.version = HL_CELLS_SOURCE_VERSION,
                                  .name = spec->path,
                                  .context = s,
                                  .read = read_file,
                                  .rows = rows_of,
                                  .count = count,
                                  .take = take,
                                  .close = close_file};
    *out = &s->source;
    return HL_OK;
}
