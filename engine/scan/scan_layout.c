#include "scan/scan_layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "scan/files.h"
#include "scan/guessed_id.h"
#include "scan/known_columns.h"
#include "scan/unwanted_metrics.h"

hl_status hl_scan__no_column(const hl_scan_layout *layout, const hl_rows *rows, const char *name,
                             size_t length, hl_error *err)
{
    size_t count = layout->header_count;
    const char **names = calloc(count + 1, sizeof *names);
    hl_text text = {0};
    hl_text wanted = {0};
    hl_base__text_add_bytes(&wanted, name, length);
    for (size_t i = 0; names != NULL && i < count; i++) {
        names[i] = hl_rows__column_name(rows, i);
        hl_base__text_addf(&text, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    const char *near =
        names == NULL ? NULL : hl_base__suggest_word(hl_base__text_string(&wanted), names, count);
    hl_status status = HL_FAILED;
    if (names == NULL || text.failed || wanted.failed)
        (void)hl_error_memory(err);
    else
        status = hl_error_set(err, HL_REJECTED, "%s: %s '%s'; %s%s%s%s: %s%s", layout->path,
                              layout->json ? "no record has a value of" : "there is no column",
                              hl_base__text_string(&wanted), near == NULL ? "" : "did you mean '",
                              near == NULL ? "" : near, near == NULL ? "" : "'? ",
                              layout->json ? "keys" : "columns", hl_base__text_string(&text),
                              hl_rows__hint(rows));
    free(names);
    hl_base__text_free(&text);
    hl_base__text_free(&wanted);
    return status;
}

/* A column that the first record lacks: later ones may have it. */
static hl_status add_column(hl_scan_layout *layout, const char *name, size_t length, hl_error *err)
{
    size_t count = layout->column_count;
    size_t *field_of = hl_base__arena_array(&layout->arena, count + 1, sizeof *field_of);
    const char **names =
        hl_base__arena_array(&layout->arena, layout->field_count + count + 2, sizeof *names);
    if (field_of == NULL || names == NULL)
        return hl_error_memory(err);
    if (count > 0)
        memcpy(field_of, layout->field_of, count * sizeof *field_of);
    if (layout->field_count > 0)
        memcpy(names, layout->names, layout->field_count * sizeof *names);
    field_of[count] = HL_SCAN_NONE;
    layout->field_of = field_of;
    layout->names = names;
    layout->column_count++;
    return hl_rows__add_column(layout->rows, name, length, err);
}

hl_status hl_scan__field(hl_scan_layout *layout, const hl_rows *rows, const char *name,
                         size_t length, size_t *field, hl_error *err)
{
    for (size_t i = 0; i < layout->column_count; i++) {
        const char *have = hl_rows__column_name(rows, i);
        if (strlen(have) != length || memcmp(have, name, length) != 0)
            continue;
        if (layout->field_of[i] == HL_SCAN_NONE) {
            const char *kept = hl_base__arena_string(&layout->arena, have);
            if (kept == NULL)
                return hl_error_memory(err);
            layout->names[layout->field_count] = kept;
            layout->field_of[i] = layout->field_count++;
        }
        *field = layout->field_of[i];
        return HL_OK;
    }
    if (!layout->json)
        return hl_scan__no_column(layout, rows, name, length, err);
    hl_status status = add_column(layout, name, length, err);
    return status == HL_OK ? hl_scan__field(layout, rows, name, length, field, err) : status;
}

/* The variable of a column, made when it is new; name may be NULL: then there is none. */
static hl_status find_variable(hl_scan_layout *layout, const char *name, bool bit, size_t *variable,
                               hl_error *err)
{
    size_t field = 0;
    *variable = HL_SCAN_NONE;
    if (name == NULL)
        return HL_OK;
    hl_status status = hl_scan__field(layout, layout->rows, name, strlen(name), &field, err);
    if (status != HL_OK)
        return status;
    size_t at = 0;
    while (at < layout->variable_count &&
           (layout->variables[at].field != field || layout->variables[at].bit != bit))
        at++;
    if (at == HL_SCAN_MOST_VARIABLES)
        return hl_error_set(err, HL_USAGE, "more than %d numeric columns", HL_SCAN_MOST_VARIABLES);
    if (at == layout->variable_count)
        layout->variables[layout->variable_count++] = (hl_scan_variable){field, bit, false};
    *variable = at;
    return HL_OK;
}

static hl_status optional_field(hl_scan_layout *layout, const hl_rows *rows, const char *name,
                                size_t *field, hl_error *err)
{
    *field = HL_SCAN_NONE;
    return name == NULL ? HL_OK : hl_scan__field(layout, rows, name, strlen(name), field, err);
}

static hl_status layout_roles(hl_scan_layout *layout, const hl_rows *rows, hl_error *err)
{
    const hl_design_request *request = layout->request;
    const hl_design *design = &layout->outline.design;
    const struct {
        const char *name;
        size_t *field;
    } roles[] = {{layout->spec->arm_from_file ? NULL : request->arm, &layout->arm},
                 {request->unit, &layout->unit},
                 {request->count, &layout->count},
                 {request->experiment, &layout->experiment}};
    hl_status status = HL_OK;
    for (size_t i = 0; i < sizeof roles / sizeof roles[0] && status == HL_OK; i++)
        status = optional_field(layout, rows, roles[i].name, roles[i].field, err);
    layout->file_field = HL_SCAN_NONE;
    if (layout->spec->arm_from_file) {
        layout->names[layout->field_count] = request->arm;
        layout->file_field = layout->arm = layout->field_count++;
    }
    size_t segments = layout->conditions.segment_count;
    for (size_t i = segments; i < layout->dimension_count && status == HL_OK; i++) {
        const char *name = design->dimensions[i].name;
        status = hl_scan__field(layout, rows, name, strlen(name), &layout->dimensions[i], err);
    }
    for (size_t i = 0; i < layout->covariate_count && status == HL_OK; i++)
        status = find_variable(layout, design->covariates[i], false, &layout->covariates[i], err);
    return status;
}

static hl_status layout_metric(hl_scan_layout *layout, size_t i, hl_error *err)
{
    const hl_metric *metric = &layout->outline.metrics[i];
    const hl_metric_columns *columns = &layout->outline.columns[i];
    hl_scan_metric *source = &layout->metrics[i];
    layout->histograms =
        layout->histograms || metric->kind == HL_METRIC_QUANTILE || metric->winsorize > 0;
    layout->sizes = layout->sizes || metric->kind == HL_METRIC_RATIO || metric->per == HL_PER_TOUCH;
    hl_status status = find_variable(layout, columns->value, columns->bit, &source->value, err);
    if (status == HL_OK)
        layout->variables[source->value].unsaid = columns->kind_unsaid;
    if (status == HL_OK)
        status = find_variable(layout, columns->denominator, false, &source->denominator, err);
    if (status == HL_OK)
        status = find_variable(layout, columns->square, false, &source->square, err);
    if (status == HL_OK)
        status = find_variable(layout, columns->cube, false, &source->cube, err);
    if (status == HL_OK)
        status = find_variable(layout, columns->nonzero, false, &source->nonzero, err);
    return status == HL_OK ? find_variable(layout, columns->trials, false, &source->trials, err)
                           : status;
}

/* All variables that a metric reads. */
static uint64_t cells_of(const hl_scan_metric *metric)
{
    const size_t sources[] = {metric->value, metric->denominator, metric->square,
                              metric->cube,  metric->nonzero,     metric->trials};
    uint64_t cells = 0;
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
        if (sources[i] != HL_SCAN_NONE)
            cells |= UINT64_C(1) << sources[i];
    return cells;
}

static void layout_blanks(hl_scan_layout *layout)
{
    uint64_t open = 0, other = 0;
    for (size_t m = 0; m < layout->metric_count; m++) {
        hl_scan_metric *metric = &layout->metrics[m];
        metric->blank = layout->outline.metrics[m].blank;
        metric->cells = cells_of(metric);
        layout->blank_refused |= metric->blank == HL_BLANK_REFUSE ? metric->cells : 0;
        open |= metric->blank == HL_BLANK_UNSAID ? metric->cells : 0;
        other |= metric->blank != HL_BLANK_ZERO ? metric->cells : 0;
        layout->blank_zero |= metric->cells;
    }
    for (size_t k = 0; k < layout->covariate_count; k++)
        other |= UINT64_C(1) << layout->covariates[k];
    layout->blank_said = ~open;
    layout->blank_zero &= ~other;
}

static hl_status layout_metrics(hl_scan_layout *layout, hl_error *err)
{
    if (layout->metric_count > HL_SCAN_MOST_VARIABLES)
        return hl_error_set(err, HL_USAGE, "more than %d metrics", HL_SCAN_MOST_VARIABLES);
    hl_status status = HL_OK;
    for (size_t i = 0; i < layout->metric_count && status == HL_OK; i++)
        status = layout_metric(layout, i, err);
    layout_blanks(layout);
    return status;
}

static hl_status check_units(const hl_scan_layout *layout, hl_error *err)
{
    const hl_design_request *request = layout->request;
    if (layout->spec->keep_units &&
        (layout->outline.aggregated || request->count != NULL || request->experiment != NULL))
        return hl_error_set(err, HL_USAGE,
                            "rows that stand for many users, or for many experiments, cannot be "
                            "put into arms one by one");
    return HL_OK;
}

static bool has_column(const void *context, const char *name, size_t length)
{
    const hl_rows *rows = context;
    for (size_t i = 0; i < hl_rows__column_count(rows); i++) {
        const char *have = hl_rows__column_name(rows, i);
        if (strlen(have) == length && memcmp(have, name, length) == 0)
            return true;
    }
    return false;
}

static hl_status layout_design(hl_scan_layout *layout, hl_error *err)
{
    layout->table = (hl_design_table){.name = layout->path,
                                      .has_column = has_column,
                                      .context = layout->rows,
                                      .segments = layout->conditions.segment_names,
                                      .segment_count = layout->conditions.segment_count};
    hl_status status = hl_design__outline(&layout->outline, layout->request, &layout->table, err);
    layout->metric_count = layout->outline.design.metric_count;
    layout->dimension_count = layout->outline.design.dimension_count;
    layout->covariate_count = layout->outline.design.covariate_count;
    return status;
}

static void add_pair(hl_scan_layout *layout, size_t a, size_t b)
{
    if (hl_scan__pair(layout, a, b) == layout->pair_count &&
        layout->pair_count < HL_SCAN_MOST_PAIRS) {
        layout->pairs[layout->pair_count][0] = (uint8_t)(a < b ? a : b);
        layout->pairs[layout->pair_count++][1] = (uint8_t)(a < b ? b : a);
    }
}

size_t hl_scan__pair(const hl_scan_layout *layout, size_t a, size_t b)
{
    size_t low = a < b ? a : b;
    size_t high = a < b ? b : a;
    size_t at = 0;
    while (at < layout->pair_count && (layout->pairs[at][0] != low || layout->pairs[at][1] != high))
        at++;
    return at;
}

static void layout_pairs(hl_scan_layout *layout)
{
    for (size_t m = 0; m < layout->metric_count; m++) {
        size_t sources[2] = {layout->metrics[m].value, layout->metrics[m].denominator};
        size_t count = sources[1] == HL_SCAN_NONE ? 1 : 2;
        for (size_t i = 0; i < count; i++) {
            if (!layout->variables[sources[i]].bit)
                add_pair(layout, sources[i], sources[i]);
            for (size_t k = 0; k < layout->covariate_count; k++)
                add_pair(layout, sources[i], layout->covariates[k]);
        }
        if (count == 2)
            add_pair(layout, sources[0], sources[1]);
    }
    for (size_t k = 0; k < layout->covariate_count; k++)
        for (size_t l = k; l < layout->covariate_count; l++)
            add_pair(layout, layout->covariates[k], layout->covariates[l]);
}

static void layout_cubes(hl_scan_layout *layout)
{
    for (size_t m = 0; m < layout->metric_count; m++) {
        size_t value = layout->metrics[m].value;
        size_t at = 0;
        while (at < layout->cube_count && layout->cubes[at] != value)
            at++;
        if (layout->variables[value].bit || at < layout->cube_count)
            continue;
        layout->cube_of[value] = at;
        layout->cubed |= UINT64_C(1) << value;
        layout->cubes[layout->cube_count++] = (uint8_t)value;
    }
}

/* Rows that count units, or hold their sums, have no values of single ones. */
static void layout_watched(hl_scan_layout *layout)
{
    for (size_t i = 0; i < layout->variable_count; i++)
        layout->bits |= (uint64_t)layout->variables[i].bit << i;
    if (layout->outline.aggregated || layout->count != HL_SCAN_NONE)
        return;
    for (size_t m = 0; m < layout->metric_count; m++) {
        const size_t read[] = {layout->metrics[m].value, layout->metrics[m].denominator};
        for (size_t i = 0; i < 2; i++)
            if (read[i] != HL_SCAN_NONE && !layout->variables[read[i]].bit)
                layout->watched |= UINT64_C(1) << read[i];
    }
}

static hl_status allocate(hl_scan_layout *layout, hl_error *err)
{
    layout->field_of =
        hl_base__arena_array(&layout->arena, layout->column_count, sizeof *layout->field_of);
    layout->names =
        hl_base__arena_array(&layout->arena, layout->column_count + 1, sizeof *layout->names);
    layout->dimensions =
        hl_base__arena_array(&layout->arena, layout->dimension_count, sizeof *layout->dimensions);
    layout->covariates =
        hl_base__arena_array(&layout->arena, layout->covariate_count, sizeof *layout->covariates);
    layout->metrics =
        hl_base__arena_array(&layout->arena, layout->metric_count, sizeof *layout->metrics);
    if (layout->field_of == NULL || layout->names == NULL || layout->dimensions == NULL ||
        layout->covariates == NULL || layout->metrics == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < layout->column_count; i++)
        layout->field_of[i] = HL_SCAN_NONE;
    return HL_OK;
}

static void take_file(hl_scan_layout *layout, size_t file, hl_rows *rows)
{
    hl_body body;
    (void)hl_rows__body(rows, &body);
    layout->path = hl_scan__file(layout->spec, file);
    layout->start = hl_scan__file_start(file);
    layout->rows = rows;
    layout->json = body.json;
    layout->header_count = hl_rows__column_count(rows);
    layout->column_count = layout->header_count;
    layout->header_fields = body.header_fields;
    layout->split = body.split;
}

static bool is_read_as_number(const hl_scan_layout *layout, size_t field)
{
    for (size_t i = 0; i < layout->variable_count; i++)
        if (layout->variables[i].field == field)
            return true;
    return false;
}

/* As the first file has it, or as it is called, or by what stands in the first file. */
static bool id_column(const hl_scan_layout *layout, bool first, int *column)
{
    const char *unit = layout->unit == HL_SCAN_NONE ? NULL : layout->names[layout->unit];
    const char *name = unit != NULL ? unit : layout->id_first;
    *column = name == NULL ? -1 : hl_rows__column(layout->rows, name);
    if (*column < 0 && unit == NULL)
        *column = hl_scan__id_column(layout->rows);
    return *column >= 0 || unit != NULL || !first || hl_scan__guess_id(layout, column);
}

/* Whose a row is, though nobody may have asked for it. */
static hl_status find_id(hl_scan_layout *layout, bool first, hl_error *err)
{
    int column = -1;
    layout->id = HL_SCAN_NONE;
    layout->id_name = NULL;
    if (!id_column(layout, first, &column))
        return hl_error_memory(err);
    if (column < 0)
        return HL_OK;
    size_t *field = &layout->field_of[column];
    if (*field == layout->arm || *field == layout->experiment || is_read_as_number(layout, *field))
        return HL_OK;
    if (*field == layout->field_count)
        *field = layout->field_count + 2;
    layout->id = *field;
    layout->id_name = hl_rows__column_name(layout->rows, (size_t)column);
    if (first)
        layout->id_first = hl_base__arena_string(&layout->arena, layout->id_name);
    return first && layout->id_first == NULL ? hl_error_memory(err) : HL_OK;
}

/* Columns that nobody asked for. The first may say all the same that a row is one of totals. */
static hl_status other_columns(hl_scan_layout *layout, bool first, hl_error *err)
{
    for (size_t i = 0; i < layout->column_count; i++)
        if (layout->field_of[i] == HL_SCAN_NONE)
            layout->field_of[i] = layout->field_count + (i == 0);
    layout->first = layout->json || layout->column_count == 0 ? HL_SCAN_NONE : layout->field_of[0];
    return find_id(layout, first, err);
}

/* Names, ids and values of conditions are texts; a number says itself what is wrong with it. */
static hl_status layout_uses(hl_scan_layout *layout, hl_error *err)
{
    const hl_scan_conditions *k = &layout->conditions;
    hl_rows_use *of_field = hl_base__arena_array(
        &layout->arena, layout->field_count + HL_SCAN_OTHER_FIELDS, sizeof *of_field);
    layout->uses = hl_base__arena_array(&layout->arena, layout->column_count, sizeof *layout->uses);
    if (of_field == NULL || layout->uses == NULL)
        return hl_error_memory(err);
    for (size_t f = 0; f < layout->field_count; f++)
        of_field[f] = HL_ROWS_BYTES;
    for (size_t f = 0; f < HL_SCAN_OTHER_FIELDS; f++)
        of_field[layout->field_count + f] = HL_ROWS_UNUSED;
    const size_t names[] = {layout->arm, layout->unit, layout->experiment};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i] != HL_SCAN_NONE)
            of_field[names[i]] = HL_ROWS_TEXT;
    for (size_t i = k->segment_count; i < layout->dimension_count; i++)
        of_field[layout->dimensions[i]] = HL_ROWS_TEXT;
    for (size_t i = 0; i < k->attribute_count; i++)
        of_field[k->fields[i]] = HL_ROWS_TEXT;
    for (size_t i = 0; i < layout->column_count; i++)
        layout->uses[i] = of_field[layout->field_of[i]];
    return HL_OK;
}

