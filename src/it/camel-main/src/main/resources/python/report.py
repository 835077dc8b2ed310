"""A report: the body is the sum, the totals are a variable of the exchange."""

lines = [f"{t['customer']}: {t['total']:.2f}" for t in variables["totals"]]
result = "\n".join(lines + [f"all: {body:.2f}"])
