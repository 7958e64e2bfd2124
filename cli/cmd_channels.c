#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/log.h"

static const hl_option options[] = {
    HL_OPTION_FORMAT("text|json"),
    HL_OPTION_OUTPUT,
};

static const hl_help help = {
    .usage = "hookline channels [NAME] [option...]",
    .about = {"Lists the channels that are built in: their hours, caps and session rules, where "
              "each rule comes from, since when it is in force, and whether it was verified. A "
              "definition names one as its \"channel\"; the planner then keeps its rules.",
              "列出内置渠道：可发时段、上限与会话规则，每条规则的出处、生效日期、是否已核实。实验定"
              "义中以 \"channel\" 指定渠道，排期时便遵守其规则。"},
    .examples =
        "  hookline channels sms-us\n"
        "  hookline channels --format json | jq '.[] | select(.verified == false) | .channel'",
    .most_operands = 1,
};

/* The name, or what it is called in a language, has the word. */
static bool is_said_of(const hl_channel *channel, const char *word)
{
    bool said = strstr(channel->name, word) != NULL;
    for (size_t i = 0; i < channel->title.count && !said; i++)
        said = strstr(channel->title.texts[i], word) != NULL;
    return said;
}

static const char *title_of(const hl_channel *channel, hl_lang lang)
{
    const char *wanted = lang == HL_LANG_ZH ? "zh" : "en";
    for (size_t i = 0; i < channel->title.count; i++)
        if (strcmp(channel->title.languages[i], wanted) == 0)
            return channel->title.texts[i];
    return "";
}

/* There is no such channel: those of which the word is said, "sms" of four, else the nearest. */
static int no_channel(const hl_args *args, const hl_channels *channels, const char *name,
                      const char *nearest)
{
    size_t like = 0;
    for (size_t i = 0; i < hl_channels_count(channels); i++) {
        const hl_channel *channel = hl_channels_get(channels, i);
        if (!is_said_of(channel, name))
            continue;
        if (like++ == 0)
            hl_cli_print(stderr, "hookline channels: which one? '%s' is said of:\n", name);
        hl_cli_print(stderr, "  %-28s  %s\n", channel->name, title_of(channel, args->lang));
    }
    if (like > 0) {
        hl_cli_log_failure();
        return HL_USAGE;
    }
    if (nearest != NULL)
        return hl_cli_usage(args, "there is no channel '%s'; did you mean '%s'?", name, nearest);
    return hl_cli_usage(args, "there is no channel '%s'; hookline channels lists all", name);
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_channels *channels = NULL;
    char *text = NULL;
    int code = hl_cli_parse(&args, &hl_cmd_channels, argc, argv);
    if (code >= 0)
        return code;
    const char *name = args.operand_count > 0 ? args.operands[0] : NULL;
    const char *nearest = NULL;
    hl_status status = hl_channels_new(&channels, &err);
    if (status == HL_OK && name != NULL && hl_channels_find(channels, name, &nearest) == NULL) {
        code = no_channel(&args, channels, name, nearest);
        goto done;
    }
    if (status == HL_OK)
        status = hl_channels_write(channels, name, (hl_list_format)hl_cli_choice(&args, "format"),
                                   args.lang, &text, &err);
    code = status == HL_OK ? hl_cli_emit(&args, text, strlen(text)) : hl_cli_fail(&args, &err);
done:
    free(text);
    hl_channels_free(channels);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_channels = {
    "channels",
    HL_GROUP_TIMING,
    {"the channels that are built in, and their rules", "内置渠道及其规则"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
