/* The commands. One row in main.c and one file cmd_<name>.c each. */
#ifndef HL_CLI_COMMAND_H
#define HL_CLI_COMMAND_H

#include <stdio.h>

#include "hookline.h"

typedef struct hl_command {
    const char *name;
    const char *summary; /* one line for the list */
    const char *group;   /* heading in the list */
    /* argv[0] is the command's name. Returns the exit code. */
    int (*run)(int argc, char **argv);
} hl_command;

int cmd_apply(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_analyze(int argc, char **argv);
int cmd_assign(int argc, char **argv);
int cmd_calibrate(int argc, char **argv);
int cmd_calc(int argc, char **argv);
int cmd_simulate(int argc, char **argv);
int cmd_size(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_channels(int argc, char **argv);
int cmd_plan(int argc, char **argv);

#endif
