#include "base/synonyms.h"

#include <stdbool.h>
#include <string.h>

/* A word, and what it may mean: the first that is among the candidates is meant, so that one table
 * does for commands, options, choices and methods. */
typedef struct synonym {
    const char *word;
    const char *meant[4];
} synonym;

static const synonym synonyms[] = {
    /* commands */
    {"ab", {"analyze"}},
    {"ab-test", {"analyze"}},
    {"abtest", {"analyze"}},
    {"aa", {"calibrate"}},
    {"aa-test", {"calibrate"}},
    {"aatest", {"calibrate"}},
    {"allocate", {"assign"}},
    {"analyse", {"analyze"}},
    {"analysis", {"analyze"}},
    {"audit", {"verify"}},
    {"bucket", {"assign"}},
    {"compare", {"analyze"}},
    {"compute", {"calc"}},
    {"calculate", {"calc"}},
    {"create", {"apply"}},
    {"demo", {"simulate"}},
    {"deploy", {"apply"}},
    {"duration", {"size"}},
    {"enroll", {"assign"}},
    {"evaluate", {"analyze"}},
    {"export", {"report"}},
    {"fake", {"simulate"}},
    {"generate", {"simulate"}},
    {"ingest", {"import"}},
    {"init", {"apply"}},
    {"lint", {"check"}},
    {"list", {"report"}},
    {"load", {"import"}},
    {"ls", {"report"}},
    {"man", {"help"}},
    {"mock", {"simulate"}},
    {"n", {"size", "users", "runs"}},
    {"publish", {"apply"}},
    {"randomize", {"assign"}},
    {"register", {"apply"}},
    {"result", {"report"}},
    {"results", {"report"}},
    {"schedule", {"plan"}},
    {"send", {"plan"}},
    {"show", {"report"}},
    {"stats", {"calc"}},
    {"status", {"report"}},
    {"summary", {"report", "detail", "short"}},
    {"test", {"analyze"}},
    {"timing", {"plan"}},
    {"upload", {"import"}},
    {"usage", {"help"}},
    {"validate", {"check"}},
    {"view", {"report"}},
    /* commands, or methods */
    {"mde", {"size", "mde_prop", "lift"}},
    {"power", {"size", "power_prop_pooled"}},
    {"sample-size", {"size", "n_prop_pooled", "users"}},
    {"samplesize", {"size", "n_prop_pooled", "users"}},
    {"significance", {"analyze", "scas_test", "alpha", "conf"}},
    {"uplift", {"calc", "lift"}},
    {"lift", {"calc"}},
    /* methods; as a command, calc knows them */
    {"anscombe", {"log_adjusted"}},
    {"benjamini-hochberg", {"bh"}},
    {"benjamini-yekutieli", {"by"}},
    {"binomial", {"clopper_pearson", "calc"}},
    {"chi-square", {"ztest_pooled", "calc"}},
    {"chi-squared", {"ztest_pooled", "calc"}},
    {"chi2", {"ztest_pooled", "calc"}},
    {"chisq", {"ztest_pooled", "calc"}},
    {"cuped", {"cuped_abs", "covariate"}},
    {"delta-method", {"lift_delta", "calc"}},
    {"exact", {"fisher", "clopper_pearson"}},
    {"fdr", {"bh"}},
    {"fieller", {"fieller_t"}},
    {"mantel-haenszel", {"mantel_haenszel"}},
    {"obrien-fleming", {"lan_demets", "obf"}},
    {"odds-ratio", {"odds_score_mn", "calc"}},
    {"posterior", {"beta_binomial"}},
    {"bayes", {"beta_binomial", "calc"}},
    {"bayesian", {"beta_binomial", "calc"}},
    {"quantile", {"quantile7"}},
    {"ratio-metric", {"ratio_rel"}},
    {"risk-ratio", {"scas_ratio"}},
    {"relative-risk", {"scas_ratio"}},
    {"sequential", {"gavi", "anytime", "inference"}},
    {"always-valid", {"gavi", "anytime", "inference"}},
    {"sprt", {"msprt"}},
    {"srm", {"srm_chi2", "calc"}},
    {"sample-ratio", {"srm_chi2"}},
    {"t-test", {"welch", "calc"}},
    {"ttest", {"welch", "calc"}},
    {"student", {"welch"}},
    {"z-test", {"ztest_pooled", "calc"}},
    {"ztest", {"ztest_pooled", "calc"}},
    {"pvalue", {"calc"}},
    {"p-value", {"calc"}},
    /* options */
    {"absolute", {"difference"}},
    {"adjust", {"correction", "covariate"}},
    {"as-of", {"now"}},
    {"audience", {"users"}},
    {"base-rate", {"baseline"}},
    {"breakdown", {"by"}},
    {"charset", {"encoding"}},
    {"condition", {"where"}},
    {"confidence", {"conf", "alpha"}},
    {"control-arm", {"control"}},
    {"conversion-rate", {"baseline"}},
    {"cores", {"threads"}},
    {"csv", {"format"}},
    {"database", {"db"}},
    {"date", {"now"}},
    {"delta", {"difference"}},
    {"diff", {"difference"}},
    {"dimension", {"by"}},
    {"directory", {"out"}},
    {"effect", {"lift"}},
    {"file", {"output"}},
    {"filter", {"where"}},
    {"fmt", {"format"}},
    {"group", {"arm"}},
    {"group-by", {"by"}},
    {"groups", {"arms"}},
    {"iterations", {"runs"}},
    {"jobs", {"threads"}},
    {"json", {"format"}},
    {"kpi", {"metric"}},
    {"language", {"lang"}},
    {"level", {"alpha", "conf"}},
    {"locale", {"lang"}},
    {"markdown", {"format"}},
    {"method", {"inference"}},
    {"out", {"output"}},
    {"out-file", {"output"}},
    {"outcome", {"metric"}},
    {"outfile", {"output"}},
    {"output-dir", {"out"}},
    {"output-file", {"output"}},
    {"random-seed", {"seed"}},
    {"ratio", {"weights", "control-share"}},
    {"recipients", {"users"}},
    {"replicates", {"runs"}},
    {"sep", {"delimiter"}},
    {"separator", {"delimiter"}},
    {"sigma", {"sd"}},
    {"significance-level", {"alpha", "conf"}},
    {"silent", {"quiet"}},
    {"simulations", {"runs"}},
    {"skip-rows", {"skip-lines"}},
    {"skiprows", {"skip-lines"}},
    {"slice", {"by"}},
    {"split", {"by", "assign", "weights"}},
    {"std", {"sd"}},
    {"stdev", {"sd"}},
    {"store", {"db"}},
    {"timezone", {"zone"}},
    {"time-zone", {"zone"}},
    {"treatment-column", {"arm"}},
    {"tz", {"zone"}},
    {"user-id", {"unit"}},
    {"variant", {"arm"}},
    {"variants", {"arms"}},
    {"visitors", {"traffic"}},
    {"workers", {"threads"}},
    /* what is imported */
    {"clicks", {"events"}},
    {"customers", {"users"}},
    {"members", {"users"}},
    {"messages", {"touches"}},
    {"orders", {"events"}},
    {"sends", {"touches"}},
    {"spend", {"costs"}},
    /* choices */
    {"all", {"full"}},
    {"always", {"anytime"}},
    {"american", {"mdy"}},
    {"brief", {"short"}},
    {"chinese", {"zh"}},
    {"cn", {"zh"}},
    {"中文", {"zh"}},
    {"english", {"en"}},
    {"european", {"dmy"}},
    {"final", {"fixed"}},
    {"gst", {"group_sequential"}},
    {"html", {"markdown"}},
    {"ical", {"calendar"}},
    {"ics", {"calendar"}},
    {"js", {"json"}},
    {"jsonl", {"ndjson", "json"}},
    {"json-lines", {"ndjson", "json"}},
    {"long", {"full"}},
    {"md", {"markdown", "format"}},
    {"ms", {"milliseconds"}},
    {"no", {"none"}},
    {"ns", {"nanoseconds"}},
    {"once", {"fixed"}},
    {"plain", {"text"}},
    {"s", {"seconds", "short"}},
    {"sec", {"seconds"}},
    {"tsv", {"csv"}},
    {"txt", {"text", "format"}},
    {"unix", {"seconds"}},
    {"us", {"microseconds", "mdy"}},
    {"xls", {"excel", "csv"}},
    {"xlsx", {"excel", "csv"}},
    {"yaml", {"json"}},
};

/* One letter as it is compared. */
static char folded(char c)
{
    if (c == '_')
        return '-';
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_same(const char *a, const char *b)
{
    while (*a != '\0' && folded(*a) == folded(*b)) {
        a++;
        b++;
    }
    return *a == '\0' && *b == '\0';
}

static const char *among(const char *word, const char *const *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_same(candidates[i], word))
            return candidates[i];
    return NULL;
}

const char *hl_base__same_meaning(const char *name, const char *const *candidates, size_t count)
{
    const char *same = among(name, candidates, count);
    for (size_t i = 0; same == NULL && i < sizeof synonyms / sizeof synonyms[0]; i++)
        for (size_t m = 0; same == NULL && m < 4 && synonyms[i].meant[m] != NULL; m++)
            if (is_same(synonyms[i].word, name))
                same = among(synonyms[i].meant[m], candidates, count);
    return same;
}
