-- One row for each customer; $since is the message's header of this name.
SELECT customer, sum(total)::DOUBLE AS total, count(*) AS orders
FROM orders
WHERE day >= CAST($since AS DATE)
GROUP BY customer
ORDER BY customer;
