"""The Django app of the standalone shop."""

from django.apps import AppConfig


class StandaloneConfig(AppConfig):
    name = "saleor_customer_groups.standalone"
    label = "customer_groups_standalone"
    verbose_name = "Customer groups: standalone shop"

    def ready(self) -> None:
        from saleor_customer_groups.graphql.schema import Addition, add_fields
        from saleor_customer_groups.host import set_host

        from .host import StandaloneHost

        set_host(StandaloneHost())
        schema = "saleor_customer_groups.standalone.schema"
        add_fields(Addition(f"{schema}.ShopQuery", f"{schema}.ShopMutation"))
