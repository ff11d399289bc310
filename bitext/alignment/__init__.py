"""Pure algorithms: sentences to beads, attention to word links, quotations to quotations."""
