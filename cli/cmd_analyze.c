#include "cli/cells_report.h"
#include "cli/command.h"
#include "cli/flat_file.h"

static const hl_option options[] = {
    {"arm", 0, "COL", HL_OPTION_ONCE, {"column that names the arm", "标明所属组的列"}},
    {"arm-from-file",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"the arm is the name of the file without its ending: one file an arm",
      "组名取自文件名（不含扩展名）：一组一个文件"}},
    {"control", 0, "ARM", HL_OPTION_ONCE, {"the arm to compare with", "对照组"}},
    {"metric",
     0,
     "[NAME=]COL[:KIND]",
     HL_OPTION_MANY,
     {"a metric, see below; may be repeated", "指标，写法见下；可多次给出"}},
    {"covariate",
     0,
     "COL",
     HL_OPTION_MANY,
     {"a number known before the experiment: adjusts for it; may be repeated",
      "实验前已知的数值，用于协变量调整；可多次给出"}},
    {"by",
     0,
     "COL",
     HL_OPTION_MANY,
     {"split the result by this column too; may be repeated", "同时按此列拆分结果；可多次给出"}},
    {"weights",
     0,
     "W,W...",
     HL_OPTION_ONCE,
     {"the planned split, to check it (SRM): one share an arm, or 'equal'",
      "计划的分流比例，用于分流比例检查（SRM）：每组一个份额，或 equal（均分）"}},
    {"unit",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"a user has several rows (touches, orders); this column names the user",
      "一个用户有多行（触达、订单），此列标明用户"}},
    {"count",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"a row stands for as many users as this column says", "每行代表若干用户，人数见此列"}},
    {"experiment-column",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"one experiment for each value of this column: a summary of all, json gives one a line",
      "此列的每个取值是一个实验：给出总览，json 格式每个实验一行"}},
    {"definition",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"metrics, arms, weights, control, segments and options from a definition",
      "指标、组、比例、对照组、细分人群和各项设置取自实验定义"}},
    {"where",
     0,
     "CONDITION",
     HL_OPTION_ONCE,
     {"analyse only rows for which this condition (JSON) holds", "只分析符合此条件（JSON）的行"}},
    {"alpha",
     0,
     "A",
     HL_OPTION_ONCE,
     {"two-sided error rate, between 0 and 1 (default 0.05)",
      "双侧显著性水平，0 到 1 之间（默认 0.05）"}},
    {"inference",
     0,
     "fixed|anytime",
     HL_OPTION_ONCE,
     {"fixed: the file is final, looked at once (default); anytime: it still grows, and is looked "
      "at again and again",
      "fixed：数据已收齐，只看这一次（默认）；anytime：数据还在增长，会反复查看"}},
    {"correction",
     0,
     "holm|bonferroni|bh|dunnett|none",
     HL_OPTION_ONCE,
     {"for several arms or metrics (default holm)", "多组或多指标的校正（默认 holm）"}},
    {"expected",
     0,
     "METRIC=V",
     HL_OPTION_MANY,
     {"the rate or mean that was expected of the control: chooses the always-valid sequence; may "
      "be repeated",
      "预期的对照组比例或均值：用于选择序贯方法；可多次给出"}},
    {"worth",
     0,
     "[METRIC=]LIFT",
     HL_OPTION_MANY,
     {"the smallest lift worth shipping (0.05 is 5 %): when a gain as large is excluded the "
      "control "
      "is kept; may be repeated",
      "值得上线的最小提升（0.05 即 5%）：能排除这样大的提升时，保留对照组；可多次给出"}},
    {"planned-units",
     0,
     "N",
     HL_OPTION_ONCE,
     {"users in all arms at the planned end: there the always-valid interval is narrowest",
      "计划结束时各组的总人数：序贯区间在此处最窄"}},
    {"look",
     0,
     "K",
     HL_OPTION_ONCE,
     {"of a definition with planned looks (group_sequential): which of them this is, from 1",
      "计划好分析次数的定义（group_sequential）：这是第几次，从 1 起"}},
    HL_OPTION_DECIMAL,
    HL_OPTION_TRIM,
    HL_OPTION_BLANK,
    HL_OPTION_ACCEPT_LOSSES,
    HL_OPTION_ROWS,
    HL_OPTION_THREADS,
    {"strict",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"exit with 3 when a row or a number cannot be read", "有行或数字无法读取时退出码为 3"}},
    HL_OPTIONS_OF_REPORT,
    HL_OPTION_OUTPUT,
    HL_OPTION_NOW,
    HL_OPTION_REPORT_ZONE,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline analyze FILE... --arm COL --control ARM --metric COL[:KIND] [option...]",
    .about = {"The significance report of any flat file: CSV with a header or NDJSON, one row a "
              "user. No store, no definition. - is standard input; several files are read as one "
              "table, their columns matched by name. Arms and values to split by are found in the "
              "data; the order of the rows and the number of threads change nothing.\n"
              "\n"
              "A number that cannot be read, or is blank, takes its row out of its own metric "
              "alone. What is lost is counted and the first of it shown with line and column; "
              "where it can mislead there is no verdict (invalid: data, exit 3).",
              "对任意表格文件给出显著性报告：带表头的 CSV 或 "
              "NDJSON，每行一个用户。不需要数据库，也不需要实验定义。- "
              "表示标准输入；多个文件按列名合成一张表。组和拆分用的取值由数据得出；行的顺序和线程数"
              "不影响结果。\n"
              "\n"
              "无法读取或空白的数字，只让该行退出这一个指标。丢失的数据会计数，并显示最先几处的行与"
              "列；足以误导时不下结论（结果无效：数据，退出码 3）。"},
    .details =
        {"A metric is [NAME=]WHAT[:WORD...], WHAT being\n"
         "  COL              one number a row: proportion (0 or 1) or mean; without a kind\n"
         "                   it is a proportion when all its values are 0 and 1\n"
         "  NUM/DEN          ratio of two sums, over users\n"
         "  HITS/TRIALS      with :proportion, rows that count: HITS of TRIALS users\n"
         "  SUM,SUMSQ[,CUBES,NONZERO]\n"
         "                   with --count, rows that sum up: a mean from sum and sum of\n"
         "                   squares, better with the sum of cubes and the number that are\n"
         "                   not 0\n"
         "and WORD a kind (proportion, mean, ratio, quantile:Q), winsorize:Q (means and ratios: "
         "clip values above the quantile Q of all arms), per:unit (with --unit: the sum of each "
         "user's "
         "rows, as of orders, in place of each row), a role (primary, secondary, guardrail) or "
         "a goal (increase, decrease). The first metric is primary.\n"
         "\n"
         "--weights 1,1,1 says the planned split (control first, then by name); shares that differ "
         "say whose they are: --weights \"No E-Mail=2,Mens E-Mail=1,Womens E-Mail=1\".\n"
         "\n"
         "Exit code 3, the report being written, when data were lost so that there is no verdict.",
         "指标写作 [名称=]内容[:属性...]，内容为\n"
         "  COL              每行一个数：比例（0 或 1）或均值；不写类型时，\n"
         "                   若全为 0 和 1 则为比例\n"
         "  NUM/DEN          两个总和之比，以用户为单位\n"
         "  HITS/TRIALS      加 :proportion，每行为汇总：TRIALS 人中有 HITS 人\n"
         "  SUM,SUMSQ[,CUBES,NONZERO]\n"
         "                   配合 --count，每行为汇总：由总和与平方和得均值，\n"
         "                   最好再给出立方和与非零个数\n"
         "属性为类型（proportion、mean、ratio、quantile:Q）、winsorize:"
         "Q（均值与比率：高于各组合并后 Q 分位数的值截尾）、per:unit（配合 "
         "--unit：按每个用户各行之和，例如订单，而不是按每行）、角色（primary 主要、secondary "
         "次要、guardrail 护栏）或方向（increase 越高越好、decrease "
         "越低越好）。第一个指标为主要指标。\n"
         "\n"
         "--weights 1,1,1 "
         "给出计划的分流比例（对照组在前，其余按名称排序）；比例不同时写明各是哪一组：--weights "
         "\"No E-Mail=2,Mens E-Mail=1,Womens E-Mail=1\"。\n"
         "\n"
         "因数据丢失而不能下结论时，报告照常写出，退出码为 3。"},
    .examples =
        "  hookline analyze experiments/hillstrom-2008/cells.csv --count users \\\n"
        "      --arm segment --control \"No E-Mail\" --metric visit:proportion --by newbie\n"
        "  hookline analyze examples/data/touches.csv --arm arm --control day \\\n"
        "      --unit user_id --metric clicked --covariate orders\n"
        "  hookline analyze examples/data/touches.csv --arm arm --control day \\\n"
        "      --unit user_id --metric ordered:proportion:per:unit\n"
        "  hookline analyze examples/data/headlines.csv --experiment-column test_id \\\n"
        "      --arm headline --count impressions --metric click=clicks/impressions \\\n"
        "      --weights equal\n"
        "  hookline analyze examples/data/control.csv examples/data/evening.csv \\\n"
        "      --arm-from-file --control control --metric bought:proportion\n"
        "  hookline analyze examples/data/touches.csv --arm arm --control day \\\n"
        "      --unit user_id --metric ordered \\\n"
        "      --where '{\"orders\": {\"$gte\": 1}, \"city\": {\"$in\": [\"Shanghai\", "
        "\"Suzhou\"]}}'",
    .operand = "FILE",
    .operands = "FILE",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
};

