"""Groups: what may be made, changed, archived and deleted, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from saleor_customer_groups.engine.parser import InvalidRule
from saleor_customer_groups.models import (
    Assignment,
    CustomerGroup,
    DeletedGroup,
    GroupRevision,
    Membership,
    MembershipEvent,
    Shop,
)
from saleor_customer_groups.services import groups, worker
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.groups import (
    GroupInput,
    archive_group,
    create_group,
    delete_group,
    duplicate_group,
    edit_group,
)
from saleor_customer_groups.services.registry import get_registry
from saleor_customer_groups.services.shops import get_shop
from saleor_customer_groups.services.verification import verify

from .shopping import (
    document,
    happen,
    join_shop,
    ledger_problems,
    make_group,
    mark_count,
    members,
    orders_at_least,
    place_order,
)

pytestmark = pytest.mark.django_db

_FEMALE = {"fact": "gender", "operator": "is", "value": "female"}
_MALE = {"fact": "gender", "operator": "is", "value": "male"}
_PUBLIC = {"visibility": "public", "subscribe_text": {"en": "Send me news."}}


def _state() -> tuple[Any, ...]:
    """Everything that a refused request must leave as it was."""
    return (
        list(CustomerGroup.objects.order_by("pk").values()),
        list(GroupRevision.objects.order_by("pk").values()),
        list(Membership.objects.order_by("pk").values_list()),
        list(MembershipEvent.objects.order_by("pk").values()),
        list(Assignment.objects.order_by("pk").values_list()),
        Shop.objects.values_list("registry_version").get(),
        mark_count(),
    )


def _refused(act: Any, code: ErrorCode, field: str = "", *, says: str = "") -> None:
    """``act`` is refused, saying so, and nothing is half done."""
    before = _state()
    with pytest.raises(CustomerGroupsError) as caught:
        act()
    assert (caught.value.code, caught.value.field) == (code, field)
    assert says in str(caught.value)
    assert str(caught.value).endswith(".")
    assert _state() == before


def test_group__dynamic__has_its_members_when_it_is_made():
    join_shop("ann", gender="female")
    join_shop("bob", gender="male")
    group = make_group("women", _FEMALE)
    assert members("women") == {"ann"}
    assert (group.revision, group.evaluated_revision) == (1, 1)
    event = MembershipEvent.objects.get()
    assert (event.change, event.cause, event.revision) == ("joined", "rule", 1)
    assert event.actor == "ann"


def test_code__not_given__is_made_from_the_name():
    group = create_group(GroupInput(name="Żółte VIP"), actor="ann")
    assert group.code == "zote-vip"


@pytest.mark.parametrize("code", ["Vip", "-vip", "v i p", "ü", "a" * 101])
def test_code__of_other_letters__is_refused(code):
    given = GroupInput(name="VIP", code=code)
    _refused(lambda: create_group(given, actor="ann"), ErrorCode.INVALID, "code")


def test_code__taken__is_refused():
    make_group("vip")
    _refused(lambda: make_group("vip"), ErrorCode.UNIQUE, "code", says="vip")


@pytest.mark.parametrize("field", ["code", "kind", "revision", "nonsense"])
def test_edit__of_what_never_changes__is_refused(field):
    make_group("vip")
    _refused(
        lambda: edit_group("vip", {"name": "New", field: "dynamic"}, actor="ann"),
        ErrorCode.IMMUTABLE,
        field,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "a" * 251}, "name"),
        ({"colour": "red"}, "colour"),
        ({"visibility": "secret"}, "visibility"),
        ({"audience": "everybody"}, "audience"),
        ({"contact_type": "fax"}, "contact_type"),
        ({"rule": document(_FEMALE)}, "rule"),
        ({"is_default": False}, "is_default"),
    ],
)
def test_edit__of_a_manual_group_to_nonsense__is_refused(changes, field):
    make_group("vip")
    given = {"description": "half done", **changes}
    _refused(lambda: edit_group("vip", given, actor="ann"), ErrorCode.INVALID, field)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"visibility": "public"}, "visibility"),
        ({"contact_type": "email"}, "contact_type"),
        ({"is_default": True}, "is_default"),
        ({"parent": "above"}, "parent"),
    ],
)
def test_edit__of_a_dynamic_group_to_what_only_manual_ones_are__is_refused(
    changes, field
):
    make_group("above")
    make_group("women", _FEMALE)
    _refused(
        lambda: edit_group("women", changes, actor="ann"), ErrorCode.INVALID, field
    )


def test_group__dynamic_without_rule_or_manual_with_one__is_refused():
    dynamic = GroupInput(name="VIP", kind="dynamic")
    _refused(lambda: create_group(dynamic, actor="ann"), ErrorCode.REQUIRED, "rule")
    manual = GroupInput(name="VIP", rule=document(_FEMALE))
    _refused(lambda: create_group(manual, actor="ann"), ErrorCode.INVALID, "rule")


def test_group__with_an_invalid_rule__is_refused_with_every_problem():
    before = _state()
    rule = {
        "all": [{"fact": "luck", "operator": "is", "value": 1}, {"group": "nobody"}]
    }
    with pytest.raises(InvalidRule) as caught:
        make_group("vip", rule)
    assert len(caught.value.problems) == 2
    assert _state() == before


def test_rule__edited__is_a_new_revision_with_its_own_ledger_entries():
    join_shop("ann", gender="female")
    join_shop("bob", gender="male")
    make_group("some", _FEMALE)
    group = edit_group("some", {"rule": document(_MALE)}, actor="eve")
    assert members("some") == {"bob"}
    assert (group.revision, group.evaluated_revision) == (2, 2)
    events = MembershipEvent.objects.order_by("id").values_list(
        "profile__host_key", "change", "cause", "revision"
    )
    assert events[0] == ("ann", "joined", "rule", 1)
    assert set(events[1:]) == {
        ("ann", "left", "rule", 2),
        ("bob", "joined", "rule", 2),
    }
    assert ledger_problems() == []


def test_rule__edited_to_the_same__is_no_new_revision():
    make_group("some", _FEMALE)
    group = edit_group(
        "some", {"rule": document(_FEMALE), "name": "Other"}, actor="ann"
    )
    assert (group.revision, group.name) == (1, "Other")


def test_duplicate__of_a_dynamic_group__has_its_rule_and_members():
    join_shop("ann", gender="female")
    make_group("women", _FEMALE, colour="#AABBCC", description="about")
    copy = duplicate_group("women", name="Women too", actor="ann")
    assert (copy.code, copy.colour, copy.description) == (
        "women-too",
        "#aabbcc",
        "about",
    )
    assert members("women-too") == {"ann"}


def test_duplicate__of_a_manual_group__has_no_members():
    join_shop("ann")
    make_group("above")
    make_group("vip", parent="above")
    add_members("vip", ["ann"], actor="ann")
    copy = duplicate_group("vip", name="Copy", new_code="copy", actor="ann")
    assert copy.parent is not None
    assert copy.parent.code == "above"
    assert members("copy") == set()


def test_parents__five_deep__are_the_most():
    for level in range(1, 6):
        make_group(f"l{level}", parent=f"l{level - 1}" if level > 1 else "")
    _refused(
        lambda: make_group("l6", parent="l5"),
        ErrorCode.INVALID,
        "parent",
        says="5 deep",
    )
    make_group("top")
    _refused(
        lambda: edit_group("l1", {"parent": "top"}, actor="ann"),
        ErrorCode.INVALID,
        "parent",
        says="5 deep",
    )


def test_parents__in_a_circle__are_refused():
    make_group("a")
    make_group("b", parent="a")
    make_group("c", parent="b")
    for code in ("a", "c"):
        _refused(
            lambda: edit_group("a", {"parent": code}, actor="ann"),  # noqa: B023
            ErrorCode.CYCLE,
            "parent",
        )


def test_rules__in_a_circle__are_refused_naming_it():
    make_group("a", _FEMALE)
    make_group("b", {"group": "a"})
    make_group("c", {"not": {"group": "b"}})
    for rule in ({"group": "c"}, {"any": [{"group": "a"}, _FEMALE]}):
        _refused(
            lambda: edit_group("a", {"rule": document(rule)}, actor="ann"),  # noqa: B023
            ErrorCode.CYCLE,
            "rule",
            says="a → ",
        )


def test_parent__dynamic__is_refused():
    make_group("women", _FEMALE)
    _refused(lambda: make_group("vip", parent="women"), ErrorCode.INVALID, "parent")
    _refused(lambda: make_group("vip", parent="none"), ErrorCode.NOT_FOUND, "code")


def test_parent__of_a_public_group__is_public():
    make_group("private")
    make_group("public", **_PUBLIC)
    _refused(
        lambda: make_group("news", parent="private", **_PUBLIC),
        ErrorCode.INVALID,
        "parent",
    )
    make_group("news", parent="public", **_PUBLIC)
    _refused(
        lambda: edit_group("public", {"visibility": "private"}, actor="ann"),
        ErrorCode.INVALID,
        "visibility",
    )


def test_public__without_a_text_to_agree_to__is_refused():
    _refused(
        lambda: make_group("news", visibility="public"),
        ErrorCode.REQUIRED,
        "subscribe_text",
    )
    make_group("news")
    _refused(
        lambda: edit_group("news", {"visibility": "public"}, actor="ann"),
        ErrorCode.REQUIRED,
        "subscribe_text",
    )
    edit_group("news", _PUBLIC, actor="ann")
    _refused(
        lambda: edit_group("news", {"subscribe_text": {"en": " "}}, actor="ann"),
        ErrorCode.REQUIRED,
        "subscribe_text",
    )


def test_parent__changed__moves_the_members_of_both():
    join_shop("ann")
    for code in ("old", "new"):
        make_group(code)
    make_group("vip", parent="old")
    add_members("vip", ["ann"], actor="ann")
    edit_group("vip", {"parent": "new"}, actor="ann")
    assert (members("old"), members("new")) == (set(), {"ann"})
    assert ledger_problems() == []
    assert verify().differences == 0


def test_default_group__is_one_and_moves_by_an_edit():
    standard = CustomerGroup.objects.get(is_default=True)
    assert standard.code == "standard"
    make_group("vip")
    edit_group("vip", {"is_default": True}, actor="ann")
    assert CustomerGroup.objects.get(is_default=True).code == "vip"


def test_default_group__moved__concerns_the_rules_that_name_it():
    join_shop("ann", "bob")
    make_group("vip")
    add_members("vip", ["ann"], actor="eve")
    make_group("in-vip", {"group": "vip"})
    make_group("in-standard", {"group": "standard"})
    edit_group("vip", {"is_default": True}, actor="eve")
    worker.work_off()
    assert members("in-vip") == {"ann", "bob"}
    assert members("in-standard") == members("vip") == set()
    assert verify().differences == 0


def test_default_group__is_neither_parent_nor_child_nor_deleted_nor_archived():
    make_group("above")
    make_group("below", parent="above")
    refuse = [
        (lambda: make_group("x", parent="standard"), ErrorCode.INVALID, "parent"),
        (
            lambda: edit_group("standard", {"parent": "above"}, actor="a"),
            ErrorCode.INVALID,
            "is_default",
        ),
        (
            lambda: edit_group("above", {"is_default": True}, actor="a"),
            ErrorCode.INVALID,
            "is_default",
        ),
        (
            lambda: edit_group("below", {"is_default": True}, actor="a"),
            ErrorCode.INVALID,
            "is_default",
        ),
        (lambda: archive_group("standard", actor="a"), ErrorCode.IN_USE, ""),
        (lambda: delete_group("standard", actor="a"), ErrorCode.IN_USE, ""),
    ]
    for act, code, field in refuse:
        _refused(act, code, field)


def test_archived_group__has_no_members_and_takes_no_edit():
    join_shop("ann", gender="female")
    make_group("women", _FEMALE)
    make_group("others", {"not": {"group": "women"}})
    archive_group("women", actor="eve")
    assert members("women") == set()
    worker.work_off()
    assert members("others") == {"ann"}
    event = MembershipEvent.objects.filter(group__code="women").latest("id")
    assert (event.change, event.cause, event.actor) == ("left", "archive", "eve")
    _refused(
        lambda: edit_group("women", {"name": "New"}, actor="ann"),
        ErrorCode.ARCHIVED,
        "code",
    )
    happen("ann")
    assert members("women") == set()
    assert verify().differences == 0


def test_archived_child__gives_its_parent_no_members():
    join_shop("ann")
    make_group("above")
    make_group("below", parent="above")
    add_members("below", ["ann"], actor="ann")
    archive_group("below", actor="ann")
    assert members("above") == set()
    _refused(
        lambda: edit_group("above", {"parent": "below"}, actor="ann"),
        ErrorCode.ARCHIVED,
        "parent",
    )


def test_delete__of_what_is_used__names_what_uses_it():
    make_group("above")
    make_group("below", parent="above")
    make_group("rich", {"all": [{"group": "above"}, orders_at_least(1)]})
    _refused(
        lambda: delete_group("above", actor="ann"),
        ErrorCode.IN_USE,
        says="its child group “Below”, the rule of “Rich”",
    )
    delete_group("rich", actor="ann")
    delete_group("below", actor="ann")
    delete_group("above", actor="ann")
    assert not CustomerGroup.objects.exclude(code="standard").exists()


def test_deleted_group__leaves_the_ledger_and_a_tombstone():
    join_shop("ann", gender="female")
    pk = make_group("women", _FEMALE).pk
    delete_group("women", actor="eve")
    tombstone = DeletedGroup.objects.get(group_id=pk)
    assert (tombstone.code, tombstone.deleted_by) == ("women", "eve")
    changes = MembershipEvent.objects.filter(group_id=pk).order_by("id")
    assert list(changes.values_list("change", "cause")) == [
        ("joined", "rule"),
        ("left", "delete"),
    ]
    assert ledger_problems() == []


def test_deleted_group__is_forgotten_by_the_next_event():
    join_shop("ann")
    make_group("buyers", orders_at_least(1))
    delete_group("buyers", actor="ann")
    assert "buyers" not in get_registry(get_shop()).by_code
    place_order("ann")
    happen("ann")
    assert mark_count() == 0


def test_deleted_child__leaves_its_parent():
    join_shop("ann")
    make_group("above")
    make_group("below", parent="above")
    add_members("below", ["ann"], actor="ann")
    delete_group("below", actor="ann")
    assert members("above") == set()
    assert not Assignment.objects.exists()
    assert verify().differences == 0


def test_audience__visitors__has_no_customers():
    join_shop("ann", gender="female")
    make_group("women", _FEMALE)
    edit_group("women", {"audience": "visitors"}, actor="ann")
    assert members("women") == set()
    edit_group("women", {"audience": "both"}, actor="ann")
    assert members("women") == {"ann"}
    assert worker.work_off() == 0


def test_group__unknown__is_not_found():
    for act in (groups.get_group, lambda code: delete_group(code, actor="ann")):
        _refused(lambda: act("nobody"), ErrorCode.NOT_FOUND, "code", says="nobody")  # noqa: B023
