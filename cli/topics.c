#include "cli/topics.h"

#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/log.h"
#include "cli/words.h"

/* What stands in the place of a command and means no one of them. */
typedef struct topic {
    const char *words; /* "a|b" */
    const char *commands[3];
    hl_bilingual how;
} topic;

static const topic topics[] = {
    {"实验|experiment|experiments|exp|campaign|campaigns|project|活动|项目|试验",
     {"check", "apply", "report"},
     {"An experiment is a definition, a JSON file; hookline simulate --out shop writes examples.",
      "一个实验是一份 JSON 定义文件；hookline simulate --out shop 会写出示例。"}},
    {"new|add|make|新建|创建|添加|新增|建立",
     {"simulate", "check", "apply"},
     {"A new experiment is a definition, a JSON file; hookline simulate --out shop writes "
      "examples.",
      "新实验写成一份 JSON 定义文件；hookline simulate --out shop 会写出示例。"}},
    {"run|go|exec|execute|begin|运行|执行|开始|启动|上线",
     {"apply", "plan", "report"},
     {"An experiment runs by three commands: apply stores it, plan says what goes out when, report "
      "reads what came of it.",
      "实验靠三个命令运行：apply 存入，plan 排期，report 看结论。"}},
    {"stop|pause|end|finish|close|停止|停|暂停|结束|关闭|下线|终止",
     {"plan", "apply", "report"},
     {"hookline plan cancel EXP --all takes back what is planned and not sent; without hookline "
      "plan nothing more is planned.",
      "hookline plan cancel EXP --all 取消已排未发的触达；不再运行 hookline plan，就不会排新的。"}},
    {"delete|remove|rm|drop|clear|reset|del|删除|移除|清空|删|重置",
     {"plan", "apply", NULL},
     {"A store deletes nothing: hookline plan cancel EXP --all takes back what is planned and not "
      "sent, and a changed definition becomes the next version (apply).",
      "数据库不删除任何内容：已排未发的触达用 hookline plan cancel EXP --all 取消；改过的定义用 "
      "apply 存为新版本。"}},
    {"edit|update|change|modify|修改|编辑|更新|改",
     {"check", "apply", NULL},
     {"Change the definition's file, then store it: it becomes the next version.",
      "改好定义文件再存入，即成为新版本。"}},
    {"config|configure|setup|install|settings|配置|设置|安装",
     {"apply", "import", NULL},
     {"Nothing is to be set up: the first apply or import makes the store; --db or HOOKLINE_DB "
      "says "
      "where.",
      "无需设置：第一次 apply 或 import 时新建数据库，位置由 --db 或 HOOKLINE_DB 指定。"}},
    {"serve|server|web|ui|gui|login|api|网页|登录|服务|界面",
     {"report", "analyze", NULL},
     {"There is no server and no account: commands read and write files.",
      "没有服务器，也没有账号：各命令只读写文件。"}},
    {"data|file|files|csv|excel|xlsx|table|数据|文件|表格",
     {"analyze", "import", NULL},
     {"hookline analyze FILE reports on a table as it is; hookline import "
      "users|touches|events|costs "
      "FILE brings one into the store.",
      "hookline analyze 文件 直接分析一张表；hookline import users|touches|events|costs 文件 "
      "把它导入数据库。"}},
    {"metric|metrics|kpi|指标|转化率",
     {"report", "analyze", NULL},
     {"Metrics stand in the definition, or behind --metric of hookline analyze.",
      "指标写在实验定义里，或写在 hookline analyze 的 --metric 之后。"}},
    {"arm|arms|group|groups|variant|variants|组|对照组|实验组",
     {"assign", "check", NULL},
     {"Arms stand in the definition; hookline assign says who is in which.",
      "各组写在实验定义里；hookline assign 给出每个用户在哪一组。"}},
    {"user|users|customer|customers|event|events|touch|touches|cost|costs|用户|客户|事件|触达|成本|"
     "费用",
     {"import", "assign", NULL},
     {"hookline import users|touches|events|costs FILE brings a file into the store.",
      "hookline import users|touches|events|costs 文件 把文件导入数据库。"}},
    {"why|explain|reason|原因|为什么|解释",
     {"report", "plan", NULL},
     {"A report says why it decides as it does; hookline plan EXP --explain TOUCH says of a touch "
      "why it goes when it goes.",
      "报告会说明结论的理由；hookline plan EXP --explain 触达 说明一次触达为何排在此时。"}},
};

