"""The doors: importers, exporters, the demo's content."""
