# Rscript bench/oracles/crossed.R prints variance components for test/stats/estimates/variance-shares.test.ts.
show <- function(name, data, formula, per.level) {
  table <- summary(aov(formula, data))[[1]]
  squares <- table[["Mean Sq"]]
  sources <- length(squares) - 1
  components <- c(pmax(0, (squares[1:sources] - squares[sources + 1]) / per.level), squares[sources + 1])
  cat(name, format(sum(components), digits = 12), format(components / sum(components), digits = 12), "\n")
}
latin <- expand.grid(column = 0:3, row = 0:3)
latin$data <- (latin$row + latin$column) %% 4
latin$y <- with(latin, round(0.8 + 0.03 * sin(7 * row) + 0.02 * sin(5 * column + 1) + 0.05 * sin(3 * data) + 0.01 * sin(11 * row * column + data), 6))
show("latin", latin, y ~ factor(row) + factor(column) + factor(data), 4)
two <- expand.grid(column = 0:2, row = 0:2)
two$y <- with(two, round(0.8 + 0.05 * sin(7 * row) + 0.001 * sin(5 * column + 1) + 0.01 * sin(11 * row * column), 6))
show("two", two, y ~ factor(row) + factor(column), 3)
