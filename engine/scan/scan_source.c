/* A flat file behind the interface of all sources of cells. */
#include <stdio.h>
#include <stdlib.h>

#include "hookline/scan.h"
#include "scan/number_columns.h"

enum { MOST_INPUTS = 4, DIGITS = 24 };

typedef struct scan_source {
    hl_cells_source source;
    hl_scan_spec spec;
    hl_scan *scan; /* once it is read */
    size_t input_count;
    hl_input inputs[MOST_INPUTS];
    char left_out[DIGITS];
} scan_source;

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
    s->inputs[s->input_count++] = (hl_input){"data", s->spec.path};
    const char *said = s->spec.decimal == ',' ? "," : ".";
    const char *decimals = s->spec.decimal != '\0' ? said : hl_scan__decimals(s->scan);
    if (decimals[0] != '\0')
        s->inputs[s->input_count++] = (hl_input){"decimal", decimals};
    if (s->spec.request.where == NULL)
        return HL_OK;
    (void)snprintf(s->left_out, sizeof s->left_out, "%lld", (long long)hl_scan_left_out(s->scan));
    s->inputs[s->input_count++] = (hl_input){"where", s->spec.request.where};
    s->inputs[s->input_count++] = (hl_input){"rows_left_out", s->left_out};
    return HL_OK;
}

static hl_cells_rows rows_of(const void *context)
{
    const scan_source *s = context;
    return (hl_cells_rows){hl_scan_rows(s->scan), hl_scan_rejected(s->scan),
                           hl_scan_left_out(s->scan)};
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
