#include "reports/titles.h"

#include <string.h>

#include "base/utf8.h"
#include "reports/messages/names.h"
#include "reports/say.h"

/* Between factors that are crossed. */
static const char crossed[] = " × ";

const char *hl_reports__title_in(const hl_localized *texts, hl_lang lang)
{
    const char *wanted = lang == HL_LANG_ZH ? "zh" : "en";
    for (size_t i = 0; i < texts->count; i++)
        if (strncmp(texts->languages[i], wanted, 2) == 0 || strcmp(texts->languages[i], "und") == 0)
            return texts->texts[i];
    return NULL;
}

static const hl_title *find(const hl_design *design, hl_titled of, const char *name)
{
    for (size_t i = 0; i < design->title_count; i++)
        if (design->titles[i].of == of && strcmp(design->titles[i].name, name) == 0)
            return &design->titles[i];
    return NULL;
}

/* The name, as the string that it is in the design, gets the title that it has there. */
static void take(hl_document *document, const hl_design *design, hl_titled of, const char *name)
{
    const hl_title *title = name == NULL ? NULL : find(design, of, name);
    const char *text = title == NULL ? NULL : hl_reports__title_in(&title->title, document->lang);
    if (text == NULL || strcmp(text, name) == 0)
        return;
    document->titles[document->title_count++] =
        (hl_shown_title){name, text, (size_t)(title - design->titles)};
}

static size_t most_names(const hl_design *design)
{
    return design->arm_count + 3 * design->metric_count + design->dimension_count;
}

void hl_reports__take_titles(hl_document *document, const hl_design *design)
{
    if (design->title_count == 0)
        return;
    document->titles =
        hl_base__arena_array(&document->arena, most_names(design), sizeof *document->titles);
    document->title_said =
        hl_base__arena_array(&document->arena, design->title_count, sizeof *document->title_said);
    document->design = design;
    document->failed = document->titles == NULL || document->title_said == NULL;
    if (document->failed)
        return;
    memset(document->title_said, 0, design->title_count * sizeof *document->title_said);
    for (size_t i = 0; i < design->arm_count; i++)
        take(document, design, HL_TITLED_ARM, design->arms[i].name);
    for (size_t i = 0; i < design->metric_count; i++) {
        take(document, design, HL_TITLED_METRIC, design->metrics[i].name);
        take(document, design, HL_TITLED_EVENT, design->metrics[i].event);
        take(document, design, HL_TITLED_EVENT, design->metrics[i].denominator);
    }
    for (size_t i = 0; i < design->dimension_count; i++)
        take(document, design, HL_TITLED_SEGMENT, design->dimensions[i].name);
}

const bool *hl_reports__titles_stood(hl_document *document)
{
    size_t count = document->title_said == NULL ? 0 : document->design->title_count;
    bool *stood = count == 0 ? NULL : hl_base__arena_array(&document->arena, count, sizeof *stood);
    if (stood != NULL)
        memcpy(stood, document->title_said, count * sizeof *stood);
    return stood;
}

void hl_reports__titles_back(hl_document *document, const bool *stood)
{
    if (stood != NULL)
        memcpy(document->title_said, stood, document->design->title_count * sizeof *stood);
}

static bool divides(const char *title)
{
    static const char *const marks[] = {"，", "、", "；", "：", "。", "！", "？", "（",
                                        ",",  ";",  "(",  ": ", ". ", "! ", "? ", " = "};
    size_t length = strlen(title);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strstr(title, marks[i]) != NULL)
            return true;
    return length > 0 && strchr(".!?:", title[length - 1]) != NULL;
}

const char *hl_reports__marked(hl_document *document, const char *title)
{
    bool zh = document->lang == HL_LANG_ZH;
    bool quotes = strstr(title, "“") != NULL || strchr(title, '"') != NULL;
    hl_text text = {0};
    if (!quotes && !divides(title))
        return title;
    hl_base__text_addf(&text, zh && quotes ? "「%s」" : zh || quotes ? "“%s”" : "\"%s\"", title);
    return hl_reports__keep(document, &text);
}

