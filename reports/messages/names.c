#include "reports/messages/names.h"

#include <string.h>

#include "reports/messages/words.h"

static const struct {
    hl_flags bit;
    hl_message words;
} flags[] = {
    {HL_FLAG_SMALL_COUNTS, {"small counts", "计数很小"}},
    {HL_FLAG_NO_CONVERSIONS, {"an arm without any conversion", "有一组没有任何转化"}},
    {HL_FLAG_LOW_OPEN, {"the lift has no lower bound", "相对变化没有下限"}},
    {HL_FLAG_HIGH_OPEN, {"the lift has no upper bound", "相对变化没有上限"}},
    {HL_FLAG_EXCLUSIVE,
     {"the lift lies on either side of what is left out", "相对变化落在被排除范围的两侧"}},
    {HL_FLAG_NO_VARIANCE, {"all values alike, no test", "数值全部相同，无法检验"}},
    {HL_FLAG_TOO_FEW, {"too few units in an arm", "有一组人数太少"}},
    {HL_FLAG_ZERO_CONTROL, {"the control is not distinguishable from 0", "对照组与 0 无法区分"}},
    {HL_FLAG_EMPTY_ARM, {"an arm without units", "有一组没有人"}},
    {HL_FLAG_CLUSTERED, {"touches clustered by unit", "触达按人聚类"}},
    {HL_FLAG_ADJUSTED, {"adjusted by covariates", "已做协变量调整"}},
    {HL_FLAG_WINSORIZED, {"values clipped at the declared quantile", "数值在约定的分位处截尾"}},
    {HL_FLAG_ASYMPTOTIC_WITHHELD,
     {"no always-valid interval yet: too few units", "人数太少，尚无序贯区间"}},
    {HL_FLAG_INDEPENDENT_TOUCHES, {"touches taken as independent", "触达视为相互独立"}},
    {HL_FLAG_APPROXIMATE, {"approximate", "近似"}},
    {HL_FLAG_POST_STRATIFIED, {"post-stratified", "事后分层"}},
    {HL_FLAG_NO_METHOD, {"no method here for this kind of metric", "此类指标在这里没有方法"}},
    {HL_FLAG_COVARIATES_WITHHELD,
     {"not adjusted: too few or too skewed values", "数值太少或太偏斜，未做协变量调整"}},
    {HL_FLAG_ANYTIME_LOW_OPEN, {"the always-valid interval has no lower end", "序贯区间没有下限"}},
    {HL_FLAG_ANYTIME_HIGH_OPEN, {"the always-valid interval has no upper end", "序贯区间没有上限"}},
    {HL_FLAG_SINGULAR_COVARIATES,
     {"a covariate is constant or repeats another", "有协变量恒定或重复"}},
    {HL_FLAG_ANYTIME_EXCLUSIVE,
     {"the always-valid set lies on either side of what is left out",
      "序贯集合落在被排除范围的两侧"}},
    {HL_FLAG_FEW_BUYERS,
     {"too few values other than 0: not judged", "数值不为零的人太少，不作判断"}},
    {HL_FLAG_STRATIFIED,
     {"units compared within days, because the split is off on some",
      "因部分日期分流异常，只在各天内部比较"}},
    {HL_FLAG_SHRUNK_WITHHELD,
     {"counts too small to pool segments partly", "计数太小，不做收缩估计"}},
    {HL_FLAG_FEW_CLUSTERS,
     {"too few units carry an arm: not judged", "一组的结果取决于极少数人，不作判断"}},
    {HL_FLAG_NO_SEQUENCE, {"no always-valid interval for quantiles", "分位数没有序贯区间"}},
    {HL_FLAG_NEGATIVE_CONTROL, {"the control is below zero", "对照组低于零"}},
    {HL_FLAG_TIES,
     {"many units share the quantile's value, so it moves by jumps",
      "许多人正好取分位数的值，分位数只能跳变"}},
};

