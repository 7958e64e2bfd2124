# Figures of the three data sets beside it by R, written as reference.json. Packages: metafor, and
# ratesci (its R sources in the folder given, as it is in no distribution).
# usage: Rscript reference.R FOLDER-OF-RATESCI-SOURCES
suppressPackageStartupMessages(library(metafor))
for (file in list.files(commandArgs(TRUE)[1], "[.]R$", full.names = TRUE)) source(file)
out <- list()
put <- function(name, value) out[[name]] <<- as.numeric(value)

# ---- proportions: are women admitted less often than men; and within departments
ucb <- read.csv("ucb.csv")
n <- with(ucb, tapply(admitted + rejected, gender, sum))
x <- with(ucb, tapply(admitted, gender, sum))
score <- function(contrast, ...)
  scoreci(x["Female"], n["Female"], x["Male"], n["Male"], contrast = contrast, skew = TRUE, bcf = TRUE,
          cc = FALSE, precis = 12, ...)
rd <- score("RD")$estimates; rr <- score("RR")$estimates
put("ucb.difference.low", rd[, "lower"]); put("ucb.difference.high", rd[, "upper"])
put("ucb.lift.low", rr[, "lower"] - 1); put("ucb.lift.high", rr[, "upper"] - 1)
put("ucb.p", score("RD")$pval[, "pval2sided"])
put("ucb.srm.p", binom.test(n["Female"], sum(n), 0.5)$p.value)
men <- ucb[ucb$gender == "Male", ]; women <- ucb[ucb$gender == "Female", ]
mh <- function(measure) rma.mh(measure = measure, ai = women$admitted, bi = women$rejected, ci = men$admitted,
                               di = men$rejected)
put("ucb.mh.lift", exp(coef(mh("RR"))) - 1); put("ucb.mh.difference", coef(mh("RD")))
put("ucb.mh.lift.low", exp(mh("RR")$ci.lb) - 1); put("ucb.mh.lift.high", exp(mh("RR")$ci.ub) - 1)
strat <- scoreci(women$admitted, women$admitted + women$rejected, men$admitted, men$admitted + men$rejected,
                 contrast = "RR", skew = TRUE, bcf = TRUE, stratified = TRUE, weighting = "MH", precis = 12)
put("ucb.mh.score.low", strat$estimates[, "lower"] - 1); put("ucb.mh.score.high", strat$estimates[, "upper"] - 1)

# ---- means: earnings after training
nsw <- read.csv("nsw.csv")
arm <- split(nsw, nsw$treat)
welch <- t.test(arm$trained$re78, arm$control$re78)
put("nsw.welch.difference", diff(rev(welch$estimate))); put("nsw.welch.p", welch$p.value)
put("nsw.welch.low", welch$conf.int[1]); put("nsw.welch.high", welch$conf.int[2])
put("nsw.welch.df", welch$parameter)
covariates <- c("age", "educ", "black", "married", "re75")
centred <- cbind(nsw[c("re78", "treat")], scale(nsw[covariates], scale = FALSE))
put("nsw.lin.difference",
    coef(lm(re78 ~ treat * (age + educ + black + married + re75), centred))["treattrained"])
for (q in c(0.25, 0.5, 0.9)) for (a in names(arm))
  put(sprintf("nsw.age.%g.%s", q, a), quantile(arm[[a]]$age, q, type = 7))

# ---- clusters: pupils in schools, which were randomised
awards <- read.csv("awards.csv")
rate <- with(awards, tapply(passed, treated, sum) / tapply(pupils, treated, sum))
put("awards.difference", rate["awards"] - rate["control"])

text <- sprintf('  "%s": %s', names(out), sapply(out, function(v) formatC(v, digits = 15, format = "g")))
made <- sprintf("R %s, metafor %s, ratesci 1.1.0.9000", getRversion(), packageVersion("metafor"))
writeLines(c("{", sprintf('  "made_by": "%s",', made), paste(text, collapse = ",\n"), "}"), "reference.json")
