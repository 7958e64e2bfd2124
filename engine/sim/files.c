#include "sim/files.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/customer.h"

static const struct {
    const char *name;
    const char *header; /* NULL: the customer's columns */
} kinds[HL_SIM_FILES] = {
    [HL_SIM_USERS] = {"users.csv", NULL},
    [HL_SIM_TRIGGERS] = {"triggers.csv", "trigger_id,user_id,hook,at\n"},
    [HL_SIM_TOUCHES] = {"touches.csv",
                        "touch_id,user_id,experiment,arm,hook,variant,window,channel,operator,step,"
                        "planned_at,sent_at,propensity,cost\n"},
    [HL_SIM_EVENTS] = {"events.csv", "event_id,user_id,type,at,touch_id,value\n"},
    [HL_SIM_COSTS] = {"costs.csv", "channel,operator,source,from,to,amount\n"},
};

enum { MUCH = 1 << 18 };

static hl_status open_named(const char *directory, const char *name, hl_output **out, hl_error *err)
{
    hl_text path = {0};
    hl_base__text_addf(&path, "%s/%s", directory, name);
    hl_status status = hl_base__text_status(&path, err);
    if (status == HL_OK)
        status = hl_output_open(hl_base__text_string(&path), NULL, 0, out, err);
    hl_base__text_free(&path);
    return status;
}

static hl_status failed_write(const hl_sim_files *files, int kind, hl_error *err)
{
    return hl_error_system(err, "%s/%s", files->directory, kinds[kind].name);
}

static void add_user_header(hl_text *text)
{
    for (size_t i = 0; i < HL_SIM_COLUMNS; i++)
        hl_base__text_addf(text, "%s%s", i > 0 ? "," : "", hl_sim__column(i));
    hl_base__text_add_char(text, '\n');
}

static hl_status is_there(const char *directory, const char *name, bool *there, hl_error *err)
{
    struct stat found;
    hl_text path = {0};
    hl_base__text_addf(&path, "%s/%s", directory, name);
    hl_status status = hl_base__text_status(&path, err);
    *there =
        status == HL_OK && stat(hl_base__text_string(&path), &found) == 0 && S_ISREG(found.st_mode);
    hl_base__text_free(&path);
    return status;
}

hl_status hl_sim__files_refuse(const char *directory, const char *name, hl_error *err)
{
    bool there = false;
    bool simulated = false;
    hl_status status = is_there(directory, name, &there, err);
    if (status == HL_OK && there)
        status = is_there(directory, "truth.json", &simulated, err);
    if (status != HL_OK || !there || simulated)
        return status;
    return hl_error_set(err, HL_USAGE,
                        "%s/%s: is there and of no simulation (no truth.json is beside it): "
                        "nothing was written; name another directory",
                        directory, name);
}

hl_status hl_sim__files_open(hl_sim_files *files, const char *directory, hl_error *err)
{
    hl_status status = HL_OK;
    memset(files, 0, sizeof *files);
    files->directory = directory;
    if (mkdir(directory, 0777) != 0 && errno != EEXIST)
        return hl_error_system(err, "%s", directory);
    for (int i = 0; i < HL_SIM_FILES; i++)
        if ((status = hl_sim__files_refuse(directory, kinds[i].name, err)) != HL_OK)
            return status;
    for (int i = 0; i < HL_SIM_FILES; i++) {
        status = open_named(directory, kinds[i].name, &files->file[i], err);
        if (status != HL_OK)
            return status;
        if (kinds[i].header == NULL)
            add_user_header(&files->text[i]);
        else
            hl_base__text_add(&files->text[i], kinds[i].header);
    }
    return HL_OK;
}

hl_status hl_sim__files_flush(hl_sim_files *files, bool all, hl_error *err)
{
    for (int i = 0; i < HL_SIM_FILES; i++) {
        hl_text *text = &files->text[i];
        if (hl_base__text_status(text, err) != HL_OK)
            return HL_FAILED;
        if (!all && text->length < MUCH)
            continue;
        FILE *file = hl_output_file(files->file[i]);
        bool whole = text->length == 0 || fwrite(text->data, 1, text->length, file) == text->length;
        if (!whole || (all && fflush(file) != 0))
            return failed_write(files, i, err);
        hl_base__text_clear(text);
    }
    return HL_OK;
}

hl_status hl_sim__files_close(hl_sim_files *files, hl_status status, hl_error *err)
{
    for (int i = 0; i < HL_SIM_FILES; i++) {
        status = hl_output_close(files->file[i], status, err);
        files->file[i] = NULL;
        hl_base__text_free(&files->text[i]);
    }
    return status;
}

hl_status hl_sim__file_write(const char *directory, const char *name, const char *text,
                             size_t length, hl_error *err)
{
    hl_output *output = NULL;
    hl_status status = open_named(directory, name, &output, err);
    if (status == HL_OK && fwrite(text, 1, length, hl_output_file(output)) != length)
        status = hl_error_system(err, "%s/%s", directory, name);
    return hl_output_close(output, status, err);
}
