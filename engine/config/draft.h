/* The experiment while it is being decoded: what it will be, and what only decoding needs. */
#ifndef HL_CONFIG_DRAFT_H
#define HL_CONFIG_DRAFT_H

#include "base/wide.h"
#include "config/decode.h"

typedef struct hl_arm_draft {
    const char *name;
    hl_i128 weight_attos;
    hl_step step; /* of a plain arm */
    size_t step_count;
    hl_step *steps; /* of a journey */
} hl_arm_draft;

/* A factor as listed: its levels, and for tables the index of each. */
typedef struct hl_factor_draft {
    size_t count;
    const char *const *levels;
    size_t *indices;
} hl_factor_draft;

enum { HL_FACTOR_KINDS = 4 };

typedef struct hl_draft {
    hl_experiment x;
    size_t arm_count;
    hl_arm_draft *arms;
    hl_step every_arm;
    const char *control;
    size_t by_count;
    const char *const *by;
    size_t covariate_count;
    const char *const *covariates;
    size_t ramp_count;
    const hl_ramp_step *ramp;
} hl_draft;

extern const hl_config_record hl_config__arm;
extern const hl_config_record hl_config__every_arm;
extern const hl_config_record hl_config__analysis; /* into hl_draft */
hl_config_decode hl_config__groups;
hl_config_decode hl_config__later; /* nothing: read with the arms, or with the titles */

/* Arms from the draft and the document (listed, or from factors) into draft->x. */
void hl_config__build_arms(hl_decoder *decoder, const hl_value *document, hl_draft *draft);

/* Titles of arms, metrics and of what "titles" names into draft->x.design, when all of these are
 * there. */
void hl_config__titles(hl_decoder *decoder, const hl_value *document, hl_draft *draft);

/* Decodes the document. True when there was no error. */
bool hl_config__experiment(hl_decoder *decoder, const hl_value *document, hl_experiment *out);
/* Names that look alike and are not. */
void hl_config__check_alike(hl_decoder *decoder, const hl_value *document, const hl_experiment *x);
/* Parts that can do nothing, or keep everybody out. */
void hl_config__check_idle(hl_decoder *decoder, const hl_value *document, const hl_experiment *x);
/* Keys that do nothing, by rows of rules (effect.h); parts that say the same. */
void hl_config__check_effect(hl_decoder *decoder, const hl_value *document, const hl_experiment *x);
void hl_config__remark_twice(hl_decoder *decoder, const hl_value *document, const hl_experiment *x);
/* What is no error and yet strange. */
void hl_config__remark(hl_decoder *decoder, const hl_value *document, const hl_experiment *x);
/* Hours that end at 23:59, and quiet hours one minute apart. */
void hl_config__remark_last_minute(hl_decoder *decoder, const hl_value *document,
                                   const hl_experiment *x);
/* Arms whose message lacks what sets it off, or what it says. */
void hl_config__remark_arm_parts(hl_decoder *decoder, const hl_value *document,
                                 const hl_experiment *x);

/* True, and one problem, when the document is something other than an experiment. */
bool hl_config__foreign(hl_decoder *decoder, const hl_value *document);

#endif
