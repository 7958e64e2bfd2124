/* The forms of hookline timing: one file each. */
#ifndef HL_CLI_TIMING_FORMS_H
#define HL_CLI_TIMING_FORMS_H

#include "cli/command.h"

extern const hl_command hl_cli_timing_fit, hl_cli_timing_report, hl_cli_timing_choose;

/* The model of a file, or of standard input ("-"); what is wrong with it is printed. */
HL_NODISCARD hl_status hl_cli_read_model(const char *path, hl_timing_model **model, hl_error *err);
/* --hours; false after a usage error. */
bool hl_cli_take_hours(const hl_args *args, bool legal[24]);

#endif
