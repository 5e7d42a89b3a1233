"""Cities from GeoNames, each community's hubs and teams, organisations, the map."""
