/* The terminal that standard output may be. */
#ifndef HL_CLI_TERMINAL_H
#define HL_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

bool hl_cli_on_terminal(void);
/* Its columns: COLUMNS, else what the terminal says; 0 when neither does. */
size_t hl_cli_terminal_width(void);
/* Whether it shows colours and they are wanted: not with NO_COLOR (no-color.org), not on one that
 * calls itself dumb, or nothing. */
bool hl_cli_terminal_colour(void);

#endif
