/* The top level of a definition, and what ties its parts together. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "config/draft.h"

#define X(member) (offsetof(hl_draft, x) + offsetof(hl_experiment, member))
#define BUCKETS   (UINT64_C(1) << 53)

static const char *const formats[] = {"hookline-experiment/1"};
static const hl_named_rows format_names = HL_NAMED_ROWS(formats);
static const char *const bucketings[] = {"sha256"};
static const hl_named_rows bucketing_names = HL_NAMED_ROWS(bucketings);

static void decode_format(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                          void *target)
{
    (void)target;
    const char *format = NULL;
    hl_config__choice_text(decoder, value, field, (void *)&format);
}

static const hl_config_field hypothesis_fields[] = {
    {.key = "purpose", .decode = hl_config__string, .offset = X(purpose)},
    {.key = "customer_thinks", .decode = hl_config__string, .offset = X(customer_thinks)},
    {.key = "wanted_response", .decode = hl_config__string, .offset = X(wanted_response)},
};
static const hl_config_record hypothesis = {
    "hypothesis", hypothesis_fields, HL_CONFIG_COUNT(hypothesis_fields), 0, NULL, NULL};

static const hl_config_field layer_fields[] = {
    {.key = "name",
     .decode = hl_config__name,
     .offset = X(layer),
     .accepted = "a name of 1 to 200 characters",
     .required = true},
    {.key = "from",
     .decode = hl_config__share,
     .offset = X(layer_range.from),
     .accepted = "a number from 0 to 1",
     .required = true},
    {.key = "to",
     .decode = hl_config__share,
     .offset = X(layer_range.to),
     .accepted = "a number from 0 to 1",
     .required = true},
};

static void check_layer(hl_decoder *decoder, const hl_value *value, void *record)
{
    const hl_bucket_range *range = &((const hl_draft *)record)->x.layer_range;
    if (hl_config__sound(decoder, "from") && hl_config__sound(decoder, "to") &&
        range->from >= range->to)
        hl_config__error_at(decoder, value, "to", "a number above 'from'",
                            "the experiment's part of the layer is empty");
}

static const hl_config_record layer = {"a layer", layer_fields, HL_CONFIG_COUNT(layer_fields),
                                       0,         NULL,         check_layer};

static const hl_config_field holdout_fields[] = {
    {.key = "name",
     .decode = hl_config__name,
     .offset = X(holdout),
     .accepted = "a name of 1 to 200 characters",
     .required = true},
    {.key = "share",
     .decode = hl_config__share,
     .offset = X(holdout_to),
     .accepted = "a number from 0 to 1",
     .required = true},
};
static const hl_config_record holdout = {
    "a holdout", holdout_fields, HL_CONFIG_COUNT(holdout_fields), 0, NULL, NULL};

static const hl_config_field ramp_fields[] = {
    {.key = "at",
     .decode = hl_config__instant,
     .offset = offsetof(hl_ramp_step, at_utc_ms),
     .accepted = "a time with offset such as 2026-11-22T10:00:00+08:00",
     .required = true},
    {.key = "traffic",
     .decode = hl_config__share,
     .offset = offsetof(hl_ramp_step, traffic_to),
     .accepted = "a number from 0 to 1",
     .required = true},
};
static const hl_config_record ramp_step = {
    "a step of the ramp", ramp_fields, HL_CONFIG_COUNT(ramp_fields),
    sizeof(hl_ramp_step), NULL,        NULL};

/* Tables before what refers to them is not needed: references look into the document. */
static const hl_config_field fields[] = {
    {.key = "$schema", .decode = hl_config__ignore},
    {.key = "format",
     .decode = decode_format,
     .more = &format_names,
     .accepted = "\"format\": \"hookline-experiment/1\"",
     .required = true},
    {.key = "experiment",
     .decode = hl_config__name,
     .offset = X(name),
     .accepted = "a name of 1 to 200 characters",
     .required = true},
    {.key = "title", .decode = hl_config__localized, .offset = X(title)},
    {.key = "titles", .decode = hl_config__later},
    {.key = "hypothesis", .decode = hl_config__object, .more = &hypothesis},
    {.key = "unit", .decode = hl_config__name, .offset = X(unit)},
    {.key = "salt", .decode = hl_config__name, .offset = X(salt)},
    {.key = "bucketing",
     .decode = hl_config__choice_text,
     .offset = X(bucketing),
     .more = &bucketing_names},
    {.key = "layer", .decode = hl_config__object, .more = &layer},
    {.key = "holdout", .decode = hl_config__object, .more = &holdout},
    {.key = "groups", .decode = hl_config__groups},
    {.key = "audience", .decode = hl_config__condition, .offset = X(audience)},
    {.key = "traffic", .decode = hl_config__share, .offset = X(traffic_to)},
    {.key = "ramp",
     .decode = hl_config__list,
     .offset = offsetof(hl_draft, ramp),
     .more = &ramp_step,
     .count_offset = offsetof(hl_draft, ramp_count),
     .accepted = "a list of steps"},
    {.key = "hooks",
     .decode = hl_config__table,
     .offset = X(hooks),
     .more = &hl_config__hook,
     .count_offset = X(hook_count),
     .accepted = "hooks by name"},
    {.key = "windows",
     .decode = hl_config__table,
     .offset = X(windows),
     .more = &hl_config__window,
     .count_offset = X(window_count),
     .accepted = "windows by name"},
    {.key = "variants",
     .decode = hl_config__table,
     .offset = X(variants),
     .more = &hl_config__variant,
     .count_offset = X(variant_count),
     .accepted = "variants by name"},
    {.key = "caps",
     .decode = hl_config__list,
     .offset = X(caps),
     .more = &hl_config__cap,
     .count_offset = X(cap_count),
     .accepted = "a list of caps"},
    {.key = "channel", .decode = hl_config__name, .offset = X(channel)},
    {.key = "channels",
     .decode = hl_config__names,
     .offset = X(own_channels),
     .count_offset = X(own_channel_count),
     .accepted = "a list of names such as [\"line\", \"kakao\"]"},
    {.key = "zone", .decode = hl_config__zone, .offset = X(zone)},
    {.key = "quiet_hours",
     .decode = hl_config__quiet_hours,
     .offset = X(quiet),
     .count_offset = X(quiet_count)},
    {.key = "shifts",
     .decode = hl_config__shifts,
     .offset = X(shifts),
     .count_offset = X(shift_count)},
    {.key = "calendar", .decode = hl_config__calendar, .offset = offsetof(hl_draft, x)},
    {.key = "every_arm",
     .decode = hl_config__object,
     .offset = offsetof(hl_draft, every_arm),
     .more = &hl_config__every_arm},
    {.key = "arms",
     .decode = hl_config__list,
     .offset = offsetof(hl_draft, arms),
     .more = &hl_config__arm,
     .count_offset = offsetof(hl_draft, arm_count),
     .accepted = "a list of arms"},
    {.key = "factors", .decode = hl_config__later},
    {.key = "weights", .decode = hl_config__later},
    {.key = "control", .decode = hl_config__name, .offset = offsetof(hl_draft, control)},
    {.key = "segments",
     .decode = hl_config__segments,
     .offset = X(segments),
     .count_offset = X(segment_count)},
    {.key = "metrics",
     .decode = hl_config__list,
     .offset = X(design.metrics),
     .more = &hl_config__metric,
     .count_offset = X(design.metric_count),
     .accepted = "a list of metrics"},
    {.key = "analysis", .decode = hl_config__object, .more = &hl_config__analysis},
};
static const hl_config_record document_record = {"a definition",   fields, HL_CONFIG_COUNT(fields),
                                                 sizeof(hl_draft), NULL,   NULL};

