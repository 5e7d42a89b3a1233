"""What the doctor looks at. A check is a function that yields findings; it names what is wrong and how to mend it."""
