"""Thị xã Sầm Sơn 2006 to 2011: real units, invented officials."""
