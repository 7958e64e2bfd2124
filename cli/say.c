#include "cli/say.h"

#include "cli/log.h"

static hl_lang spoken = HL_LANG_EN;

void hl_cli_speak(hl_lang lang)
{
    spoken = lang;
}

const char *hl_cli_said(const char *english, char *buffer, size_t size)
{
    return hl_message_in(spoken, english, buffer, size);
}

void hl_cli_print_problem(const hl_problems *problems, size_t index)
{
    char said[HL_MESSAGE_SIZE];
    const char *line = hl_problems_line_in(problems, index, spoken, said, sizeof said);
    if (hl_cli_log_on())
        hl_cli_log_add(hl_problems_line(problems, index), line, true);
    else
        (void)fprintf(stderr, "%s\n", line);
}
