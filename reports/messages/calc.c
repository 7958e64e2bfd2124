#include "reports/messages/calc.h"

const hl_message hl_reports__calc_words[HL_CALC_WORDS] = {
    [HL_CALC_WORD_PERCENT] = {"{number} %", "{number}%"},
    [HL_CALC_WORD_NUMBER] = {"number", "数值"},
    [HL_CALC_WORD_LIST] = {"list", "列表"},
    [HL_CALC_WORD_TEXT] = {"text", "文本"},
    [HL_CALC_WORD_TAKES] = {"takes", "输入"},
    [HL_CALC_WORD_GIVES] = {"gives", "输出"},
    [HL_CALC_WORD_WHOLE] = {"whole, from {low} to {high}", "整数，{low} 至 {high}"},
    [HL_CALC_WORD_ANY] = {"any from {low} to {high}", "{low} 至 {high} 之间的数"},
    [HL_CALC_WORD_WHOLE_FROM] = {"whole, {low} or more", "不小于 {low} 的整数"},
    [HL_CALC_WORD_ANY_FROM] = {"{low} or more", "不小于 {low}"},
    [HL_CALC_WORD_ANY_NUMBER] = {"any number", "任意数"},
    [HL_CALC_WORD_OTHERWISE] = {"{value} when not given", "未给出时为 {value}"},
    [HL_CALC_WORD_OPTIONAL] = {"may be left out", "可以省略"},
    [HL_CALC_WORD_NOT_THERE] = {"does not exist", "不存在"},
    [HL_CALC_WORD_COMPARED] = {"{treatment} against {control}, {confidence} % intervals\n",
                               "{treatment} 对比 {control}，{confidence}% 区间\n"},
    [HL_CALC_WORD_CONTROL] = {"control", "对照组"},
    [HL_CALC_WORD_TREATMENT] = {"treatment", "实验组"},
    [HL_CALC_WORD_DIFFERENCE] = {"difference", "差值"},
    [HL_CALC_WORD_LIFT] = {"lift", "相对变化"},
    [HL_CALC_WORD_POINTS] = {"{number} points", "{number} 个百分点"},
    [HL_CALC_WORD_INFINITE] = {"infinite", "无穷大"},
    [HL_CALC_WORD_UNBOUNDED] = {"without bound", "无界"},
    [HL_CALC_WORD_P] = {"p", "p 值"},
    [HL_CALC_WORD_P_EMPTY] = {"does not exist: an arm is empty", "不存在：有一组没有人"},
    [HL_CALC_WORD_P_SAME] = {"does not exist: no unit differs from another",
                             "不存在：所有人的结果都相同"},
    [HL_CALC_WORD_P_BETTER] = {"P(better)", "优于对照的概率"},
    [HL_CALC_WORD_P_BETTER_VALUE] = {"{number} % (Jeffreys' prior)", "{number}%（Jeffreys 先验）"},
    /* {baseline} is a rate in percent, or a mean; {critical} a value of |Z| */
    [HL_CALC_WORD_SIZE_RATE] = {"A rate of {baseline}, {arms} arms, alpha {alpha} two-sided\n",
                                "比例 {baseline}，{arms} 组，双侧 alpha {alpha}\n"},
    [HL_CALC_WORD_SIZE_MEAN] = {"A mean of {baseline} with standard deviation {sd}, {arms} "
                                "arms, alpha {alpha} two-sided\n",
                                "均值 {baseline}，标准差 {sd}，{arms} 组，双侧 alpha {alpha}\n"},
    [HL_CALC_WORD_SIZE_FIXED] =
        {"{inference}: one look, at the planned end; |Z| above "
         "{critical} at the end\n",
         "{inference}：只在计划结束时看一次；结束时 |Z| 须大于 {critical}\n"},
    [HL_CALC_WORD_SIZE_ANYTIME] = {"{inference}: looked at whenever you like; |Z| above "
                                   "{critical} at the end\n",
                                   "{inference}：可随时查看；结束时 |Z| 须大于 {critical}\n"},
    [HL_CALC_WORD_SIZE_ANYTIME_SAFE] = {"{inference}: looked at whenever you like, by the "
                                        "safe test of two rates\n",
                                        "{inference}：可随时查看，用两个比例的安全检验\n"},
    [HL_CALC_WORD_SIZE_GROUP_SEQUENTIAL] = {"{inference}: planned looks ({looks}, spending "
                                            "{spending}); |Z| above {critical} at the end\n",
                                            "{inference}：按计划查看（{looks} 次，消耗函数 "
                                            "{spending}）；结束时 |Z| 须大于 {critical}\n"},
    [HL_CALC_WORD_SIZE_CLUSTERED] =
        {"{touches} touches a user with correlation {icc}: "
         "{design_effect} touches count as 1\n",
         "每人触达 {touches} 次，相关系数 {icc}：{design_effect} 次触达只相当于 1 次\n"},
    [HL_CALC_WORD_SIZE_CLUSTERED_UNEQUALLY] =
        {"{touches} touches a user on average (coefficient of variation {touches_cv}) with "
         "correlation {icc}:\n{design_effect} touches count as 1\n",
         "平均每人触达 {touches} 次（变异系数 {touches_cv}），相关系数 {icc}：\n{design_effect} "
         "次触达只相当于 1 次\n"},
    [HL_CALC_WORD_SIZE_DESIGN_EFFECT] =
        {"{touches} touches a user on average: "
         "{design_effect} touches count as 1\n",
         "平均每人触达 {touches} 次：{design_effect} 次触达只相当于 1 次\n"},
    [HL_CALC_WORD_SIZE_USERS] = {"users in all", "总人数"},
    [HL_CALC_WORD_SIZE_CONTROL] = {"  control", "  对照组"},
    [HL_CALC_WORD_SIZE_TREATMENT] = {"  treatment", "  实验组"},
    [HL_CALC_WORD_SIZE_EACH_TREATMENT] = {"  each treatment", "  每个实验组"},
    [HL_CALC_WORD_SIZE_NO_USERS] = {"no number of users does", "多少人都不够"},
    [HL_CALC_WORD_SIZE_DAYS] = {"days at that traffic", "按此流量所需天数"},
    [HL_CALC_WORD_SIZE_EFFECT] = {"effect", "效果"},
    [HL_CALC_WORD_SIZE_UPWARD] = {"detects upward", "可检测的上升"},
    [HL_CALC_WORD_SIZE_DOWNWARD] = {"detects downward", "可检测的下降"},
    [HL_CALC_WORD_SIZE_LIFT] = {"{lift} % ({from} -> {to})", "{lift}%（{from} -> {to}）"},
    [HL_CALC_WORD_SIZE_DIFFERENCE] = {"{from} -> {to}", "{from} -> {to}"},
    [HL_CALC_WORD_SIZE_NO_EFFECT] = {"none is possible with so few users",
                                     "人数太少，多大的效果都检测不出"},
    [HL_CALC_WORD_SIZE_POWER] = {"power", "检验功效"},
    [HL_CALC_WORD_SIZE_FEW] =
        {"An arm of fewer than {least} users decides nothing, whatever it shows: there will be no "
         "verdict.\n",
         "任何一组不足 {least} 人，无论结果如何都不足以作决定：不会有结论。\n"},
    [HL_CALC_WORD_SIZE_DUNNETT] = {"Each treatment is compared with the control; the level "
                                   "holds over all {comparisons}\ncomparisons (Dunnett), the "
                                   "power is that of one.\n",
                                   "每个实验组都与对照组比较；显著性水平对全部 {comparisons} "
                                   "个比较同时成立\n（Dunnett），检验功效是单个比较的功效。\n"},
    [HL_CALC_WORD_SIZE_TREATMENT_SD] = {"sd in the treatment", "实验组标准差"},
    [HL_CALC_WORD_SIZE_SAME_SPREAD] =
        {"Every value is taken to move by the same: one spread in both arms.\n",
         "假定每个数值变动相同：两组的离散程度一样。\n"},
    [HL_CALC_WORD_SIZE_GROWS] =
        {"The treatment's spread is taken to grow with its mean (--lift-by says otherwise).\n",
         "假定实验组的离散程度随均值增大（可用 --lift-by 另行指定）。\n"},
    [HL_CALC_WORD_SIZE_LIFT_BY] = {"The treatment's spread is that of --lift-by {lift_by}.\n",
                                   "实验组的离散程度按 --lift-by {lift_by} 计算。\n"},
    [HL_CALC_WORD_SIZE_SAY_BUYERS] =
        {"Where most values are 0, as with revenue, give --buyers, the share of users that "
         "have\n"
         "one: arms of unequal size can have far less power than is said here.\n",
         "如果大多数人的值为 0（例如收入），请用 --buyers "
         "给出有值的人所占比例：\n各组人数不等时，检验功效可能远低于这里所示。\n"},
    [HL_CALC_WORD_SIZE_LEAST] =
        {"An arm has at least 20 units, since fewer decide nothing: hence more power than was "
         "asked for.\n",
         "每组至少 20 个单位（再少就不作任何判断），因此检验功效高于所要求的。\n"},
    [HL_CALC_WORD_SIZE_BUYERS] =
        {"{buyers} % of the control's users have a value, taken to "
         "be lognormal; simulated, and\n"
         "analysed by the score test that reports use.\n",
         "对照组有 {buyers}% "
         "的人有值，假定其服从对数正态分布；结果由模拟得出，\n并用报告所用的得分法判读。\n"},
    [HL_CALC_WORD_SIZE_BUYERS_ANYTIME] =
        {"The share of buyers is not simulated for looks at any time: the plan is that of\n"
         "the spread alone, and arms of unequal size can have more power than is said here,\n"
         "or less.\n",
         "随时查看的方案不模拟有值者的比例：这里只按离散程度规划；\n各组人数不等时，检验功效可能高"
         "于或低于这里所示。\n"},
    [HL_CALC_WORD_SIZE_BASKETS] =
        {"The lift is taken to come from larger baskets, whose spread "
         "grows with their mean\n(--lift-by says otherwise).\n",
         "假定相对变化来自客单价，其离散程度与均值成正比\n（可用 --lift-by 另行指定）。\n"},
    [HL_CALC_WORD_SIZE_HOLM] =
        {"Each treatment is compared with the control; the level "
         "holds over all {comparisons}\ncomparisons (Holm), the "
         "power is that of one when the others do nothing.\n",
         "每个实验组都与对照组比较；显著性水平对全部 {comparisons} "
         "个比较同时成立\n（Holm），检验功效是其他各组无效果时单个比较的功效。\n"},
    [HL_CALC_WORD_SIZE_HOLM_FOR_DUNNETT] =
        {"Each treatment is compared with the control; the level holds over all "
         "{comparisons}\ncomparisons (Holm: Dunnett's is not always valid), the power is that "
         "of one when\nthe others do nothing.\n",
         "每个实验组都与对照组比较；显著性水平对全部 {comparisons} 个比较同时成立\n（Holm：Dunnett "
         "不能随时查看），检验功效是其他各组无效果时单个比较的功效。\n"},
    [HL_CALC_WORD_SIZE_BONFERRONI] =
        {"Each treatment is compared with the control; the "
         "level holds over all {comparisons}\ncomparisons "
         "(Bonferroni), the power is that of one.\n",
         "每个实验组都与对照组比较；显著性水平对全部 {comparisons} "
         "个比较同时成立\n（Bonferroni），检验功效是单个比较的功效。\n"},
    [HL_CALC_WORD_SIZE_BH] =
        {"Each treatment is compared with the control; Benjamini-Hochberg over all "
         "{comparisons}\ncomparisons holds the share of false findings, not the level. "
         "Planned at alpha / {questions},\nas for Holm, the strictest that it asks: the power "
         "is that or more.\n",
         "每个实验组都与对照组比较；对全部 {comparisons} 个比较做 Benjamini-Hochberg "
         "校正，\n控制的是错误发现的比例，而不是显著性水平。这里按 alpha / {questions} 规划（与 "
         "Holm 相同，\n是它最严格的要求），实际检验功效只会更高。\n"},
    [HL_CALC_WORD_SIZE_METRICS] =
        {"{metrics} primary metrics are corrected together: the "
         "power is that of one when nothing\nelse differs.\n",
         "{metrics} 个主要指标一起校正：检验功效是其他都无差异时单个指标的功效。\n"},
    [HL_CALC_WORD_SIZE_INFLATION] = {"With two arms and one look, {inflation} times fewer "
                                     "users in an arm would do.\n",
                                     "如果只有两组且只看一次，每组人数除以 {inflation} 就够了。\n"},
    [HL_CALC_WORD_SIZE_ANYTIME_POWER] =
        {"Power is that of one look at the planned end. Who "
         "looks every day and stops when\nit is shown finds it "
         "by then in {power_ever} %, after {users_at_stop} "
         "users on average.\n",
         "检验功效按计划结束时只看一次计算。如果每天查看、检测出差异即停止，\n到那时有 "
         "{power_ever}% 的把握检测出来，平均需要 {users_at_stop} 人。\n"},
    [HL_CALC_WORD_SIZE_LOOKS_STOP] =
        {"Who stops at the look that shows it needs "
         "{users_at_stop} users on average.\n",
         "在检测出差异的那次查看时停止，平均需要 {users_at_stop} 人。\n"},
};