static hl_draft initial_draft(void)
{
    hl_draft draft = {.every_arm = {SIZE_MAX, SIZE_MAX, SIZE_MAX, NULL}};
    draft.x.unit = "user";
    draft.x.bucketing = "sha256";
    draft.x.traffic_to = BUCKETS;
    draft.x.layer_range = (hl_bucket_range){0, BUCKETS};
    draft.x.design = hl_design_init();
    draft.x.design.inference = HL_INFER_ANYTIME;
    return draft;
}

static void check_ramp(hl_decoder *decoder, const hl_value *document, const hl_draft *draft)
{
    const hl_value *ramp = hl_base__value_get(document, "ramp");
    if (ramp == NULL)
        return;
    if (hl_base__value_get(document, "traffic") != NULL)
        hl_config__error_at(decoder, document, "ramp", "one of them",
                            "traffic and ramp contradict: the ramp says the traffic");
    hl_config__enter(decoder, "ramp", 0);
    if (ramp->type == HL_VALUE_ARRAY && ramp->count == 0)
        hl_config__error(decoder, ramp, "at least one step", "the ramp has no step");
    for (size_t i = 1; i < draft->ramp_count; i++) {
        const hl_ramp_step *step = &draft->ramp[i];
        hl_config__enter(decoder, NULL, i);
        bool dated = step->at_utc_ms != 0 && step[-1].at_utc_ms != 0;
        if (dated && step->at_utc_ms <= step[-1].at_utc_ms)
            hl_config__error_at(decoder, &ramp->items[i], "at", "a later time",
                                "the step is not after the one before");
        if (step->traffic_to < step[-1].traffic_to)
            hl_config__error_at(decoder, &ramp->items[i], "traffic", "at least the step before",
                                "the traffic falls: users already treated would leave");
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

/* Walks from a hook along "after", marking the way with `mark`; true when it comes back to it. */
static bool in_ring(const size_t *next, size_t *marks, size_t start)
{
    size_t mark = start + 1;
    size_t at = start;
    while (at != SIZE_MAX && marks[at] == 0) {
        marks[at] = mark;
        at = next[at];
    }
    return at != SIZE_MAX && marks[at] == mark;
}

/* Chains of "after" must end. Each ring is told once, at the first hook that leads into it. */
static void check_after(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *hooks = hl_base__value_get(document, "hooks");
    size_t *next = hl_config__alloc(decoder, x->hook_count, sizeof *next);
    size_t *marks = hl_config__alloc(decoder, x->hook_count, sizeof *marks);
    if (next == NULL || marks == NULL)
        return;
    for (size_t i = 0; i < x->hook_count; i++) {
        const char *after = x->hooks[i].after;
        bool other = after != NULL && strcmp(after, x->hooks[i].name) != 0;
        next[i] = other ? hl_config__index_of(decoder, "hooks", after) : SIZE_MAX;
    }
    for (size_t i = 0; i < x->hook_count; i++) {
        if (marks[i] != 0 || !in_ring(next, marks, i))
            continue;
        hl_config__enter(decoder, "hooks", 0);
        hl_config__enter(decoder, x->hooks[i].name, 0);
        hl_config__error_at(decoder, &hooks->items[i], "after", "a hook that does not wait for it",
                            "the hooks wait for each other");
        hl_config__leave(decoder);
        hl_config__leave(decoder);
    }
}

static void check_metrics(hl_decoder *decoder, const hl_value *document, const hl_design *design)
{
    const hl_value *metrics = hl_base__value_get(document, "metrics");
    hl_config__enter(decoder, "metrics", 0);
    for (size_t i = 1; i < design->metric_count; i++) {
        for (size_t j = 0; j < i && design->metrics[i].name != NULL; j++) {
            if (design->metrics[j].name == NULL ||
                strcmp(design->metrics[i].name, design->metrics[j].name) != 0)
                continue;
            hl_config__enter(decoder, NULL, i);
            hl_config__error_at(decoder, &metrics->items[i], "metric", "a name of its own",
                                "two metrics are named '%s'", design->metrics[i].name);
            hl_config__leave(decoder);
            break;
        }
    }
    hl_config__leave(decoder);
}

/* Every segment, then every attribute of "by", splits the result. */
static void set_dimensions(hl_decoder *decoder, const hl_value *document, hl_draft *draft)
{
    hl_experiment *x = &draft->x;
    size_t count = x->segment_count + draft->by_count;
    hl_dimension *dimensions = hl_config__alloc(decoder, count, sizeof *dimensions);
    if (dimensions == NULL)
        return;
    for (size_t i = 0; i < x->segment_count; i++)
        dimensions[i] = (hl_dimension){x->segments[i].name, true};
    for (size_t i = 0; i < draft->by_count; i++) {
        dimensions[x->segment_count + i] = (hl_dimension){draft->by[i], false};
        const hl_value *analysis = hl_base__value_get(document, "analysis");
        hl_config__enter(decoder, "analysis", 0);
        if (draft->by[i] != NULL &&
            hl_config__index_of(decoder, "segments", draft->by[i]) != SIZE_MAX)
            hl_config__error_at(decoder, analysis, "by", "attributes that are no segments",
                                "'%s' is a segment, and segments split the result anyway",
                                draft->by[i]);
        hl_config__leave(decoder);
    }
    x->design.dimensions = dimensions;
    x->design.dimension_count = count;
}

static void finish(hl_draft *draft)
{
    hl_experiment *x = &draft->x;
    hl_design *design = &x->design;
    if (x->salt == NULL)
        x->salt = x->name;
    design->experiment = x->name;
    design->unit = x->unit;
    design->title = x->title;
    design->covariates = draft->covariates;
    design->covariate_count = draft->covariate_count;
    x->ramp = draft->ramp;
    x->ramp_count = draft->ramp_count;
}

/* What "factors" and "weights" hold is read with the arms, titles at the end. */
void hl_config__later(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                      void *target)
{
    (void)decoder;
    (void)value;
    (void)field;
    (void)target;
}

bool hl_config__experiment(hl_decoder *decoder, const hl_value *document, hl_experiment *out)
{
    hl_draft draft = initial_draft();
    size_t errors = hl_problems_errors(decoder->problems);
    (void)hl_config__record(decoder, document, &document_record, &draft);
    if (document->type == HL_VALUE_OBJECT && !decoder->no_memory) {
        hl_config__build_arms(decoder, document, &draft);
        check_ramp(decoder, document, &draft);
        check_after(decoder, document, &draft.x);
        check_metrics(decoder, document, &draft.x.design);
        set_dimensions(decoder, document, &draft);
        hl_config__titles(decoder, document, &draft);
        if (hl_problems_errors(decoder->problems) == errors)
            hl_config__check_alike(decoder, document, &draft.x);
    }
    draft.x.zone_said = hl_base__value_get(document, "zone") != NULL;
    finish(&draft);
    *out = draft.x;
    if (hl_problems_errors(decoder->problems) == errors && !decoder->no_memory)
        hl_config__check_idle(decoder, document, out);
    return hl_problems_errors(decoder->problems) == errors && !decoder->no_memory;
}
