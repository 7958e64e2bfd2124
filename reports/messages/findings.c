/* The sentence of every finding. Placeholders: reports/finding.c. */
#include "reports/messages/findings.h"

const hl_message hl_reports__findings[HL_FINDINGS] = {
    [HL_FOUND_BETTER] = {"{arm} is better than {other} on {metric}: {effect}, {p}.",
                         "在“{metric}”上，{arm} 优于 {other}：{effect}，{p}。"},
    [HL_FOUND_WORSE] = {"{arm} is worse than {other} on {metric}: {effect}, {p}.",
                        "在“{metric}”上，{arm} 不如 {other}：{effect}，{p}。"},
    [HL_FOUND_NOT_SHOWN] =
        {"A difference between {arm} and {other} on {metric} is not shown: {effect}, {p}.",
         "在“{metric}”上，尚未检测出 {arm} 与 {other} 的差异：{effect}，{p}。"},
    [HL_FOUND_NOT_SHOWN_EXACT] =
        {"A difference between {arm} and {other} on {metric} is not shown: {effect} leaves out "
         "zero, but counts are so small that the exact test decides, {p}.",
         "在“{metric}”上，尚未检测出 {arm} 与 {other} "
         "的差异：{effect}，区间虽不含零，但计数太小，以精确检验为准，{p}。"},
    [HL_FOUND_NOT_SHOWN_CORRECTED] =
        {"A difference between {arm} and {other} on {metric} is not shown: {effect} leaves out "
         "zero on its own, but corrected for the several comparisons {p}.",
         "在“{metric}”上，尚未检测出 {arm} 与 {other} "
         "的差异：{effect}，单独看区间不含零，但经多重比较校正后 {p}。"},
    [HL_FOUND_NO_ANSWER] =
        {"{arm} cannot be compared with {other} on {metric} yet: too few units or all values "
         "alike.",
         "在“{metric}”上，还无法比较 {arm} 与 {other}：人数太少，或数值全部相同。"},
    [HL_FOUND_NOTHING_SEEN] =
        {"{arm} cannot be compared with {other} on {metric}: nothing of it has been seen in either "
         "arm. Have its data been imported, and are names and ids in them those of the experiment?",
         "在“{metric}”上，无法比较 {arm} 与 "
         "{other}：两组都还没有任何数据。请检查数据是否已经导入，其中的名称和编号是否与实验一致。"},
    [HL_FOUND_FEW_BUYERS] =
        {"{metric} cannot be judged yet for {arm} against {other}: the smaller arm's part of all "
         "units whose value is not 0 is {n}, and {limit} are needed; with fewer, chance alone "
         "makes "
         "large effects. The estimate is {effect}.",
         "在“{metric}”上，还不能判断 {arm} 与 {other} "
         "孰优孰劣：数值不为零的人按人数比例折算到较小的一组只有 {n} 人，至少需要 "
         "{limit} 人；再少，单凭偶然就会出现很大的差异。目前的估计为 {effect}。"},
    [HL_FOUND_FEW_BUYERS_OF_ARM] =
        {"{metric} cannot be judged yet for {arm} against {other}: the arm with fewer units "
         "whose value is not 0 has {n} of them, and {limit} are needed to know how much their "
         "values vary. The estimate is {effect}. Where one arm alone can have any, as of its own "
         "coupon, more units do not help: compare how many have one (proportion), or what all of "
         "them spend.",
         "在“{metric}”上，还不能判断 {arm} 与 {other} "
         "孰优孰劣：数值不为零的人较少的一组只有 {n} 人，至少需要 {limit} "
         "人才能得知其波动。目前的估计为 "
         "{effect}。如果只有一组可能有值（例如只有它发券），再加人也没用："
         "请改看有值的人的比例（proportion），或全部用户的消费。"},
    [HL_FOUND_FEW_CLUSTERS] =
        {"{metric} cannot be judged yet for {arm} against {other}: so few units have most of an "
         "arm's touches (of a ratio: of its denominator) that they weigh as {n} units of equal "
         "size, too few to know how much they vary; {limit} are needed. The estimate is {effect}.",
         "在“{metric}”上，还不能判断 {arm} 与 {other} "
         "孰优孰劣：有一组的触达（比率指标则为分母）集中在极少数人身上，只折合均等的 {n} "
         "人，无法得知其波动；至少需要 {limit} 人。目前的估计为 {effect}。"},
    [HL_FOUND_BEATS_RUNNER_UP] =
        {"Among the better arms {arm} also beats {other} on {metric}: {effect}, {p}.",
         "在几个更优的方案中，“{metric}”上 {arm} 也胜过 {other}：{effect}，{p}。"},
    [HL_FOUND_RUNNER_UP_UNDECIDED] =
        {"{arm} has the largest effect, but that it beats {other} on {metric} is not shown: "
         "{effect}, {p}.",
         "{arm} 的效果最大，但在“{metric}”上尚未检测出它胜过 {other}：{effect}，{p}。"},
    [HL_FOUND_PREFERRED_WITHOUT_HARM] =
        {"{arm} goes before {other}, whose gain on {metric} is estimated to be larger: {other} is "
         "shown to harm {held_by}, {arm} nothing, and of their gains no difference: {effect}, {p}.",
         "优先 {arm}，而不是“{metric}”估计改善更大的 {other}：已证明 {other} "
         "损害“{held_by}”，{arm} "
         "没有损害；而两者改善的差别尚未检测出：{effect}，{p}。"},
    [HL_FOUND_HELD_BACK_BY_GUARDRAIL] =
        {"{arm} is better on {metric} too, {effect}, but a guardrail of it is not decided yet: "
         "it cannot be shipped.",
         "在“{metric}”上，{arm} 也更优：{effect}；但它的护栏指标尚无结论，暂不能上线。"},
    [HL_FOUND_HELD_BACK_BY_PRIMARY] =
        {"{arm} is better on {metric} too, {effect}, but worse on another primary metric.",
         "在“{metric}”上，{arm} 也更优：{effect}；但在另一个主要指标上更差。"},
    [HL_FOUND_PRIMARIES_DISAGREE] =
        {"The primary metrics disagree on {arm}: it is better on {metric}, {effect}, but worse on "
         "{held_by}, and harm on a primary metric goes before a gain on another.",
         "各主要指标对 {arm} 的判断不一致：“{metric}”更优，{effect}，但“{held_by}”更差；"
         "主要指标中有一个变差，就不因另一个改善而上线。"},
    [HL_FOUND_WORTH_NOT_SHOWN] =
        {"That {arm} gains as much on {metric} as is worth it, {worth}, is not shown: {effect}.",
         "尚未证明 {arm} 对“{metric}”的改善达到值得上线的最小幅度 {worth}：{effect}。"},
    [HL_FOUND_WORTH_EXCLUDED] =
        {"Judged by {metric} alone {arm} is not worth shipping: at best it changes it by {change} "
         "({bound}), and {worth} is the least that is worth it.",
         "单就“{metric}”而言，{arm} 不值得上线：最好也只有 "
         "{change}（{bound}），达不到值得上线的最小幅度 {worth}。"},
    [HL_FOUND_GAIN_EXCLUDED] =
        {"On {metric} {gain} is excluded ({bound}): "
         "precise enough, if that is less than what is worth shipping. Declare that "
         "(worth), and the verdict goes by it.",
         "“{metric}”{gain} 的可能已被排除（{bound}）："
         "如果这还不到值得上线的最小幅度，样本就足够精确了。事先声明这个幅度（worth），"
         "结论就会据此给出。"},
    [HL_FOUND_LITTLE_EXCLUDED] =
        {"On {metric} only {gain} is excluded ({bound}): there are too few units "
         "to tell a smaller one from none.",
         "只能排除“{metric}”{gain} 的可能（{bound}）：人数太少，更小的改善是否存在无从判断。"},
    [HL_FOUND_GUARDRAIL_HELD] =
        {"Guardrail {metric} holds for {arm}: {effect}, tolerated: {margin} worse.",
         "护栏指标“{metric}”未超出容许范围（{arm}）：{effect}，允许变差不超过 {margin}。"},
    [HL_FOUND_GUARDRAIL_NO_HARM_SHOWN] =
        {"Guardrail {metric}: no harm by {arm} is shown: {effect}. It has no margin, so this "
         "does not prove that there is none.",
         "护栏指标“{metric}”：未检测出 {arm} "
         "造成损害：{effect}。该指标没有设定容许范围，因此这并不证明没有损害。"},
    [HL_FOUND_GUARDRAIL_UNDECIDED] =
        {"Guardrail {metric} is not yet decided for {arm}: {effect}, tolerated: {margin} worse.",
         "护栏指标“{metric}”尚无结论（{arm}）：{effect}，允许变差不超过 {margin}。"},
    [HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED] =
        {"Guardrail {metric} is not decided for {arm}: {effect} lies within what is tolerated, "
         "{margin} worse, but corrected for the several arms that is not shown.",
         "护栏指标“{metric}”尚无结论（{arm}）：单独看，{effect} 未超出容许范围（允许变差不超过 "
         "{margin}），但同时检验多个方案，校正后还不能证明。"},
    [HL_FOUND_GUARDRAIL_BROKEN] =
        {"Guardrail {metric} is broken by {arm}: {effect}, tolerated: {margin} worse.",
         "{arm} 触发护栏指标“{metric}”：{effect}，允许变差不超过 {margin}。"},
    [HL_FOUND_GUARDRAIL_HARMED] = {"Guardrail {metric} is harmed by {arm}: {effect}, {p}.",
                                   "{arm} 损害了护栏指标“{metric}”：{effect}，{p}。"},
    [HL_FOUND_SRM_BLOCKS] =
        {"Some units are missing or counted in the wrong arm: no comparison can be "
         "trusted until the cause is found.",
         "有人漏记或记错了组：查明原因之前，任何对比都不可信。"},
    [HL_FOUND_ZERO_WEIGHT_BLOCKS] =
        {"Arms that should be empty are not: find out how units got there before reading any "
         "comparison.",
         "本不该有人的组里有人：先查清来源，再看任何对比。"},
    [HL_FOUND_LOSSES_BLOCK] =
        {"Those who are lost may differ from those who are left: no comparison can be "
         "trusted until this is fixed. --accept-losses reads what is left all the same.",
         "丢失的数据未必与留下的相似：解决之前，任何对比都不可信。如果仍要只用留下的部分判读"
         "，请加 --accept-losses。"},
    [HL_FOUND_TWICE_BLOCKS] =
        {"What counts twice in one arm and once in another looks like a difference, and anywhere "
         "like more users than there are: no comparison below can be trusted until each counts "
         "once. --accept-losses reads the data as they are all the same.",
         "只在某一组重复计算会被当成差异，各组都重复则等于虚增人数：在每条只计一次之前，下面的任何"
         "对比"
         "都不可信。如果仍要照现有数据判读，请加 --accept-losses。"},
    [HL_FOUND_CURRENCIES_BLOCK] =
        {"The arms differ in what their numbers mean: no comparison of amounts can be trusted "
         "until "
         "all are in one currency. --accept-losses reads the numbers as they are all the same.",
         "各组数字的含义不同：在金额统一为一种币种之前，任何金额对比都不可信。如果仍要照现有数字判"
         "读，"
         "请加 --accept-losses。"},
    [HL_FOUND_AMOUNTS_BLOCK] =
        {"The arms differ in what their numbers mean: no comparison of amounts can be trusted "
         "until all are written in one way. --accept-losses reads the numbers as they are all the "
         "same.",
         "各组数字的含义不同：在金额统一为一种写法之前，任何金额对比都不可信。如果仍要照现有数字判"
         "读，请加 --accept-losses。"},
    [HL_FOUND_CONTRADICTIONS_BLOCK] =
        {"In one arm one of the two columns is wrong: no comparison of either can be trusted until "
         "it is known which. --accept-losses reads the data as they are all the same.",
         "某一组的两列中必有一列不对：在查清是哪一列之前，两者的任何对比都不可信。如果仍要照现有数"
         "据"
         "判读，请加 --accept-losses。"},
    [HL_FOUND_UNITS_NEEDED] =
        {"If {arm} really changes {metric} by {change}, about {n} more units in all will show "
         "it ({power} of the time). That change is not known well yet: as likely as not it takes "
         "{n_range}.",
         "如果 {arm} 对“{metric}”的真实影响就是 {change}，大约还需 {n} "
         "人（各组合计）才有 {power} "
         "的把握检测出差异。这个影响目前还估不准：有一半可能需要{n_range}"
         "。"},
    [HL_FOUND_UNITS_NEEDED_UNKNOWN] =
        {"How many more units are needed to show a difference on {metric} cannot be said: no "
         "arm's effect on it stands out from zero yet.",
         "要在“{metric}”上检测出差异还需要多少人，目前无法估计：还没有哪一组的效果明显偏离零。"},
    [HL_FOUND_UNITS_NEEDED_UNKNOWN_OTHERS] =
        {"How many more units are needed to show a difference of the other arms on {metric} cannot "
         "be said: their effects on it do not stand out from zero yet.",
         "要在“{metric}"
         "”上检测出其余各组的差异还需要多少人，目前无法估计：它们的效果还没有明显偏离零。"},
    [HL_FOUND_UNITS_NEEDED_UNPROJECTED] =
        {"How many more units are needed to show a difference on {metric} cannot be projected: "
         "counts are too small for it, or values are tied.",
         "要在“{metric}”上检测出差异还需要多少人，无法推算：计数太少，或数值大量相同。"},
    [HL_FOUND_UNITS_TO_JUDGE] =
        {"At the present rate {metric} can be judged after about {n} more units in all.",
         "按目前的比例，各组合计大约再有 {n} 人，“{metric}”才能判断。"},
    [HL_FOUND_NOT_BEGUN] = {"Nobody has been sent to yet.", "还没有触达过任何人。"},
    [HL_FOUND_NO_PRIMARY_METRIC] =
        {"No metric has the role primary, so there is nothing to decide on.",
         "没有主要指标，无从判定。"},
    [HL_FOUND_ARM_WITHOUT_UNITS] = {"{arm} has no units with a closed window yet.",
                                    "{arm} 还没有观察期已满的人。"},
    [HL_FOUND_PLANNED_END] =
        {"Read as the one look at the planned end: looking earlier or more often makes false "
         "findings likelier.",
         "按“计划结束时只看一次”判读：提前看或反复看会增加误判。"},
    [HL_FOUND_WINDOWS_OPEN] =
        {"This is not the end of a fixed sample: {whole_share} of the windows of {metric} are "
         "still open. Decide when they have closed; to decide on the way, define the experiment "
         "with inference anytime.",
         "固定样本尚未结束：“{metric}”还有 {whole_share} "
         "的观察期未满。请等观察期满后再判定；如果要边跑边看，请在实验定义中写 inference "
         "anytime（序贯）。"},
    [HL_FOUND_ALWAYS_VALID] =
        {"Read with always-valid intervals: to look every day makes no false finding likelier, so "
         "the first day that shows something may be acted on. It is shown as of that day: a later "
         "one may show it no longer.",
         "按序贯区间判读：天天查看也不会增加误判，因此哪一天首次得出结论，当天就可以据此行动。"
         "结论只截至当天：以后的数据也可能不再支持它。"},
    [HL_FOUND_SHOWN_SINCE] =
        {"The interval of {arm} on {metric} has left out no change on every day since {name} "
         "({days_zone}).",
         "自 {name}（{days_zone}）起，{arm} 的“{metric}”区间每天都不含“没有变化”。"},
    [HL_FOUND_LOOK_LATE] =
        {"What look {n} shows of {arm} on {metric} an earlier look must have shown already. The "
         "experiment ended there: its numbers are those of a report with that look and the data "
         "of its time. Here they are of this look alone.",
         "第 {n} 次查看中 {arm} "
         "的“{metric}”差异如此之大，之前的某次查看必定已经检测出来，实验在那次"
         "就已结束：应以当时的数据和那次查看的报告为准。此处的数字只出自本次查看。"},
    [HL_FOUND_LOOK_EARLY] =
        {"The look that was said is planned at {of} units, and {n} are in, {whole_share} of the "
         "plan: read now at the level of then, differences are found where there are none more "
         "often than planned. Without saying the look, the planned units tell which it is.",
         "所指定的那次查看计划在 {of} 人时进行，而现在只有 {n} 人，为计划的 "
         "{whole_share}"
         "：此时用那次的显著性水平判读，误判会多于计划。不指定第几次查看，程序会按计划人数自行确定"
         "。"},
    [HL_FOUND_BETWEEN_LOOKS] =
        {"This is none of the planned looks, so nothing is decided: {n} units are in, "
         "{whole_share} of the plan; the next look is at {of} units.",
         "现在不是计划中的查看时点，不作判定：已有 {n} 人，为计划的 {whole_share}；"
         "下次查看在 {of} 人时。"},
    [HL_FOUND_LOOK] =
        {"Look {n} of {of} of a group-sequential plan: the nominal level here is {level} (of "
         "the planned looks: {levels}).",
         "成组序贯方案第 {n} 次查看（共 {of} 次）：本次名义显著性水平为 {level}（各次依次为 "
         "{levels}）。"},
    [HL_FOUND_LOOK_OF_DAY] =
        {"That look is of {name} ({days_zone}), when the windows of {n} units had closed. Until "
         "the next one nothing else is compared, but for clear harm.",
         "这次查看以 {name}（{days_zone}）为准，当时 {n} "
         "人的观察期已结束；下次查看之前不再比较，只看有无明显的损害。"},
    [HL_FOUND_LOOK_ENDED_IT] =
        {"That look, of {name} ({days_zone}), ended the experiment, with {n} units whose windows "
         "had closed. What came in later is read for clear harm alone: a plan ends with the look "
         "that decides.",
         "{name}（{days_zone}）的那次查看已结束本实验，当时 {n} "
         "人的观察期已结束。之后进入的人和数据"
         "只用来看有无明显的损害：按方案此后不再查看。"},
    [HL_FOUND_STAGEWISE] =
        {"What is said of {arm} on {metric} takes the earlier looks into account, and is held to "
         "{level} as a whole: what this look alone shows is too large on average at a stop.",
         "{arm} 的“{metric}”的估计、区间和 p 值都已计入此前各次查看，以整体水平 {level} "
         "为准：只看这一次，停止时的估计平均偏大。"},
    [HL_FOUND_WITHIN_DAYS] =
        {"Read within days: the split is off on single days (see the checks), so units are "
         "compared with those of the same day only.",
         "按天判读：部分日期分流异常（见数据检查），因此只与同一天的人比较。"},
    [HL_FOUND_SRM_OK] = {"Units per arm agree with the planned split ({p}): {counts}.",
                         "各组人数与计划比例相符（{p}）：{counts}。"},
    [HL_FOUND_SRM_DOUBTFUL] =
        {"Units per arm fit the planned split badly ({p}; below 0.001 nothing would be read): "
         "{counts}; planned {planned}. Look for units that are lost or counted twice.",
         "各组人数与计划比例不太相符（{p}；低于 0.001 则不再判读）：{counts}；按计划应为 "
         "{planned}。请查找漏记或重复计数的人。"},
    [HL_FOUND_SRM_WATCHED] =
        {"At this look units per arm do not agree with the planned split ({p}): {counts}; planned "
         "{planned}. Who looks every day sees such a p by chance in about one of a hundred sound "
         "experiments, so the split watched day after day decides.",
         "本次查看时各组人数与计划比例不符（{p}）：{counts}；按计划应为 "
         "{planned}。天天查看时，约百分之一的正常实验也会偶然出现这样的 p "
         "值，因此以逐日监测的分流比例检查为准。"},
    [HL_FOUND_SRM_MISMATCH] =
        {"Units per arm do not agree with the planned split ({p}): {counts}; planned {planned}.",
         "各组人数与计划比例不符（{p}）：{counts}；按计划应为 {planned}。"},
    [HL_FOUND_SRM_LAGS] =
        {"Units per arm do not agree with the planned split yet ({p}): {counts}; planned "
         "{planned}. The arms send at other times, and what was sent in the last {limit} days can "
         "explain it: if the gap stays, units are missing.",
         "各组人数暂与计划比例不符（{p}）：{counts}；按计划应为 {planned}。各组发送时间不同，"
         "最近 {limit} 天的发送足以解释这个差距；若差距一直存在，就是漏记了人。"},
    [HL_FOUND_SRM_UNKNOWN] =
        {"The planned split is not known, so a sample ratio mismatch cannot be seen: {counts}.",
         "不知道计划的分流比例，无法做分流比例检查：{counts}。"},
    [HL_FOUND_WEIGHTS_CHANGED] =
        {"The planned split changed on {names} ({days_zone}): expected counts follow the split in "
         "force, and units of a day during which it changed are left out of these checks. Arms "
         "now differ in how their units spread over time, so what changed with time can look "
         "like an effect: read the comparisons with care, or start a new experiment.",
         "计划比例在 "
         "{names}（{days_zone}"
         "）改变过：应有人数按当时生效的比例计算，变更当天的人不计入这些检查。各组的人因此在时间上"
         "分布不同，随时间的变化可能看起来像效果：请谨慎解读对比结果，或另开新实验。"},
    [HL_FOUND_ARM_STOPPED] =
        {"{arm} was stopped on {name} ({days_zone}): since then nobody new was sent it, and others "
         "went on. It is judged by the days before and no longer part of the decision, and the "
         "split is held against the arms that go on. If it was still sent, its touches are missing "
         "from the log: import them.",
         "{arm} 于 "
         "{name}（{days_zone}"
         "）停止：此后没有新的人被发送这一组，其他组仍在继续。它只按此前的日子评判，不再参与决定；"
         "分流比例按继续运行的组检查。如果其实仍在发送，说明触达记录不全，请补充导入。"},
    [HL_FOUND_STOPPED_ARM] =
        {"{arm} was stopped on {name} ({days_zone}) and is no longer part of the decision.",
         "{arm} 已于 {name}（{days_zone}）停止，不再参与决定。"},
    [HL_FOUND_CUT_OFF] =
        {"The experiment is read up to {name} ({days_zone}): from that day on nobody new was sent "
         "{names}, or its rows are missing since: then import them. Units that came in later have "
         "nobody to be compared with, and are left out. To try something else, start an experiment "
         "of a new name.",
         "实验只读到 {name}（{days_zone}）之前：从那天起没有新的人被发送 {names}，或者那以后的记录"
         "缺失，若是缺失请补充导入。之后进入的人没有可比的对象，不计入结果。要测试别的方案，请另起"
         "名称新建实验。"},
    [HL_FOUND_ARM_PAUSES] =
        {"Since {name} ({days_zone}) nobody new was sent {arm}, while others went on. Within a "
         "week, or as long as it paused before, that is taken for a pause: the split is held "
         "against the arms that go on. If it was sent, its touches are missing from the log: "
         "import them.",
         "自 {name}（{days_zone}）起没有新的人被发送 "
         "{arm}，其他组仍在继续。不满一周，或不长于该组此"
         "前的间歇，按间歇处理：分流比例按继续运行的组检查。如果其实发送过，说明触达记录不全，请补"
         "充"
         "导入。"},
    [HL_FOUND_PAUSING_ARM] =
        {"Since {name} ({days_zone}) nobody new was sent {arm}: until it is sent again it is "
         "judged by the days before.",
         "自 {name}（{days_zone}）起没有新的人被发送 {arm}：再次发送之前，它按此前的日子评判。"},
    [HL_FOUND_PAUSED] =
        {"Since {name} ({days_zone}) nobody new was sent {names}, or its rows are missing: then "
         "import them. Until it is sent again the experiment is read up to that day: units that "
         "came in later have nobody to be compared with, and are left out for now.",
         "自 {name}（{days_zone}）起没有新的人被发送 "
         "{names}，或者那以后的记录缺失，若是缺失请补充导"
         "入。再次发送之前，实验只读到那一天之前：之后进入的人没有可比的对象，暂不计入结果。"},
    [HL_FOUND_PAUSED_SEGMENT] =
        {"Since {name} ({days_zone}) an arm was not sent to some, as in {names}, or its rows are "
         "missing: then import them. Until it is sent to them again the experiment is read up to "
         "that day: what came later is left out for now.",
         "自 {name}（{days_zone}）起，一部分人（如 "
         "{names}）没有被发送其中一组，或者那以后的记录缺失"
         "，若是缺失请补充导入。再次发送之前，实验只读到那一天之前：之后的暂不计入结果。"},
    [HL_FOUND_CUT_OFF_MOVED] =
        {"The experiment is read up to {name} ({days_zone}): from that day on units of {names} are "
         "sent another arm. What had been seen of all arms until then decides; later touches and "
         "units are left out. To try something else, start an experiment of a new name.",
         "实验只读到 {name}（{days_zone}）之前：从那天起，{names} "
         "的用户改发了别的组。结论依据此前各组"
         "的结果，之后的触达和进入的人不计入。要测试别的方案，请另起名称新建实验。"},
    [HL_FOUND_CUT_OFF_SEGMENT] =
        {"The experiment is read up to {name} ({days_zone}): from that day on an arm was no longer "
         "sent to some, as in {names}, or its rows are missing since: then import them. What had "
         "been seen "
         "until then decides; what came later is left out. To try something else, start an "
         "experiment of a new name.",
         "实验只读到 {name}（{days_zone}）之前：从那天起，一部分人（如 "
         "{names}）不再被发送其中一组，或者那以后的记录"
         "缺失，若是缺失请补充导入。结论依据此前的结果，之后的不计入。要测试别的方案，请另起名称新"
         "建"
         "实验。"},
    [HL_FOUND_STAGE_OK] =
        {"At the stage {stage} the arms agree with the planned split ({p}): {counts}.",
         "“{stage}”阶段各组人数与计划比例相符（{p}）：{counts}。"},
    [HL_FOUND_STAGE_DOUBTFUL] =
        {"At the stage {stage} the arms fit the planned split badly ({p}): {counts}.",
         "“{stage}”阶段各组人数与计划比例不太相符（{p}）：{counts}。"},
    [HL_FOUND_STAGE_MISMATCH] =
        {"At the stage {stage} the arms do not agree with the planned split ({p}): {counts}.",
         "“{stage}”阶段各组人数与计划比例不符（{p}）：{counts}。"},
    [HL_FOUND_SEQUENTIAL_UNREADABLE] =
        {"The arms send at different times (hook or window), so the split by day of the first "
         "touch cannot be read; the split over all days is tested above.",
         "各组的触达时间不同（触达理由或时段不同），无法按首次触达的日期检查分流；整体分流见上。"},
    [HL_FOUND_SEQUENTIAL_OK] =
        {"Watched over {n} days, however often looked at, the split holds ({p}).",
         "连续 {n} 天监测（可随时查看），分流正常（{p}）。"},
    [HL_FOUND_SEQUENTIAL_DOUBTFUL] =
        {"Watched over {n} days the split is doubtful ({p}); {arm} is the likeliest to lose or "
         "gain units.",
         "连续 {n} 天监测，分流可疑（{p}）；最可能是 {arm} 漏记或多记了人。"},
    [HL_FOUND_SEQUENTIAL_MISMATCH] =
        {"Watched over {n} days the split breaks ({p}); {arm} is the likeliest to lose or gain "
         "units.",
         "连续 {n} 天监测，分流异常（{p}）；最可能是 {arm} 漏记或多记了人。"},
    [HL_FOUND_DAYS_OK] = {"The split holds on each of {of} days (smallest corrected {p}).",
                          "{of} 天里每天的分流都正常（校正后最小 {p}）。"},
    [HL_FOUND_DAYS_DOUBTFUL] =
        {"The split is doubtful on {n} of {of} days; worst on {name} (corrected {p}): {counts}.",
         "{of} 天中有 {n} 天分流可疑；最严重的是 {name}（校正后 {p}）：{counts}。"},
    [HL_FOUND_DAYS_MISMATCH] =
        {"The split is off on {n} of {of} days; worst on {name} (corrected {p}): {counts}. Taken "
         "over all days together, what changed from day to day looks like an effect.",
         "{of} 天中有 {n} 天分流异常；最严重的是 {name}（校正后 "
         "{p}）：{counts}。各天合在一起看，逐日的变化会被误认为效果。"},
    [HL_FOUND_SEGMENTS_OK] = {"The split holds in each of {of} segments (smallest corrected {p}).",
                              "{of} 个细分人群里分流都正常（校正后最小 {p}）。"},
    [HL_FOUND_SEGMENTS_DOUBTFUL] =
        {"The split is doubtful in {n} of {of} segments; worst in {name} (corrected {p}): "
         "{counts}.",
         "{of} 个细分人群中有 {n} 个分流可疑；最严重的是 {name}（校正后 {p}）：{counts}。"},
    [HL_FOUND_SEGMENTS_MISMATCH] =
        {"The split is off in {n} of {of} segments; worst in {name} (corrected {p}): {counts}. "
         "Units are lost or gained there, or the treatment itself changes who is in the segment.",
         "{of} 个细分人群中有 {n} 个分流异常；最严重的是 {name}（校正后 "
         "{p}）：{counts}。要么那里漏记或多记了人，要么方案本身改变了谁属于这个人群。"},
    [HL_FOUND_CONDITION_EVEN] =
        {"The condition (--where or the audience) keeps alike shares of the arms ({p}): {kept}.",
         "条件（--where 或受众）在各组保留的比例相近（{p}）：{kept}。"},
    [HL_FOUND_CONDITION_UNEVEN] =
        {"The condition (--where or the audience) keeps {kept} ({p}): what it looks at may be "
         "measured after the "
         "treatment. Then a difference among the rows kept is no effect: they are no longer as "
         "they were drawn.",
         "条件（--where 或受众）保留了 "
         "{kept}（{p}"
         "）：条件所依据的内容可能是触达之后才测得的。若是如此，保留下来的行之间的差异不是效果：它"
         "们已不是随机分组时的样子。"},
    [HL_FOUND_CONDITION_WHERE_RAN] =
        {"The condition (--where or the audience) leaves out {n} of {of} rows: it keeps {kept}. "
         "The "
         "rows kept are split as they should be, so an arm of which it leaves out none ran only "
         "there.",
         "条件（--where 或受众）排除了 {of} 行中的 {n} 行：保留了 "
         "{kept}。保留下来的行分流正常，因此一行也没有"
         "排除的组只在那里运行。"},
    [HL_FOUND_CONDITION_APART] =
        {"The condition (--where or the audience) leaves out {n} of {of} rows, and not alike in "
         "all "
         "arms ({p}): it keeps {kept}. What it looks at is written otherwise in an arm, or "
         "measured "
         "after the treatment: the rows kept are no longer as they were drawn. (Of a file with "
         "several "
         "experiments name their column: --experiment-column. Where an arm ran only for those "
         "kept, "
         "say the shares: --weights.)",
         "条件（--where 或受众）排除了 {of} 行中的 {n} 行，而且各组的比例不同（{p}）：保留了 "
         "{kept}。"
         "条件所依据的内容要么在某一组里写法不同，要么是触达之后才测得的：保留下来的行已不是随机分"
         "组时的样子。（文件里有多个实验时，请用 --experiment-column "
         "指明哪一列是实验；如果某组只对保留的人"
         "运行，请用 --weights 写明各组比例。）"},
    [HL_FOUND_CONDITION_ON_METRIC] =
        {"The condition (--where or the audience) chooses rows by {metric} itself, which the "
         "treatment may change; "
         "it keeps {kept} ({p}). A difference among the rows kept is then no effect: they are no "
         "longer as they were drawn.",
         "条件（--where 或受众）按“{metric}”本身取舍，而方案可能改变它；保留了 "
         "{kept}（{p}）。因此，保留下来的行之间的差异不是效果：它们已不是随机分组时的样子。"},
    [HL_FOUND_UNDECIDED_FEW] =
        {"Whether the condition (--where) holds is not known of {n} of {of} rows, as it cannot "
         "read what stands there ({name}): they are left out.",
         "有 {n} 行（共 {of} 行）无法判断是否满足条件（--where 或受众），因为条件读不懂那里的内容"
         "（{name}）：未计入。"},
    [HL_FOUND_UNDECIDED_MANY] =
        {"Whether the condition (--where) holds is not known of {n} of {of} rows ({share}), as it "
         "cannot read what stands there ({name}).",
         "有 {n} 行（共 {of} 行，{share}）无法判断是否满足条件（--where 或受众），"
         "因为条件读不懂那里的内容（{name}）。"},
    [HL_FOUND_UNDECIDED_APART] =
        {"Whether the condition (--where) holds is not known of {n} of {of} rows, as it cannot "
         "read what stands there ({name}), and not alike in all arms ({p}): {lost}.",
         "有 {n} 行（共 {of} 行）无法判断是否满足条件（--where 或受众），因为条件读不懂那里的内容"
         "（{name}），而且各组的比例不同（{p}）：{lost}。"},
    [HL_FOUND_UNSEGMENTED] =
        {"Whether a user is in a segment is not known (cases: {n}), as its condition cannot read "
         "what stands there ({name}): these are shown as \"unknown\", beside in and out.",
         "有 {n} 处无法判断用户是否属于某个细分人群，因为其条件读不懂那里的内容（{name}）："
         "单独列为“未知”，不算属于也不算不属于。"},
    [HL_FOUND_DAYS_PILOT] =
        {"Up to {name}, at the start, each day had one arm alone, {n} units in all, and the split "
         "is as planned since: they are left out of the comparisons, which are made within days "
         "only (Mantel-Haenszel). Arms' own values, segments, factors and the timeline hold them.",
         "开始时，到 {name} 为止，每天都只有一个组有人，共 {n} "
         "人，之后的分流与计划一致：比较时不计这些人，"
         "只在各天内部比较（Mantel-"
         "Haenszel）。各组自身的数值、细分人群、因子和逐日曲线仍包含他们。"},
    [HL_FOUND_DAYS_STRATIFIED] =
        {"The split is off on {n} of {of} days, both ways, and as planned over all of them; worst "
         "on {name} (corrected {p}): {counts}. So units are compared within days only "
         "(Mantel-Haenszel), which holds if on each day they were put into arms at random: find "
         "out what changed. Arms' own values, segments, factors and the timeline are not "
         "corrected for it.",
         "{of} 天中有 {n} 天分流异常，有多有少，但各天合计与计划一致；最严重的是 {name}（校正后 "
         "{p}）：{counts}。因此只在各天内部比较（Mantel-"
         "Haenszel），前提是每一天内仍是随机分组：请查明是什么变了。各组自身的数值、细分人群、因子"
         "和逐日曲线未作此校正。"},
    [HL_FOUND_SEGMENTS_STRATIFIED] =
        {"The split is off in {n} of {of} segments, both ways, and as planned over all of them; "
         "worst in {name} (corrected {p}): {counts}. These are days, so units are compared within "
         "them only (Mantel-Haenszel), which holds if they are the days on which units came in "
         "and on each day units were put into arms at random: find out what changed. Arms' own "
         "values, other segments, factors and the timeline are not corrected for it.",
         "{of} 个细分人群中有 {n} 个分流异常，有多有少，但合计与计划一致；最严重的是 "
         "{name}（校正后 "
         "{p}）：{counts}。这些细分人群是日期，因此只在各天内部比较（Mantel-"
         "Haenszel），前提是它们是用户进入实验的日期，且每一天内仍是随机分组：请查明是什么变了。各"
         "组自身的数值、其他细分人群、因子和逐日曲线未作此校正。"},
    [HL_FOUND_ZERO_WEIGHT_UNITS] = {"Arms of weight 0 have units: {counts}.",
                                    "权重为 0 的组里有人：{counts}。"},
    [HL_FOUND_UNKNOWN_ARMS] = {"Arms that the design does not know are left out: {counts}.",
                               "数据里有设计之外的组，未计入：{counts}。"},
    [HL_FOUND_TWO_ARMS] =
        {"{n} of {of} units ({share}) were seen in more than one arm and are left out.",
         "{of} 人中有 {n} 人（{share}）出现在不止一组，已排除。"},
    [HL_FOUND_TWO_ARMS_MANY] =
        {"{n} of {of} units ({share}) were seen in more than one arm and are left out: the arms "
         "that remain are not those that were drawn. Find out why units change their arm.",
         "{of} 人中有 {n} 人（{share}）出现在不止一组，已排除：剩下的各组已不是当初随机分出的组。"
         "请查明他们为何换组。"},
    [HL_FOUND_MOVED_AFTER] =
        {"{n} of {of} units of {arm} were sent another arm when all their windows had closed: each "
         "counts as what it was drawn for, up to then.",
         "{arm} 的 {of} 人中有 {n} "
         "人在所有窗口关闭之后被发送了别的组：每人仍按最初分到的组、此前的结"
         "果计入。"},
    [HL_FOUND_TWO_ARMS_FIRST] =
        {"{n} of {of} units ({share}) were seen in more than one arm; each is analysed in its "
         "first.",
         "{of} 人中有 {n} 人（{share}）出现在不止一组；按最先所在的组分析。"},
    [HL_FOUND_TWO_ARMS_FIRST_MANY] =
        {"{n} of {of} units ({share}) were seen in more than one arm; each is analysed in its "
         "first, "
         "and has had the treatment of both. Find out why units change their arm.",
         "{of} 人中有 {n} "
         "人（{share}"
         "）出现在不止一组；按最先所在的组分析，但他们接受过两组的方案。请查明他们为何换组。"},
#include "reports/messages/findings_checks.inc"
#include "reports/messages/findings_decisions.inc"
#include "reports/messages/findings_rows.inc"
};
