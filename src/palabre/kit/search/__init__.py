"""Words for the search index: how a text and a question are brought to the same terms."""
