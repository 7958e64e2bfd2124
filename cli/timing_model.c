#include "cli/timing_forms.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hl_status read_file(const char *path, char **text, size_t *length, hl_error *err)
{
    enum { PIECE = 1 << 16 };
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    size_t room = 0, got = 1;
    *text = NULL;
    *length = 0;
    if (file == NULL)
        return hl_error_system(err, "%s", path);
    hl_status status = HL_OK;
    while (status == HL_OK && got > 0) {
        char *more = *length + PIECE < room ? *text : realloc(*text, room += (size_t)4 * PIECE);
        if (more == NULL) {
            status = hl_error_memory(err);
            break;
        }
        *text = more;
        got = fread(*text + *length, 1, PIECE, file);
        *length += got;
    }
    if (status == HL_OK && ferror(file))
        status = hl_error_system(err, "%s", path);
    if (file != stdin)
        (void)fclose(file);
    return status;
}

hl_status hl_cli_parse_model(const char *name, const char *text, size_t length,
                             hl_timing_model **model, hl_error *err)
{
    hl_problems *problems = hl_problems_new();
    *model = NULL;
    hl_status status = problems != NULL
                           ? hl_timing_model_read(name, text, length, problems, model, err)
                           : hl_error_memory(err);
    if (status == HL_REJECTED)
        hl_cli_print_problems(problems);
    hl_problems_free(problems);
    return status;
}

hl_status hl_cli_read_model(const char *path, hl_timing_model **model, hl_error *err)
{
    char *text = NULL;
    size_t length = 0;
    *model = NULL;
    hl_status status = read_file(path, &text, &length, err);
    if (status == HL_OK)
        status = hl_cli_parse_model(path, text, length, model, err);
    free(text);
    return status;
}

/* "08:00-23:00" -> local hours; over midnight too. */
bool hl_cli_take_hours(const hl_args *args, bool legal[24])
{
    const char *text = hl_cli_value(args, "hours");
    int from = 0, from_minute = 0, to = 0, to_minute = 0, end = 0;
    if (text == NULL)
        return true;
    bool ok = sscanf(text, "%2d:%2d-%2d:%2d%n", &from, &from_minute, &to, &to_minute, &end) == 4 &&
              text[end] == '\0' && from >= 0 && from < 24 && to >= 0 && to <= 24 && from != to &&
              from_minute == 0 && to_minute == 0;
    if (!ok) {
        (void)hl_cli_usage(args,
                           "--hours takes whole hours as 08:00-23:00, from one to another, not "
                           "'%s'",
                           text);
        return false;
    }
    for (int h = from; h != to % 24 || !legal[from]; h = (h + 1) % 24)
        legal[h] = true;
    return true;
}
