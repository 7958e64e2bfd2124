#include "log/crowded_users.h"

#include <stdio.h>
#include <string.h>

#include "base/ruined_id.h"

/* Of what is looked at; of all that are told. */
enum { LEAST_ROWS = 2, MANY_ROWS = 20, SHARE = 100, MANY_TIMES = 20, PLACEHOLDER_TIMES = 5 };

static size_t place_of(hl_log_crowds *crowds, int64_t user, int64_t rows)
{
    size_t least = 0;
    for (size_t i = 0; i < crowds->count; i++) {
        if (crowds->list[i].user == user)
            return i;
        if (crowds->list[i].rows < crowds->list[least].rows)
            least = i;
    }
    if (crowds->count < HL_LOG_CROWDS)
        return crowds->count++;
    return crowds->list[least].rows < rows ? least : HL_LOG_CROWDS;
}

void hl_log__crowds_note(hl_log_crowds *crowds, int64_t user, const char *id, size_t length,
                         int64_t rows)
{
    crowds->rows += rows;
    if (rows < LEAST_ROWS)
        return;
    size_t at = place_of(crowds, user, rows);
    if (at == HL_LOG_CROWDS)
        return;
    if (crowds->list[at].user != user)
        crowds->list[at].rows = 0;
    crowds->list[at].user = user;
    crowds->list[at].rows += rows;
    (void)snprintf(crowds->list[at].id, HL_LOG_CROWD_ID, "%.*s", (int)length, id);
}

static bool is_crowded(const hl_log_crowds *crowds, int64_t rows, bool placeholder)
{
    int64_t others = crowds->rows - rows;
    int64_t times = placeholder ? PLACEHOLDER_TIMES : MANY_TIMES;
    bool more = crowds->users < 2 || rows * (crowds->users - 1) > times * others;
    return more && (placeholder || (rows >= MANY_ROWS && SHARE * rows > crowds->rows));
}

void hl_log__crowds_tell(const hl_log_crowds *crowds, const char *file, hl_problems *problems)
{
    for (size_t i = 0; problems != NULL && i < crowds->count; i++) {
        char message[300];
        const char *id = crowds->list[i].id;
        bool placeholder = hl_base__id_is_placeholder(id, strlen(id));
        if (!is_crowded(crowds, crowds->list[i].rows, placeholder))
            continue;
        if (placeholder)
            (void)snprintf(message, sizeof message,
                           "%lld of %lld rows are of '%s', which stands for no user: whoever they "
                           "are counts as one",
                           (long long)crowds->list[i].rows, (long long)crowds->rows, id);
        else
            (void)snprintf(message, sizeof message,
                           "%lld of %lld rows are of one user, '%s', far more than others have: a "
                           "placeholder, a test account or a machine?",
                           (long long)crowds->list[i].rows, (long long)crowds->rows, id);
        hl_problems_add(
            problems,
            &(hl_problem){.severity = HL_PROBLEM_WARNING, .file = file, .message = message});
    }
}