static hl_status layout_numbers(hl_scan_layout *layout, hl_error *err)
{
    layout->number_count = layout->variable_count + layout->conditions.number_count;
    layout->marks = hl_base__arena_array(&layout->arena, layout->number_count + 1, 1);
    return layout->marks == NULL ? hl_error_memory(err) : HL_OK;
}

size_t hl_scan__number_field(const hl_scan_layout *layout, size_t number)
{
    const hl_scan_conditions *k = &layout->conditions;
    return number < layout->variable_count ? layout->variables[number].field
                                           : k->fields[k->numbers[number - layout->variable_count]];
}

hl_status hl_scan__layout(hl_scan_layout *layout, const hl_scan_spec *spec, hl_rows *rows,
                          hl_problems *problems, hl_error *err)
{
    *layout = (hl_scan_layout){.spec = spec, .request = &spec->request};
    take_file(layout, 0, rows);
    if (spec->request.arm == NULL && !spec->keep_units)
        return hl_error_set(err, HL_USAGE, "no column is named as the arm");
    hl_status status = hl_scan__conditions_plan(layout, rows, problems, err);
    if (status == HL_OK)
        status = layout_design(layout, err);
    if (status == HL_OK)
        hl_scan__heed_unwanted(layout, problems);
    if (status == HL_OK)
        status = allocate(layout, err);
    if (status == HL_OK)
        status = layout_roles(layout, rows, err);
    if (status == HL_OK)
        status = layout_metrics(layout, err);
    if (status == HL_OK)
        status = check_units(layout, err);
    if (status == HL_OK)
        status = hl_scan__conditions_fields(layout, rows, err);
    if (status == HL_OK)
        status = layout_numbers(layout, err);
    if (status != HL_OK)
        return status;
    status = other_columns(layout, true, err);
    layout->plain = spec->request.unit == NULL && spec->request.count == NULL && !spec->keep_units;
    for (size_t i = 0; i < layout->metric_count; i++)
        layout->plain = layout->plain && layout->metrics[i].trials == HL_SCAN_NONE;
    layout_watched(layout);
    if (layout->plain) {
        layout_pairs(layout);
        layout_cubes(layout);
    }
    return status == HL_OK ? layout_uses(layout, err) : status;
}

