#include "cli/wrong_file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/words.h"

typedef enum file_kind { OTHER, TABLE, STORE, DEFINITION } file_kind;

enum { LOOKED_AT = 4096 };

static bool ends(const char *path, const char *end)
{
    size_t length = strlen(path), own = strlen(end);
    return length > own && strcmp(path + length - own, end) == 0;
}

/* By its first bytes, and a table by its name. A pipe is not read: it would be gone. */
static file_kind kind_of(const char *path)
{
    static const char *const tables[] = {".csv", ".tsv", ".ndjson", ".jsonl", ".xlsx"};
    char text[LOOKED_AT + 1];
    struct stat there;
    if (stat(path, &there) != 0 || !S_ISREG(there.st_mode))
        return OTHER;
    FILE *file = fopen(path, "rb");
    size_t length = file == NULL ? 0 : fread(text, 1, LOOKED_AT, file);
    if (file != NULL)
        (void)fclose(file);
    text[length] = '\0';
    if (length > 15 && memcmp(text, "SQLite format 3", 15) == 0)
        return STORE;
    if (strstr(text, "\"hookline-experiment/") != NULL && text[strspn(text, " \t\r\n")] == '{')
        return DEFINITION;
    for (size_t i = 0; i < COUNT(tables); i++)
        if (ends(path, tables[i]))
            return TABLE;
    return OTHER;
}

static const struct {
    const char *command;
    file_kind kind;
    hl_bilingual how;
} answers[] = {
    {"report", TABLE, {"hookline analyze reports on one", "表请用 hookline analyze 出报告"}},
    {"check",
     TABLE,
     {"definitions are checked here; hookline analyze reports on a table",
      "这里检查的是实验定义；表请用 hookline analyze 出报告"}},
    {"apply",
     TABLE,
     {"definitions are stored here; hookline import users|touches|events|costs FILE takes a table",
      "这里存入的是实验定义；表请用 hookline import users|touches|events|costs 文件 导入"}},
    {"plan",
     TABLE,
     {"EXP is a definition or a name in the store; tables stand behind --triggers and --users",
      "EXP 应为定义文件或数据库中的实验名；表写在 --triggers 和 --users 之后"}},
    {"assign",
     TABLE,
     {"EXP is a definition or a name in the store; the table of users stands behind --users",
      "EXP 应为定义文件或数据库中的实验名；用户表写在 --users 之后"}},
    {"report", STORE, {"a store stands behind --db", "数据库写在 --db 之后"}},
    {"plan", STORE, {"a store stands behind --db", "数据库写在 --db 之后"}},
    {"assign", STORE, {"a store stands behind --db", "数据库写在 --db 之后"}},
    {"apply", STORE, {"a store stands behind --db", "数据库写在 --db 之后"}},
    {"import", STORE, {"a store stands behind --db", "数据库写在 --db 之后"}},
    {"check", STORE, {"hookline verify --db checks one", "数据库请用 hookline verify --db 校验"}},
    {"analyze",
     STORE,
     {"hookline report --db reads one", "数据库请用 hookline report --db 看报告"}},
    {"analyze",
     DEFINITION,
     {"FILE is a table; what is in it stands behind --definition",
      "FILE 应为一张表；定义写在 --definition 之后"}},
    {"import", DEFINITION, {"hookline apply stores one", "定义请用 hookline apply 存入"}},
};

static int tell(const hl_args *args, const char *path, file_kind kind, const char *how)
{
    if (kind == TABLE)
        return hl_cli_usage(args, "'%s' is a table: %s", path, how);
    if (kind == STORE)
        return hl_cli_usage(args, "'%s' is a store: %s", path, how);
    return hl_cli_usage(args, "'%s' is a definition: %s", path, how);
}

/* "coupon", where there is a coupon.json and the command reads files alone. */
static int check_ending(const hl_args *args, const char *path)
{
    char whole[4096];
    struct stat there;
    bool files = hl_cli_is_one_of("check|apply", args->of->name);
    int length = snprintf(whole, sizeof whole, "%s.json", path);
    if (!files || length >= (int)sizeof whole || stat(path, &there) == 0 ||
        stat(whole, &there) != 0)
        return -1;
    return hl_cli_usage(args, "there is no file '%s'; did you mean '%s'?", path, whole);
}

/* "import users.csv": a file stands where what is in it is to be said. */
static int check_kind(const hl_args *args)
{
    const char *path = args->operand_count == 0 ? "" : args->operands[0];
    if (strcmp(args->of->name, "import") != 0 || kind_of(path) != TABLE)
        return -1;
    return hl_cli_usage(args,
                        "what are the rows of '%s'? hookline import users|touches|events|costs %s",
                        path, path);
}

int hl_cli_check_files(const hl_args *args)
{
    int code = check_kind(args);
    for (size_t i = 0; code < 0 && i < args->operand_count; i++)
        code = check_ending(args, args->operands[i]);
    if (code >= 0)
        return code;
    for (size_t i = 0; i < args->operand_count; i++) {
        file_kind kind = kind_of(args->operands[i]);
        for (size_t k = 0; kind != OTHER && k < COUNT(answers); k++)
            if (answers[k].kind == kind && strcmp(answers[k].command, args->of->name) == 0)
                return tell(args, args->operands[i], kind,
                            hl_cli_text(&answers[k].how, args->lang));
    }
    return -1;
}