static int check_request(const hl_args *args, const hl_flat_file *file)
{
    const hl_design_request *request = &file->spec.request;
    if (request->arm == NULL && !file->spec.arm_from_file)
        return hl_cli_usage(args, "--arm COL is missing: which column names the arm? "
                                  "(--arm-from-file: the name of the file does)");
    if (request->arm != NULL && file->spec.arm_from_file)
        return hl_cli_usage(args, "--arm or --arm-from-file says the arm, not both");
    if (request->base == NULL && request->metric_count == 0)
        return hl_cli_usage(args, "--metric COL is missing: what is measured?");
    if (request->base == NULL && request->control == NULL && request->experiment == NULL)
        return hl_cli_usage(args, "--control ARM is missing: which arm to compare with?");
    return HL_OK;
}

static int read_and_report(const hl_args *args, const hl_flat_file *file,
                           const hl_cells_report *how)
{
    const hl_design_request *request = &file->spec.request;
    hl_cells_reading reading = HL_CELLS_READING_INIT;
    int code = hl_cli_read_cells(args, file->source, &reading);
    if (code != HL_OK)
        return code;
    code = request->experiment == NULL
               ? hl_cli_report(args, file->source, how)
               : hl_cli_report_all(args, file->source, request->alpha > 0 ? request->alpha : 0.05,
                                   how);
    return hl_cli_strict(args, file->source, code);
}

static int run(const hl_args *args)
{
    hl_cells_report how;
    hl_flat_file file;
    if (!hl_cli_report_options(args, &how))
        return HL_USAGE;
    int code = hl_cli_flat_file(args, &file);
    if (code == HL_OK)
        code = check_request(args, &file);
    how.threads = file.spec.threads;
    how.says_look = true;
    if (code == HL_OK)
        code = read_and_report(args, &file, &how);
    hl_cli_flat_file_free(&file);
    return code;
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_analyze, argc, argv);
    if (code >= 0)
        return code;
    code = run(&args);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_analyze = {"analyze",
                                   HL_GROUP_STATISTICS,
                                   {"the significance report of any flat file, no store",
                                    "任意表格文件的显著性报告，不需要数据库"},
                                   &help,
                                   options,
                                   COUNT(options),
                                   run_command,
                                   NULL};
