#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool hl_cli_on_terminal(void)
{
    return isatty(STDOUT_FILENO) == 1;
}

size_t hl_cli_terminal_width(void)
{
    struct winsize size = {0};
    const char *said = getenv("COLUMNS");
    long columns = said == NULL ? 0 : strtol(said, NULL, 10);
    if (columns > 0)
        return (size_t)columns;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool hl_cli_terminal_colour(void)
{
    const char *none = getenv("NO_COLOR");
    const char *kind = getenv("TERM");
    bool unwanted = none != NULL && none[0] != '\0';
    return !unwanted && kind != NULL && kind[0] != '\0' && strcmp(kind, "dumb") != 0;
}
