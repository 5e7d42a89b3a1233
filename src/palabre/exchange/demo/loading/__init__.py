"""Loading the demo: what its people did, page by page of a diary, at the times the content gives.

Each module here writes a part of the diary; `diary.Diary.live` then lives it from the first page to the last, with the
clock moved, through the same actions that people use.
"""
