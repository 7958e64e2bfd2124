/* Every sentence of an analysis, in both languages. The parts {0} {1} ... are the same in both. */
#include "analysis/words.h"

const hl_sentence_pair hl_analysis__phrases[HL_SAY_PHRASES] = {
    /* arm, control, metric, effect, p */
    [HL_SAY_BETTER] = {"{0} is better than {1} on {2}: {3}, {4}.",
                       "“{2}”上 {0} 优于 {1}：{3}，{4}。"},
    [HL_SAY_WORSE] = {"{0} is worse than {1} on {2}: {3}, {4}.",
                      "“{2}”上 {0} 不如 {1}：{3}，{4}。"},
    [HL_SAY_NOT_SHOWN] = {"A difference between {0} and {1} on {2} is not shown: {3}, {4}.",
                          "“{2}”上尚未证明 {0} 与 {1} 有差别：{3}，{4}。"},
    [HL_SAY_NOT_SHOWN_EXACTLY] =
        {"A difference between {0} and {1} on {2} is not shown: {3} leaves out "
         "zero, but counts are so small that the exact test decides, {4}.",
         "“{2}”上尚未证明 {0} 与 {1} 有差别：{3} 虽不含零，但计数太小，以精确检验"
         "为准，{4}。"},
    [HL_SAY_NOT_SHOWN_CORRECTED] =
        {"A difference between {0} and {1} on {2} is not shown: {3} leaves out zero on its own, "
         "but "
         "corrected for the several comparisons {4}.",
         "“{2}”上尚未证明 {0} 与 {1} 有差别：{3} 单独看不含零，但按多重比较校正后 {4}。"},
    /* effect, units of the smaller arm */
    [HL_SAY_WITHHELD] =
        {"{0} (no always-valid interval yet: {1} units in the smaller arm say too little)",
         "{0}（尚无随时有效的区间：人数较少的一组只有 {1} 人，信息太少）"},
    [HL_SAY_WITHHELD_NONE] = {"no interval yet, because an arm has no unit whose window has closed",
                              "暂无区间：有一组还没有观察期已满的人"},
    [HL_SAY_NO_ANSWER] = {"{0} cannot be compared with {1} on {2} yet: too few units or all values "
                          "alike.",
                          "“{2}”上还无法比较 {0} 与 {1}：人数太少，或数值全都相同。"},
    /* arm, runner-up, metric, difference, p */
    [HL_SAY_BEST_OF_SEVERAL] = {"Among the better arms {0} also beats {1} on {2}: {3}, {4}.",
                                "几个更优的方案里，“{2}”上 {0} 也胜过 {1}：{3}，{4}。"},
    [HL_SAY_BEST_UNPROVEN] =
        {"{0} has the largest effect, but that it beats {1} on {2} is not shown: "
         "{3}, {4}.",
         "{0} 的效果最大，但“{2}”上尚未证明它胜过 {1}：{3}，{4}。"},
    /* arm, metric, effect */
    [HL_SAY_HELD_BACK_GUARD] =
        {"{0} is better on {1} too, {2}, but a guardrail of it is not decided "
         "yet: it cannot be shipped.",
         "“{1}”上 {0} 也更优：{2}；但它的护栏指标尚无结论，暂不能上线。"},
    [HL_SAY_HELD_BACK_WORSE] =
        {"{0} is better on {1} too, {2}, but worse on another primary metric.",
         "“{1}”上 {0} 也更优：{2}；但在另一个主要指标上更差。"},
    /* arm, metric, effect, margin */
    [HL_SAY_GUARD_HELD] = {"Guardrail {1} holds for {0}: {2}, tolerated {3}.",
                           "护栏指标“{1}”守住了（{0}）：{2}，容许 {3}。"},
    [HL_SAY_GUARD_NO_HARM] =
        {"Guardrail {1}: no harm by {0} is shown: {2}. It has no margin, so this "
         "does not prove that there is none.",
         "护栏指标“{1}”：未见 {0} 造成损害：{2}。该指标没有设容许幅度，因此这并不"
         "证明没有损害。"},
    [HL_SAY_GUARD_UNDECIDED] = {"Guardrail {1} is not yet decided for {0}: {2}, tolerated {3}.",
                                "护栏指标“{1}”尚无结论（{0}）：{2}，容许 {3}。"},
    [HL_SAY_GUARD_BROKEN] = {"Guardrail {1} is broken by {0}: {2}, tolerated {3}.",
                             "{0} 突破了护栏指标“{1}”：{2}，容许 {3}。"},
    [HL_SAY_GUARD_HARM] = {"Guardrail {1} is harmed by {0}: {2}, {3}.",
                           "{0} 损害了护栏指标“{1}”：{2}，{3}。"},
    [HL_SAY_SRM_BLOCKS] =
        {"Some units are missing or counted in the wrong arm: no comparison below can "
         "be trusted until the cause is found.",
         "有人漏记或记错了组：查明原因之前，下面的任何对比都不可信。"},
    [HL_SAY_ZERO_WEIGHT_BLOCKS] =
        {"Arms that should be empty are not: find out how units got there "
         "before reading any comparison.",
         "本不该有人的组里有人：先查清来源，再看任何对比。"},
    /* more units, arm, metric, effect */
    [HL_SAY_NEED_MORE] =
        {"If {1} really changes {2} by {3}, about {0} more units in all will show it "
         "(80 % of the time).",
         "如果 {1} 对“{2}”的真实影响就是 {3}，大约还需 {0} 人（各组合计）才有八成把握"
         "看出来。"},
    /* metric */
    [HL_SAY_NEED_UNKNOWN] =
        {"How many more units are needed to show a difference on {0} cannot be said: no arm's "
         "effect on it stands out from zero yet.",
         "要在“{0}”上看出差别还需要多少人，目前无法估计：还没有哪一组的效果明显偏离零。"},
    /* more units, arm, guardrail, effect */
    [HL_SAY_NEED_GUARD] =
        {"If {1} really does not harm {2}, about {0} more units in all will show that it stays "
         "within what is tolerated (80 % of the time).",
         "如果 {1} 对“{2}”确实没有损害，大约还需 {0} 人（各组合计）才有八成把握确认它在容许"
         "幅度之内。"},
    [HL_SAY_NEED_GUARD_HARM] =
        {"If {1} really changes {2} by {3}, about {0} more units in all will show that it stays "
         "within what is tolerated (80 % of the time).",
         "如果 {1} 对“{2}”的真实影响就是 {3}，大约还需 {0} 人（各组合计）才有八成把握确认它在"
         "容许幅度之内。"},
    [HL_SAY_NEED_GUARD_BEYOND] =
        {"The estimate of {2} for {1}, {3}, lies beyond what is tolerated: more units are likelier "
         "to show the harm than to clear {1}.",
         "{1} 的“{2}”估计值 {3} 已超出容许幅度：再多的人更可能证实损害，而不是排除损害。"},
    [HL_SAY_NEED_GUARD_FAR] =
        {"The estimate of {2} for {1}, {3}, lies so near to what is tolerated that telling them "
         "apart would take more than twenty times the present units.",
         "{1} 的“{2}”估计值 {3} 离容许幅度太近：要分辨清楚，需要现有人数的二十倍以上。"},
    [HL_SAY_NO_PRIMARY] = {"No metric has the role primary, so there is nothing to decide on.",
                           "没有主要指标，无从判定。"},
    /* arm */
    [HL_SAY_NO_UNITS] = {"{0} has no units with a closed window yet.",
                         "{0} 还没有观察期已满的人。"},
    [HL_SAY_PLANNED_END] =
        {"Read as the one look at the planned end: looking earlier or more often "
         "makes false findings likelier.",
         "按计划结束时只看一次来解读；提前看或反复看会增加误判。"},
    /* metric, share */
    [HL_SAY_NOT_THE_END] =
        {"This is not the end of a fixed sample: {1} of the windows of {0} are still open. Decide "
         "when they have closed; to decide on the way, define the experiment with inference "
         "anytime.",
         "固定样本尚未结束：“{0}”还有 {1} "
         "的观察期未满。请等观察期满后再判定；若要边跑边看，请把实验定义为 anytime。"},
    [HL_SAY_ALWAYS_VALID] = {"Read with always-valid intervals: this holds however often you look.",
                             "按随时有效的区间解读：看多少次都成立。"},
    /* look, looks, nominal level, all levels */
    [HL_SAY_LOOK] =
        {"Look {0} of {1} of a group-sequential plan: the nominal level here is {2} (of "
         "the planned looks: {3}).",
         "成组序贯方案第 {0} 次查看（共 {1} 次）：本次名义水平为 {2}（各次依次为 {3}）。"},
    /* metric, arm, difference, p */
    [HL_SAY_STAGEWISE] =
        {"With the earlier looks taken into account, {1} changes {0} by {2}, {3}: quote this one, "
         "the estimate at a stop is too large on average.",
         "计入此前各次查看后，{1} 对“{0}”的影响为 {2}，{3}：对外请引用这个数，停止时的原始估计"
         "平均偏大。"},
    /* p, counts */
    [HL_SAY_SRM_OK] = {"Units per arm agree with the planned split ({0}): {1}.",
                       "各组人数与计划比例相符（{0}）：{1}。"},
    [HL_SAY_SRM_FAIL] = {"Units per arm do not agree with the planned split ({0}): {1}; planned "
                         "{2}.",
                         "各组人数与计划比例不符（{0}）：{1}；按计划应为 {2}。"},
    [HL_SAY_SRM_LAGS] =
        {"Units per arm do not agree with the planned split yet ({0}): {1}; planned {2}. The arms "
         "send at other times, and what was sent in the last 7 days can explain it: if the gap "
         "stays, units are missing.",
         "各组人数暂与计划比例不符（{0}）：{1}；按计划应为 {2}。各组发送时间不同，最近 7 天的发送"
         "足以解释这个差距；若差距一直存在，就是漏记了人。"},
    [HL_SAY_SRM_UNKNOWN] = {"The planned split is not known, so a sample ratio mismatch cannot be "
                            "seen: {0}.",
                            "不知道计划的分流比例，无法检查样本比例失衡：{0}。"},
    /* days */
    [HL_SAY_WEIGHTS_CHANGED] =
        {"The planned split changed on {0} (UTC): expected counts follow the split in force, and "
         "units of a day during which it changed are left out of these checks. Arms now differ in "
         "how their units spread over time, so what changed with time can look like an effect: "
         "read "
         "the comparisons with care, or start a new experiment.",
         "计划比例在 {0}（UTC）改变过：应有人数按当时生效的比例计算，变更当天的人不计入这些检查。"
         "各组的人在时间上的分布因此不同，随时间的变化可能看起来像效果：对比请谨慎解读，或另开"
         "新实验。"},
    /* stage, p, counts */
    [HL_SAY_STAGE_OK] = {"At the stage {0} the arms agree with the planned split ({1}): {2}.",
                         "“{0}”阶段各组人数与计划比例相符（{1}）：{2}。"},
    [HL_SAY_STAGE_FAIL] =
        {"At the stage {0} the arms do not agree with the planned split ({1}): {2}.",
         "“{0}”阶段各组人数与计划比例不符（{1}）：{2}。"},
    /* p, days, arm */
    [HL_SAY_WATCH_NONE] =
        {"The arms send at different times (hook or window), so the split by day of the first "
         "touch "
         "cannot be read; the split over all days is tested above.",
         "各组的触达时间不同（钩子或时段不同），按首次触达日期的分流无法解读；整体分流见上。"},
    [HL_SAY_WATCH_OK] = {"Watched over {1} days, however often looked at, the split holds ({0}).",
                         "连续 {1} 天监测（随时可看），分流正常（{0}）。"},
    [HL_SAY_WATCH_FAIL] =
        {"Watched over {1} days the split breaks ({0}); {2} is the likeliest to lose "
         "or gain units.",
         "连续 {1} 天监测，分流异常（{0}）；最可能是 {2} 漏记或多记了人。"},
    /* days, smallest corrected p / day, p, counts, number of bad days */
    [HL_SAY_DAY_OK] = {"The split holds on each of {0} days (smallest corrected {1}).",
                       "{0} 天里每天的分流都正常（校正后最小 {1}）。"},
    [HL_SAY_DAY_FAIL] = {"The split is off on {3} of {4} days; worst on {0} (corrected {1}): {2}. "
                         "Arms that send at "
                         "other times than the rest look like this without any fault.",
                         "{4} 天中有 {3} 天分流异常；最严重的是 {0}（校正后 "
                         "{1}）：{2}。发送时间不同的组本来也会这样。"},
    [HL_SAY_SPLIT_OK] = {"The split holds in each of {0} segments (smallest corrected {1}).",
                         "{0} 个人群里分流都正常（校正后最小 {1}）。"},
    [HL_SAY_SPLIT_FAIL] =
        {"The split is off in {3} of {4} segments; worst in {0} (corrected {1}): {2}.",
         "{4} 个人群中有 {3} 个分流异常；最严重的是 {0}（校正后 {1}）：{2}。"},
    [HL_SAY_ZERO_WEIGHT] = {"Arms of weight 0 have units: {0}.", "权重为 0 的组里有人：{0}。"},
    [HL_SAY_UNKNOWN_ARM] = {"Arms that the design does not know are left out: {0}.",
                            "数据里有设计之外的组，未计入：{0}。"},
    /* count, share of units */
    [HL_SAY_TWO_ARMS] =
        {"{0} units were seen in more than one arm ({1} of all); each is analysed in "
         "its first.",
         "{0} 人出现在不止一组（占 {1}）；按最先所在的组分析。"},
    [HL_SAY_WRONG_ARM] =
        {"{0} units are in another arm than the assignment gives them ({1} of all).",
         "{0} 人所在的组与分流结果不一致（占 {1}）。"},
    [HL_SAY_BEFORE_TOUCH] = {"{0} events lie before the touch and are not counted.",
                             "{0} 个事件早于触达，未计入。"},
    [HL_SAY_UNKNOWN_TOUCH] = {"{0} events name a touch that does not exist and are not counted.",
                              "{0} 个事件指向不存在的触达，未计入。"},
    [HL_SAY_OUTSIDE_WINDOW] =
        {"{0} events came after the window of their metric and are not counted.",
         "{0} 个事件超出指标的观察期，未计入。"},
    [HL_SAY_DUPLICATES] = {"{0} events repeat another in all but the id.",
                           "{0} 个事件除编号外与另一条完全相同。"},
    /* fast clicks, share of touches / arms, needed share */
    [HL_SAY_FAST_CLICKS] =
        {"{0} clicks came within 2 seconds of delivery ({1} of touches): link "
         "scanners rather than people.",
         "{0} 次点击发生在送达后 2 秒内（占触达 {1}）：多半是链接扫描程序而不是人。"},
    [HL_SAY_FAST_CLICKS_FLIP] =
        {"{0} clicks came within 2 seconds of delivery ({1} of touches). If "
         "{4} of them are machines, the conclusion on {2} for {3} no longer "
         "holds.",
         "{0} 次点击发生在送达后 2 秒内（占触达 {1}）。只要其中 {4} 是机器点击，"
         "{3} 在“{2}”上的结论就不成立。"},
    [HL_SAY_FAST_CLICKS_HOLD] =
        {"{0} clicks came within 2 seconds of delivery ({1} of touches). Even "
         "without any of them the conclusion on {2} stands.",
         "{0} 次点击发生在送达后 2 秒内（占触达 {1}）。即使全部剔除，“{2}”上的"
         "结论也不变。"},
    /* rejected, read */
    [HL_SAY_REJECTED] = {"{0} of {1} rows could not be read and are left out.",
                         "{1} 行中有 {0} 行无法读取，未计入。"},
    [HL_SAY_ROUNDED] = {"{0} values had more than 18 decimals and were rounded.",
                        "{0} 个数值的小数超过 18 位，已四舍五入。"},
    /* metric, immature, enrolled */
    [HL_SAY_IMMATURE] =
        {"{0}: the window of {1} of {2} {3} is still open; they are kept apart, not "
         "counted as losses.",
         "“{0}”：{2} {3}中有 {1} 观察期未满，单独列出，不算作流失。"},
    /* metric, arm, early, late, p */
    [HL_SAY_NOVELTY_OK] =
        {"No change of the effect between the earlier and the later half is shown.",
         "前半段与后半段的效果未见明显变化。"},
    /* what describe_arm says of each arm, p */
    [HL_SAY_SLOTS] = {"Planned touches that found a slot: {0}.", "计划的触达中有可发时段的：{0}。"},
    [HL_SAY_SLOTS_APART] =
        {"Arms differ in how many of their planned touches found a slot ({1}): {0}. The arm that "
         "reaches fewer is another treatment; compare it by intention to treat.",
         "各组找到可发时段的触达比例不同（{1}）：{0}"
         "。触达更少的组是另一种处理，请按意向治疗比较。"},
    [HL_SAY_SLOTS_ARM] = {"{0} {1} of {2} ({3}; held {4}, pulled earlier {5})",
                          "{0} {1}/{2}（{3}；延后 {4}，提前 {5}）"},
    [HL_SAY_SLOTS_NEXT] = {"{0}; {1}", "{0}；{1}"},
    [HL_SAY_NOVELTY] =
        {"The effect of {1} on {0} changes over time: {2} in the earlier half, {3} in "
         "the later ({4}).",
         "{1} 在“{0}”上的效果随时间变化：前半段 {2}，后半段 {3}（{4}）。"},
    [HL_SAY_W_SMALL_COUNTS] =
        {"{0}: an expected count is below 5; read the exact p where one stands beside.",
         "“{0}”：期望计数不足 5，请看旁边的精确检验 p 值（如有）。"},
    [HL_SAY_W_INDEPENDENT] =
        {"{0}: touches of one unit are taken as independent because the definition "
         "says so; if they are not, its intervals are too narrow.",
         "“{0}”：按定义把同一人的多次触达视为独立；若并不独立，区间会偏窄。"},
    [HL_SAY_W_NO_METHOD] = {"{0}: this kind of metric cannot be estimated from this source yet.",
                            "“{0}”：暂时无法从这个数据来源估计此类指标。"},
    [HL_SAY_W_NO_WEIGHTS] =
        {"The planned split is not known (give the weights): no check for sample "
         "ratio mismatch, and always-valid intervals rest on asymptotics.",
         "不知道计划的分流比例（请给出权重）：无法检查样本比例失衡，随时有效的区间只"
         "能用渐近方法。"},
    [HL_SAY_W_COVARIATES_WITHHELD] =
        {"{0}: not adjusted by covariates, because counts are too small "
         "for it.",
         "“{0}”：计数太少，未做协变量调整。"},
    [HL_SAY_W_FIXED_LOOK] =
        {"Fixed intervals hold only at the planned end; while the experiment runs "
         "the verdict reads the always-valid ones.",
         "固定样本区间只在计划结束时成立；实验进行中以随时有效的区间判定。"},
    [HL_SAY_W_ASYMPTOTIC_WITHHELD] =
        {"{0}: no always-valid interval yet, because too few units say something about it.",
         "“{0}”：人数太少，尚无随时有效的区间。"},
    /* metric, design effect, icc */
    [HL_SAY_W_DESIGN_EFFECT] =
        {"{0}: touches of one unit resemble each other (ICC {2}); the design "
         "effect of {1} is taken into account.",
         "“{0}”：同一人的多次触达彼此相似（组内相关 {2}），已计入设计效应 {1}。"},
};
