#include "cli/command.h"

int cmd_version(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return printf("hookline %s\n", hl_version()) < 0 ? HL_FAILED : HL_OK;
}
