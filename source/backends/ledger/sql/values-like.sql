SELECT value_id, value FROM dimension_value WHERE dimension = :dimension AND value GLOB :pattern
