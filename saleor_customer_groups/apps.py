"""The Django app that holds groups, facts and memberships in either host."""

from django.apps import AppConfig


class CustomerGroupsConfig(AppConfig):
    name = "saleor_customer_groups"
    label = "customer_groups"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Customer groups"
