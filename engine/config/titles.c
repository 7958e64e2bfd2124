/* Titles: what people read instead of the names of arms, metrics, segments, events and levels.
 * Those of arms and metrics may stand with them; all may stand in "titles", by kind and name. */
#include <string.h>

#include "base/text.h"
#include "config/draft.h"

static const struct {
    const char *key, *what, *own; /* own: the member of a list's entry that is its name */
} kinds[] = {
    [HL_TITLED_ARM] = {"arms", "arm", "arm"},
    [HL_TITLED_METRIC] = {"metrics", "metric", "metric"},
    [HL_TITLED_SEGMENT] = {"segments", "segment", NULL},
    [HL_TITLED_EVENT] = {"events", "event", NULL},
    [HL_TITLED_VARIANT] = {"variants", "variant", NULL},
    [HL_TITLED_WINDOW] = {"windows", "window", NULL},
    [HL_TITLED_HOOK] = {"hooks", "hook", NULL},
    [HL_TITLED_CHANNEL] = {"channels", "channel", NULL},
};

/* Names that may have a title. */
typedef struct name_list {
    const char **names;
    size_t count;
} name_list;

static void add(name_list *list, const char *name)
{
    for (size_t i = 0; i < list->count && name != NULL; i++)
        if (strcmp(list->names[i], name) == 0)
            return;
    if (name != NULL)
        list->names[list->count++] = name;
}

static void add_channels(name_list *list, const hl_experiment *x)
{
    add(list, x->channel);
    for (size_t i = 0; i < x->own_channel_count; i++)
        add(list, x->own_channels[i]);
    for (size_t i = 0; i < x->arm_count; i++)
        for (size_t k = 0; k < x->arms[i].step_count; k++)
            add(list, x->arms[i].steps[k].channel);
}

static void add_events(name_list *list, const hl_design *design)
{
    for (size_t i = 0; i < design->metric_count; i++) {
        add(list, design->metrics[i].event);
        add(list, design->metrics[i].denominator);
    }
}

static size_t most_names(const hl_experiment *x)
{
    size_t steps = 0;
    for (size_t i = 0; i < x->arm_count; i++)
        steps += x->arms[i].step_count;
    return 1 + x->own_channel_count + steps + 2 * x->design.metric_count + x->design.arm_count +
           x->design.dimension_count + x->variant_count + x->window_count + x->hook_count;
}

static name_list names_of(hl_decoder *decoder, const hl_experiment *x, hl_titled of)
{
    const hl_design *design = &x->design;
    name_list list = {hl_config__alloc(decoder, most_names(x), sizeof *list.names), 0};
    if (list.names == NULL)
        return list;
    for (size_t i = 0; of == HL_TITLED_ARM && i < design->arm_count; i++)
        add(&list, design->arms[i].name);
    for (size_t i = 0; of == HL_TITLED_METRIC && i < design->metric_count; i++)
        add(&list, design->metrics[i].name);
    for (size_t i = 0; of == HL_TITLED_SEGMENT && i < design->dimension_count; i++)
        add(&list, design->dimensions[i].name);
    for (size_t i = 0; of == HL_TITLED_VARIANT && i < x->variant_count; i++)
        add(&list, x->variants[i].name);
    for (size_t i = 0; of == HL_TITLED_WINDOW && i < x->window_count; i++)
        add(&list, x->windows[i].name);
    for (size_t i = 0; of == HL_TITLED_HOOK && i < x->hook_count; i++)
        add(&list, x->hooks[i].name);
    if (of == HL_TITLED_CHANNEL)
        add_channels(&list, x);
    if (of == HL_TITLED_EVENT)
        add_events(&list, design);
    return list;
}

/* ---- one title */

typedef struct title_list {
    hl_title *titles;
    size_t count;
} title_list;

static bool has_title(const title_list *list, hl_titled of, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->titles[i].of == of && strcmp(list->titles[i].name, name) == 0)
            return true;
    return false;
}

/* The text of two titles that are the same in a language; NULL: none is. */
static const char *common_text(const hl_localized *a, const hl_localized *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (a->texts[i] != NULL && b->texts[k] != NULL &&
                strcmp(a->languages[i], b->languages[k]) == 0 &&
                strcmp(a->texts[i], b->texts[k]) == 0)
                return a->texts[i];
    return NULL;
}

