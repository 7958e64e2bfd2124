/* hookline timing: send times that are learnt, told and chosen. */
#include <string.h>

#include "cli/timing_forms.h"

static const hl_help help = {
    .usage = "hookline timing fit FILE --sent-at COL --outcome COL --zone ZONE [option...]\n"
             "hookline timing fit [EXP...] --db DB --outcome METRIC [option...]\n"
             "hookline timing report MODEL [option...]\n"
             "hookline timing report [EXP] --db DB [option...]\n"
             "hookline timing choose MODEL --users FILE --from TIME --to TIME [EXP] [option...]\n"
             "hookline timing evaluate FILE|MODEL --policy POLICY [option...]",
    .about = {"Learns at which hours each segment answers, tells what is known and what is not, "
              "chooses the hours of the next touches so that more is known afterwards, and says "
              "what a policy would have brought.",
              "学习各分群在哪些时段会回应，说明已知与未知，为下一次触达选择时段，使之后知道得更多，"
              "并评估"
              "某种策略会带来什么。"},
    .operand = "fit|report|choose|evaluate",
    .operands = "FILE",
    .least_operands = 1,
    .most_operands = 101,
};

/* title: what its messages are headed by */
static struct {
    const char *form;
    char title[18];
    const hl_command *command;
} forms[] = {{"fit", "timing fit", &hl_cli_timing_fit},
             {"report", "timing report", &hl_cli_timing_report},
             {"choose", "timing choose", &hl_cli_timing_choose},
             {"evaluate", "timing evaluate", &hl_cli_timing_evaluate}};

static int run_command(int argc, char **argv)
{
    const char *names[COUNT(forms)];
    for (size_t i = 0; i < COUNT(forms); i++) {
        names[i] = forms[i].form;
        if (argc > 1 && strcmp(argv[1], forms[i].form) == 0) {
            argv[1] = forms[i].title;
            return forms[i].command->run(argc - 1, argv + 1);
        }
    }
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_timing, argc, argv);
    if (code >= 0)
        return code;
    const char *near = hl_suggest(args.operands[0], names, COUNT(names));
    code = near != NULL
               ? hl_cli_usage(&args, "there is no 'timing %s'; did you mean 'timing %s'?",
                              args.operands[0], near)
               : hl_cli_usage(&args,
                              "there is no 'timing %s'; there are fit, report, choose and evaluate",
                              args.operands[0]);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_timing = {"timing",
                                  HL_GROUP_TIMING,
                                  {"at which hours each segment answers, learnt from touches",
                                   "从触达中学习各分群的最佳发送时段"},
                                  &help,
                                  NULL,
                                  0,
                                  run_command,
                                  &hl_cli_timing_fit};
