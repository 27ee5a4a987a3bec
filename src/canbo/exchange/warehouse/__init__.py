"""The warehouse: runs unbound Ibis expressions over Arrow columns, on DuckDB in this process."""

from canbo.exchange.warehouse.duck import DuckWarehouse, arrow_table, sql_of, write_parquet

__all__ = ["DuckWarehouse", "arrow_table", "sql_of", "write_parquet"]
