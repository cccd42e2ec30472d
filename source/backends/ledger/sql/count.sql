UPDATE counter SET pending = pending + :pending, failed = failed + :failed WHERE counter_id = :counterId
