/* The public face of definitions: reading a file, keeping what it became. */
#include "hookline/definition.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/text.h"
#include "config/draft.h"
#include "json/json.h"

struct hl_definition {
    hl_arena arena;
    hl_experiment experiment;
    const char *file;
    const char *text;
    size_t length;
    const hl_value *document;
    char digest[HL_DIGEST_TEXT];
};

enum { LARGEST = 64 << 20 };

typedef struct order {
    int64_t line, column;
    size_t index;
} order;

static int by_place(const void *a, const void *b)
{
    const order *left = a;
    const order *right = b;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    return left->index < right->index ? -1 : left->index > right->index;
}

/* Found table by table, shown in the order of the file. */
static bool hand_over(const hl_problems *found, hl_problems *out)
{
    size_t count = hl_problems_count(found);
    order *orders = calloc(count + 1, sizeof *orders);
    if (orders == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        const hl_problem *problem = hl_problems_get(found, i);
        orders[i] = (order){problem->line, problem->column, i};
    }
    qsort(orders, count, sizeof *orders, by_place);
    for (size_t i = 0; i < count; i++)
        hl_problems_add(out, hl_problems_get(found, orders[i].index));
    free(orders);
    return true;
}

static hl_status rejected(const hl_problems *found, hl_error *err)
{
    for (size_t i = 0; i < hl_problems_count(found); i++)
        if (hl_problems_get(found, i)->severity == HL_PROBLEM_ERROR)
            return hl_error_set(err, HL_REJECTED, "%s", hl_problems_line(found, i));
    return hl_error_set(err, HL_REJECTED, "the definition is not acceptable");
}

/* Everything of the document into the definition; problems into found. HL_REJECTED: some are
 * errors; HL_FAILED: out of memory. */
static hl_status decode(const char *name, bool kept, hl_definition *definition, hl_problems *found)
{
    const hl_value *document = NULL;
    hl_status status = hl_json__recover(name, definition->text, definition->length, 1,
                                        &definition->arena, found, &document, NULL);
    if (document == NULL)
        return status;
    definition->document = document;
    hl_decoder decoder = {.file = name,
                          .problems = found,
                          .arena = &definition->arena,
                          .root = document,
                          .kept = kept};
    bool good = !hl_config__foreign(&decoder, document) &&
                hl_config__experiment(&decoder, document, &definition->experiment) &&
                status == HL_OK;
    if (good)
        hl_config__remark(&decoder, document, &definition->experiment);
    hl_base__zones_free(decoder.zones);
    if (decoder.no_memory || hl_problems_status(found, NULL) != HL_OK)
        return HL_FAILED;
    return good ? HL_OK : HL_REJECTED;
}

static hl_definition *new_definition(const char *name, const char *text, size_t length)
{
    hl_definition *definition = calloc(1, sizeof *definition);
    if (definition == NULL)
        return NULL;
    definition->text = hl_base__arena_bytes(&definition->arena, text, length);
    definition->length = length;
    definition->file = hl_base__arena_string(&definition->arena, name);
    if (definition->text == NULL || definition->file == NULL) {
        hl_definition_free(definition);
        return NULL;
    }
    (void)hl_base__digest_of(text, length, definition->digest);
    return definition;
}

static hl_status parse(const char *name, const char *text, size_t length, bool kept,
                       hl_problems *problems, hl_definition **out, hl_error *err)
{
    *out = NULL;
    hl_status status = HL_OK;
    hl_problems *found = hl_problems_new();
    hl_definition *definition = new_definition(name, text, length);
    if (found == NULL || definition == NULL) {
        status = hl_error_memory(err);
        goto done;
    }
    status = decode(name, kept, definition, found);
    if (status == HL_FAILED || !hand_over(found, problems) ||
        hl_problems_status(problems, NULL) != HL_OK) {
        status = hl_error_memory(err);
    } else if (status == HL_REJECTED) {
        status = rejected(found, err);
    } else {
        *out = definition;
        definition = NULL;
    }
done:
    hl_definition_free(definition);
    hl_problems_free(found);
    return status;
}

hl_status hl_definition_parse(const char *name, const char *text, size_t length,
                              hl_problems *problems, hl_definition **out, hl_error *err)
{
    return parse(name, text, length, false, problems, out, err);
}

hl_status hl_definition_parse_kept(const char *name, const char *text, size_t length,
                                   hl_problems *problems, hl_definition **out, hl_error *err)
{
    return parse(name, text, length, true, problems, out, err);
}

static hl_status refuse_size(const char *name, int64_t bytes, hl_problems *problems, hl_error *err)
{
    char message[80];
    (void)snprintf(message, sizeof message, "the file is over 64 MiB (%s%lld bytes)",
                   bytes < 0 ? "at least " : "", (long long)(bytes < 0 ? LARGEST + 1 : bytes));
    const hl_problem problem = {
        HL_PROBLEM_ERROR, name, 0, 0, NULL, message, "definitions of at most 64 MiB"};
    hl_problems_add(problems, &problem);
    hl_status status = hl_problems_status(problems, err);
    return status == HL_OK ? hl_error_set(err, HL_REJECTED, "%s: %s", name, message) : status;
}

/* Reads to the end, or one byte further than is accepted. */
static hl_status read_all(FILE *file, const char *name, hl_text *text, hl_error *err)
{
    char buffer[16384];
    size_t got = 0;
    errno = 0;
    while (text->length <= LARGEST && (got = fread(buffer, 1, sizeof buffer, file)) > 0)
        hl_base__text_add_bytes(text, buffer, got);
    if (ferror(file))
        return hl_error_system(err, "%s", name);
    return hl_base__text_status(text, err);
}

static bool is_huge(FILE *file, int64_t *bytes)
{
    struct stat about;
    if (fstat(fileno(file), &about) != 0 || !S_ISREG(about.st_mode))
        return false;
    *bytes = about.st_size;
    return about.st_size > LARGEST;
}

hl_status hl_definition_load(const char *path, hl_problems *problems, hl_definition **out,
                             hl_error *err)
{
    *out = NULL;
    bool input = strcmp(path, "-") == 0;
    const char *name = input ? "standard input" : path;
    FILE *file = input ? stdin : fopen(path, "rb");
    if (file == NULL)
        return hl_error_system(err, "%s", path);
    hl_text text = {0};
    int64_t bytes = -1;
    hl_status status = HL_OK;
    if (is_huge(file, &bytes)) {
        status = refuse_size(name, bytes, problems, err);
    } else {
        status = read_all(file, name, &text, err);
        if (status == HL_OK && text.length > LARGEST)
            status = refuse_size(name, -1, problems, err);
        else if (status == HL_OK)
            status = hl_definition_parse(name, hl_base__text_string(&text), text.length, problems,
                                         out, err);
    }
    if (!input)
        (void)fclose(file);
    hl_base__text_free(&text);
    return status;
}

void hl_definition_free(hl_definition *definition)
{
    if (definition == NULL)
        return;
    hl_base__arena_free(&definition->arena);
    free(definition);
}

const hl_experiment *hl_definition_experiment(const hl_definition *definition)
{
    return &definition->experiment;
}

const char *hl_definition_file(const hl_definition *definition)
{
    return definition->file;
}

const char *hl_definition_text(const hl_definition *definition, size_t *length)
{
    *length = definition->length;
    return definition->text;
}

const hl_value *hl_config__document(const hl_definition *definition)
{
    return definition->document;
}

const char *hl_definition_digest(const hl_definition *definition)
{
    return definition->digest;
}
