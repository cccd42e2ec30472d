UPDATE change SET state = :outcome, ended_at = :endedAt WHERE change_id = :changeId
