#include "reports/phrases.h"

#include <string.h>

static const hl_sentence_pair words[HL_WORDS] = {
    [HL_WORD_VERDICT] = {"Verdict", "结论"},
    [HL_WORD_SHIP] = {"ship {0}", "上线 {0}"},
    [HL_WORD_KEEP_CONTROL] = {"keep control ({0})", "保留对照组（{0}）"},
    [HL_WORD_KEEP_RUNNING] = {"keep running", "继续实验"},
    [HL_WORD_STOP_GUARDRAIL] = {"stop {0}: a guardrail is broken", "停掉 {0}：突破护栏"},
    [HL_WORD_INVALID_SRM] = {"invalid: the arms do not have the planned sizes (SRM)",
                             "结果无效：分组人数与计划不符（SRM）"},
    [HL_WORD_INVALID_DATA] = {"invalid: the data contradict the design",
                              "结果无效：数据与设计矛盾"},
    [HL_WORD_GENERATED] = {"Generated", "生成于"},
    [HL_WORD_AS_OF] = {"windows closed as of", "观察期截至"},
    [HL_WORD_ARMS] = {"Arms", "分组"},
    [HL_WORD_ARM] = {"arm", "组"},
    [HL_WORD_CONTROL_MARK] = {" (control)", "（对照）"},
    [HL_WORD_WEIGHT] = {"planned share", "计划占比"},
    [HL_WORD_UNITS] = {"units", "人数"},
    [HL_WORD_TOUCHES] = {"touches", "触达"},
    [HL_WORD_UNKNOWN] = {"unknown", "未知"},
    [HL_WORD_METRICS] = {"Metrics", "指标"},
    [HL_WORD_PROPORTION] = {"proportion", "比例"},
    [HL_WORD_MEAN] = {"mean", "均值"},
    [HL_WORD_RATIO] = {"ratio", "比率"},
    [HL_WORD_QUANTILE] = {"quantile", "分位数"},
    [HL_WORD_RETENTION] = {"retention", "留存"},
    [HL_WORD_FUNNEL] = {"funnel step", "漏斗步骤"},
    [HL_WORD_PRIMARY] = {"primary", "主要指标"},
    [HL_WORD_SECONDARY] = {"secondary", "次要指标"},
    [HL_WORD_GUARDRAIL] = {"guardrail", "护栏指标"},
    [HL_WORD_INCREASE] = {"higher is better", "越高越好"},
    [HL_WORD_DECREASE] = {"lower is better", "越低越好"},
    [HL_WORD_PER_UNIT] = {"per {0}", "按{0}"},
    [HL_WORD_PER_TOUCH] = {"per touch, clustered by {0}", "按触达，以{0}聚类"},
    [HL_WORD_RATE] = {"rate", "比例"},
    [HL_WORD_VALUE] = {"mean", "均值"},
    [HL_WORD_AGAINST] = {"against {0}", "对比 {0}"},
    [HL_WORD_LIFT] = {"lift", "相对提升"},
    [HL_WORD_DIFFERENCE] = {"difference", "差值"},
    [HL_WORD_P] = {"p", "p 值"},
    [HL_WORD_P_ADJUSTED] = {"p ({0})", "p（{0}）"},
    [HL_WORD_ANYTIME_LIFT] = {"lift, always valid", "相对提升（随时有效）"},
    [HL_WORD_ANYTIME_P] = {"p, always valid", "p（随时有效）"},
    [HL_WORD_P_BETTER] = {"P(better)", "更优概率"},
    [HL_WORD_LOSS] = {"expected loss", "期望损失"},
    [HL_WORD_NOTES] = {"{0}: {1}.", "{0}：{1}。"},
    [HL_WORD_SEGMENT] = {"segment", "人群"},
    [HL_WORD_SHRUNK] = {"lift, partially pooled", "相对提升（部分合并）"},
    [HL_WORD_SEGMENTS] = {"Segments: {0}", "分人群：{0}"},
    [HL_WORD_DIFFERENT] =
        {"{0}: the effect of {1} differs between these segments ({2} after Holm; "
         "between-segment SD of the log ratio {3}).",
         "{0}：{1} 的效果在这些人群之间不同（Holm 校正后 {2}；人群间对数比标准差 {3}）。"},
    [HL_WORD_NOT_DIFFERENT] =
        {"{0}: that the effect of {1} differs between these segments is not "
         "shown ({2} after Holm); read the pooled lift first.",
         "{0}：尚未证明 {1} 的效果因人群而异（Holm 校正后 {2}）；请先看合并后的结果。"},
    [HL_WORD_FACTORS] = {"Factors", "因素"},
    [HL_WORD_LEVEL] = {"level", "水平"},
    [HL_WORD_TIMELINE] = {"Day by day (cumulative lift, always-valid band): {0}",
                          "逐日累计相对提升（随时有效区间）：{0}"},
    [HL_WORD_DAY] = {"day", "日期"},
    [HL_WORD_CHECKS] = {"Checks", "数据检查"},
    [HL_WORD_OK] = {"ok", "正常"},
    [HL_WORD_WARN] = {"WARN", "注意"},
    [HL_WORD_FAIL] = {"FAIL", "不通过"},
    [HL_WORD_WARNINGS] = {"Read with care", "解读时注意"},
    [HL_WORD_INPUTS] = {"To make this report again", "复现信息"},
    [HL_WORD_EXACT_P] = {"{0}: exact test beside the small counts ({2}): {1}.",
                         "{0}：小样本精确检验（{2}）：{1}。"},
    [HL_WORD_SIMULTANEOUS] = {"{0}: difference with an interval simultaneous over the arms "
                              "(Dunnett): {1}.",
                              "{0}：各组同时成立的差值区间（Dunnett）：{1}。"},
    [HL_WORD_COLON] = {": ", "："},
    [HL_WORD_SEPARATOR] = {" · ", " · "},
    [HL_WORD_NO_METHOD] = {"Not estimated: this kind of metric needs more than this source keeps.",
                           "未估计：此类指标所需的信息，这个数据来源没有保留。"},
    [HL_WORD_QUANTILE_OF] = {"quantile {0}", "{0} 分位"},
    [HL_WORD_CLIPPED] = {"Values above {0} count as {0} (quantile {1} of all arms together): {2}.",
                         "高于 {0} 的数值按 {0} 计（各组合并的 {1} 分位）：{2}。"},
    [HL_WORD_DELAY] = {"From the touch to the first {0}: {1}.", "从触达到首次 {0} 的时间：{1}。"},
    [HL_WORD_DELAY_OF_ARM] = {"{0} half within {1}, 90 % within {2} (n = {3})",
                              "{0}：一半不超过 {1}，90% 不超过 {2}（n = {3}）"},
    [HL_WORD_DELAY_NONE] = {"{0} none", "{0}：无"},
    [HL_WORD_PLAIN] = {"{0}", "{0}"},
    [HL_WORD_MINUTES] = {"{0} min", "{0} 分钟"},
    [HL_WORD_HOURS] = {"{0} h", "{0} 小时"},
    [HL_WORD_DAYS] = {"{0} days", "{0} 天"},
    [HL_WORD_FACTOR_P] = {"p (Holm)", "p（Holm 校正）"},
};

