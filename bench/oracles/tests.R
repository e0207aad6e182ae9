# R's results for the samples of tests.json.
#
#     apt-get install r-base-core r-cran-jsonlite r-cran-exactranktests r-cran-rpact
#     Rscript bench/oracles/tests.R < test/stats/oracles/tests.json > test/stats/oracles/tests-r.json
#
# base: t.test, wilcox.test, p.adjust, power.t.test; exactRankTests: Wilcoxon and permutation tests that are exact with ties;
# rpact: group-sequential boundaries.
suppressPackageStartupMessages({
  library(jsonlite); library(exactRankTests); library(rpact)
})
input <- fromJSON(file("stdin"), simplifyDataFrame = FALSE)
options(digits = 17)

one <- function(sample) {
  x <- sample$x; y <- sample$y; d <- x - y
  paired <- t.test(x, y, paired = TRUE)
  welch <- t.test(x, y)
  out <- list(
    name = sample$name,
    paired = unname(c(paired$statistic, paired$p.value, paired$conf.int)),
    welch = unname(c(welch$statistic, welch$p.value, welch$parameter, welch$conf.int)),
    wilcoxon = suppressWarnings(wilcox.exact(x, y, paired = TRUE, exact = TRUE)$p.value))
  # perm.test needs integers, as these sums are.
  whole <- round(d * 200)
  if (max(abs(d * 200 - whole)) < 1e-9 && max(abs(whole)) %in% 1:10000 && length(d) <= 20)
    out$signFlip <- perm.test(whole, exact = TRUE)$p.value
  out
}

looks <- function(information, ...) {
  design <- getDesignGroupSequential(informationRates = information / max(information), sided = 2, alpha = 0.05, ...)
  list(information = information, critical = design$criticalValues)
}
equal <- function(k, ...) looks(seq_len(k), ...)

cat(toJSON(list(
  samples = lapply(input$samples, one),
  adjusted = lapply(input$adjusted, function(case) I(p.adjust(case$pValues, "holm"))),
  power = lapply(asplit(input$power, 1), function(row) c(
    power.t.test(n = row[[2]], delta = row[[1]], sig.level = row[[3]], type = "paired", strict = TRUE)$power,
    power.t.test(n = row[[2]], delta = row[[1]], sig.level = row[[3]], type = "two.sample", strict = TRUE)$power)),
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
