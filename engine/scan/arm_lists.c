#include "scan/arm_lists.h"

#include <string.h>

#include "base/arena.h"
#include "base/spelling.h"
#include "scan/arm_spelling.h"
#include "scan/name_spelling.h"
#include "scan/result.h"

static bool ends_list(char opening, char closing)
{
    static const char pairs[] = "[]{}()";
    const char *at = strchr(pairs, opening);
    return at != NULL && (at - pairs) % 2 == 0 && at[1] == closing;
}

/* Blanks and quotes around the name are none of it. */
static void unwrap(const char **text, size_t *length)
{
    static const char quotes[] = "\"'`";
    hl_base__trim(text, length);
    if (*length > 1 && strchr(quotes, (*text)[0]) != NULL && (*text)[0] == (*text)[*length - 1]) {
        (*text)++;
        *length -= 2;
        hl_base__trim(text, length);
    }
}

/* The next part in front of a sign, which is taken off the rest; false at the end. Quotes of a list
 * hide no signs: no arm's name has one of these. */
static bool next_part(const char **rest, size_t *left, const char *signs, const char **part,
                      size_t *length)
{
    size_t end = 0;
    if (*rest == NULL)
        return false;
    while (end < *left && strchr(signs, (*rest)[end]) == NULL)
        end++;
    *part = *rest;
    *length = end;
    bool more = end < *left;
    *left -= more ? end + 1 : end;
    *rest = more ? *rest + end + 1 : NULL;
    unwrap(part, length);
    return true;
}

bool hl_scan__lists_arms(const char *text, size_t length)
{
    const char *part = NULL;
    size_t size = 0, parts = 0;
    hl_base__trim(&text, &length);
    if (length < 2 || !ends_list(text[0], text[length - 1]))
        return false;
    const char *rest = text + 1;
    size_t left = length - 2;
    while (next_part(&rest, &left, ",", &part, &size))
        parts += size > 0;
    return parts > 1;
}

/* ---- made of other arms' names */

/* An arm, by its name; the arms of its experiment stand from first to before end. */
typedef struct name {
    const char *shown;
    const char *text; /* folded */
    size_t length;
    bool control;
    bool nothing; /* a word for what nobody adds to another arm: control, holdout */
    int64_t units;
    size_t first, end;
} name;

typedef struct arm_names {
    hl_arena arena;
    name *of; /* one an arm of the scan */
    size_t count;
} arm_names;

static const char *control_of(const hl_design_request *request)
{
    const hl_design *base = request->base;
    return request->control != NULL              ? request->control
           : base != NULL && base->arm_count > 0 ? base->arms[base->control].name
                                                 : "control";
}

/* Bytes of the experiment before the arm. */
static size_t experiment_of(const hl_scan *scan, size_t place)
{
    const char *text = hl_cells__arm_name(scan->all, scan->arms[place]);
    const char *sign = scan->layout.experiment == HL_SCAN_NONE ? NULL : strchr(text, '\x1f');
    return sign == NULL ? 0 : (size_t)(sign - text) + 1;
}

/* Arms stand by experiment and name. */
static void find_ranges(const hl_scan *scan, arm_names *names)
{
    for (size_t i = 0, end = 0; i < names->count; i = end) {
        size_t size = experiment_of(scan, i);
        const char *own = hl_cells__arm_name(scan->all, scan->arms[i]);
        for (end = i + 1; end < names->count && experiment_of(scan, end) == size &&
                          memcmp(own, hl_cells__arm_name(scan->all, scan->arms[end]), size) == 0;)
            end++;
        for (size_t k = i; k < end; k++) {
            names->of[k].first = i;
            names->of[k].end = end;
        }
    }
}

/* Who has "email" can be sent "email+sms" too; "control+test" is no arm that anyone was put in. */
static bool means_nothing(const char *text, size_t length)
{
    static const char *const words[] = {"control", "baseline", "holdout",  "holdback", "placebo",
                                        "none",    "空白",     "空白对照", "基准",     "基线"};
    char folded[HL_FOLDED(HL_SCAN_MOST_NAME)];
    (void)hl_scan__fold_arm(text, length, HL_ARM_FOLD_NARROW, folded);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], folded) == 0)
            return true;
    return false;
}