const char *hl_reports__flag_words(hl_flags bit, hl_lang lang)
{
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (flags[i].bit == bit)
            return hl_reports__in_language(&flags[i].words, lang);
    return NULL;
}

typedef struct named {
    const char *key;
    hl_message words;
} named;

static const hl_message adjustments[HL_ADJUSTMENTS] = {
    [HL_ADJUSTED_HOLM] = {"Holm", "Holm 校正"},
    [HL_ADJUSTED_BH] = {"Benjamini–Hochberg", "BH 校正"},
    [HL_ADJUSTED_BONFERRONI] = {"Bonferroni", "Bonferroni 校正"},
    [HL_ADJUSTED_DUNNETT] = {"Dunnett", "Dunnett 校正"},
    [HL_ADJUSTED_DUNNETT_BONFERRONI] = {"Dunnett × metrics", "Dunnett × 指标数"},
    [HL_ADJUSTED_NONE] = {"uncorrected", "未校正"},
};

static const hl_message checks[HL_CHECK_KINDS] = {
    [HL_CHECK_NONE] = {"", ""},
    [HL_CHECK_SRM] = {"split of units", "分流比例"},
    [HL_CHECK_SRM_PLANNED] = {"split, planned", "分流：已排期"},
    [HL_CHECK_SRM_SENT] = {"split, sent", "分流：已发送"},
    [HL_CHECK_SRM_DELIVERED] = {"split, delivered", "分流：已送达"},
    [HL_CHECK_SRM_BY_DAY] = {"split by day", "逐日分流"},
    [HL_CHECK_SRM_BY_SEGMENT] = {"split by segment", "各细分人群分流"},
    [HL_CHECK_WEIGHTS_CHANGED] = {"planned split changed", "计划比例变更"},
    [HL_CHECK_SRM_SEQUENTIAL] = {"split, always valid", "分流（逐日监测）"},
    [HL_CHECK_ZERO_WEIGHT] = {"arms of weight 0", "权重为 0 的组"},
    [HL_CHECK_UNKNOWN_ARM] = {"unknown arms", "未知的组"},
    [HL_CHECK_TWO_ARMS] = {"units in two arms", "跨组的人"},
    [HL_CHECK_WRONG_ARM] = {"units in a wrong arm", "分错组的人"},
    [HL_CHECK_BEFORE_TOUCH] = {"events before the touch", "早于触达的事件"},
    [HL_CHECK_UNKNOWN_TOUCH] = {"events of unknown touches", "触达不存在的事件"},
    [HL_CHECK_OUTSIDE_WINDOW] = {"events outside the window", "观察期外的事件"},
    [HL_CHECK_DUPLICATES] = {"duplicated events", "重复事件"},
    [HL_CHECK_SLOTS] = {"slots found when planned", "计划时的可用时段"},
    [HL_CHECK_FAST_CLICKS] = {"clicks too fast for people", "过快的点击"},
    [HL_CHECK_BLANKS] = {"blank values", "空白数值"},
    [HL_CHECK_LOSSES] = {"lost values", "丢失的数值"},
    [HL_CHECK_COVARIATES] = {"missing covariates", "缺失的协变量"},
    [HL_CHECK_COVARIATES_BEFORE] = {"covariates from before", "协变量是否事先已知"},
    [HL_CHECK_COVARIATE_BALANCE] = {"covariates alike in the arms", "各组协变量是否相近"},
    [HL_CHECK_EVENT_TYPES] = {"types of events", "事件类型"},
    [HL_CHECK_STRANGERS] = {"events of unknown users", "未知的人的事件"},
    [HL_CHECK_CROWDED_UNITS] = {"units with very many rows", "行数异常多的人"},
    [HL_CHECK_UNITS_SPELLED] = {"ids written otherwise", "写法不同的编号"},
    [HL_CHECK_REPEATED_ROWS] = {"rows that stand twice", "重复的行"},
    [HL_CHECK_CURRENCIES] = {"currencies of amounts", "金额的币种"},
    [HL_CHECK_ARM_DAYS] = {"days of the arms' rows", "各组数据的日期"},
    [HL_CHECK_AMOUNTS] = {"how amounts are written", "金额的写法"},
    [HL_CHECK_DENOMINATORS] = {"what metrics are counted over", "指标的分母"},
    [HL_CHECK_STAND_INS] = {"numbers that stand for none", "代替空缺的数字"},
    [HL_CHECK_CONTRADICTIONS] = {"columns that contradict each other", "互相矛盾的列"},
    [HL_CHECK_MEANING] = {"what columns mean", "列的含义"},
    [HL_CHECK_MISSING_ROWS] = {"rows that a file lacks", "文件缺少的行"},
    [HL_CHECK_SEGMENTS_AFTER] = {"segments from before", "细分是否事先已知"},
    [HL_CHECK_AUDIENCE] = {"audience of the definition", "定义中的受众"},
    [HL_CHECK_EARLY_EVENTS] = {"events before the touch, by arm", "各组触达前的事件"},
    [HL_CHECK_UNSEGMENTED] = {"units without a segment", "没有细分值的人"},
    [HL_CHECK_UNSEEN] = {"metrics without any data", "没有数据的指标"},
    [HL_CHECK_AFTER_WINDOW] = {"events after the window, by arm", "各组观察期后的事件"},
    [HL_CHECK_LATE_EVENTS] = {"events later than now", "晚于现在的事件"},
    [HL_CHECK_MISSING_DAYS] = {"days without events, by arm", "各组没有事件的日期"},
    [HL_CHECK_EVENT_VALUES] = {"events without a value", "没有数值的事件"},
    [HL_CHECK_REJECTED_ROWS] = {"unreadable rows", "无法读取的行"},
    [HL_CHECK_ROUNDED_VALUES] = {"rounded values", "被舍入的数值"},
    [HL_CHECK_IMMATURE] = {"open windows", "观察期未满"},
    [HL_CHECK_NOVELTY] = {"change over time", "效果随时间变化"},
    [HL_CHECK_CONDITION_VALUES] = {"values that conditions compare", "条件所比较的数值"},
    [HL_CHECK_CONDITION] = {"rows that the condition kept", "条件保留的行"},
};

