/* Whether the numbers of a file are written with a decimal point or a decimal comma: its columns
 * say it as a whole, so that no cell is read before all are seen. */
#include <string.h>

#include "log/import.h"

static bool has_numbers(const hl_log_import *import)
{
    bool any = false;
    for (size_t i = 0; i < import->kind->column_count; i++)
        any = any || (import->kind->columns[i].number && import->columns[i] >= 0);
    return any;
}

static void see_row(hl_log_import *import, const hl_row *row, const int *at)
{
    for (size_t i = 0; i < import->kind->column_count; i++) {
        hl_written_number number;
        if (at[i] < 0)
            continue;
        const hl_field *field = &row->fields[at[i]];
        if (field->length > 0 && field->kind != HL_FIELD_NUMBER &&
            hl_base__written_number(field->data, field->length, '.', false, &number) <=
                HL_NUMBER_ROUNDED)
            hl_base__evidence_add(&import->evidence[i], &number, field->data, field->length,
                                  row->line, row->line);
    }
}

static hl_status see_rows(hl_log_import *import, hl_row_source *rows, hl_error *err)
{
    int at[HL_LOG_MOST_COLUMNS];
    hl_row row;
    bool got = true;
    hl_status status = HL_OK;
    for (size_t i = 0; i < import->kind->column_count; i++)
        at[i] = -1;
    for (size_t i = 0; status == HL_OK && i < import->kind->column_count; i++)
        if (import->kind->columns[i].number)
            status = hl_rows_want(rows, import->kind->columns[i].name, &at[i], err);
    while (status == HL_OK && (status = hl_rows_next(rows, &row, &got, err)) == HL_OK && got)
        if (row.problem == NULL)
            see_row(import, &row, at);
    return status;
}

/* What is said of a column, as a warning or as what stops the import. */
static hl_status tell(const hl_log_import *import, size_t column, hl_number_verdict verdict,
                      hl_problems *problems, hl_error *err)
{
    const char *name = import->kind->columns[column].name;
    const hl_number_example *examples[2];
    hl_text text = {0};
    hl_base__evidence_examples(&import->evidence[column], verdict, examples);
    hl_base__evidence_text(&import->evidence[column], verdict, &text);
    hl_status status = hl_base__text_status(&text, err);
    const char *said = hl_base__text_string(&text);
    if (status == HL_OK && hl_base__evidence_is_fault(verdict))
        status = hl_error_set(err, HL_REJECTED, "%s:%lld: %s: %s", import->rows->name,
                              (long long)examples[0]->line, name, said);
    else if (status == HL_OK && problems != NULL && text.length > 0)
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                .file = import->rows->name,
                                                .line = examples[0]->line,
                                                .pointer = name,
                                                .message = said});
    hl_base__text_free(&text);
    return status;
}

static hl_status judge(hl_log_import *import, hl_problems *problems, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < import->kind->column_count; i++) {
        hl_number_verdict verdict =
            hl_base__evidence_verdict(&import->evidence[i], import->options->decimal);
        if (import->options->decimal == '\0')
            import->marks[i] = hl_base__evidence_mark(&import->evidence[i], verdict);
        if (import->options->decimal == '\0' || hl_base__evidence_is_fault(verdict))
            status = tell(import, i, verdict, problems, err);
    }
    return status;
}

hl_status hl_log__judge_numbers(hl_log_import *import, hl_problems *problems, hl_error *err)
{
    char decimal = import->options->decimal;
    memset(import->marks, decimal == '\0' ? '.' : decimal, sizeof import->marks);
    if (import->path == NULL || !has_numbers(import))
        return HL_OK;
    const hl_rows_file_options how = hl_log__file_options(import->options);
    hl_row_source *rows = NULL;
    hl_status status = hl_rows_open_file(import->path, &how, &rows, err);
    if (status == HL_OK)
        status = see_rows(import, rows, err);
    hl_rows_close(rows);
    return status == HL_OK ? judge(import, problems, err) : status;
}

/* Rows that come once were read with a point so far. */
static void comma_too_late(hl_log_import *import, size_t column, hl_number_verdict verdict)
{
    const hl_number_example *examples[2];
    hl_base__evidence_examples(&import->evidence[column], verdict, examples);
    (void)hl_error_set(&import->parse_error, HL_REJECTED,
                       "%s:%lld: %s: as '%.*s' shows, the comma divides whole from parts in this "
                       "column, and these rows come only once: say --decimal ,",
                       import->rows->name, (long long)examples[0]->line,
                       import->kind->columns[column].name, (int)examples[0]->length,
                       examples[0]->text);
}

void hl_log__note_number(hl_log_import *import, const hl_row *row, size_t column,
                         const hl_written_number *number, hl_field field)
{
    hl_number_evidence *evidence = &import->evidence[column];
    char said = import->options->decimal;
    hl_base__evidence_add(evidence, number, field.data, field.length, row->line, row->line);
    hl_number_verdict verdict = hl_base__evidence_verdict(evidence, said);
    bool open_comma = said == '\0' && number->writing == HL_WRITTEN_OPEN_COMMA;
    if (said == '\0' && hl_base__evidence_mark(evidence, verdict) == ',')
        comma_too_late(import, column, verdict);
    else if (verdict >= HL_NUMBERS_CONTRARY || (verdict == HL_NUMBERS_OPEN && open_comma))
        (void)tell(import, column, verdict, NULL, &import->parse_error);
}
