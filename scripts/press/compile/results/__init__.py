"""Effect estimates as readers see them: in one line, in a table, group by group."""
