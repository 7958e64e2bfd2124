/* What conditions of the command could not be compared with: told when it is done. */
#ifndef HL_CLI_UNREAD_H
#define HL_CLI_UNREAD_H

#include "hookline.h"

/* The command's list, for the options of whatever judges conditions; NULL when out of memory. */
hl_unread *hl_cli_unread(void);
/* Warns of what is in it, and frees it. */
void hl_cli_tell_unread(void);

#endif
