UPDATE object SET position = NULL