const char *hl_reports__word(hl_word word, hl_lang lang)
{
    return lang == HL_LANG_ZH ? words[word].zh : words[word].en;
}

static const struct {
    hl_flags bit;
    hl_sentence_pair words;
} flags[] = {
    {HL_FLAG_SMALL_COUNTS, {"small counts", "计数很小"}},
    {HL_FLAG_NO_CONVERSIONS, {"an arm without any conversion", "有一组没有任何转化"}},
    {HL_FLAG_LOW_OPEN, {"the lift has no lower bound", "相对提升没有下限"}},
    {HL_FLAG_HIGH_OPEN, {"the lift has no upper bound", "相对提升没有上限"}},
    {HL_FLAG_EXCLUSIVE,
     {"the lift lies outside the two ends shown, not between them",
      "相对提升在所示两端之外，而非之间"}},
    {HL_FLAG_NO_VARIANCE, {"all values alike, no test", "数值全同，无法检验"}},
    {HL_FLAG_TOO_FEW, {"too few units in an arm", "有一组人数太少"}},
    {HL_FLAG_ZERO_CONTROL, {"the control is not distinguishable from 0", "对照组与 0 无法区分"}},
    {HL_FLAG_EMPTY_ARM, {"an arm without units", "有一组没有人"}},
    {HL_FLAG_CLUSTERED, {"touches clustered by unit", "触达按人聚类"}},
    {HL_FLAG_ADJUSTED, {"adjusted by covariates", "已做协变量调整"}},
    {HL_FLAG_WINSORIZED, {"values clipped at the declared quantile", "数值在约定分位处截尾"}},
    {HL_FLAG_ASYMPTOTIC_WITHHELD,
     {"no always-valid interval yet: too few units", "人数太少，尚无随时有效的区间"}},
    {HL_FLAG_INDEPENDENT_TOUCHES, {"touches taken as independent", "触达视为独立"}},
    {HL_FLAG_APPROXIMATE, {"approximate", "近似"}},
    {HL_FLAG_POST_STRATIFIED, {"post-stratified", "事后分层"}},
    {HL_FLAG_NO_METHOD, {"no method for this source yet", "此来源暂无方法"}},
    {HL_FLAG_COVARIATES_WITHHELD, {"not adjusted: counts too small", "计数太少，未做协变量调整"}},
    {HL_FLAG_ANYTIME_LOW_OPEN,
     {"the always-valid interval has no lower end", "随时有效区间没有下限"}},
    {HL_FLAG_ANYTIME_HIGH_OPEN,
     {"the always-valid interval has no upper end", "随时有效区间没有上限"}},
    {HL_FLAG_SINGULAR_COVARIATES,
     {"a covariate is constant or repeats another", "有协变量恒定或重复"}},
    {HL_FLAG_NO_SEQUENCE, {"no always-valid interval for quantiles", "分位数没有随时有效的区间"}},
};

