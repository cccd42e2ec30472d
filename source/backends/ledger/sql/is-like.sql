SELECT ? GLOB ? AS is_like
