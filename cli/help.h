/* What a command says of itself, in the forms in which it is read. All of them come from the tables
 * of the commands. */
#ifndef HL_CLI_HELP_H
#define HL_CLI_HELP_H

#include "cli/command.h"

/* The options of the command, those that all have behind its own; NULL behind the last. */
const hl_option *hl_cli_option(const hl_command *command, size_t index);

/* What the program says of itself. */
typedef struct hl_program {
    const char *usage;
    hl_bilingual summary;
    hl_bilingual about;
} hl_program;

extern const hl_program hl_cli_program;
extern const hl_bilingual hl_cli_exit_codes;

/* How a command is called, in the language: what it calls its operands and options stays, as that
 * is how the option tables name them. */
enum { HL_USAGE_TEXT = 512 };
const char *hl_cli_usage_said(const char *usage, hl_lang lang, char out[HL_USAGE_TEXT]);
/* The first line of that, of the command. */
const char *hl_cli_usage_line(const hl_args *args, char out[HL_USAGE_TEXT]);

/* hookline --help */
void hl_cli_help_commands(FILE *file, hl_lang lang);
/* hookline COMMAND --help */
void hl_cli_help_command(FILE *file, const hl_command *command, hl_lang lang);

/* Manual pages: of a command, and hookline(1). */
void hl_cli_help_man(FILE *file, const hl_command *command, hl_lang lang);
void hl_cli_help_man_program(FILE *file, hl_lang lang);

/* Markdown: the options of a command as they stand in its page of docs/commands, and all that all
 * commands say. */
void hl_cli_help_table(FILE *file, const hl_command *command, hl_lang lang);
void hl_cli_help_reference(FILE *file, hl_lang lang);

/* Completion of words by a shell: commands, options, choices, files, names of experiments. */
void hl_cli_help_bash(FILE *file);
void hl_cli_help_zsh(FILE *file, hl_lang lang);
void hl_cli_help_fish(FILE *file, hl_lang lang);

#endif
