-- What a change would do: how many prices it is about, how many would be others, and the
-- lowest and highest amount and percentage before and after.
SELECT count(*),
       count(*) FILTER (
         WHERE (amount_before, percentage_before) IS DISTINCT FROM (amount, percentage)
       ),
       min(amount_before), max(amount_before), min(amount), max(amount),
       min(percentage_before), max(percentage_before), min(percentage), max(percentage)
FROM ({{changed}}) AS changed
