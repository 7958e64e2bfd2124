/* An experiment of the store behind the interface of all sources of cells. */
#include <stdlib.h>
#include <string.h>

#include "log/read_store.h"

typedef struct store_source {
    hl_cells_source source;
    hl_store *store;
    char *experiment;
    hl_definition *definition; /* once it is read */
    hl_cells *cells;
    hl_unit_values *units;
} store_source;

/* Both of one state of the store: the cells tell what was lost of the units' data. */
static hl_status read_units(store_source *s, int64_t as_of_utc_ms, hl_error *err)
{
    hl_definition *same = NULL;
    hl_status status = hl_log__begin_reading(s->store, err);
    if (status != HL_OK)
        return status;
    status =
        hl_log__read_units(s->store, s->experiment, as_of_utc_ms, &s->definition, &s->units, err);
    if (status == HL_OK)
        status = hl_log__read_cells(s->store, s->experiment, &same, &s->cells, err);
    hl_definition_free(same);
    return hl_log__end_reading(s->store, status, err);
}

static hl_status read_store(void *context, const hl_cells_reading *how, hl_problems *problems,
                            hl_error *err)
{
    store_source *s = context;
    (void)problems; /* rows were refused when they were imported */
    return how->units ? read_units(s, how->as_of_utc_ms, err)
                      : hl_store_cells(s->store, s->experiment, &s->definition, &s->cells, err);
}

static size_t count(const void *context)
{
    (void)context;
    return 1;
}

static hl_status take(void *context, size_t index, hl_cells_taken *out, hl_error *err)
{
    const store_source *s = context;
    (void)index;
    (void)err;
    out->design = &hl_definition_experiment(s->definition)->design;
    out->zone = hl_definition_experiment(s->definition)->zone;
    out->cells = s->cells;
    out->units = s->units;
    out->definition_digest = hl_definition_digest(s->definition);
    return HL_OK;
}

static void close_source(void *context)
{
    store_source *s = context;
    hl_definition_free(s->definition);
    hl_cells_free(s->cells);
    hl_unit_values_free(s->units);
    free(s->experiment);
    free(s);
}

hl_status hl_store_cells_source(hl_store *store, const char *experiment, hl_cells_source **out,
                                hl_error *err)
{
    store_source *s = calloc(1, sizeof *s);
    size_t size = strlen(experiment) + 1;
    char *name = malloc(size);
    *out = NULL;
    if (s == NULL || name == NULL) {
        free(s);
        free(name);
        return hl_error_memory(err);
    }
    memcpy(name, experiment, size);
    s->store = store;
    s->experiment = name;
    s->source = (hl_cells_source){.version = HL_CELLS_SOURCE_VERSION,
                                  .name = store->path,
                                  .context = s,
                                  .read = read_store,
                                  .count = count,
                                  .take = take,
                                  .close = close_source};
    *out = &s->source;
    return HL_OK;
}