static void print_command(const char *name, hl_lang lang)
{
    const hl_command *command = hl_cli_command_named(name);
    hl_cli_print(stderr, "  %-10s  %s\n", command->name, hl_cli_text(&command->summary, lang));
}

static void print_topic(const topic *about, hl_lang lang)
{
    for (size_t i = 0; i < COUNT(about->commands) && about->commands[i] != NULL; i++)
        print_command(about->commands[i], lang);
    hl_cli_print(stderr, "  %s\n", hl_cli_text(&about->how, lang));
}

/* "x.csv" in the place of a command: which one reads it; NULL: it is no file. */
static const char *reader_of(const char *word)
{
    static const struct {
        const char *end, *command;
    } readers[] = {{".json", "check"},     {".csv", "analyze"},   {".tsv", "analyze"},
                   {".ndjson", "analyze"}, {".jsonl", "analyze"}, {".txt", "analyze"},
                   {".db", "report --db"}};
    size_t length = strlen(word);
    for (size_t i = 0; access(word, F_OK) == 0 && i < COUNT(readers); i++) {
        size_t end = strlen(readers[i].end);
        if (length > end && strcmp(word + length - end, readers[i].end) == 0)
            return readers[i].command;
    }
    return NULL;
}

/* What the program has besides commands: "-v", "--verison", "version". */
static const char *option_near(const char *name)
{
    static const char *const own[] = {"help", "version", "lang", "log"};
    static const char *const written[] = {"--help", "--version", "--lang", "--log"};
    const char *near = hl_suggest(name + strspn(name, "-"), own, COUNT(own));
    for (size_t i = 0; near != NULL && i < COUNT(own); i++)
        if (strcmp(near, own[i]) == 0)
            return written[i];
    return NULL;
}

static const topic *topic_of(const char *word)
{
    for (size_t i = 0; i < COUNT(topics); i++)
        if (hl_cli_is_one_of(topics[i].words, word))
            return &topics[i];
    return NULL;
}

bool hl_cli_asks_for_help(const char *word)
{
    return hl_cli_is_one_of("帮助|说明|用法|手册|?|/?", word);
}

int hl_cli_no_command(const char *word, hl_lang lang)
{
    const topic *about = topic_of(word);
    const char *reader = reader_of(word);
    bool known = about != NULL || reader != NULL || word[0] == '-';
    const char *near = known ? NULL : hl_cli_command_near(word);
    if (about == NULL && reader == NULL && near == NULL)
        near = option_near(word);
    hl_cli_log_failure();
    if (reader != NULL)
        hl_cli_print(stderr, "hookline: there is no command '%s'; did you mean '%s %s'?\n", word,
                     reader, word);
    else if (near != NULL)
        hl_cli_print(stderr, "hookline: there is no command '%s'; did you mean '%s'?\n", word,
                     near);
    else if (word[0] == '-')
        hl_cli_print(stderr, "hookline: unknown option %s: options stand behind the command\n",
                     word);
    else
        hl_cli_print(stderr,
                     about != NULL ? "hookline: there is no command '%s'; what is near it:\n"
                                   : "hookline: there is no command '%s'\n",
                     word);
    if (about != NULL)
        print_topic(about, lang);
    hl_cli_print(stderr, "try: hookline --help\n");
    return HL_USAGE;
}
