"""Any Word file, from its bytes to the words of the model: all that knows its XML."""