/* The column of the field in the file at hand, made in NDJSON. */
static hl_status next_column(hl_scan_layout *layout, size_t field, hl_error *err)
{
    const char *name = layout->names[field];
    int column = hl_rows__column(layout->rows, name);
    if (column < 0 && !layout->json)
        return hl_scan__no_column(layout, layout->rows, name, strlen(name), err);
    if (column < 0) {
        hl_status status = add_column(layout, name, strlen(name), err);
        if (status != HL_OK)
            return status;
        column = (int)layout->column_count - 1;
    }
    layout->field_of[column] = field;
    return HL_OK;
}

hl_status hl_scan__layout_next(hl_scan_layout *layout, size_t file, hl_rows *rows, hl_error *err)
{
    hl_status status = HL_OK;
    take_file(layout, file, rows);
    layout->field_of =
        hl_base__arena_array(&layout->arena, layout->column_count, sizeof *layout->field_of);
    if (layout->field_of == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < layout->column_count; i++)
        layout->field_of[i] = HL_SCAN_NONE;
    for (size_t f = 0; f < layout->field_count && status == HL_OK; f++)
        if (f != layout->file_field)
            status = next_column(layout, f, err);
    if (status != HL_OK)
        return status;
    status = other_columns(layout, false, err);
    return status == HL_OK ? layout_uses(layout, err) : status;
}

void hl_scan__layout_free(hl_scan_layout *layout)
{
    hl_scan__conditions_free(&layout->conditions);
    hl_design__outline_free(&layout->outline);
    hl_base__arena_free(&layout->arena);
}
