"""Six kinds of input, made at random: a result or problems, and never anything else."""
