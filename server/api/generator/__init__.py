"""Turns the service model into C++: see ../generate.py."""