static const named factors[] = {{"variant", {"variant", "文案"}},
                                {"window", {"window", "发送时段"}},
                                {"hook", {"hook", "触达理由"}},
                                {"channel", {"channel", "渠道"}}};

/* English: as definitions write it. */
static const hl_message inferences[] = {
    [HL_INFER_FIXED] = {"fixed", "固定样本"},
    [HL_INFER_ANYTIME] = {"anytime", "序贯"},
    [HL_INFER_GROUP_SEQUENTIAL] = {"group_sequential", "成组序贯"},
};

/* English: as files write it. */
static const hl_message assign_reasons[] = {
    [HL_ASSIGN_NO_UNIT] = {"no_unit", "缺少分流单位"},
    [HL_ASSIGN_AUDIENCE] = {"audience", "不在受众内"},
    [HL_ASSIGN_HOLDOUT] = {"holdout", "属于全局对照组"},
    [HL_ASSIGN_LAYER] = {"layer", "属于分层的其他部分"},
    [HL_ASSIGN_TRAFFIC] = {"traffic", "未放量"},
    [HL_ASSIGN_ASSIGNED] = {"assigned", "已入组"},
};

static const named methods[] = {
    {"none", {"not compared", "未作比较"}},
    {"scas", {"skewness-corrected score", "偏度校正得分法"}},
    {"cluster_scas", {"cluster-adjusted score", "聚类校正得分法"}},
    {"touch_scas", {"score on independent touches", "触达相互独立的得分法"}},
    {"ratio_score", {"score on linearised ratios", "线性化比值的得分法"}},
    {"two_part_score", {"two-part score", "两部分得分法"}},
    {"mantel_haenszel", {"Mantel and Haenszel, within days", "Mantel-Haenszel（各天内部）"}},
    {"welch_fieller", {"Welch and Fieller", "Welch 与 Fieller"}},
    {"cluster_ratio", {"cluster-robust ratio", "聚类稳健比率"}},
    {"cluster_lin", {"regression adjustment (Lin) of unit sums", "按用户汇总的回归调整（Lin）"}},
    {"lin", {"regression adjustment (Lin)", "回归调整（Lin）"}},
    {"ratio_sequence", {"exact sequence of two rates", "两个比率的精确序贯法"}},
    {"rate_sequence",
     {"average of the exact sequence of the ratio and that of means",
      "比率精确序贯法与均值序贯法的平均"}},
    {"mean_sequence", {"asymptotic sequence of means", "均值的渐近序贯法"}},
    {"quantile_region", {"order statistics by binomial counts", "基于二项计数的次序统计量"}},
    {"quantile_sequence",
     {"sequence of binomial counts around the quantile", "分位数两侧计数的序贯法"}},
    {"welch_contrast", {"contrast of arm means", "组均值对比"}},
    {"none", {"none", "无"}},
};

