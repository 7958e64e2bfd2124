/* How files of rows are written, by the same options in every command that reads them. */
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"

static bool take_delimiter(const hl_args *args, char *delimiter)
{
    const char *text = hl_cli_value(args, "delimiter");
    if (text == NULL)
        return true;
    *delimiter = strcmp(text, "\\t") == 0 ? '\t' : text[0];
    if ((text[0] != '\0' && text[1] == '\0') || *delimiter == '\t')
        return true;
    (void)hl_cli_usage(args, "--delimiter takes one character, e.g. ';' or \\t, not '%s'", text);
    return false;
}

static bool take_lines(const hl_args *args, size_t *lines)
{
    enum { MOST = 1000000 };
    const char *text = hl_cli_value(args, "skip-lines");
    char *end = NULL;
    if (text == NULL)
        return true;
    long value = strtol(text, &end, 10);
    *lines = (size_t)value;
    if (end != text && *end == '\0' && value >= 0 && value <= MOST)
        return true;
    (void)hl_cli_usage(args, "--skip-lines takes a number of lines from 0 to %d, not '%s'",
                       (int)MOST, text);
    return false;
}

bool hl_cli_rows(const hl_args *args, hl_rows_file_options *how)
{
    how->encoding = hl_cli_value(args, "encoding");
    return take_delimiter(args, &how->delimiter) && take_lines(args, &how->skip_lines);
}
