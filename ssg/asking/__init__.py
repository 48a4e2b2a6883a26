"""What others on the web answer becomes plain values: of the right type, and without traps."""
