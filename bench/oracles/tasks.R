# The mixed model of lme4 on the tables of tasks.json: estimate, standard error, Satterthwaite's degrees of freedom and p.
#
#     apt-get install r-base-core r-cran-jsonlite r-cran-lme4 r-cran-lmertest
#     Rscript bench/oracles/tasks.R < test/stats/oracles/tasks.json > test/stats/oracles/tasks-r.json
suppressPackageStartupMessages({ library(jsonlite); library(lmerTest) })
input <- fromJSON(file("stdin"), simplifyDataFrame = FALSE, simplifyMatrix = TRUE)
strict <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5))

mixed <- function(table) {
  d <- table$scores[2, , ] - table$scores[1, , ]
  unit <- sd(d)
  data <- data.frame(y = as.vector(t(d)) / unit, task = factor(rep(seq_len(nrow(d)), each = ncol(d))))
  found <- coef(summary(lmer(y ~ 1 + (1 | task), data, control = strict), ddf = "Satterthwaite"))[1, ]
  list(name = table$name, mixed = unname(c(found[1:2] * unit, found[[3]], found[[5]])))
}
cat(toJSON(list(mixed = lapply(input$tables, mixed)), digits = NA, auto_unbox = TRUE))
