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
#include "cli/words.h"

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

/* What every command takes may stand before it too: it is moved behind the other words. */
static bool is_everywhere(const char *word)
{
    return hl_cli_is_one_of("--lang|--log", word) || strncmp(word, "--lang=", 7) == 0 ||
           strncmp(word, "--log=", 6) == 0;
}

static void move_forward(int argc, char **argv)
{
    int end = 1;
    while (end < argc && strcmp(argv[end], "--") != 0)
        end++;
    for (int moved = 1; moved < end && is_everywhere(argv[1]);) {
        int words = strchr(argv[1], '=') == NULL ? 2 : 1;
        for (int k = 0; k < words && moved < end; k++, moved++) {
            char *word = argv[1];
            memmove(argv + 1, argv + 2, (size_t)(end - 2) * sizeof *argv);
            argv[end - 1] = word;
        }
    }
}

/* The first word, where it is a command, or asks for help in other words. */
static const hl_command *command_of(const char *word)
{
    return hl_cli_asks_for_help(word) ? &hl_cmd_help : hl_cli_command_named(word);
}

int main(int argc, char **argv)
{
    hl_init();
    move_forward(argc, argv);
    hl_lang lang = hl_cli_language(argc, argv);
    hl_cli_speak(lang);
    hl_cli_log_start(argc, argv);
    if (!hl_cli_language_check() || use_zones() != HL_OK)
        return HL_USAGE;
    if (argc < 2 || is_everywhere(argv[1])) {
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
    if (hl_cli_is_chinese(argv[1]) && !hl_cli_language_is_said(argc, argv)) {
        lang = HL_LANG_ZH; /* who asks in Chinese reads it */
        hl_cli_speak(lang);
    }
    const hl_command *command = command_of(argv[1]);
    return command == NULL ? hl_cli_no_command(argv[1], lang)
                           : finish(command->run(argc - 1, argv + 1));
}
