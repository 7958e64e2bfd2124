# Writes the three data files beside it, from data sets that come with R and two of its packages:
#   ucb.csv     UCBAdmissions (R, package datasets): Bickel, Hammel & O'Connell (1975), Science 187:398-404
#   nsw.csv     lalonde (package Matching): the randomised part of the National Supported Work
#               demonstration; LaLonde (1986), Dehejia & Wahba (1999), JASA 94:1053-1062
#   awards.csv  AchievementAwardsRCT (package clubSandwich): Angrist & Lavy (2009), American Economic
#               Review 99:1384-1414; pupils of 2001, randomised by school, summed by school
# usage: Rscript make_data.R
suppressPackageStartupMessages({library(Matching); library(clubSandwich)})

ucb <- as.data.frame(UCBAdmissions)
ucb <- reshape(ucb, idvar = c("Gender", "Dept"), timevar = "Admit", direction = "wide")
names(ucb) <- c("gender", "department", "admitted", "rejected")
write.csv(ucb, "ucb.csv", row.names = FALSE, quote = FALSE)

data(lalonde)
nsw <- lalonde[c("treat", "age", "educ", "black", "married", "re75", "re78")]
nsw$treat <- ifelse(nsw$treat == 1, "trained", "control")
write.csv(nsw, "nsw.csv", row.names = FALSE, quote = FALSE)

data(AchievementAwardsRCT)
pupils <- subset(AchievementAwardsRCT, year == "2001")
awards <- aggregate(cbind(pupils = 1, passed = Bagrut_status) ~ school_id + treated, pupils, sum)
awards$treated <- ifelse(awards$treated == 1, "awards", "control")
write.csv(awards[order(awards$school_id), ], "awards.csv", row.names = FALSE, quote = FALSE)
