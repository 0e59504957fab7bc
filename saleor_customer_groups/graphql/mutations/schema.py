"""Schema: all mutations."""

from __future__ import annotations

import graphene

from .group_archive import CustomerGroupArchive
from .group_create import CustomerGroupCreate
from .group_delete import CustomerGroupDelete
from .group_duplicate import CustomerGroupDuplicate
from .group_evaluate import CustomerGroupEvaluate
from .group_update import CustomerGroupUpdate
from .members_add import CustomerGroupMembersAdd
from .members_export import CustomerGroupExport
from .members_import import CustomerGroupMembersImport
from .members_remove import CustomerGroupMembersRemove


class Mutation(graphene.ObjectType):
    customer_group_create = CustomerGroupCreate.Field()
    customer_group_update = CustomerGroupUpdate.Field()
    customer_group_duplicate = CustomerGroupDuplicate.Field()
    customer_group_archive = CustomerGroupArchive.Field()
    customer_group_delete = CustomerGroupDelete.Field()
    customer_group_evaluate = CustomerGroupEvaluate.Field()
    customer_group_members_add = CustomerGroupMembersAdd.Field()
    customer_group_members_remove = CustomerGroupMembersRemove.Field()
    customer_group_members_import = CustomerGroupMembersImport.Field()
    customer_group_export = CustomerGroupExport.Field()
