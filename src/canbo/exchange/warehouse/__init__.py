"""The warehouse: runs unbound Ibis expressions over Arrow columns, on DuckDB in this process."""

from canbo.exchange.warehouse.duck import DuckWarehouse, arrow_table, sql_of

__all__ = ["DuckWarehouse", "arrow_table", "sql_of"]
