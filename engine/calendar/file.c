/* A calendar from its file. */
#include <stdio.h>

#include "base/text.h"
#include "calendar/days.h"

/* Thousands of years of holidays; what is longer has no end. */
enum { LARGEST = 4 << 20 };

static hl_status read_text(const char *path, hl_text *out, hl_error *err)
{
    char piece[8192];
    size_t got = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return hl_error_system(err, "%s", path);
    while (out->length <= LARGEST && (got = fread(piece, 1, sizeof piece, file)) > 0)
        hl_base__text_add_bytes(out, piece, got);
    hl_status status =
        ferror(file) ? hl_error_system(err, "%s", path) : hl_base__text_status(out, err);
    if (status == HL_OK && out->length > LARGEST)
        status = hl_error_set(err, HL_REJECTED, "%s: is over %d MiB, and so no calendar", path,
                              (int)(LARGEST >> 20));
    (void)fclose(file);
    return status;
}

hl_status hl_calendar__days_read_file(const char *path, int64_t last_day, hl_problems *problems,
                                      hl_days *out, hl_error *err)
{
    hl_text text = {0};
    hl_status status = read_text(path, &text, err);
    if (status == HL_OK)
        status = hl_calendar__days_read(out, path, hl_base__text_string(&text), text.length,
                                        last_day, problems, err);
    hl_base__text_free(&text);
    return status;
}