static hl_status fold_names(const hl_scan *scan, arm_names *out, hl_error *err)
{
    char text[HL_FOLDED(HL_SCAN_MOST_NAME)], control[HL_FOLDED(HL_SCAN_MOST_NAME)] = "";
    const char *wanted = control_of(&scan->spec.request);
    if (strlen(wanted) <= HL_SCAN_MOST_NAME)
        (void)hl_base__fold(wanted, strlen(wanted), control);
    out->count = scan->arm_count;
    out->of = hl_base__arena_array(&out->arena, out->count, sizeof *out->of);
    for (size_t i = 0; out->of != NULL && i < out->count; i++) {
        const char *own = hl_cells__arm_name(scan->all, scan->arms[i]) + experiment_of(scan, i);
        own = hl_scan__arm_shown(scan, own);
        size_t length = strlen(own);
        length = hl_base__fold(own, length < HL_SCAN_MOST_NAME ? length : HL_SCAN_MOST_NAME, text);
        out->of[i] = (name){.shown = own,
                            .text = hl_base__arena_string(&out->arena, text),
                            .length = length,
                            .control = strcmp(text, control) == 0,
                            .nothing = means_nothing(text, length),
                            .units = hl_scan__arm_units(scan, scan->arms[i])};
        if (out->of[i].text == NULL)
            return hl_error_memory(err);
    }
    if (out->of == NULL)
        return hl_error_memory(err);
    find_ranges(scan, out);
    return HL_OK;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the sign or word at the text that joins two names; 0: none. */
static size_t joint_at(const char *text)
{
    static const char *const joints[] = {"和", "与",  "及",   "、",   "→",   "并",
                                         "再", "and", "then", "plus", "und", "et"};
    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++)
        if (strncmp(text, joints[i], strlen(joints[i])) == 0)
            return strlen(joints[i]);
    return (unsigned char)text[0] < 0x80 && text[0] != '\0' && !is_alnum(text[0]);
}

/* "1.2", "10-20": between digits few signs join two names. */
static bool parts_digits(const char *text, size_t from, size_t to)
{
    bool digits =
        text[from - 1] >= '0' && text[from - 1] <= '9' && text[to] >= '0' && text[to] <= '9';
    for (size_t i = from; digits && i < to; i++)
        digits = strchr(".-:/_~x*", text[i]) != NULL;
    return digits;
}

/* How a name is made of others. */
typedef struct composition {
    const arm_names *names;
    size_t arm; /* whose name it is */
    size_t parts;
    bool control;  /* one of them */
    bool nothing;  /* one of them is by its name no part of another arm */
    bool listed;   /* a joint is one of lists */
    bool said;     /* one is more than what joins words */
    int64_t least; /* units of the part that has fewest */
} composition;

static bool goes_on(composition *c, size_t at);

/* Another name behind any of the joints there. */
static bool is_joined(composition *c, size_t end)
{
    const char *text = c->names->of[c->arm].text;
    composition before = *c;
    for (size_t at = end, size = 0; (size = joint_at(text + at)) > 0;) {
        before.listed = before.listed || strchr("|;,", text[at]) != NULL;
        before.said = before.said || strchr(" _-", text[at]) == NULL;
        at += size;
        *c = before;
        if (text[at] != '\0' && !parts_digits(text, end, at) && goes_on(c, at))
            return true;
    }
    return false;
}

/* Two names side by side, the control among them, and both of some letters. */
static bool is_beside(composition *c, size_t at, size_t end)
{
    enum { SOME = 4 };
    const name *own = &c->names->of[c->arm];
    return c->parts == 1 && end - at >= SOME && own->length - end >= SOME && goes_on(c, end) &&
           c->control && c->parts == 2;
}

/* Whether the rest of the name, from there on, is made of others. */
static bool goes_on(composition *c, size_t at)
{
    enum { MOST_PARTS = 6 };
    const composition before = *c;
    const name *own = &c->names->of[c->arm];
    for (size_t i = own->first; i < own->end && before.parts < MOST_PARTS; i++) {
        const name *n = &c->names->of[i];
        if (i == c->arm || n->length == 0 || strncmp(own->text + at, n->text, n->length) != 0)
            continue;
        size_t end = at + n->length;
        composition part = before;
        part.parts++;
        part.control = part.control || n->control;
        part.nothing = part.nothing || n->nothing;
        part.least = n->units < part.least ? n->units : part.least;
        *c = part;
        if (end == own->length ? c->parts > 1 : is_joined(c, end))
            return true;
        *c = part;
        if (end < own->length && is_beside(c, at, end))
            return true;
    }
    *c = before;
    return false;
}

