"""PluginConfig: the package's Django app as Saleor installs it."""

from saleor_customer_groups.apps import CustomerGroupsConfig


class PluginConfig(CustomerGroupsConfig):
    """The same app and tables as everywhere, connected to Saleor."""

    def ready(self) -> None:
        from saleor_customer_groups.graphql.schema import Addition, add_fields
        from saleor_customer_groups.host import set_host

        from . import checks, schedule, schema, screens, signals
        from .host import SaleorHost
        from .interceptions import intercept

        set_host(SaleorHost())
        offers = "saleor_customer_groups.plugin.offer_mutations.OfferMutation"
        add_fields(Addition(mutation=offers))
        signals.connect()
        schedule.add_to_beat()
        checks.register_checks()
        schema.extend_schema()
        screens.add_screens()
        intercept()
