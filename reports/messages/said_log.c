/* The store: what it refuses to import or apply, and what is wrong with it. */
#include "reports/messages/said.h"

static const hl_message rows[] = {
    /* rows that are refused */
    {"is empty", "是空的"},
    {"is not a number", "不是数字"},
    {"is too large (10^18 and more)", "太大（达到 10^18）"},
    {"has more than 18 digits after the point", "小数超过 18 位"},
    {"is longer than 512 bytes", "超过 512 个字节"},
    {"has a NUL character in it", "含有 NUL 字符"},
    {"stands for no id at all", "不是任何 ID，只是空值的写法"},
    {"white space or an unseen mark around it makes another one of it (--trim takes it off)",
     "两边有空格或看不见的字符，会变成另一个（加 --trim 去掉）"},
    {"is in another currency than the values that the store has of this type: no sum of the two "
     "means anything",
     "与库中这一类型的数值不是同一种货币：两者相加没有意义"},
    {"has a percent sign, and the values that the store has of this type have none",
     "带百分号，而库中这一类型的数值不带"},
    {"has no percent sign, and the values that the store has of this type have one",
     "不带百分号，而库中这一类型的数值带"},
    {"is a date without a time of day (--date-only start or --date-only end says when in it that "
     "was)",
     "只有日期、没有时刻（用 --date-only start 或 --date-only end 说明算在当天何时）"},
    {"%s is before 2000 or after 2100: '%s'", "{1} 早于 2000 年或晚于 2100 年：“{2}”"},
    {"is what a row of totals is called, and no user", "是合计行的叫法，不是用户"},
    {"%s: these are no %s", "{1}：这不是{2*}"},
    {"users", "用户"},
    {"touches", "触达"},
    {"events", "事件"},
    {"costs", "成本"},
    {"there is no time zone '%s'; did you mean '%s'?", "没有时区“{1}”；是不是“{2}”？"},
    {"neither planned_at nor sent_at says when", "planned_at 和 sent_at 都没有写时间"},
    {"neither channel, operator nor source is said", "channel、operator、source 都没有写"},
    {"is not after 'from'", "不晚于“from”"},
    {"contradicts what is known of this cost", "与这笔成本已有的记录矛盾"},
    {"contradicts what is known of this event", "与这个事件已有的记录矛盾"},
    {"contradicts what is known of this touch", "与这次触达已有的记录矛盾"},
    {"contradicts the store: this id belongs to another user",
     "与库中的记录矛盾：这个 ID 属于另一个用户"},
    {"makes the values of this user's events add up to 10^18 and more",
     "使这个用户的事件数值之和达到 10^18"},
    {"the values of the events of one unit add up to 10^20 and more",
     "同一个人的事件数值之和达到 10^20"},
    {"the store has no experiment '%s' (hookline apply stores one)",
     "库中没有实验“{1}”（先用 hookline apply 存入）"},
    {"experiment '%s' has no arm '%s'; it has %s", "实验“{1}”没有组“{2}”；现有 {3}"},
    {"experiment '%s' has no arm '%s'; it has %s ('%s' and '%s' differ in case, width, spaces or "
     "coding "
     "alone: "
     "--trim reads them as one)",
     "实验“{1}”没有组“{2}”；现有 {3}（“{4}”与“{5}”只差大小写、全半角、空格或编码：--trim "
     "当作同一组读取）"},
    {"this column is not used", "用不到这一列"},
    {"this column is not read as '%s'; if it is that, rename it",
     "这一列没有按 {1} 读取；如果它就是，请改名"},
    {"white space around '%s' is taken off, as the event ends what is sent to somebody",
     "“{1}”两端的空白已去掉，因为这个事件是要求不再发送"},
    {"'%s' holds yes and no ('%s'), and the condition asks for the text '%s', which that is not: "
     "write %s "
     "without quotes",
     "“{1}”存的是是与否（“{2}”），条件要的却是文本“{3}”，两者不等：请写 {4}，不加引号"},
    {"'%s' holds numbers ('%s'), and the condition compares them with the text '%s', letter by "
     "letter: "
     "write the number without quotes",
     "“{1}”存的是数字（“{2}”），条件却按文本“{3}”逐字比较：数字请不要加引号"},
    {"the value names a currency, and no value that the store has of type '%s' does: are they of "
     "one?",
     "数值带货币，而库中类型“{1}”的数值都不带：是同一种货币吗？"},
    {"the value names no currency, and values that the store has of type '%s' do: are they of one?",
     "数值不带货币，而库中类型“{1}”的数值带：是同一种货币吗？"},
    {"the touch '%s' is none: events that name it are read as naming none",
     "触达“{1}”等于没有写：这些事件当作没有写触达来读"},
    {"the value is in %s, and others of type '%s' are in %s: no sum of the two means anything",
     "数值的货币是 {1}，而类型“{2}”的其他数值是 {3}：两者相加没有意义"},
    {"%s '%s' and '%s' of the definition differ in case, width, spaces or coding alone, and count "
     "as "
     "two (--trim reads them as one)",
     "{1} 的“{2}”与实验定义里的“{3}”只差大小写、全半角、空格或编码，当作两个（--trim "
     "当作同一个读取）"},
    {"%s: the reject file cannot be written: %s", "{1}：拒收文件写不了：{2?}"},
    {"%s: the reject file cannot be written", "{1}：拒收文件写不了"},
    {"the reject file cannot be written: %s", "拒收文件写不了：{1?}"},
    {"experiment '%s': %s: '%s'", "实验“{1}”：{2*}：“{3}”"},
    /* definitions */
    {"1 event is of type '%s', which no metric reads; did you mean '%s'?",
     "有 1 个事件的类型是“{1}”，没有指标用到；是不是“{2}”？"},
    {"%lld of %lld rows are of '%s', which stands for no user: whoever they are counts as one",
     "{2} 行中有 {1} 行的用户是“{3}”，它不代表任何用户：这些人会被当作一个人"},
    {"%lld of %lld rows are of one user, '%s', far more than others have: a placeholder, a test "
     "account or a machine?",
     "{2} 行中有 {1} 行属于同一个用户“{3}”，远多于其他人：是占位编号、测试账号还是机器？"},
    {"1 event is of type '%s', which ends no journey; did you mean '%s' of a hook's stop_on?",
     "有 1 个事件的类型是“{1}”，它不会终止任何旅程；是不是 stop_on 里的“{2}”？"},
    {"%lld events are of type '%s', which ends no journey; did you mean '%s' of a hook's stop_on?",
     "有 {1} 个事件的类型是“{2}”，它不会终止任何旅程；是不是 stop_on 里的“{3}”？"},
    {"%lld events are of type '%s', which no metric reads; did you mean '%s'?",
     "有 {1} 个事件的类型是“{2}”，没有指标用到；是不是“{3}”？"},
    {"%lld events are of type '%s', which says nothing: what were they?",
     "有 {1} 个事件的类型是“{2}”，没有含义：它们究竟是什么事件？"},
    {"rows of touches that failed, as their state says: %lld; plans count them as not sent, and "
     "reports go by what was assigned",
     "有 {1} 行触达按其状态没有发成：排期时不算已发；报告以分组为准，仍照原样计入"},
    {"rows of touches whose state is a farewell of their user: %lld, such as '%s'; plans of this "
     "store do not know it: import each as an event of type unsubscribe, or plan with --touches",
     "有 {1} 行触达的状态表示用户已离开，如“{2}”：按此数据库排期时并不知道；请把它们逐条导入为 "
     "unsubscribe "
     "类事件，或排期时用 --touches 给出"},
    {"rows of touches of a state that nobody knows: %lld, such as '%s'; they count as sent",
     "有 {1} 行触达的状态无人认识，如“{2}”：按已发计"},
    {"rows of touches whose policy is none by which hours are drawn: %lld, such as '%s'; nothing "
     "is "
     "taken from it",
     "有 {1} 行触达的 policy 不是抽取发送时段的方式，如“{2}”：不予采用"},
    {"says another value than an earlier import: that one stays",
     "与先前导入的数值不同：以先前的为准"},
    {"%lld rows take back a no to advertising that another row of their user says, and no time "
     "says "
     "which is later: no counts (a column updated_at tells; this is the first row)",
     "有 {1} 行收回了同一用户另一行所说的“不接收推广”，又没有时间说明孰先孰后：以不接收为准（有 "
     "updated_at 一列即可分辨；这是第一行）"},
    {"%lld of %lld events were undone, as '%.60s' says ('%.60s' and the like), and count as any "
     "other: give them a type of their own, or leave them out",
     "{2} 个事件中有 {1} "
     "个已取消或退款（“{3}”写着“{4}”之类），却照常计入：请另给一个类型，或不要导入"},
    {"%lld rows say of advertising what is older, by '%.100s', than what is known of their users: "
     "the later word counts (this is the first row)",
     "有 {1} 行关于推广的说法，按“{2}”早于已知的说法：以较晚的为准（这是第一行）"},
    {"%lld rows take back a no to advertising of an earlier import, and no time says of when they "
     "are: they count, so see that this export is the later one (a column updated_at in both "
     "tells; this is the first row)",
     "有 {1} 行收回了此前导入的“不接收推广”，又没有时间说明它们是何时的：以这次导入为准，请确认这份"
     "导出更新（两份都有 updated_at 一列即可分辨；这是第一行）"},
    {"%lld of %lld events are later than their import, which cannot be; this is the first: '%s' "
     "(is "
     "a year or a month misread? --now says what time it is, for data that are made up)",
     "{2} 个事件中有 {1} 个晚于导入的时刻，这不可能；第一个是“{3}”（年份或月份是否读错？"
     "若是模拟数据，用 --now 指定当前时刻）"},
    {"%lld of %lld new events are of users whom no touch and no users file has; '%s' may be '%s': "
     "are "
     "user ids written alike in all files?",
     "{2} 个新事件中有 {1} 个的用户在触达和用户文件里都没有；“{3}”可能就是“{4}”："
     "各个文件里的用户 ID 写法一致吗？"},
    {"the counts of events by type are not what the log gives", "各类型事件的计数与日志不符"},
    {"nothing was stored", "没有存入任何内容"},
    {"experiment '%s': this definition would move %s %% of all units to another arm, among them "
     "%lld "
     "of the %lld users in the store who were sent one of its touches",
     "实验“{1}”：这份定义会让 {2}% 的人换组；库中已触达的 {4} 人里有 {3} 人会换"},
    {"--allow-reassign, or an experiment of a new name", "--allow-reassign，或另起名称的新实验"},
    {"metric '%s' reads the column '%s' of a flat file: a store has events and no columns, and "
     "shows nothing of it (\"event\" says which it counts)",
     "指标“{1}”读取平面文件的列“{2}”：数据库中只有事件、没有列，因此看不到这个指标（用 \"event\" "
     "说明统计哪种事件）"},
    {"no user of the store has '%s'; did you mean '%s'?", "库中没有用户有属性“{1}”；是不是“{2}”？"},
    {"no user of the store has '%s'", "库中没有用户有属性“{1}”"},
    {"every attribute is known", "所有属性都已知"},
    {"%s: this program cannot read the definition '%s' (version %lld) of the store: %s",
     "{1}：本程序读不了库中的定义“{2}”（第 {3} 版）：{4?}"},
    {"it is damaged: it is not what was applied", "它已损坏：与存入时不同"},
    {"this program cannot read an older definition of '%s'", "本程序读不了“{1}”较早的定义"},
    {"%s: there is no experiment '%s' in this store; did you mean '%s'? it has: %s",
     "{1}：库中没有实验“{2}”；是不是“{3}”？现有：{4}"},
    {"%s: there is no experiment '%s' in this store; it has: %s",
     "{1}：库中没有实验“{2}”；现有：{3?}"},
    {"none", "无"},
    {"there is no experiment '%s' in the store", "库中没有实验“{1}”"},
    {"%s: there is no user '%s' whose attributes are known", "{1}：没有属性已知的用户“{2}”"},
    {"%s: the attributes of a user cannot be read", "{1}：有一个用户的属性无法读取"},
    {"%s: too many names", "{1}：名称太多"},
    /* reservations */
    {"%s: the plan no longer holds the store: nothing was reserved; plan anew",
     "{1}：计划已不再占用这个库：没有预留任何触达；请重新排期"},
    {"touch '%s' is not one that can be confirmed: nothing was changed",
     "触达“{1}”不能确认：没有改动任何内容"},
    {"touch '%s' is not one that can be cancelled: nothing was changed",
     "触达“{1}”不能取消：没有改动任何内容"},
    {"touch '%s' is not one that can be %s: nothing was changed",
     "触达“{1}”不能{2?}：没有改动任何内容"},
    {"a plan holds this store until it is reserved or freed",
     "有计划正占用这个库，要等它预留或释放"},
    /* the store itself */
    {"%s: is empty, and so no store (hookline apply and hookline import make one; --db says where)",
     "{1}：是空文件，不是数据库（由 hookline apply 或 hookline import 建立；用 --db 指明位置）"},
    {"%s: there is no store here that can be read (hookline apply and hookline import make one; "
     "--db "
     "says where)",
     "{1}：这里没有可读的库（由 hookline apply 或 hookline import 建立；用 --db 指明位置）"},
    {"%s: is a database, but not a Hookline store (application_id %lld): choose another file with "
     "--db",
     "{1}：是数据库，但不是 Hookline 的库（application_id {2}）：请用 --db 换一个文件"},
    {"%s: is damaged: it says that its schema is version %lld, which its tables are not (%s): its "
     "user_version was changed by other means; restore a copy",
     "{1}：已损坏：它写明结构是第 {2} 版，表却不是（{3}）：user_version "
     "被其他程序改过；请恢复备份"},
    {"%s: is damaged, or not a Hookline store: its user_version is %lld, which no store has; "
     "restore a "
     "copy",
     "{1}：已损坏，或不是 Hookline 的库：user_version 是 {2}，没有这样的库；请恢复备份"},
    {"%s: was written by a newer Hookline (schema %lld, this program knows %d): use that version",
     "{1}：由更新版本的 Hookline 写入（结构第 {2} 版，本程序只认识到第 {3} 版）：请用新版本"},
    {"%s: what was stored last is in %s-wal, and nothing can be written here to read both: copy "
     "the two "
     "files to another place",
     "{1}：最近存入的内容在 {2}-wal 里，而这里不能写入，无法一起读：请把两个文件复制到别处"},
    {"%s: was written by an older Hookline, and cannot be brought up to date here, where nothing "
     "can be written (nor in memory: it has more than %d MB): copy it to another place and name "
     "that with --db",
     "{1}：由旧版本的 Hookline 写成，而这里不能写入，无法升级（超过 {2} MB，也不在内存里升级）："
     "请复制到别处，再用 --db 指定"},
    {"%s: is a URI; a store is named by its file", "{1}：是 URI；库要用文件名指定"},
    {"%s: is damaged (%s): restore a copy, or salvage it with `sqlite3 FILE .recover`",
     "{1}：已损坏（{2?}）：请恢复备份，或用 `sqlite3 FILE .recover` 抢救"},
    {"%s: a cell of experiment '%s' is damaged: hookline verify --repair computes the cells anew "
     "from "
     "the log",
     "{1}：实验“{2}”有一个单元（cell）已损坏：hookline verify --repair 会从日志重新计算"},
    {"%s: the days of experiment '%s' were counted by another clock of '%s' than this system's "
     "time "
     "zones have: hookline verify --repair counts them anew, and so does the next import",
     "{1}：实验“{2}”的日期所依据的“{3}”时区数据与本系统不同：hookline verify --repair "
     "会重新计算，下一次 import 也会"},
    {"%s: %lld cells are not what the log gives (--repair computes them anew)",
     "{1}：有 {2} 个单元（cell）与日志不符（加 --repair 重新计算）"},
    {"experiment '%s': its cells are not those whose number and checksums are kept beside them",
     "实验“{1}”：单元（cell）的个数或校验和与旁边保存的不符"},
    {"experiment '%s': the cell of arm '%s', %s = %s, %s is not what the log gives",
     "实验“{1}”：组“{2}”、{3} = {4}、{5} 的单元（cell）与日志不符"},
    {"experiment '%s': the cell of arm '%s', all, %s is not what the log gives",
     "实验“{1}”：组“{2}”、全部、{3} 的单元（cell）与日志不符"},
    {"not verified: this program cannot read the stored definition",
     "未核对：本程序读不了库中的这份定义"},
    {"locked by another process for too long: try again when it is done",
     "被另一个进程锁住太久：等它结束后再试"},
    {"locked within this process", "被本进程自己锁住"},
    {"the disk is full: this batch was undone, nothing of it was kept; make room and run it again",
     "磁盘已满：这一批已撤销，没有保留任何内容；请腾出空间后重新运行"},
    {"is not a Hookline store (not an SQLite database)",
     "不是 Hookline 的库（不是 SQLite 数据库）"},
    {"is damaged: restore a copy, or salvage it with `sqlite3 FILE .recover`",
     "已损坏：请恢复备份，或用 `sqlite3 FILE .recover` 抢救"},
    {"cannot be written: check the permissions of the file and its directory",
     "不能写入：请检查文件及其目录的权限"},
    {"cannot be opened", "打不开"},
    {"cannot be read or written (disk I/O error): nothing of this batch was kept",
     "读写失败（磁盘 I/O 错误）：这一批没有保留任何内容"},
    {"a text is too long for the store", "有一段文本太长，库存不下"},
    /* what is damaged */
    {"a definition is missing", "缺少一份定义"},
    {"a definition without a name or ranges", "有一份定义没有名称或范围"},
    {"a definition without ranges", "有一份定义没有范围"},
    {"a definition is not what was applied", "有一份定义与存入时不同"},
    {"a cell without a key", "有一个单元（cell）没有键"},
    {"a touch is missing", "缺少一次触达"},
    {"a name is missing", "缺少一个名称"},
    {"a user is missing", "缺少一个用户"},
    {"a touch without an id", "有一次触达没有 ID"},
    {"an event without an id", "有一个事件没有 ID"},
    {"a user without an id", "有一个用户没有 ID"},
    {"the value of an event is no number", "有一个事件的数值不是数字"},
    {"what is kept of the values of a type is none", "某类型数值的样子读不出来"},
    {"the counts of slots that plans found", "计划所得可发时段的计数"},
    {"bringing the schema up to date", "升级库结构"},
    {"'%s' is %s, which cannot be %s", "“{1}”是{2?}，不可能是{3*}"},
    {"no integer", "非整数"},
    {"the number of a user", "用户编号"},
    {"the number of a name", "名称编号"},
    {"a key", "键"},
    {"a version", "版本"},
    {"a generation", "代次"},
    {"a count", "计数"},
    {"an instant", "时刻"},
    {"a day", "日期"},
    {"a class of hooks", "触达理由的类别"},
    {"a checksum", "校验和"},
    {"what is said of a touch", "触达结果的记录"},
    {"the state of a touch", "触达的状态"},
    {"a letter", "一个字母"},
};
const hl_said_table hl_reports__said_log = {rows, sizeof rows / sizeof rows[0]};
