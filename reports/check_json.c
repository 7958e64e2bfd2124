/* The outcome of checking definitions as JSON. */
#include "hookline/check.h"

#include "base/text.h"
#include "hookline/messages.h"
#include "json/writer.h"

/* The text under its key, and its Chinese under the key beside; null where there is none. */
static void add_message(hl_json_writer *w, const char *key, const char *key_zh, const char *text)
{
    char said[HL_MESSAGE_SIZE];
    const char *zh = text == NULL ? NULL : hl_message_in(HL_LANG_ZH, text, said, sizeof said);
    hl_json__key(w, key);
    hl_json__add_string(w, text);
    hl_json__key(w, key_zh);
    hl_json__add_string(w, zh == text ? NULL : zh);
}

static void add_problems(hl_json_writer *w, const hl_problems *problems)
{
    hl_json__key(w, "problems");
    hl_json__open_array(w);
    for (size_t i = 0; problems != NULL && i < hl_problems_count(problems); i++) {
        const hl_problem *problem = hl_problems_get(problems, i);
        hl_json__open_object(w);
        hl_json__key(w, "severity");
        hl_json__add_string(w, problem->severity == HL_PROBLEM_ERROR ? "error" : "warning");
        hl_json__key(w, "line");
        hl_json__add_int(w, problem->line);
        hl_json__key(w, "column");
        hl_json__add_int(w, problem->column);
        hl_json__key(w, "pointer");
        hl_json__add_string(w, problem->pointer);
        add_message(w, "message", "message_zh", problem->message);
        add_message(w, "accepted", "accepted_zh", problem->accepted);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void add_count(hl_json_writer *w, const char *key, size_t count)
{
    hl_json__key(w, key);
    hl_json__add_int(w, (int64_t)count);
}

static void add_definition(hl_json_writer *w, const hl_definition *definition)
{
    const hl_experiment *x = hl_definition_experiment(definition);
    hl_json__key(w, "experiment");
    hl_json__add_string(w, x->name);
    hl_json__key(w, "digest");
    hl_json__add_string(w, hl_definition_digest(definition));
    hl_json__key(w, "control");
    hl_json__add_string(w, x->arms[x->design.control].name);
    hl_json__key(w, "arms");
    hl_json__open_array(w);
    for (size_t i = 0; i < x->arm_count; i++) {
        hl_json__open_object(w);
        hl_json__key(w, "arm");
        hl_json__add_string(w, x->arms[i].name);
        hl_json__key(w, "weight");
        hl_json__add_int(w, x->design.arms[i].weight);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
    add_count(w, "hooks", x->hook_count);
    add_count(w, "windows", x->window_count);
    add_count(w, "variants", x->variant_count);
    add_count(w, "metrics", x->design.metric_count);
    add_count(w, "segments", x->segment_count);
}

static void add_file(hl_json_writer *w, const hl_checked_file *file)
{
    hl_json__open_object(w);
    hl_json__key(w, "file");
    hl_json__add_string(w, file->file);
    hl_json__key(w, "ok");
    hl_json__add_bool(w, file->definition != NULL);
    if (file->definition != NULL)
        add_definition(w, file->definition);
    if (file->failure != NULL)
        add_message(w, "failure", "failure_zh", file->failure);
    add_problems(w, file->problems);
    hl_json__close_object(w);
}

hl_status hl_check_json(const hl_checked_file *files, size_t count, const hl_problems *together,
                        char **out, hl_error *err)
{
    hl_text text = {0};
    hl_json_writer w = hl_json__writer(&text, 2);
    hl_json__open_object(&w);
    hl_json__key(&w, "format");
    hl_json__add_string(&w, "hookline-check/1");
    hl_json__key(&w, "files");
    hl_json__open_array(&w);
    for (size_t i = 0; i < count; i++)
        add_file(&w, &files[i]);
    hl_json__close_array(&w);
    hl_json__key(&w, "together");
    hl_json__open_object(&w);
    add_problems(&w, together);
    hl_json__close_object(&w);
    hl_json__close_object(&w);
    hl_base__text_add_char(&text, '\n');
    *out = hl_base__text_take(&text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
