"""Pages that gather: home, city hubs, search."""