const char *hl_reports__flag_words(hl_flags bit, hl_lang lang)
{
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (flags[i].bit == bit)
            return lang == HL_LANG_ZH ? flags[i].words.zh : flags[i].words.en;
    return NULL;
}

typedef struct named {
    const char *key;
    hl_sentence_pair words;
} named;

static const named adjustments[] = {
    {"holm", {"Holm", "Holm 校正"}},
    {"bh", {"Benjamini–Hochberg", "BH 校正"}},
    {"bonferroni", {"Bonferroni", "Bonferroni 校正"}},
    {"dunnett", {"Dunnett", "Dunnett 校正"}},
    {"dunnett_bonferroni", {"Dunnett × metrics", "Dunnett × 指标数"}},
    {"none", {"uncorrected", "未校正"}},
};

static const named checks[] = {
    {"srm", {"split of units", "分流比例"}},
    {"srm_planned", {"split, planned", "分流：已排期"}},
    {"srm_sent", {"split, sent", "分流：已发送"}},
    {"srm_delivered", {"split, delivered", "分流：已送达"}},
    {"srm_by_day", {"split by day", "逐日分流"}},
    {"srm_by_segment", {"split by segment", "分人群分流"}},
    {"weights_changed", {"planned split changed", "计划比例变更"}},
    {"srm_sequential", {"split, always valid", "分流（随时有效）"}},
    {"zero_weight", {"arms of weight 0", "权重为 0 的组"}},
    {"unknown_arm", {"unknown arms", "未知的组"}},
    {"two_arms", {"units in two arms", "跨组的人"}},
    {"wrong_arm", {"units in a wrong arm", "分错组的人"}},
    {"before_touch", {"events before the touch", "早于触达的事件"}},
    {"unknown_touch", {"events of unknown touches", "触达不存在的事件"}},
    {"outside_window", {"events outside the window", "观察期外的事件"}},
    {"duplicates", {"duplicated events", "重复事件"}},
    {"slots", {"slots found when planned", "计划时的可发时段"}},
    {"fast_clicks", {"clicks too fast for people", "过快的点击"}},
    {"rejected_rows", {"unreadable rows", "无法读取的行"}},
    {"rounded_values", {"rounded values", "被舍入的数值"}},
    {"immature", {"open windows", "观察期未满"}},
    {"novelty", {"change over time", "效果随时间变化"}},
};

static const named methods[] = {
    {"scas", {"skewness-corrected score", "偏度校正得分法"}},
    {"cluster_scas", {"cluster-adjusted score", "聚类校正得分法"}},
    {"touch_scas", {"score on independent touches", "独立触达得分法"}},
    {"welch_fieller", {"Welch and Fieller", "Welch 与 Fieller"}},
    {"cluster_ratio", {"cluster-robust ratio", "聚类稳健比率"}},
    {"cluster_lin", {"regression adjustment (Lin) of unit sums", "按用户汇总的回归调整（Lin）"}},
    {"lin", {"regression adjustment (Lin)", "回归调整（Lin）"}},
    {"ratio_sequence", {"exact sequence of the ratio of rates", "比率的精确序贯法"}},
    {"mean_sequence", {"asymptotic sequence of means", "均值的渐近序贯法"}},
    {"quantile_outer",
     {"order statistics (Deng et al.) and Fieller", "次序统计量（Deng 等）与 Fieller"}},
    {"welch_contrast", {"contrast of arm means", "组均值对比"}},
    {"none", {"none", "无"}},
};

static const char *find(const named *list, size_t count, const char *key, hl_lang lang)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].key, key) == 0)
            return lang == HL_LANG_ZH ? list[i].words.zh : list[i].words.en;
    return key;
}

const char *hl_reports__unit(const char *unit, hl_lang lang)
{
    return lang == HL_LANG_ZH && strcmp(unit, "user") == 0 ? "用户" : unit;
}

const char *hl_reports__adjustment_name(const char *adjustment, hl_lang lang)
{
    return find(adjustments, sizeof adjustments / sizeof adjustments[0], adjustment, lang);
}

const char *hl_reports__check_name(const char *check, hl_lang lang)
{
    return find(checks, sizeof checks / sizeof checks[0], check, lang);
}

const char *hl_reports__method_name(const char *method, hl_lang lang)
{
    return find(methods, sizeof methods / sizeof methods[0], method, lang);
}
