"""Palabre: the talk under the tree where a village hears everyone and then settles what it heard."""

__version__ = "0.1.0"
