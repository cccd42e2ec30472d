UPDATE change SET ended_at = :endedAt WHERE change_id = :changeId
