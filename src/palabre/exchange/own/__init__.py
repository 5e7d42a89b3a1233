"""A person's own data across all communities: what there is, taking it along, having it erased."""
