from django.db import migrations

from saleor_customer_groups.models.text_keys import DROP_TEXT_KEY, create_text_key


class Migration(migrations.Migration):
    dependencies = [("customer_groups", "0001_initial")]

    operations = [
        migrations.RunSQL(create_text_key(), DROP_TEXT_KEY),
        migrations.RunSQL(
            "INSERT INTO customer_groups_shop (id) VALUES (1)",
            "DELETE FROM customer_groups_shop",
        ),
        migrations.RunSQL(
            "INSERT INTO customer_groups_customer_group (code, name, kind, is_default)"
            " VALUES ('standard', 'Standard', 'manual', true)",
            "DELETE FROM customer_groups_customer_group WHERE is_default",
        ),
    ]
