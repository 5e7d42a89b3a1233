"""The demo: its invented content, how it is loaded, its pictures, and the pages where one can be somebody."""
