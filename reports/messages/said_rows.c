/* Files of rows: encodings, dialects, headers, rows and fields that cannot be read. */
#include "reports/messages/said.h"

static const hl_message rows[] = {
    /* the file */
    {"%s: is a directory, not a file", "{1}：是目录，不是文件"},
    {"%s: a line of more than %d MiB", "{1}：有一行超过 {2} MiB"},
    {"%s: the file is empty; a header line is wanted", "{1}：文件是空的；需要表头行"},
    {"%s: no header line: there are blank lines alone, or such of nothing but delimiters",
     "{1}：没有表头行：只有空行，或只含分隔符的行"},
    {"%s: this is %s; save or unpack it as CSV in UTF-8 and name that",
     "{1}：这是{2?}；请另存（或解压）为 UTF-8 的 CSV，再用那个文件"},
    {"a workbook (.xlsx) or another ZIP archive", "工作簿（.xlsx）或其他 ZIP 压缩文件"},
    {"an old workbook (.xls)", "旧版工作簿（.xls）"},
    {"compressed by gzip", " gzip 压缩的文件"},
    {"compressed by bzip2", " bzip2 压缩的文件"},
    {"compressed by xz", " xz 压缩的文件"},
    {"compressed by zstd", " zstd 压缩的文件"},
    {"an SQLite database", " SQLite 数据库"},
    {"a Parquet file", " Parquet 文件"},
    {"a page (HTML or XML), not a table", "网页（HTML 或 XML），不是表格"},
    {"%s: this is %s; export it as one object a line under the name .ndjson (pandas: "
     "to_json(orient=\"records\", lines=True))",
     "{1}：这是{2?}；请导出为每行一个对象的 .ndjson 文件（pandas：to_json(orient=\"records\", "
     "lines=True)）"},
    {"a list of JSON (an array)", " JSON 列表（数组）"},
    {"JSON, no CSV", " JSON，不是 CSV"},
    /* encoding */
    {"%s:%lld: %s is not UTF-8 but %s", "{1}:{2}: {3*}不是 UTF-8，{4*}"},
    {"%s: %s is not UTF-8 but %s", "{1}：{2*}不是 UTF-8，{3*}"},
    {"the file", "文件"},
    {"the header", "表头"},
    {"a column that is used", "用到的某一列"},
    {"its bytes do not say what it is: name it with --encoding, one of %s",
     "从字节看不出是什么编码：请用 --encoding 指明，可选 {1}"},
    {"its bytes do not say what it is: name it with --encoding, one of %s; the first such text is "
     "'%s' in gb18030",
     "从字节看不出是什么编码：请用 --encoding 指明，可选 {1}；按 gb18030 "
     "读，第一个这样的文本是“{2}”"},
    {"most likely %s (or %s): read the file with --encoding %s; the first such text is '%s' in %s, "
     "'%s' in %s",
     "很可能是 {1}（或 {2}）：请加 --encoding {3}；第一个这样的文本按 {5} 读是“{4}”，按 {7} "
     "读是“{6}”"},
    {"'%s' is UTF-8, perhaps by accident: in gb18030 it is '%s' (--encoding gb18030 reads it so, "
     "--encoding utf-8 as it stands)",
     "“{1}”是 UTF-8，但可能只是巧合：按 gb18030 读是“{2}”（--encoding gb18030 "
     "按此读取，--encoding utf-8 照原样读取）"},
    {"most likely %s: read the file with --encoding %s", "很可能是 {1}：请加 --encoding {2}"},
    {"most likely %s (or %s): read the file with --encoding %s",
     "很可能是 {1}（或 {2}）：请加 --encoding {3}"},
    {"the encoding '%s' is not known; known are utf-8, %s", "不认识编码“{1}”；可用 utf-8, {2}"},
    {"the C library of this machine cannot read %s (Debian has its tables in "
     "libc-gconv-modules-extra)",
     "这台机器的 C 库读不了 {1}（Debian 的编码表在软件包 libc-gconv-modules-extra 里）"},
    {"the file is UTF-8 and is read so, not as %s", "文件是 UTF-8，按 UTF-8 读取，不按 {1}"},
    {"invalid UTF-8 (byte 0x%02X)", "不是有效的 UTF-8（字节 0x{1}）"},
    {"invalid UTF-8", "不是有效的 UTF-8"},
    {"not UTF-8", "不是 UTF-8"},
    {"NUL byte in the text", "文本里有 NUL 字节"},
    /* dialect and header */
    {"lines end with CR alone", "换行只有 CR"},
    {"columns are separated by '%s', says the header (--delimiter says otherwise)",
     "从表头看，列以“{1}”分隔（可用 --delimiter 另行指定）"},
    {"the delimiter cannot be a quote or a line end", "分隔符不能是引号或换行符"},
    {"%s:%lld:%zu: header: %s", "{1}:{2}:{3}: 表头：{4*}"},
    {"%s:%lld: two columns have the name '%s'", "{1}:{2}: 有两列都叫“{3}”"},
    {"%s: two columns have the name '%s'", "{1}：有两列都叫“{2}”"},
    {"column %zu is '%s', without what stands around the name",
     "第 {1} 列读作“{2}”，去掉了列名两边的内容"},
    {"(column %zu)", "（第 {1} 列）"},
    {"%s:%lld: %zu columns; at most %d are read", "{1}:{2}: 有 {3} 列；至多读 {4} 列"},
    {"%s: the records have more than %d keys; at most that many are read: give values of many "
     "names as one key with a list or object",
     "{1}：各条记录的键超过 {2} 个；至多读这么多：请把许多名字的值放进一个键的列表或对象里"},
    {"%s:%lld: no record of the first %d MiB has the key '%.*s', and what is piped or decoded is "
     "read once: put a record with all keys first (null where there is no value), or name a file "
     "in UTF-8",
     "{1}:{2}: 前 {3} MiB "
     "的记录都没有键“{4}”，而管道或需转码的内容只读一次：请把带有全部键（没有值的"
     "写 null）的记录放在最前，或给出 UTF-8 文件"},
    {"%s: there is no column '%s'; columns: %s", "{1}：没有列“{2}”；现有的列：{3}"},
    {"%s: there is no column '%s'; it has: %s", "{1}：没有列“{2}”；现有的列：{3}"},
    /* rows */
    {"text after the closing quote of a field", "字段的结束引号后面还有文字"},
    {"a quote inside an unquoted field; quote the field and double it",
     "没加引号的字段里有引号；请给字段加引号，并把里面的引号写成两个"},
    {"a quote that is never closed", "引号没有结束"},
    {"a quote that is not closed in its line", "引号没有在本行结束"},
    {"a record longer than 16 MiB", "一条记录超过 16 MiB"},
    {"a record of more than %d fields", "一条记录超过 {1} 个字段"},
    {"ragged row: %zu field%s at the end of the file, the header has %zu",
     "列数不符：文件末行有 {1} 个字段，表头有 {3} 列"},
    {"ragged row: %zu field%s, the header has %zu", "列数不符：这一行有 {1} 个字段，表头有 {3} 列"},
    {"'%s' and '%s' look like one number that its own comma has cut in two: write it in quotes, or "
     "without that comma",
     "“{1}”和“{2}”看来是一个数，被它自己的逗号切成了两半：请加上引号，或去掉这个逗号"},
    {"a value in column %zu, which has no name", "第 {1} 列没有列名，却有值"},
    {"a field of an unknown kind", "字段的类型未知"},
    {"a field without a text", "字段没有文本"},
    {"a text in a field that is said to be absent", "标为缺失的字段里有文本"},
    {"a problem whose text is not one line of UTF-8", "问题的说明不是一行 UTF-8 文本"},
    {"a row without fields", "一行没有字段"},
    {"%s: is not a %s: '%s'", "{1}：不是{2*}：“{3}”"},
    {"number", "数字"},
    {"boolean", "布尔值"},
    /* objects, one a line */
    {"not a JSON object: %s", "不是 JSON 对象：{1*}"},
    {"a string that is never closed", "字符串没有结束的引号"},
    {"an escape that JSON does not have", "JSON 没有这种转义写法"},
    {"NUL in a string", "字符串里有 NUL"},
    {"a bracket that is never closed", "括号没有结束"},
    {"a value that is no JSON", "值不是 JSON"},
    {"it ends where a value is wanted", "该有值的地方就结束了"},
    {"the key \"%s\" stands twice", "键 \"{1}\" 出现两次"},
    {"a key in double quotes is wanted", "这里应是双引号括起来的键"},
    {"':' is wanted behind a key", "键后面应有“:”"},
    {"'{' is wanted", "这里应是“{”"},
    {"',' or '}' is wanted", "这里应是“,”或“}”"},
    {"text behind the object", "对象后面还有文字"},
    /* sources of a program */
    {"memory: %zu rows of %zu columns cannot be", "内存：不可能有 {1} 行 {2} 列"},
    {"memory: there are no cells where %zu rows are said to be",
     "内存：声明有 {1} 行，却没有单元格"},
    {"%s: there are no columns where %zu are said to be", "{1}：声明有 {2} 列，却没有列"},
    {"%s: the name of column %zu is %s", "{1}：第 {2} 列的名称{3*}"},
    {"missing", "缺失"},
    {"there is no row source", "没有行的来源"},
    {"a row source of version %u; this library reads version %d",
     "行的来源是第 {1} 版；本程序库读第 {2} 版"},
    {"a row source needs a name and next", "行的来源要有 name 和 next"},
    {"%s: the source broke and does not say why", "{1}：来源出错，没有说明原因"},
    /* numbers, by what their column shows */
    {"'%s' has a decimal comma: the column is read so", "“{1}”用逗号作小数点：整列按此读取"},
    {"'%s' has its point before three digits, as all numbers of the column: read as a decimal "
     "point, "
     "as programs write it (--decimal , reads thousands)",
     "“{1}”的点后面是三位数，整列都如此：按程序的写法读作小数点（若是千分位，请加 --decimal ,）"},
    {"'%s' is read as thousands, as '%s' and the column's other whole numbers are below a "
     "thousand, "
     "and none of it has other parts (--decimal says otherwise)",
     "“{1}”读作千分位：“{2}”等整列的其他整数都不到一千，也没有别的小数（可用 --decimal 另行指定）"},
    {"'%s' is read as thousands, as '%s' (line %lld) and the column's other whole numbers are "
     "below a "
     "thousand, and none of it has other parts (--decimal says otherwise)",
     "“{1}”读作千分位：“{2}”（第 {3} "
     "行）等整列的其他整数都不到一千，也没有别的小数（可用 --decimal 另行指定）"},
    {"'%s' is read as thousands, as  and the column's other whole numbers are below a thousand, "
     "and "
     "none of it has other parts (--decimal says otherwise)",
     "“{1}”读作千分位：整列的其他整数都不到一千，也没有别的小数（可用 --decimal 另行指定）"},
    {"'%s' is thousands or has a decimal mark, and nothing in the column says which: say --decimal "
     ". "
     "or --decimal ,",
     "“{1}”可能是千分位，也可能是小数，整列都看不出来：请加 --decimal . 或 --decimal ,"},
    {"'%s' has a decimal comma, '%s' a decimal point: the column is written in two ways; write it "
     "in "
     "one, or say --decimal . or --decimal , (then the other is not read)",
     "“{1}”用逗号、“{2}”用点作小数点：一列有两种写法；请统一写法，或加 --decimal . 或 --decimal ,"
     "（另一种就不读）"},
    {"'%s' has a decimal comma, '%s' (line %lld) a decimal point: the column is written in two "
     "ways; "
     "write it in one, or say --decimal . or --decimal , (then the other is not read)",
     "“{1}”用逗号、“{2}”（第 {3} 行）用点作小数点：一列有两种写法；请统一写法，或加 --decimal . 或 "
     "--decimal ,（另一种就不读）"},
    {"'%s' has a percent sign, '%s' has none: is that a hundred times as much? Write the column in "
     "one "
     "way",
     "“{1}”有百分号，“{2}”没有：是不是差了一百倍？请统一整列的写法"},
    {"'%s' has a percent sign, '%s' (line %lld) has none: is that a hundred times as much? Write "
     "the "
     "column in one way",
     "“{1}”有百分号，“{2}”（第 {3} 行）没有：是不是差了一百倍？请统一整列的写法"},
    {"'%s' and '%s' are sums of different currencies: they cannot be added up; bring the column to "
     "one",
     "“{1}”与“{2}”是不同币种的金额，不能相加；请把整列换算成一种货币"},
    {"'%s' and '%s' (line %lld) are sums of different currencies: they cannot be added up; bring "
     "the "
     "column to one",
     "“{1}”与“{2}”（第 {3} 行）是不同币种的金额，不能相加；请把整列换算成一种货币"},
    {"%s:%lld: %s: as '%s' shows, the comma divides whole from parts in this column, and these "
     "rows "
     "come only once: say --decimal ,",
     "{1}:{2}: {3}：从“{4}”看，这一列用逗号作小数点，而这些行只能读一遍：请加 --decimal ,"},
    {"%s:%lld: %s: as '%s' shows, the comma divides whole from parts in this column, and this "
     "input "
     "can be read only once: say --decimal ,",
     "{1}:{2}: {3}：从“{4}”看，这一列用逗号作小数点，而这份输入只能读一遍：请加 --decimal ,"},
};
const hl_said_table hl_reports__said_rows = {rows, sizeof rows / sizeof rows[0]};
