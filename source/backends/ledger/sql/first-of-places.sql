-- Of the errors at these positions, those that come first in an order, after one of them; {joined}, {key} and {order} are of error-sort.ts.
SELECT place.value AS position, {key} AS sorted_by
FROM json_each(:positions) AS place
{joined}
WHERE :isFirst OR ({key}, place.value) {beyond} (:key, CAST(:position AS INTEGER))
ORDER BY sorted_by {order}, place.value {order}
LIMIT :limit
