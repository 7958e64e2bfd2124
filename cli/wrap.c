#include "cli/wrap.h"

#include <string.h>

#include "hookline.h"

static void begin_line(FILE *file, size_t indent)
{
    (void)fprintf(file, "\n%*s", (int)indent, "");
}

/* One paragraph. */
static void wrap_paragraph(FILE *file, const char *text, size_t length, size_t used, size_t indent,
                           size_t width)
{
    while (length > 0) {
        size_t next = 0;
        size_t bytes = hl_line_end(text, length, width - used, &next);
        (void)fwrite(text, 1, bytes, file);
        text += next;
        length -= next;
        used = indent;
        if (length > 0)
            begin_line(file, indent);
    }
}

void hl_cli_wrap(FILE *file, const char *text, size_t used, size_t indent, size_t width)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        if (*text == ' ')
            (void)fwrite(text, 1, length, file);
        else
            wrap_paragraph(file, text, length, used, indent, width);
        text += length;
        if (*text == '\n') {
            text++;
            if (*text == '\n' || *text == '\0')
                (void)fputc('\n', file);
            else
                begin_line(file, indent);
        }
        used = indent;
    }
}
