#include "reports/messages/lines.h"

const char hl_reports__line_attribute[] = "的";
const char hl_reports__line_attached[] = "的了着";
const char hl_reports__line_particles[] =
    "的了着与和或及是为从把被对按在才就都也还又再已将会能但则只并且若每各";

const char *const hl_reports__line_words[] = {
#include "reports/messages/line_words.inc"
};
const size_t hl_reports__line_word_count =
    sizeof hl_reports__line_words / sizeof hl_reports__line_words[0];

const hl_gloss hl_reports__glosses[] = {
    {"护栏指标", "（底线）"},
    {"序贯区间", "（可随时查看）"},
    {NULL, NULL},
};
