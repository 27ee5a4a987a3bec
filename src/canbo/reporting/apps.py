"""The app's entry for Django; it keeps no tables yet, as no figure is frozen yet."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Number and compliance views over the records."""

    name = "canbo.reporting"
    label = "reporting"
    verbose_name = "Số liệu và đối chiếu tiêu chuẩn"