/* "click rate (click)" where it stands first, then "click rate". */
static const char *say_title(hl_document *document, size_t which, const char *title,
                             const char *name)
{
    if (document->design->titles[which].of == HL_TITLED_ARM)
        title = hl_reports__marked(document, title);
    const hl_message_value values[] = {{"title", title}, {"name", name}};
    hl_text text = {0};
    if (document->title_said[which])
        return title;
    document->title_said[which] = true;
    hl_reports__fill_values(&hl_reports__words[HL_WORD_TITLE_AND_NAME], document->lang, values, 2,
                            &text);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__titled(hl_document *document, const char *text)
{
    for (size_t i = 0; document != NULL && i < document->title_count; i++)
        if (document->titles[i].name == text)
            return say_title(document, document->titles[i].which, document->titles[i].title, text);
    return text;
}

const char *hl_reports__control(hl_document *document, const char *arm)
{
    const hl_message *said = &hl_reports__words[HL_WORD_CONTROL_VALUE];
    const char *bare = arm;
    for (size_t i = 0; i < document->title_count; i++)
        bare = document->titles[i].name == arm ? document->titles[i].title : bare;
    const hl_message_value name = {"arm", hl_reports__titled(document, arm)};
    /* "control", "Control group" */
    bool called = hl_base__begins(bare, said->zh) || hl_base__begins(bare, said->en) ||
                  hl_base__begins(bare, "Control");
    if (called)
        return name.text;
    return hl_reports__say(document, HL_WORD_CONTROL_ARM, &name, 1);
}

/* ---- factors */

static const struct {
    const char *factor;
    hl_titled of;
} kinds[] = {{"variant", HL_TITLED_VARIANT},
             {"window", HL_TITLED_WINDOW},
             {"hook", HL_TITLED_HOOK},
             {"channel", HL_TITLED_CHANNEL}};

/* The first of factors (levels) that are crossed, and what stands behind it; NULL: nothing does. */
static const char *first_of(hl_document *document, const char *text, const char **rest)
{
    const char *cross = strstr(text, crossed);
    hl_text part = {0};
    *rest = cross == NULL ? NULL : cross + strlen(crossed);
    hl_base__text_add_bytes(&part, text, cross == NULL ? strlen(text) : (size_t)(cross - text));
    return hl_reports__keep(document, &part);
}

static const char *cross(hl_document *document, const char *first, const char *second)
{
    hl_text text = {0};
    hl_base__text_addf(&text, "%s%s%s", first, crossed, second);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__factor(hl_document *document, const char *factor)
{
    const char *rest = NULL;
    const char *first = hl_reports__factor_name(first_of(document, factor, &rest), document->lang);
    return rest == NULL ? first : cross(document, first, hl_reports__factor(document, rest));
}

const char *hl_reports__titled_as(hl_document *document, hl_titled of, const char *name)
{
    const hl_design *design = document->design;
    const hl_title *title = design == NULL || name == NULL ? NULL : find(design, of, name);
    const char *text = title == NULL ? NULL : hl_reports__title_in(&title->title, document->lang);
    return text != NULL && strcmp(text, name) != 0
               ? say_title(document, (size_t)(title - design->titles), text, name)
               : name;
}

static const char *level_title(hl_document *document, const char *factor, const char *level)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].factor, factor) == 0)
            return hl_reports__titled_as(document, kinds[i].of, level);
    return level;
}

const char *hl_reports__experiment_titled(hl_document *document, const hl_design *design)
{
    const char *title = hl_reports__localized(&design->title, document->lang);
    const hl_message_value values[] = {{"title", title}, {"experiment", design->experiment}};
    return title != NULL && strcmp(title, design->experiment) != 0
               ? hl_reports__say(document, HL_WORD_TITLE_NAMED, values, 2)
               : design->experiment;
}

const char *hl_reports__level_of(hl_document *document, const char *factor, const char *level)
{
    const char *next_factor = NULL;
    const char *next_level = NULL;
    const char *first_factor = first_of(document, factor, &next_factor);
    if (next_factor == NULL)
        return level_title(document, factor, level);
    const char *first = level_title(document, first_factor, first_of(document, level, &next_level));
    return next_level == NULL
               ? first
               : cross(document, first, hl_reports__level_of(document, next_factor, next_level));
}

const char *hl_reports__part_value(const char *value, bool of_condition, hl_lang lang)
{
    if (of_condition)
        return hl_reports__word(strcmp(value, "in") == 0    ? HL_WORD_SEGMENT_IN
                                : strcmp(value, "out") == 0 ? HL_WORD_SEGMENT_OUT
                                                            : HL_WORD_UNKNOWN,
                                lang);
    return value[strspn(value, " \t")] == '\0' ? hl_reports__word(HL_WORD_BLANK, lang) : value;
}

const char *hl_reports__part(hl_document *document, const char *by, const char *value,
                             bool of_condition)
{
    const char *shown = hl_reports__part_value(value, of_condition, document->lang);
    bool in = of_condition && strcmp(value, "in") == 0;
    bool outside = of_condition && strcmp(value, "out") == 0;
    const hl_message_value name = {"by", by};
    hl_text text = {0};
    if (in || outside)
        return hl_reports__say(document, in ? HL_WORD_THOSE_IN : HL_WORD_THOSE_OUT, &name, 1);
    hl_base__text_addf(&text, "%s = %s", hl_reports__marked(document, by),
                       shown == value ? hl_reports__marked(document, value) : shown);
    return hl_reports__keep(document, &text);
}
