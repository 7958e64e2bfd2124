#include "cli/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LINE = 16384, NAME = 256 };

typedef enum log_form { LOG_NONE, LOG_JSON, LOG_TEXT } log_form;

/* One for the process, as standard error is. */
static struct {
    log_form form;
    char command[32];
    char experiment[NAME];
    const char *level;
    char line[LINE];
    size_t length;
} out = {.level = "info"};

static const char *form_of(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--log=", 6) == 0)
            return argv[i] + 6;
        if (strcmp(argv[i], "--log") == 0 && i + 1 < argc)
            return argv[i + 1];
    }
    return "";
}

void hl_cli_log_start(int argc, char **argv)
{
    const char *form = form_of(argc, argv);
    out.form = strcmp(form, "json") == 0   ? LOG_JSON
               : strcmp(form, "text") == 0 ? LOG_TEXT
                                           : LOG_NONE;
    (void)snprintf(out.command, sizeof out.command, "%s", argc > 1 ? argv[1] : "");
}

bool hl_cli_log_on(void)
{
    return out.form != LOG_NONE;
}

void hl_cli_log_experiment(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash == NULL ? name : slash + 1;
    size_t length = strlen(base);
    if (length > 5 && strcmp(base + length - 5, ".json") == 0)
        length -= 5;
    (void)snprintf(out.experiment, sizeof out.experiment, "%.*s",
                   (int)(length < NAME ? length : NAME - 1), base);
}

void hl_cli_log_failure(void)
{
    out.level = "error";
}

void hl_cli_log_warning(void)
{
    out.level = "warning";
}

/* How bad a line is, from the worst on, and the word in it that says so. */
static const struct {
    const char *level;
    hl_bilingual word;
} levels[] = {{"error", {"error: ", "错误："}},
              {"warning", {"warning: ", "警告："}},
              {"note", {"note: ", "提示："}}};

/* The worst word of the line. */
static void judge(const char *english)
{
    for (size_t i = 0; i < COUNT(levels) && strcmp(out.level, levels[i].level) != 0; i++)
        if (strstr(english, levels[i].word.en) != NULL) {
            out.level = levels[i].level;
            return;
        }
}

static void cut_out(char *line, const char *word)
{
    char *at = strstr(line, word);
    if (at != NULL)
        memmove(at, at + strlen(word), strlen(at + strlen(word)) + 1);
}

/* The level is a member of the record: the line need not say it again. */
static void cut_out_level(char *line)
{
    for (size_t i = 0; i < COUNT(levels); i++)
        if (strcmp(out.level, levels[i].level) == 0) {
            cut_out(line, levels[i].word.en);
            cut_out(line, levels[i].word.zh);
        }
}

static void put_json(const char *text)
{
    (void)fputc('"', stderr);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            (void)fprintf(stderr, "\\%c", c);
        else if (c < 0x20)
            (void)fprintf(stderr, "\\u%04x", c);
        else
            (void)fputc(c, stderr);
    }
    (void)fputc('"', stderr);
}

static void put_member(const char *key, const char *text)
{
    (void)fprintf(stderr, "%s\"%s\":", strcmp(key, "time") == 0 ? "{" : ",", key);
    if (text[0] == '\0')
        (void)fputs("null", stderr);
    else
        put_json(text);
}

static const char *now(char text[HL_TIME_TEXT])
{
    struct timespec clock;
    hl_local_time at = {0};
    (void)clock_gettime(CLOCK_REALTIME, &clock);
    at.utc_ms = (int64_t)clock.tv_sec * 1000;
    return hl_time_text(at, text);
}

/* "hookline report: " is said by the members. */
static const char *without_name(const char *line)
{
    char name[64];
    int length = snprintf(name, sizeof name, "hookline %s: ", out.command);
    if (strncmp(line, name, (size_t)length) == 0)
        return line + length;
    return strncmp(line, "hookline: ", 10) == 0 ? line + 10 : line;
}

static void write_line(void)
{
    char time[HL_TIME_TEXT];
    if (out.form == LOG_TEXT) {
        (void)fprintf(stderr, "%s %s %s %s: %s\n", now(time), out.level, out.command,
                      out.experiment[0] == '\0' ? "-" : out.experiment, without_name(out.line));
        return;
    }
    put_member("time", now(time));
    put_member("level", out.level);
    put_member("command", out.command);
    put_member("experiment", out.experiment);
    put_member("message", without_name(out.line));
    (void)fputs("}\n", stderr);
}

void hl_cli_log_add(const char *english, const char *said, bool ends)
{
    judge(english);
    size_t room = sizeof out.line - out.length - 1;
    size_t length = strlen(said) < room ? strlen(said) : room;
    memcpy(out.line + out.length, said, length);
    out.length += length;
    out.line[out.length] = '\0';
    if (!ends)
        return;
    cut_out_level(out.line);
    write_line();
    out.length = 0;
    out.line[0] = '\0';
    out.level = "info";
}