static const named numbers[] = {
    {"10", {"ten", "十"}}, {"20", {"twenty", "二十"}}, {"50", {"fifty", "五十"}}};

static const named causes[] = {
    {"blank_cells", {"blank cells: {n}", "空白单元格 {n} 个"}},
    {"unread_cells", {"cells that could not be read: {n}", "无法读取的单元格 {n} 个"}},
    {"refused_rows", {"rows that were refused: {n}", "被拒收的行 {n} 行"}},
    {"misspelt_ids",
     {"events of users whose id is written otherwise: {n}", "用户编号写法不一致的事件 {n} 个"}},
    {"misspelt_types",
     {"events whose type is written otherwise: {n}", "类型写法不一致的事件 {n} 个"}},
    {"undecided_conditions",
     {"rows of which nobody knows whether the condition holds: {n}",
      "无法判断是否符合条件的行 {n} 行"}},
    {"stand_ins", {"values that stand for none: {n}", "代替空缺的数值 {n} 个"}},
};

static const char *find(const named *list, size_t count, const char *key, hl_lang lang)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].key, key) == 0)
            return hl_reports__in_language(&list[i].words, lang);
    return key;
}

const char *hl_reports__unit(const char *unit, hl_lang lang)
{
    return strcmp(unit, "user") == 0 ? hl_reports__word(HL_WORD_USER, lang) : unit;
}

const char *hl_reports__adjustment_name(hl_adjustment adjustment, hl_lang lang)
{
    return hl_reports__in_language(&adjustments[adjustment], lang);
}

const char *hl_reports__factor_name(const char *factor, hl_lang lang)
{
    return find(factors, sizeof factors / sizeof factors[0], factor, lang);
}

const char *hl_reports__inference(hl_inference inference, hl_lang lang)
{
    return hl_reports__in_language(&inferences[inference], lang);
}

const char *hl_reports__assign_reason(hl_assign_reason reason, hl_lang lang)
{
    return hl_reports__in_language(&assign_reasons[reason], lang);
}

const char *hl_reports__in_words(const char *number, hl_lang lang)
{
    return find(numbers, sizeof numbers / sizeof numbers[0], number, lang);
}

const char *hl_reports__check_name(hl_check_kind check, hl_lang lang)
{
    return hl_reports__in_language(&checks[check], lang);
}

const char *hl_reports__method_name(const char *method, hl_lang lang)
{
    return find(methods, sizeof methods / sizeof methods[0], method, lang);
}

const hl_message *hl_reports__cause(const char *cause)
{
    static const hl_message other = {"{n}", "{n}"};
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++)
        if (strcmp(causes[i].key, cause) == 0)
            return &causes[i].words;
    return &other;
}
