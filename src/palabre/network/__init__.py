"""The network of correspondents: who they are, what they are asked, what they are owed."""
