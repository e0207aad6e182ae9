# R's results for the samples of tests.json.
#
#     apt-get install r-base-core r-cran-jsonlite r-cran-exactranktests r-cran-boot r-cran-rpact
#     Rscript bench/oracles/tests.R < test/stats/oracles/tests.json > test/stats/oracles/tests-r.json
#
# base: t.test, wilcox.test, p.adjust, power.t.test; exactRankTests: Wilcoxon and permutation tests that are exact with ties;
# boot: bootstrap intervals; rpact: group-sequential boundaries.
suppressPackageStartupMessages({
  library(jsonlite); library(exactRankTests); library(boot); library(rpact)
})
input <- fromJSON(file("stdin"), simplifyDataFrame = FALSE)
options(digits = 17)

one <- function(sample) {
  x <- sample$x; y <- sample$y; d <- x - y
  paired <- t.test(x, y, paired = TRUE)
  welch <- t.test(x, y)
  out <- list(
    name = sample$name,
    paired = list(statistic = unname(paired$statistic), pValue = paired$p.value, interval = as.numeric(paired$conf.int)),
    welch = list(statistic = unname(welch$statistic), pValue = welch$p.value,
                 degreesOfFreedom = unname(welch$parameter), interval = as.numeric(welch$conf.int)),
    wilcoxonExact = suppressWarnings(list(
      `two-sided` = wilcox.exact(x, y, paired = TRUE, exact = TRUE)$p.value,
      greater = wilcox.exact(x, y, paired = TRUE, exact = TRUE, alternative = "greater")$p.value)))
  # perm.test needs integers, as these sums are.
  whole <- round(d * 200)
  if (max(abs(d * 200 - whole)) < 1e-9 && max(abs(whole)) %in% 1:10000 && length(d) <= 20)
    out$signFlip <- list(`two-sided` = perm.test(whole, exact = TRUE)$p.value)
  out
}

looks <- function(information, ...) {
  design <- getDesignGroupSequential(informationRates = information / max(information), sided = 2, alpha = 0.05, ...)
  list(information = information, critical = design$criticalValues, spent = design$alphaSpent)
}
equal <- function(k, ...) looks(seq_len(k), ...)

scores <- c(10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213)
set.seed(1)
resampled <- boot(scores, function(s, i) c(mean(s[i]), var(s[i]) / length(i)), R = 200000)
limits <- boot.ci(resampled, type = c("perc", "basic", "bca", "stud"))

cat(toJSON(list(
  samples = lapply(input$samples, one),
  adjusted = lapply(input$adjusted, function(case) list(
    holm = p.adjust(case$pValues, "holm"), hochberg = p.adjust(case$pValues, "hochberg"),
    benjaminiHochberg = p.adjust(case$pValues, "BH"))),
  power = lapply(asplit(input$power, 1), function(row) c(
    power.t.test(n = row[[2]], delta = row[[1]], sig.level = row[[3]], type = "paired", strict = TRUE)$power,
    power.t.test(n = row[[2]], delta = row[[1]], sig.level = row[[3]], type = "two.sample", strict = TRUE)$power)),
  bootstrap = list(percentile = limits$percent[4:5], basic = limits$basic[4:5], bca = limits$bca[4:5],
                   studentised = limits$student[4:5]),
  boundaries = list(
    list(kind = "obrien-fleming", cases = list(equal(2, typeOfDesign = "asOF"), equal(3, typeOfDesign = "asOF"),
         equal(5, typeOfDesign = "asOF"), looks(c(5, 8, 12, 16, 20), typeOfDesign = "asOF"))),
    list(kind = "pocock", cases = list(equal(2, typeOfDesign = "asP"), equal(5, typeOfDesign = "asP"),
         looks(c(5, 7, 10, 14, 20), typeOfDesign = "asP"))),
    list(kind = "kim-demets", shape = 2, cases = list(equal(4, typeOfDesign = "asKD", gammaA = 2),
         looks(c(5, 7, 10, 14, 20), typeOfDesign = "asKD", gammaA = 2))),
    list(kind = "hwang-shih-decani", shape = -4, cases = list(equal(5, typeOfDesign = "asHSD", gammaA = -4),
         looks(c(3, 4, 20), typeOfDesign = "asHSD", gammaA = -4))),
    list(kind = "linear", cases = list(looks(c(5, 8, 12, 16, 20), typeOfDesign = "asKD", gammaA = 1))))
), digits = NA, auto_unbox = TRUE))
