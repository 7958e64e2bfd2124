#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/language.h"
#include "cli/log.h"
#include "cli/say.h"
#include "cli/topics.h"
#include "cli/unread.h"

/* Output that could not be written is a failure, also when it was only buffered. */
static int finish(int code)
{
    hl_cli_tell_unread();
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    hl_error err = HL_ERROR_INIT;
    (void)hl_error_system(&err, "standard output");
    hl_cli_print(stderr, "hookline: %s\n", err.message);
    return code == HL_OK ? HL_FAILED : code;
}

/* TZDIR means the same to the C library. */
static hl_status use_zones(void)
{
    hl_error err = HL_ERROR_INIT;
    const char *directory = getenv("TZDIR");
    if (directory == NULL || directory[0] == '\0')
        return HL_OK;
    hl_status status = hl_time_use_zones(directory, &err);
    if (status != HL_OK)
        hl_cli_print(stderr, "hookline: TZDIR: %s\n", err.message);
    return status;
}

int main(int argc, char **argv)
{
    hl_init();
    hl_lang lang = hl_cli_language(argc, argv);
    hl_cli_speak(lang);
    hl_cli_log_start(argc, argv);
    if (!hl_cli_language_check() || use_zones() != HL_OK)
        return HL_USAGE;
    if (argc < 2) {
        hl_cli_help_commands(stderr, lang);
        return HL_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        hl_cli_help_commands(stdout, lang);
        return finish(HL_OK);
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("hookline %s\n", hl_version());
        return finish(HL_OK);
    }
    const hl_command *command = hl_cli_command_named(argv[1]);
    if (command != NULL)
        return finish(command->run(argc - 1, argv + 1));
    if (hl_cli_is_chinese(argv[1]) && !hl_cli_language_is_said(argc, argv)) {
        lang = HL_LANG_ZH; /* who asks in Chinese reads it */
        hl_cli_speak(lang);
    }
    return hl_cli_no_command(argv[1], lang);
}
