#include "hookline/cells_source.h"

hl_status hl_cells_source_read(hl_cells_source *source, const hl_cells_reading *how,
                               hl_problems *problems, hl_error *err)
{
    if (source->version != HL_CELLS_SOURCE_VERSION)
        return hl_error_set(err, HL_USAGE, "%s: a source of cells of version %u; known is %d",
                            source->name, source->version, HL_CELLS_SOURCE_VERSION);
    return source->read(source->context, how, problems, err);
}

hl_cells_rows hl_cells_source_rows(const hl_cells_source *source)
{
    hl_cells_rows none = {0};
    return source->rows == NULL ? none : source->rows(source->context);
}

size_t hl_cells_source_count(const hl_cells_source *source)
{
    return source->count(source->context);
}

hl_status hl_cells_source_take(hl_cells_source *source, size_t index, hl_cells_taken *out,
                               hl_error *err)
{
    *out = (hl_cells_taken){0};
    return source->take(source->context, index, out, err);
}

void hl_cells_source_close(hl_cells_source *source)
{
    if (source != NULL)
        source->close(source->context);
}
