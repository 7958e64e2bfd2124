#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"

static const hl_help help = {
    "hookline channels [NAME] [option...]",
    "Lists the channels that are built in: their hours, caps and session rules, where each rule\n"
    "comes from, since when it is in force, and whether it was verified. A definition names one "
    "as\n"
    "its \"channel\"; the planner then keeps its rules.",
    "example:\n"
    "  hookline channels sms-us\n"
    "  hookline channels --format json | jq '.[] | select(.verified == false) | .channel'",
    1, 0};

int cmd_channels(int argc, char **argv)
{
    static const hl_option options[] = {HL_OPTION_FORMAT("text, json"), HL_OPTION_LANG,
                                        HL_OPTION_OUTPUT};
    static const char *const formats[] = {"text", "json"};
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_channels *channels = NULL;
    char *text = NULL;
    hl_lang lang = HL_LANG_EN;
    int code = hl_cli_parse(&args, &help, options, COUNT(options), argc, argv);
    if (code >= 0)
        return code;
    const char *name = args.operand_count > 0 ? args.operands[0] : NULL;
    const char *nearest = NULL;
    int format = hl_cli_choice(&args, "format", formats, COUNT(formats));
    code = HL_USAGE;
    if (format < 0 || !hl_cli_lang(&args, &lang))
        goto done;
    hl_status status = hl_channels_new(&channels, &err);
    if (status == HL_OK && name != NULL && hl_channels_find(channels, name, &nearest) == NULL) {
        code = hl_cli_usage(&args, "there is no channel '%s'%s%s%s", name,
                            nearest == NULL ? "" : "; did you mean '",
                            nearest == NULL ? "" : nearest, nearest == NULL ? "" : "'?");
        goto done;
    }
    if (status == HL_OK)
        status = hl_channels_write(channels, name, (hl_list_format)format, lang, &text, &err);
    code = status == HL_OK ? hl_cli_emit(&args, text, strlen(text)) : hl_cli_fail(&args, &err);
done:
    free(text);
    hl_channels_free(channels);
    hl_cli_free(&args);
    return code;
}