static void add_title(hl_decoder *decoder, const hl_value *value, hl_titled of, const char *name,
                      title_list *list)
{
    static const hl_config_field plain = {.key = ""};
    hl_title *title = &list->titles[list->count];
    if (has_title(list, of, name)) {
        hl_config__error(decoder, value, "one title", "'%.200s' has a title already", name);
        return;
    }
    *title = (hl_title){of, name, {0}};
    hl_config__localized(decoder, value, &plain, &title->title);
    for (size_t i = 0; i < list->count; i++) {
        const char *common =
            list->titles[i].of == of ? common_text(&list->titles[i].title, &title->title) : NULL;
        if (common != NULL)
            hl_config__error(decoder, value, "a title of its own",
                             "'%.200s' and '%.200s' have the same title '%.200s'",
                             list->titles[i].name, name, common);
    }
    list->count++;
}

/* ---- where they stand */

/* "title" in the entries of a list of the document. */
static void add_own(hl_decoder *decoder, const hl_value *document, hl_titled of, title_list *list)
{
    const hl_value *entries = hl_base__value_get(document, kinds[of].key);
    if (entries == NULL || entries->type != HL_VALUE_ARRAY)
        return;
    hl_config__enter(decoder, kinds[of].key, 0);
    for (size_t i = 0; i < entries->count; i++) {
        const hl_value *name = hl_base__value_get(&entries->items[i], kinds[of].own);
        const hl_value *title = hl_base__value_get(&entries->items[i], "title");
        if (name == NULL || name->type != HL_VALUE_STRING || title == NULL)
            continue;
        hl_config__enter(decoder, NULL, i);
        hl_config__enter(decoder, "title", 0);
        add_title(decoder, title, of, name->text, list);
        hl_config__leave(decoder);
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

static void add_of_kind(hl_decoder *decoder, const hl_value *object, hl_titled of,
                        const hl_experiment *x, title_list *list)
{
    name_list known = names_of(decoder, x, of);
    if (!hl_config__is(decoder, object, HL_VALUE_OBJECT, "titles by name") || decoder->no_memory)
        return;
    for (size_t i = 0; i < object->count; i++) {
        const hl_value *title = &object->items[i];
        bool is_known = false;
        for (size_t k = 0; k < known.count; k++)
            is_known = is_known || strcmp(known.names[k], title->key) == 0;
        hl_config__enter(decoder, title->key, 0);
        if (is_known)
            add_title(decoder, title, of, title->key, list);
        else
            hl_config__unknown(decoder, title, kinds[of].what, title->key, known.names,
                               known.count);
        hl_config__leave(decoder);
    }
}

static void add_listed(hl_decoder *decoder, const hl_value *titles, const hl_experiment *x,
                       title_list *list)
{
    const char *names[HL_CONFIG_COUNT(kinds)];
    for (size_t i = 0; i < HL_CONFIG_COUNT(kinds); i++)
        names[i] = kinds[i].key;
    hl_config__enter(decoder, "titles", 0);
    for (size_t i = 0; titles->type == HL_VALUE_OBJECT && i < titles->count; i++) {
        const hl_value *object = &titles->items[i];
        size_t of = 0;
        while (of < HL_CONFIG_COUNT(kinds) && strcmp(kinds[of].key, object->key) != 0)
            of++;
        hl_config__enter(decoder, object->key, 0);
        if (of < HL_CONFIG_COUNT(kinds))
            add_of_kind(decoder, object, (hl_titled)of, x, list);
        else
            hl_config__unknown(decoder, object, "key", object->key, names, HL_CONFIG_COUNT(kinds));
        hl_config__leave(decoder);
    }
    if (titles->type != HL_VALUE_OBJECT)
        (void)hl_config__is(decoder, titles, HL_VALUE_OBJECT, "titles by kind and name");
    hl_config__leave(decoder);
}

/* ---- arms of crossed factors, by the titles of their levels */

static const hl_localized *title_of(const title_list *list, hl_titled of, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->titles[i].of == of && strcmp(list->titles[i].name, name) == 0)
            return &list->titles[i].title;
    return NULL;
}

static const char *text_in(const hl_localized *texts, const char *language)
{
    for (size_t i = 0; texts != NULL && i < texts->count; i++)
        if (strcmp(texts->languages[i], language) == 0)
            return texts->texts[i];
    return NULL;
}

/* The level of an arm in a factor, and its title; NULL: it has none. */
static const hl_localized *level_title(const title_list *list, const hl_factor *factor, size_t arm,
                                       const char **level)
{
    *level = factor->levels[factor->level_of_arm[arm]];
    for (int of = HL_TITLED_VARIANT; of <= (int)HL_TITLED_CHANNEL; of++)
        if (strncmp(kinds[of].key, factor->name, strlen(factor->name)) == 0)
            return title_of(list, (hl_titled)of, *level);
    return NULL;
}

/* "noon × ask" in the language: levels without a title there go by their names. */
static const char *crossed(hl_decoder *decoder, const title_list *list, const hl_design *design,
                           size_t arm, const char *language)
{
    hl_text text = {0};
    for (size_t i = 0; i < design->factor_count; i++) {
        const char *level = NULL;
        const char *said = text_in(level_title(list, &design->factors[i], arm, &level), language);
        hl_base__text_addf(&text, "%s%s", i == 0 ? "" : " × ", said == NULL ? level : said);
    }
    const char *out =
        text.failed ? NULL : hl_base__arena_string(decoder->arena, hl_base__text_string(&text));
    hl_base__text_free(&text);
    decoder->no_memory = decoder->no_memory || out == NULL;
    return out;
}

static void add_crossed(hl_decoder *decoder, const hl_design *design, size_t arm, title_list *list)
{
    size_t most = 0;
    const char *level = NULL;
    for (size_t i = 0; i < design->factor_count; i++) {
        const hl_localized *title = level_title(list, &design->factors[i], arm, &level);
        most += title == NULL ? 0 : title->count;
    }
    if (most == 0 || has_title(list, HL_TITLED_ARM, design->arms[arm].name))
        return;
    const char **languages = hl_config__alloc(decoder, most, sizeof *languages);
    const char **texts = hl_config__alloc(decoder, most, sizeof *texts);
    hl_localized made = {0, languages, texts};
    for (size_t i = 0; i < design->factor_count && !decoder->no_memory; i++) {
        const hl_localized *title = level_title(list, &design->factors[i], arm, &level);
        for (size_t k = 0; title != NULL && k < title->count; k++) {
            if (text_in(&made, title->languages[k]) != NULL)
                continue;
            languages[made.count] = title->languages[k];
            texts[made.count++] = crossed(decoder, list, design, arm, title->languages[k]);
        }
    }
    if (!decoder->no_memory)
        list->titles[list->count++] = (hl_title){HL_TITLED_ARM, design->arms[arm].name, made};
}

static size_t most_titles(const hl_value *document, const hl_value *titles)
{
    const hl_value *arms = hl_base__value_get(document, "arms");
    const hl_value *metrics = hl_base__value_get(document, "metrics");
    size_t most = (arms == NULL ? 0 : arms->count) + (metrics == NULL ? 0 : metrics->count);
    for (size_t i = 0; titles != NULL && i < titles->count && titles->type == HL_VALUE_OBJECT; i++)
        most += titles->items[i].count;
    return most;
}

void hl_config__titles(hl_decoder *decoder, const hl_value *document, hl_draft *draft)
{
    const hl_value *titles = hl_base__value_get(document, "titles");
    const hl_design *design = &draft->x.design;
    size_t most = most_titles(document, titles) + design->arm_count;
    title_list list = {hl_config__alloc(decoder, most + 1, sizeof *list.titles), 0};
    if (list.titles == NULL)
        return;
    add_own(decoder, document, HL_TITLED_ARM, &list);
    add_own(decoder, document, HL_TITLED_METRIC, &list);
    if (titles != NULL)
        add_listed(decoder, titles, &draft->x, &list);
    for (size_t i = 0; design->factor_count > 0 && i < design->arm_count; i++)
        add_crossed(decoder, design, i, &list);
    draft->x.design.titles = list.titles;
    draft->x.design.title_count = list.count;
}
