"""The warehouse: runs unbound Ibis expressions over Arrow columns, on DuckDB in this process."""

from canbo.exchange.warehouse.duck import DuckWarehouse, sql_of

__all__ = ["DuckWarehouse", "sql_of"]