/* What people and programs call those who are in several arms. */
static bool means_several(const name *n)
{
    static const char *const words[] = {
        "both",      "botharms", "bothgroups", "mixed",    "mix",   "multiple", "several",
        "all",       "allarms",  "a/b",        "a&b",      "a+b",   "ab",       "overlap",
        "crossover", "conflict", "duplicate",  "switched", "multi", "twoarms",  "beide",
        "ambos",     "lesdeux",  "两者",       "两组",     "都有",  "混合",     "多组",
        "多个",      "全部",     "两个都有",   "同时两组", "重复",  "冲突",     "兩者",
        "兩組",      "混組",     "混组",       "两组都有", "双组",  "交叉",     "兩者皆有"};
    char joined[HL_FOLDED(HL_SCAN_MOST_NAME)];
    size_t to = 0;
    for (size_t i = 0; i < n->length; i++)
        if (strchr(" _-", n->text[i]) == NULL)
            joined[to++] = n->text[i];
    joined[to] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], joined) == 0)
            return true;
    return false;
}

static int64_t least_of_others(const arm_names *names, size_t arm)
{
    int64_t least = INT64_MAX;
    for (size_t i = names->of[arm].first; i < names->of[arm].end; i++)
        least = i != arm && names->of[i].units < least ? names->of[i].units : least;
    return least;
}

static bool is_named(const hl_scan *scan, const char *arm)
{
    const hl_design_request *request = &scan->spec.request;
    bool found = request->control != NULL && strcmp(request->control, arm) == 0;
    for (size_t i = 0; request->base != NULL && i < request->base->arm_count && !found; i++)
        found = strcmp(request->base->arms[i].name, arm) == 0;
    return found;
}

/* Whether the word stands there by itself, not in another one. */
static bool has_word(const char *text, const name *word)
{
    for (const char *at = strstr(text, word->text); at != NULL; at = strstr(at + 1, word->text)) {
        bool before = at > text && is_alnum(at[-1]) && is_alnum(at[0]);
        char last = word->text[word->length - 1], next = at[word->length];
        if (!before && !(is_alnum(last) && is_alnum(next)))
            return true;
    }
    return false;
}

/* "moved from control to test": the control and another, beside further words. */
static bool mentions_several(const arm_names *names, size_t arm)
{
    const name *own = &names->of[arm];
    size_t others = 0, controls = 0;
    for (size_t i = own->first; i < own->end; i++) {
        const name *n = &names->of[i];
        bool found = i != arm && n->length > 0 && has_word(own->text, n);
        controls += found && n->control;
        others += found && !n->control;
    }
    return controls > 0 && others > 0;
}

/* Whether the arm is several others. Not written as a list it may be a combination that was tried
 * ("email+sms", also where email is the control), or just a name of two words ("banner_red" beside
 * "banner" and "red"): then it has about as many units as its parts. */
static bool is_several(const arm_names *names, size_t arm)
{
    composition made = {.names = names, .arm = arm, .least = INT64_MAX};
    const name *own = &names->of[arm];
    if (goes_on(&made, 0))
        return made.listed || (made.nothing && made.said) || 2 * own->units < made.least;
    return own->end - own->first > 2 && (means_several(own) || mentions_several(names, arm)) &&
           2 * own->units < least_of_others(names, arm);
}

/* ---- misspelt */

static hl_status check_letters(const hl_scan *scan, const arm_names *names, hl_error *err)
{
    for (size_t i = 0; i < names->count; i++)
        for (size_t k = names->of[i].first; k < i; k++) {
            const name *a = &names->of[i], *b = &names->of[k];
            if (!hl_scan__is_misspelt(a->text, b->text) ||
                (is_named(scan, a->shown) && is_named(scan, b->shown)))
                continue;
            return hl_error_set(err, HL_REJECTED,
                                "%s: the arms '%s' (units: %lld) and '%s' (%lld) are one that is "
                                "misspelt, it seems: mend it, or name both in a definition",
                                scan->layout.spec->path, b->shown, (long long)b->units, a->shown,
                                (long long)a->units);
        }
    return HL_OK;
}

static hl_status check_several(const hl_scan *scan, const arm_names *names, hl_error *err)
{
    for (size_t i = 0; i < names->count; i++) {
        if (is_named(scan, names->of[i].shown) || !is_several(names, i))
            continue;
        return hl_error_set(err, HL_REJECTED,
                            "%s: '%s' names several arms of the file, and who is in several is in "
                            "none: leave such rows out with --where, or name it among the arms of "
                            "a definition if it is one",
                            scan->layout.spec->path, names->of[i].shown);
    }
    return HL_OK;
}

hl_status hl_scan__check_lists(const hl_scan *scan, hl_error *err)
{
    arm_names names = {.of = NULL};
    if (scan->layout.arm == HL_SCAN_NONE)
        return HL_OK;
    hl_status status = fold_names(scan, &names, err);
    if (status == HL_OK)
        status = check_several(scan, &names, err);
    if (status == HL_OK)
        status = check_letters(scan, &names, err);
    hl_base__arena_free(&names.arena);
    return status;
}
