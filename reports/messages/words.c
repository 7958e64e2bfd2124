#include "reports/messages/words.h"

const hl_message hl_reports__words[HL_WORDS] = {
    [HL_WORD_TITLE_NAMED] = {"{title} ({experiment})", "{title}（{experiment}）"},
    [HL_WORD_TITLE_AND_NAME] = {"{title} ({name})", "{title}（{name}）"},
    [HL_WORD_VERDICT] = {"Verdict: {decision}", "结论：{decision}"},
    [HL_WORD_SHIP] = {"ship {arm}", "上线 {arm}"},
    [HL_WORD_SHIP_NOT_ALL] = {"ship {arm}, but not to everyone", "上线 {arm}，但不是对所有人"},
    [HL_WORD_KEEP_CONTROL] = {"keep control ({arm})", "保留对照组（{arm}）"},
    [HL_WORD_DECIDE_NOT_SHOWN] =
        {"not shown: the sample has ended without evidence either way; {arm} "
         "stays",
         "未分高下：样本已收满，仍不足以判断好坏，暂保留对照组（{arm}）"},
    [HL_WORD_DECIDE_NOT_SHOWN_WITHOUT] =
        {"not shown: the sample has ended and shows no arm to be better, but {worse} to be worse; "
         "{arm} stays",
         "未分高下：样本已收满，没有哪组证明更优，{worse} 则证明更差，暂保留对照组（{arm}）"},
    [HL_WORD_DECIDE_NOT_SHOWN_OPPOSITE] =
        {"not shown on the whole: better for some, worse for others; {arm} stays",
         "整体未分高下：对一部分人更好，对另一部分人更差；暂保留对照组（{arm}）"},
    [HL_WORD_DECIDE_NOT_SHOWN_HARM] =
        {"not shown on the whole, but harm to some is shown; {arm} stays",
         "整体未分高下，但对一部分人已证明更差；暂保留对照组（{arm}）"},
    [HL_WORD_DECIDE_NOT_SHOWN_GAIN] = {"not shown on the whole, only a gain for some; {arm} stays",
                                       "整体未分高下，只对一部分人有改善；暂保留对照组（{arm}）"},
    [HL_WORD_KEEP_RUNNING_WITHOUT] = {"keep running without {worse}, shown to be worse",
                                      "继续实验，但停发已证明更差的 {worse}"},
    [HL_WORD_KEEP_RUNNING] = {"keep running", "继续实验"},
    [HL_WORD_STOP_GUARDRAIL] = {"stop {arm}: a guardrail is broken", "停用 {arm}：触发护栏指标"},
    [HL_WORD_INVALID_SRM] = {"invalid: the arms do not have the planned sizes (SRM)",
                             "结果无效：各组人数与计划比例不符（SRM）"},
    [HL_WORD_INVALID_DATA] = {"invalid: the data contradict the design",
                              "结果无效：数据与设计矛盾"},
    [HL_WORD_INVALID_LOST] = {"invalid: data were lost", "结果无效：数据有丢失"},
    [HL_WORD_INVALID_TWICE] = {"invalid: data count twice", "结果无效：有数据被重复计算"},
    [HL_WORD_INVALID_CURRENCIES] = {"invalid: amounts are in different currencies",
                                    "结果无效：金额的币种不一致"},
    [HL_WORD_INVALID_AMOUNTS] = {"invalid: the arms write their amounts in different ways",
                                 "结果无效：各组金额的写法不一致"},
    [HL_WORD_INVALID_CONTRADICTIONS] = {"invalid: columns contradict each other",
                                        "结果无效：有些列互相矛盾"},
    [HL_WORD_INVALID_MEANING] = {"invalid: a column is not what it is read as",
                                 "结果无效：有一列的含义与读取方式不符"},
    [HL_WORD_GENERATED] = {"Generated {at}.", "生成于 {at}。"},
    [HL_WORD_GENERATED_AS_OF] = {"Generated {at}, windows closed as of {as_of}.",
                                 "生成于 {at}，观察期截至 {as_of}。"},
    [HL_WORD_ARMS] = {"Arms", "分组"},
    [HL_WORD_ARM] = {"arm", "组"},
    [HL_WORD_CONTROL_ARM] = {"{arm} (control)", "{arm}（对照）"},
    [HL_WORD_WEIGHT] = {"planned share", "计划占比"},
    [HL_WORD_UNITS] = {"units", "人数"},
    [HL_WORD_TOUCHES] = {"touches", "触达次数"},
    [HL_WORD_BUYERS] = {"values not 0 (worth as many equal ones)",
                        "数值不为零的人（折合均等人数）"},
    [HL_WORD_BUYERS_WORTH] = {"{n} ({worth})", "{n}（{worth}）"},
    [HL_WORD_CLUSTERS] = {"weigh as equal units", "折合均等人数"},
    [HL_WORD_UNKNOWN] = {"unknown", "未知"},
    [HL_WORD_METRICS] = {"Metrics", "指标"},
    [HL_WORD_METRIC_HEADING] = {"{metric} · {role} · {kind} {rows} · {goal}",
                                "{metric} · {role} · {kind}，{rows} · {goal}"},
    [HL_WORD_PROPORTION] = {"proportion", "比例"},
    [HL_WORD_MEAN] = {"mean", "均值"},
    [HL_WORD_RATIO] = {"ratio", "比率"},
    [HL_WORD_QUANTILE] = {"quantile", "分位数"},
    [HL_WORD_RETENTION] = {"retention", "留存"},
    [HL_WORD_FUNNEL] = {"funnel step", "漏斗转化"},
    [HL_WORD_PRIMARY] = {"primary", "主要指标"},
    [HL_WORD_SECONDARY] = {"secondary", "次要指标"},
    [HL_WORD_GUARDRAIL] = {"guardrail", "护栏指标"},
    [HL_WORD_INCREASE] = {"higher is better", "越高越好"},
    [HL_WORD_DECREASE] = {"lower is better", "越低越好"},
    [HL_WORD_PER_UNIT] = {"per {unit}", "按 {unit}"},
    [HL_WORD_PER_TOUCH] = {"per touch, clustered by {unit}", "按触达次数，以 {unit} 聚类"},
    [HL_WORD_USER] = {"user", "用户"},
    [HL_WORD_RATE] = {"rate", "比例"},
    [HL_WORD_FUNNEL_RATE] = {"rate of all {rows}", "占全部{rows}的比例"},
    [HL_WORD_VALUE] = {"mean", "均值"},
    [HL_WORD_AGAINST] = {"against {arm}", "对比 {arm}"},
    [HL_WORD_LIFT] = {"lift", "相对变化"},
    [HL_WORD_DIFFERENCE] = {"difference", "差值"},
    [HL_WORD_P] = {"p", "p 值"},
    [HL_WORD_P_ADJUSTED] = {"p ({adjustment})", "p（{adjustment}）"},
    [HL_WORD_ANYTIME_LIFT] = {"lift, always valid", "序贯的相对变化"},
    [HL_WORD_ANYTIME_DIFFERENCE] = {"difference, always valid", "序贯的差值"},
    [HL_WORD_ANYTIME_P] = {"p, always valid", "p 值（序贯）"},
    [HL_WORD_FIXED_LIFT] = {"lift, fixed sample", "固定样本的相对变化"},
    [HL_WORD_FIXED_DIFFERENCE] = {"difference, fixed sample", "固定样本的差值"},
    [HL_WORD_FIXED_P] = {"p, fixed sample", "p 值（固定样本）"},
    [HL_WORD_BESIDE] = {"Beside it, not what the verdict reads", "仅供参考，结论不以此为准"},
    [HL_WORD_UNADJUSTED] = {"unadjusted", "未调整"},
    [HL_WORD_UNADJUSTED_VALUE] = {"{value}, unadjusted", "未调整的{value}"},
    [HL_WORD_NO_LIFT_OF_NEGATIVE] =
        {"The control is below zero, so there is no relative change that could be read: "
         "differences are shown.",
         "对照组低于零，相对变化无法解读，因此只给出差值。"},
    [HL_WORD_NO_LIFT_OF_ZERO] =
        {"The control is not clearly away from zero, so a change relative to it says nothing: the "
         "difference alone is given.",
         "对照组并不明显偏离零，相对变化没有意义，因此只给出差值。"},
    [HL_WORD_NEXT_TO_NONE] = {"next to none", "几乎没有"},
    [HL_WORD_P_BETTER] = {"P(better)", "优于对照的概率"},
    [HL_WORD_LOSS] = {"expected loss", "期望损失"},
    [HL_WORD_POINTS] = {"{number} pp", "{number} 个百分点"},
    [HL_WORD_NOTES] = {"{arms}: {notes}.", "{arms}：{notes}。"},
    [HL_WORD_COMMA] = {", ", "、"},
    [HL_WORD_SEMICOLON] = {"; ", "；"},
    [HL_WORD_SEGMENT] = {"segment", "细分人群"},
    [HL_WORD_SHRUNK] = {"lift, partially pooled", "收缩估计（部分池化）"},
    [HL_WORD_POOLED] = {"{by}: over the units of these segments together {arm} has a lift of "
                        "{lift}, {p} (Mantel-Haenszel, units compared within their segment).",
                        "{by}：合并各细分人群，{arm} 的相对变化为 {lift}，{p}（Mantel-Haenszel "
                        "法，只在各人群内部比较）。"},
    [HL_WORD_POOLED_DIFFERENCE] =
        {"{by}: over the units of these segments together {arm} makes a difference of {lift}, {p} "
         "(Mantel-Haenszel, units compared within their segment).",
         "{by}：合并各细分人群，{arm} 的差值为 {lift}，{p}（Mantel-Haenszel "
         "法，只在各人群内部比较）。"},
    [HL_WORD_NO_POOLED] =
        {"{by}: no pooled lift of {arm}: fewer than two segments say anything of it.",
         "{by}：没有 {arm} 的合并结果：能提供信息的细分人群不足两个。"},
    [HL_WORD_POOLED_WITHHELD] =
        {"{by}: no pooled lift of {arm} yet: too few units for an always-valid interval.",
         "{by}：人数太少，尚无序贯区间，暂不给出 {arm} 的合并结果。"},
    [HL_WORD_NOT_POOLED] =
        {"{by}: a quantile of all units is no average of those of segments, so there is no pooled "
         "lift and no test whether segments differ.",
         "{by}"
         "：总体的分位数不是各细分人群分位数的平均，因此不给出合并结果，也不检验人群之间有无差异"
         "。"},
    [HL_WORD_SHRUNK_WITHHELD] =
        {"{by}: partially pooled lifts of {arm} are withheld: the segments together carry an "
         "information of {carried}, and {needed} is the least (of rare conversions: their number "
         "times the shares of both arms).",
         "{by}：不给出 {arm} 的收缩估计：各细分人群合计的信息量为 {carried}，至少需要 "
         "{needed}（转化稀少时，信息量即转化数乘以两组各自的人数占比）。"},
    [HL_WORD_DIFFERENT] =
        {"{by}: the effect of {arm} differs between these segments ({p} after Holm; "
         "between-segment SD of the log ratio {tau}).",
         "{by}：{arm} 的效果在这些细分人群之间有差异（Holm 校正后 {p}；人群间对数比的标准差为 "
         "{tau}）。"},
    [HL_WORD_NOT_DIFFERENT] =
        {"{by}: that the effect of {arm} differs between these segments is not "
         "shown ({p} after Holm); read the pooled lift first.",
         "{by}：未检测出 {arm} 的效果因人群而异（Holm 校正后 {p}）；请先看合并后的结果。"},
    [HL_WORD_DIFFERENCES_NOT_DIFFERENT] =
        {"{by}: that the effect of {arm} differs between these segments is not "
         "shown ({p} after Holm); read the pooled difference first.",
         "{by}：未检测出 {arm} 的效果因人群而异（Holm 校正后 {p}）；请先看合并后的结果。"},
    [HL_WORD_FACTORS] = {"Factors", "因子"},
    [HL_WORD_LEVEL] = {"level", "取值"},
    [HL_WORD_FACTOR_P] = {"p (Holm)", "p（Holm 校正）"},
    [HL_WORD_TIMELINE] = {"Day by day (cumulative lift, always-valid {level} band): {arm}",
                          "逐日累计相对变化（{level} 序贯区间）：{arm}"},
    [HL_WORD_DAY] = {"day", "日期"},
    [HL_WORD_DAY_OF_ZONE] = {"day ({zone})", "日期（{zone}）"},
    [HL_WORD_CHECKS] = {"Checks", "数据检查"},
    [HL_WORD_CHECK] = {"[{status}] {check}: {detail}", "[{status}] {check}：{detail}"},
    [HL_WORD_OK] = {"ok", "正常"},
    [HL_WORD_WARN] = {"WARN", "注意"},
    [HL_WORD_FAIL] = {"FAIL", "不通过"},
    [HL_WORD_WARNINGS] = {"Read with care", "解读时注意"},
    [HL_WORD_INPUTS] = {"To make this report again", "复现这份报告"},
    [HL_WORD_AGAIN_INPUT] = {"It works with the same input given again as {name}.",
                             "须以 {name} 再次提供同样的输入。"},
    [HL_WORD_EXACT_P] = {"{arm}: exact test beside the small counts ({method}): {p}.",
                         "{arm}：小样本精确检验（{method}）：{p}。"},
    [HL_WORD_SIMULTANEOUS] = {"{arm}: difference with an interval simultaneous over the arms "
                              "(Dunnett): {effect}.",
                              "{arm}：各组同时成立的差值区间（Dunnett）：{effect}。"},
    [HL_WORD_NO_METHOD] = {"Not estimated: this kind of metric needs more than this source keeps.",
                           "未作估计：这个数据来源没有保留此类指标所需的信息。"},
    [HL_WORD_QUANTILE_OF] = {"quantile {share}", "{share} 分位"},
    [HL_WORD_CLIPPED_RATIO] =
        {"Clipped: each unit's own numerator / denominator. Where it is above {threshold} "
         "(quantile "
         "{share} of all arms together) the numerator counts as {threshold} times the same unit's "
         "denominator, which stays as it is. Units clipped: {arms}.",
         "截尾按每人自己的“分子 ÷ 分母”进行：高于 {threshold}（各组合并后的 {share} 分位）时，"
         "分子按同一人分母的 {threshold} 倍计，分母不变。被截尾的人数：{arms}。"},
    [HL_WORD_CLIPPED] =
        {"Values above {threshold} count as {threshold} (quantile {share} of all arms together): "
         "{arms}.",
         "高于 {threshold} 的数值按 {threshold} 计（各组合并后的 {share} 分位）：{arms}。"},
    [HL_WORD_DELAY] = {"From the touch to the first {event}: {arms}.",
                       "从触达到首次“{event}”的用时：{arms}。"},
    [HL_WORD_DELAY_OF_ARM] = {"{arm} half within {median}, 90 % within {p90} (n = {n})",
                              "{arm} 中位数 {median}，90% 分位 {p90}（n = {n}）"},
    [HL_WORD_DELAY_NONE] = {"{arm} none", "{arm} 无"},
    [HL_WORD_MINUTES] = {"{number} min", "{number} 分钟"},
    [HL_WORD_HOURS] = {"{number} h", "{number} 小时"},
    [HL_WORD_DAYS] = {"{number} days", "{number} 天"},

    [HL_WORD_ESTIMATE] = {"{estimate} ({range})", "{estimate} {range}"},
    [HL_WORD_ESTIMATE_SAID] = {"{estimate} ({level} interval: {range})",
                               "{estimate}（{level} 区间 {range}）"},
    [HL_WORD_AT_LEVEL] = {"{what} ({level} interval)", "{what}（{level} 区间）"},
    [HL_WORD_AT_LEVEL_ANYTIME] = {"{what} ({level}, always valid)", "{what}（{level} 序贯区间）"},
    [HL_WORD_AT_LEVEL_FIXED] = {"{what} ({level} interval, fixed sample)",
                                "{what}（{level} 区间，固定样本）"},
    [HL_WORD_SEGMENT_IS] = {"{by} = {value}", "{by}：{value}"},
    [HL_WORD_THOSE_IN] = {"those in {by}", "“{by}”的人"},
    [HL_WORD_THOSE_OUT] = {"those not in {by}", "“{by}”以外的人"},
    [HL_WORD_SEGMENT_IN] = {"in", "属于"},
    [HL_WORD_SEGMENT_OUT] = {"out", "不属于"},
    [HL_WORD_RANGE] = {"{low} to {high}", "[{low}, {high}]"},
    [HL_WORD_RANGE_ABOVE] = {"above {low}", "[{low}, +∞)"},
    [HL_WORD_RANGE_BELOW] = {"below {high}", "(-∞, {high}]"},
    [HL_WORD_UNBOUNDED] = {"no bound on either side", "(-∞, +∞)"},
    [HL_WORD_NO_INTERVAL] = {"{estimate} (no interval)", "{estimate}（无区间）"},
    [HL_WORD_NO_P] = {"no p-value", "无 p 值"},
    [HL_WORD_BOUND] = {"the end of the {level} interval, which errs on this side in at most "
                       "{error} of cases",
                       "即 {level} 区间的端点，单侧出错的概率不超过 {error}"},
    [HL_WORD_BOUND_CORRECTED] =
        {"the end of the {level} interval, corrected for the several comparisons, which errs on "
         "this side in at most {error} of cases",
         "即经多重比较校正的 {level} 区间的端点，单侧出错的概率不超过 {error}"},
    [HL_WORD_NEED_SAME_CHANCE] = {"nearly always as well", "几乎总是足够"},
    [HL_WORD_NO_INTERVAL_BETWEEN] = {" (no interval between planned looks)",
                                     "（两次计划查看之间不给区间）"},
    [HL_WORD_NEED_CHANCE] = {"half of the time {low} do, and {high} nearly always",
                             "一半情况下 {low} 人就够，{high} 人则几乎总是足够"},
    [HL_WORD_NEED_FEWER] = {"fewer do less than half of the time", "再少则不到一半的把握"},
    [HL_WORD_NEED_HALF] = {"half of the time {low} do", "一半情况下 {low} 人就够"},
    [HL_WORD_NEED_HALF_IN] = {"half of the time those that are in do", "一半情况下现有的人就够"},
    [HL_WORD_NEED_SURE] = {"{high} nearly always do", "{high} 人则几乎总是足够"},
    [HL_WORD_NEED_RANGE] = {"{low} to {high} more", "再加 {low} 至 {high} 人"},
    [HL_WORD_NEED_SAME] = {"just as many", "同样多的人"},
    [HL_WORD_NEED_FROM] = {"{low} more or any larger number", "再加 {low} 人以上，上限不定"},
    [HL_WORD_NEED_UP_TO] = {"at most {high} more", "最多再加 {high} 人"},
    [HL_WORD_NEED_ANY] = {"any number from none on", "任意多的人，也可能一个都不需要"},
    [HL_WORD_WITHHELD] =
        {"{change} (no always-valid interval yet: {n} {rows} in the smaller arm say too "
         "little)",
         "{change}（尚无序贯区间：较小的一组只有 {n} {rows}，信息太少）"},
    [HL_WORD_WITHHELD_NONE] = {"not known (an arm has no unit whose window has closed)",
                               "未知（有一组还没有观察期已满的人）"},
    [HL_WORD_NOT_ESTIMATED] = {"not known", "未知"},
    [HL_WORD_FEW_UNITS_NONE] =
        {"{metric} cannot be judged yet for {arm} against {other}: an arm has no unit whose window "
         "has closed, and {limit} are needed.",
         "在“{metric}”上，还不能判断 {arm} 与 {other} "
         "孰优孰劣：有一组还没有观察期已满的人，至少需要 "
         "{limit} 人。"},
    [HL_WORD_SLOTS_OF_ARM] = {"{arm} {n} of {of} ({share}; held {held}, pulled earlier {pulled})",
                              "{arm} {n}/{of}（{share}；顺延 {held}，提前 {pulled}）"},
    [HL_WORD_STAGE_PLANNED] = {"planned", "已排期"},
    [HL_WORD_STAGE_SENT] = {"sent", "已发送"},
    [HL_WORD_STAGE_DELIVERED] = {"delivered", "已送达"},
    [HL_WORD_SHARE_OF] = {"{share} of {name}", "{name} 的 {share}"},
    [HL_WORD_ROWS_UNITS] = {"units", "人"},
    [HL_WORD_ROWS_TOUCHES] = {"touches", "次触达"},

#include "reports/messages/words_batch.inc"
#include "reports/messages/words_harm.inc"
    [HL_WORD_EXPERIMENT] = {"experiment", "实验"},
    [HL_WORD_METRIC] = {"metric", "指标"},
    [HL_WORD_P_ACROSS] = {"p (BH)", "p（BH）"},

    [HL_WORD_CAUSES] = {"Why it fails, and what to do", "为何未通过，怎么办"},
    [HL_WORD_CAUSE_CLUSTERS] =
        {"{metric}: a unit has {touches} touches on average, and they resemble each other, but "
         "they "
         "are taken as independent. Let units be analysed: leave out --independent-touches (in a "
         "definition: independent_touches); give --unit where rows are touches.",
         "“{metric}”：平均每人触达 {touches} "
         "次，同一人的各次彼此相似，却被当作相互独立。请以人为分析单位：去掉 "
         "--independent-touches（定义里的 independent_touches）；若一行是一次触达，请给出 "
         "--unit。"},
    [HL_WORD_CAUSE_TIES] =
        {"{metric}: {distinct} different values, and {share} of the units have the most common "
         "one: "
         "a quantile of them moves by jumps. Compare the mean, or the share of units above a "
         "value (a proportion).",
         "“{metric}”：只有 {distinct} 个不同的值，其中 {share} "
         "的人取同一个值，分位数只能跳跃变化。请改为比较均值，或超过某个值的人数比例（比例指标）"
         "。"},
    [HL_WORD_CAUSE_FEW_UNITS] =
        {"{metric}: units differ so much in size that the smaller arm counts as {n}; about "
         "{needed} "
         "are needed. Run longer, or cap what one unit brings in (a mean per unit, winsorized).",
         "“{metric}”：各人的规模相差太大，较小的一组只相当于 {n} 人；大约需要 {needed} "
         "人。请延长实验，或限制单个人的分量（按人取均值并截尾）。"},
    [HL_WORD_CAUSE_SKEW] =
        {"{metric}: values are so skewed (skewness {skewness}) that the smaller arm, {n} effective "
         "units, is too small for a mean: about {needed} are needed. Winsorize it "
         "(winsorize: 0.99), compare the share of units that have any (a proportion), or run "
         "longer.",
         "“{metric}”：数值偏斜（偏度 {skewness}），较小的一组只折合 {n} "
         "人，不足以比较均值，大约需要 {needed} 人。请截尾（winsorize: "
         "0.99），改为比较有值的人数比例（比例指标），或延长实验。"},
    [HL_WORD_CAUSE_UNKNOWN] =
        {"{metric}: none of the usual causes shows in the units' values (touches as independent, "
         "ties, few units, skew).",
         "“{metric}”：从数值中看不到常见的原因（触达被当作独立、并列值、人数太少、偏斜）。"},
    [HL_WORD_CAUSE_SPLIT] =
        {"The arms themselves are off: ids may repeat, stand for several people, or follow a "
         "pattern that the hash of another experiment shares. Look at the ids, and give each "
         "experiment its own salt.",
         "分组本身有问题：编号可能重复、对应多个人，或与另一个实验的哈希有共同规律。请检查编号，并"
         "让每个实验各用自己的随机盐。"},
    [HL_WORD_REPEAT] =
        {"A sound method fails one calibration of a hundred. Repeat with another --seed: two "
         "failures in a row happen to it once in ten thousand.",
         "正常的方法每一百次校准会有一次不通过。请换一个 --seed "
         "再做一次：连续两次不通过，对正常的方法来说一万次才有一次。"},
    [HL_WORD_CALIBRATION_TITLE] = {"Calibration of {experiment}", "{experiment} 的校准"},
    [HL_WORD_CALIBRATED] =
        {"Calibrated: between arms that are alike, nothing here is shown to err more than it says.",
         "校准通过：各组本无差别时，未见任何一项的误报率超过所宣称的水平。"},
    [HL_WORD_CALIBRATED_SAFELY] = {"Calibrated, on the safe side: some of it errs less often than "
                                   "it says.",
                                   "校准通过，且偏保守：部分检验的误报比所宣称的更少。"},
    [HL_WORD_CALIBRATED_BY_FEW] =
        {"No error is shown, but {runs} runs are few: they would miss up to {missed} where {alpha} "
         "is promised. Take --runs {needed}.",
         "未见误报偏高，但只做了 {runs} 次：宣称 {alpha} 而实际高达 {missed} "
         "的误报率也可能看不出来。请用 --runs {needed}。"},
    [HL_WORD_CALIBRATION_MISSES] =
        {"Of {runs} runs, an error rate above {missed} where {alpha} is promised would have been "
         "seen 19 times in 20; a smaller one may have been missed.",
         "做 {runs} 次时，若宣称 {alpha} 而实际误报率高于 {missed}，二十次校准中有十九次能看出来；"
         "低于此值的偏差可能看不出来。"},
    [HL_WORD_NOTHING_JUDGED] = {"Nothing could be judged.", "没有可以判断的内容。"},
    [HL_WORD_NOT_CALIBRATED] = {"NOT calibrated: see what is marked failed below.",
                                "校准未通过：见下方标为“未通过”的各行。"},
    [HL_WORD_CALIBRATION_INVALID] =
        {"Invalid: data were lost, and what is left need not be like it.",
         "结果无效：数据有丢失，留下的未必与丢失的相似。"},
    [HL_WORD_CALIBRATION_LOST] =
        {"The figures below are of what is left, and say nothing of the data as a whole. Mend what "
         "is marked FAIL; --accept-losses calibrates with what is left all the same.",
         "下面的数字只针对留下的数据，不能说明全部数据。请解决标为“失败”的问题；用 --accept-losses "
         "可以照样只校准留下的部分。"},
    [HL_WORD_CALIBRATION_HOW] =
        {"{units} units were put into arms {runs} times through the hash, each time with a new "
         "salt (seed {seed}), and analysed as always. Between such arms there is no difference: p "
         "must be uniform, and an error rate of {alpha} is promised, half of it in each direction.",
         "{units} 人通过哈希分组 {runs} 次，每次换一个新的随机盐（种子 "
         "{seed}），并照常分析。这样分出的各组本无差别：p 值应当均匀分布，误报率应为 "
         "{alpha}，两个方向各占一半。"},
    [HL_WORD_CALIBRATION_TESTS] =
        {"The verdict rests on {tests} tests, each at p < {level}, so that all of them together "
         "raise a false alarm in at most one calibration of a hundred.",
         "结论基于 {tests} 项检验，每项的显著性水平为 p < {level}，合计每一百次校准至多误报一次。"},
    [HL_WORD_EQUAL_WEIGHTS] = {"The planned weights are not known: equal ones were taken.",
                               "计划权重未知：按均分处理。"},
    [HL_WORD_RATES] = {"How often it errs", "误报频率"},
    [HL_WORD_SHAPES] = {"Are the p-values uniform?", "p 值是否均匀？"},
    [HL_WORD_PICTURE] = {"p of {metric}, {arm}", "{metric} 的 p 值，{arm}"},
    [HL_WORD_PICTURE_NOTE] =
        {"Each row is a twentieth of the scale; | marks the expected {expected}.",
         "每行对应 p 值的二十分之一；| 标出期望值 {expected}。"},
    [HL_WORD_INDEPENDENCE] = {"Independence", "独立性"},
    [HL_WORD_DISCRETE] =
        {"Too few units or events: p comes in steps, so its shape is not judged; its error "
         "rates are.",
         "人数或事件太少，p 值呈阶梯状：不判断其形状，只判断误报率。"},
    [HL_WORD_CONTRADICTIONS] =
        {"{metric}, {arm}: in {n} of {runs} runs the p-value and the lift's interval disagree.",
         "{metric}，{arm}：{runs} 次中有 {n} 次 p 值与相对变化的区间不一致。"},
    [HL_WORD_RUNS_WITHOUT_P] = {"{metric}, {arm}: {n} of {runs} runs gave no p (too few events).",
                                "{metric}，{arm}：{runs} 次中有 {n} 次没有 p 值（事件太少）。"},
    [HL_WORD_PERCENT] = {"{number} %", "{number}%"},
    [HL_WORD_RATE_INTERVAL] = {"{rate} ({low}-{high})", "{rate} [{low}, {high}]"},
    [HL_WORD_ERRS] = {"errs (95 % interval)", "误报（95% 区间）"},
    [HL_WORD_TOO_HIGH] = {"too high", "偏高"},
    [HL_WORD_TOO_LOW] = {"too low", "偏低"},
    [HL_WORD_LIFT_ERRS] = {"lift", "相对变化"},
    [HL_WORD_ANYTIME_ERRS] = {"anytime", "序贯"},
    [HL_WORD_ANDERSON_DARLING] = {"p (A-D)", "p（A-D）"},
    [HL_WORD_DECILES] = {"p (deciles)", "p（十分位）"},
    [HL_WORD_BINS] = {"p from 0 to 1", "p 从 0 到 1"},
    [HL_WORD_STATE] = {"verdict", "结论"},
    [HL_WORD_ANY_OF_ROLE] = {"any {role}", "任一{role}"},
    [HL_WORD_CORRECTED] = {"corrected", "校正后"},
    [HL_WORD_WHAT] = {"what", "内容"},
    [HL_WORD_SPLIT_CHECK] = {"sample-ratio check", "分流比例检查"},
    [HL_WORD_TWO_SALTS] = {"arms of two salts", "两个随机盐的分组"},
    [HL_WORD_PAIR] = {"{first} and {second}", "{first} 与 {second}"},
    [HL_WORD_P_RANGE] = {"p", "p"},
    [HL_WORD_RUNS] = {"runs", "次数"},
    [HL_WORD_STATE_OK] = {"ok", "通过"},
    [HL_WORD_STATE_CONSERVATIVE] = {"conservative", "偏保守"},
    [HL_WORD_STATE_NOT_JUDGED] = {"not judged", "未判断"},
    [HL_WORD_STATE_FAILED] = {"failed", "未通过"},

    [HL_WORD_WHY_TITLE] = {"{experiment}: user {user} at {at}\n",
                           "{experiment}：用户 {user}，时间 {at}\n"},
    [HL_WORD_WHY_UNIT] = {"unit      {name} = \"{unit}\"\n", "分流单位    {name} = \"{unit}\"\n"},
    [HL_WORD_WHY_NO_UNIT] = {"unit      {name} is missing: nothing to randomise\n",
                             "分流单位    缺少 {name}：无法分流\n"},
    [HL_WORD_WHY_AUDIENCE] = {"audience  {outcome}\n", "受众        {outcome}\n"},
    [HL_WORD_WHY_EVERYONE] = {"everyone: passes", "所有人：通过"},
    [HL_WORD_WHY_NOT_KNOWN] = {"attributes not known (no users file): not checked",
                               "属性未知（没有用户文件）：未检查"},
    [HL_WORD_WHY_HOLDS] = {"          holds:  {condition}\n", "            成立：  {condition}\n"},
    [HL_WORD_WHY_FAILS] = {"          fails:  {condition}\n", "            不成立：{condition}\n"},
    [HL_WORD_WHY_HOLDOUT] = {"holdout   {name}: held out are [{from}, {to}), {share} %\n",
                             "全局对照组  {name}：保留 [{from}, {to})，{share}%\n"},
    [HL_WORD_WHY_NO_HOLDOUT] = {"holdout   none: passes\n", "全局对照组  无：通过\n"},
    [HL_WORD_WHY_LAYER] = {"layer     {name}: this experiment has [{from}, {to}), {share} %\n",
                           "分层        {name}：本实验占 [{from}, {to})，{share}%\n"},
    [HL_WORD_WHY_NO_LAYER] = {"layer     none: passes\n", "分层        无：通过\n"},
    [HL_WORD_WHY_TRAFFIC] = {"traffic   in are [{from}, {to}), {share} %\n",
                             "流量        放量 [{from}, {to})，{share}%\n"},
    [HL_WORD_WHY_ARMS] = {"arm       ranges of the {n} arms:\n", "实验组      {n} 个组的区间：\n"},
    [HL_WORD_WHY_RANGE] = {"          [{from}, {to}) {arm}\n",
                           "            [{from}, {to}) {arm}\n"},
    [HL_WORD_WHY_RANGE_HERE] = {"          [{from}, {to}) {arm}  <-\n",
                                "            [{from}, {to}) {arm}  <-\n"},
    [HL_WORD_WHY_BUCKET] =
        {"          bucket {bucket} = SHA-256(\"{hashed}\"), first 53 bits: {outcome}\n",
         "            桶号 {bucket} = SHA-256(\"{hashed}\") 的前 53 位：{outcome}\n"},
    [HL_WORD_WHY_PASSES] = {"passes", "通过"},
    [HL_WORD_WHY_STOPS] = {"stops here", "到此为止"},
    [HL_WORD_WHY_RESULT] = {"result    {arm} ({reason})\n", "结果        {arm}（{reason}）\n"},
    [HL_WORD_WHY_NO_ARM] = {"no arm", "不分组"},

    [HL_WORD_MADE] = {"Made {at}.", "生成于 {at}。"},
    [HL_WORD_MADE_AS_OF] = {"Made {at} from windows closed before {as_of}.",
                            "生成于 {at}，只计 {as_of} 之前观察期已满的人。"},
    [HL_WORD_AT_ZONE] = {"{at} ({zone})", "{at}（{zone}）"},
    [HL_WORD_NEXT] = {"What next: {what}", "下一步：{what}"},
    [HL_WORD_NEXT_SHIP] = {"send {arm} to everyone.", "全量上线 {arm}。"},
    [HL_WORD_NEXT_SHIP_BUT] =
        {"send {arm} to all but {names}, where it does worse; confirm it by a new experiment with "
         "that audience.",
         "上线 {arm}，但不发给 {names}（那里更差）；请以其余人群另开实验确认。"},
    [HL_WORD_NEXT_SHIP_SPLIT] =
        {"send {arm} to everyone, or to those alone whom it helps most: its effect differs between "
         "segments, see below.",
         "全量上线 {arm}，或只对最受益的人群上线：效果因人群而异，见下。"},
    [HL_WORD_NAME] = {"{name}", "{name}"},
    [HL_WORD_NEXT_AND_FIT] = {"{what} {arm} may be shipped.", "{what}{arm} 可以上线。"},
    [HL_WORD_NEXT_AND_FIT_FIRST] =
        {"{what} Of the others {arm} leads and may be shipped; instead of it also {arms}.",
         "{what}其余各组中 {arm} 领先，可以上线；也可改为上线 {arms}。"},
    [HL_WORD_FIT_BUT] = {"{arm} (to all but {names})", "{arm}（{names} 除外）"},
    [HL_WORD_BLANK] = {"(blank)", "（空白）"},
    [HL_WORD_NEXT_AND_SEGMENT] =
        {"{what} For {names} a gain is shown: as it was found afterwards, a new experiment on "
         "them is to confirm it before anything is sent.",
         "{what}{names} 这部分人有改善：但属事后发现，请先对这部分人另做实验确认，再上线。"},
    [HL_WORD_NEXT_AND_NOT_TO] = {"{what} Do not send {arm} to {names}: harm to them is shown.",
                                 "{what}不要对 {names} 发送 {arm}：已证明对这部分人更差。"},
    [HL_WORD_NEXT_AND_END_FOR] =
        {"{what} For {names} end all arms, and {control} goes to everybody there: {arm} is shown "
         "to harm them.",
         "{what}{names} 这部分人各组都停，全部改回 {control}：已证明 {arm} 对他们更差。"},
    [HL_WORD_NEXT_KEEP_RUNNING_BUT] =
        {"do not send {arm} to {names} any more, where harm is shown: end all arms there (so that "
         "the split stays sound), and {control} goes to everybody; for all others leave it "
         "running.",
         "不要再对 {names} 发送 {arm}（已证明那里更差）：这部分人各组都停，全部改回 "
         "{control}，各组比例才不受影响；其余的人继续实验。"},
    [HL_WORD_NEXT_AND_WORSE] = {"{what} Stop {worse} too, shown to be worse.",
                                "{what}{worse} 已证明更差，也要停发。"},
    [HL_WORD_NEXT_AND_OTHERS_RUN] = {"{what} Let {arms} run on.", "{what}{arms} 继续实验。"},
    [HL_WORD_NEXT_AND_OTHERS_OPEN] = {"{what} Whether {arms} may be shipped is not decided.",
                                      "{what}{arms} 能否上线，尚不能判定。"},
    [HL_WORD_NEXT_ENDED] =
        {"the sample has ended and does not decide; {control} stays until a new one does, read "
         "once at its end or at planned looks (hookline size plans it).",
         "样本已收满，仍不能判定；暂保留 {control}，另做一次实验，在计划结束时只看一次，"
         "或按计划分次查看（用 hookline size 规划）。"},
    [HL_WORD_NOT_DECIDED] = {"not decided: a new experiment is needed",
                             "尚不能判定：需要另做一次实验"},
    [HL_WORD_NOT_DECIDED_UNNAMED] = {"not decided: no metric is primary",
                                     "尚不能判定：没有主要指标"},
    [HL_WORD_NOT_DECIDED_UNSEEN] = {"not decided: nothing has been seen of a metric that decides",
                                    "尚不能判定：有用来判定的指标没有任何数据"},
    [HL_WORD_NOT_DECIDED_MARGIN] = {"not decided: a guardrail needs an absolute margin",
                                    "尚不能判定：护栏指标需要绝对的允许变差幅度"},
    [HL_WORD_NEXT_MARGIN] =
        {"write the guardrail's margin as an absolute one (margin for margin_lift) and make this "
         "report again; {control} stays until then.",
         "把护栏指标允许变差的幅度改写成绝对值（用 margin 代替 "
         "margin_lift），再生成报告；在此之前保留 "
         "{control}。"},
    [HL_WORD_NEXT_UNNAMED] =
        {"name the metric that decides (role primary in the definition); {control} stays until "
         "then.",
         "指定用来判定的指标（在实验定义中写 role primary）；在此之前保留 {control}。"},
    [HL_WORD_NEXT_UNSEEN] = {"check first that every metric that decides has been imported; more "
                             "units do not help where "
                             "nothing of one is counted. {control} stays until then.",
                             "先核对每个用来判定的指标是否都已导入数据：没有计入任何数据时，人数再"
                             "多也无用；在此之前保留 "
                             "{control}。"},
    [HL_WORD_NEXT_KEEP_CONTROL] = {"keep {control} and end the experiment.",
                                   "保留 {control}，结束实验。"},
    [HL_WORD_NEXT_KEEP_RUNNING] = {"leave it running as it is.", "保持不变，继续运行。"},
    [HL_WORD_NEXT_KEEP_RUNNING_WITHOUT] =
        {"stop sending {worse}, whoever had it gets {control} again; let the others run on.",
         "停止发送 {worse}，其用户改回 {control}；其余各组继续运行。"},
    [HL_WORD_NEXT_NOT_SHOWN] =
        {"keep {control}; to tell them apart takes a larger experiment (hookline size plans it).",
         "保留 {control}；要分出高下，需要更大的实验（用 hookline size 规划）。"},
    [HL_WORD_NEXT_NOT_SHOWN_WITHOUT] =
        {"keep {control} and drop {worse}; to tell the others apart takes a larger experiment "
         "(hookline size plans it).",
         "保留 {control}，弃用 {worse}；要分出其余各组的高下，需要更大的实验（用 hookline size "
         "规划）。"},
    [HL_WORD_LITTLE_EXCLUDED_TIES] =
        {"On {metric} only {gain} is excluded ({bound}): many units share the quantile's value, so "
         "it "
         "moves by jumps, and more units need not narrow it; the mean says more.",
         "只能排除“{metric}”{gain} 的可能（{bound}）：许多人正好取分位数的值，分位数只能跳变，"
         "再加人也未必更精确；看均值更说明问题。"},
    [HL_WORD_NEXT_STOP] = {"stop sending {arm}; whoever had it gets {control} again.",
                           "停止发送 {arm}，其用户改回 {control}。"},
    [HL_WORD_NEXT_SRM] =
        {"find out where units get lost or into a wrong arm, fix it, and start again with a new "
         "salt.",
         "查清漏记或分错组的原因，修好后换新的随机盐重新开始。"},
    [HL_WORD_NEXT_DATA] = {"fix the data, then make this report again; decide nothing before.",
                           "修好数据后重新生成报告，在此之前不作任何决定。"},
    [HL_WORD_NEXT_COLUMN] = {"make this report again without that column; decide nothing before.",
                             "去掉这一列后重新生成报告，在此之前不作任何决定。"},
    [HL_WORD_AT_LEVEL_BARE] = {"{what} ({level})", "{what}（{level}）"},
    [HL_WORD_GUARDRAILS] = {"Guardrails", "护栏指标（底线）"},
    [HL_WORD_CHANGE] = {"change", "变化"},
    [HL_WORD_TOLERATED] = {"tolerated", "允许变差"},
    [HL_WORD_GUARD_HELD] = {"holds", "未超出"},
    [HL_WORD_GUARD_UNDECIDED] = {"not decided", "尚无结论"},
    [HL_WORD_GUARD_BROKEN] = {"broken", "触发护栏"},
    [HL_WORD_GUARD_SINCE] = {"harm shown since", "其后证明有损害"},
    [HL_WORD_GUARD_NO_HARM] = {"no harm shown", "未检测出损害"},
    [HL_WORD_GUARD_HARMED] = {"harmed", "受损"},
    [HL_WORD_GUARD_NOT_JUDGED] = {"not judged", "不作判断"},
    [HL_WORD_NO_GUARDRAILS] = {"At what cost: no guardrail is defined, so that is not known.",
                               "代价：没有设护栏指标，因此不明。"},
    [HL_WORD_SECONDARIES] = {"Secondary", "次要指标"},
    [HL_WORD_SEGMENT_DIFFERS] =
        {"For whom: what {arm} does to {metric} differs by {by} ({p}): {parts}.",
         "对谁有效：{arm} 对“{metric}”的效果因 {by} 而异（{p}）：{parts}。"},
    [HL_WORD_NO_SEGMENT_DIFFERS] =
        {"For whom: no segments are shown to differ on any metric (split by {names}).",
         "对谁有效：按 {names} 拆分，所有指标上都未检测出效果因人群而异。"},
    [HL_WORD_NO_SEGMENT_DIFFERS_YET] =
        {"For whom: no segments are shown to differ on any metric so far (split by {names}).",
         "对谁有效：按 {names} 拆分，目前所有指标上都未检测出效果因人群而异。"},
    [HL_WORD_NO_SEGMENTS] =
        {"For whom: not split by segments, so whether it is alike for everyone is not known.",
         "对谁有效：没有按细分人群拆分，因此不知道是否人人一样。"},
    [HL_WORD_PART] = {"{value}: {effect}", "{value}：{effect}"},
    [HL_WORD_CHECKS_SOME] = {"Checks: {ok} ok, {n} to look at",
                             "数据检查：{ok} 项正常，{n} 项需要注意"},
    [HL_WORD_CHECKS_ALL] = {"Checks: all {ok} ok", "数据检查：{ok} 项全部正常"},
    [HL_WORD_AND_MORE] = {"... and {n} more (--detail full)", "……另有 {n} 项（--detail full）"},
    [HL_WORD_EVERYTHING] = {"All of it, and how to make it again: --detail full",
                            "完整内容与复现方法：--detail full"},
    [HL_WORD_EVERYTHING_REMARKS] =
        {"All of it, with remarks ({n}) and how to make it again: --detail full",
         "完整内容、解读提示（{n} 条）与复现方法：--detail full"},
    [HL_WORD_NOT_COMPARED] = {"No comparison is shown here, as none can be trusted now.",
                              "目前任何对比都不可信，这里不列。"},
    [HL_WORD_PRIMARIES] = {"Primary metrics · {n} units in all · control: {control}",
                           "主要指标 · 共 {n} 人 · 对照组：{control}"},
    [HL_WORD_CONTROL_VALUE] = {"control", "对照"},
    [HL_WORD_STATE_AND_P] = {"shown, p ({adjustment})", "结论，p（{adjustment}）"},
    [HL_WORD_STATE_WITH_P] = {"{state}, {p}", "{state}，{p}"},
    [HL_WORD_SHOWN_BETTER] = {"better", "更优"},
    [HL_WORD_SHOWN_WORSE] = {"worse", "更差"},
    [HL_WORD_SHOWN_NEITHER] = {"not shown", "未检测出"},
    [HL_WORD_OTHER_ARMS] = {"{n} others", "其余 {n} 组"},
    [HL_WORD_WORST_ARM] = {"worst arm", "最差的组"},
    [HL_WORD_CLEAREST_ARM] = {"clearest arm", "最明显的组"},
    [HL_WORD_ALL_HOLD] = {"Every arm holds: {names}.", "各组都未超出：{names}。"},
    [HL_WORD_SPAN] = {"within {low} to {high}", "在 {low} 至 {high} 内"},
    [HL_WORD_SPAN_FROM] = {"above {low}", "{low} 以上"},
    [HL_WORD_SPAN_NOTE] = {"within: what the intervals of the other arms span together.",
                           "“在……内”：其余各组的区间合起来的范围。"},
    [HL_WORD_UNDECIDED_NOTE] =
        {"not decided: more harm than is tolerated is neither shown nor ruled out ({items}).",
         "尚无结论：既没有证明、也不能排除超出容许范围的损害（{items}）。"},
    [HL_WORD_UNDECIDED_OF] = {"{metric}: {arms}", "“{metric}”：{arms}"},
    [HL_WORD_STATE_OF_N] = {"{state}: {n}", "{state} {n} 组"},
    [HL_WORD_ALIKE] = {"{sentence} Likewise: {items}.", "{sentence}同样：{items}。"},
    [HL_WORD_ALIKE_ARM] = {"{arm} ({change})", "{arm}（{change}）"},
    [HL_WORD_ALIKE_NAME] = {"{arm}", "{arm}"},
    [HL_WORD_ALIKE_METRIC] = {"{metric} ({change})", "“{metric}”（{change}）"},
    [HL_WORD_ALIKE_BOTH] = {"{arm} on {metric} ({change})", "{arm} 的“{metric}”（{change}）"},
    [HL_WORD_ALIKE_SEGMENT] = {"{name} ({change})", "{name}（{change}）"},
    [HL_WORD_ALIKE_SEGMENT_OF] = {"{arm} for {name} ({change})", "{arm} 对 {name}（{change}）"},
    [HL_WORD_MORE_SEGMENTS] = {"{n} more (--detail full)", "另有 {n} 个（--detail full）"},
    [HL_WORD_MORE_NAMES] = {"{n} more", "另有 {n} 个"},
    [HL_WORD_ALIKE_MORE] = {"{n} more, see the table", "另有 {n} 项，见表"},
};

const char *hl_reports__word(hl_word word, hl_lang lang)
{
    return hl_reports__in_language(&hl_reports__words[word], lang);
}
