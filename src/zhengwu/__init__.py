"""Zhengwu (政务): the open system of an administrative-approval bureau. The storeys are the packages inside."""

__version__ = "0.1.0"
