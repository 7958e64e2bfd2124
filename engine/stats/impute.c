/* The missing-indicator method: what is missing of a covariate becomes a constant c, and a variable
 * m that is 1 where it is missing joins the regression. White & Thompson (2005), Adjusting for
 * partially missing baseline measurements in randomized trials, Statistics in Medicine 24:993-1007;
 * Zhao & Ding (2024), To adjust or not to adjust? Estimating the average treatment effect in
 * randomized experiments with missing covariates, JASA 119:450-460: in Lin's fully interacted
 * regression the estimate does not depend on c, and is never less precise for large n than leaving
 * the covariate out, however its values came to be missing before the arms were drawn.
 *
 * With x = 0 where it is missing the imputed covariate is x + c m, so its cross-products follow:
 *
 *   mean(x + c m) = mean(x) + c mean(m),   cov(x + c m, z) = cov(x, z) + c cov(m, z)
 *
 * c is the mean of what is there, over all arms: it matters where m cannot be fitted in an arm. */
#include "stats/impute.h"

/* sum x / (N - sum m) */
static double mean_of_present(const hl_lin_arm *arms, size_t count, size_t x, size_t m)
{
    double sum = 0, present = 0;
    for (size_t a = 0; a < count; a++) {
        if (!(arms[a].n > 0))
            continue;
        sum += arms[a].n * arms[a].mean[x];
        present += arms[a].n * (1 - arms[a].mean[m]);
    }
    return present > 0 ? sum / present : 0;
}

static bool is_missing(const hl_lin_arm *arms, size_t count, size_t m)
{
    for (size_t a = 0; a < count; a++)
        if (arms[a].n > 0 && arms[a].mean[m] > 0)
            return true;
    return false;
}

static void replace(hl_lin_arm *arm, size_t variables, size_t x, size_t m, double c)
{
    arm->mean[x] += c * arm->mean[m];
    for (size_t j = 0; j < variables; j++)
        arm->cov[x][j] += c * arm->cov[m][j];
    for (size_t j = 0; j < variables; j++)
        arm->cov[j][x] += c * arm->cov[j][m];
}

static void move(hl_lin_arm *arm, size_t variables, size_t from, size_t to)
{
    arm->mean[to] = arm->mean[from];
    for (size_t j = 0; j < variables; j++)
        arm->cov[to][j] = arm->cov[from][j];
    for (size_t j = 0; j < variables; j++)
        arm->cov[j][to] = arm->cov[j][from];
}

size_t hl_stats__impute(hl_lin_arm *arms, size_t count, size_t k)
{
    size_t variables = 1 + 2 * k; /* with the outcome */
    size_t kept = k;
    for (size_t i = 1; i <= k; i++) {
        if (!is_missing(arms, count, k + i))
            continue;
        double c = mean_of_present(arms, count, i, k + i);
        kept++;
        for (size_t a = 0; a < count; a++) {
            replace(&arms[a], variables, i, k + i, c);
            if (kept != k + i)
                move(&arms[a], variables, k + i, kept);
        }
    }
    return kept;
}
