def draw(key): return None
