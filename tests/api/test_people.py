"""Users and groups over the API."""

from tests.api.conftest import API, Caller


def test_users_are_listed_page_by_page(clerk: Caller) -> None:
    first = clerk.get("/users?limit=30")
    second = clerk.get(f"/users?limit=30&after={first.json['page']['next']}")

    names = [user["username"] for page in (first, second) for user in page.json["items"]]
    assert len(names) == len(set(names)) == 47
    assert names == sorted(names)
    assert first.json["page"]["total"] == 47
    assert (first.json["page"]["prev"], second.json["page"]["next"]) == (None, None)
    assert f"<{API}/users?limit=30&after=" in first.headers["Link"]
    back = clerk.get(f"/users?limit=30&after={second.json['page']['prev']}")
    assert back.json["items"] == first.json["items"]


def test_the_total_is_left_out_on_request(clerk: Caller) -> None:
    assert "total" not in clerk.get("/users?count=false").json["page"]


def test_users_are_found_by_group_and_by_name(clerk: Caller) -> None:
    found = clerk.get("/users?filter[group]=approver_l1&q=孙")

    assert [user["username"] for user in found.json["items"]] == ["u_dual"]
    assert found.json["items"][0]["groups"] == ["approver_l1", "assessor"]


def test_a_cursor_of_another_list_is_refused(clerk: Caller) -> None:
    cursor = clerk.get("/users?limit=1").json["page"]["next"]

    refused = clerk.get(f"/users?filter[group]=surveyor&after={cursor}")

    assert (refused.status_code, refused.json["code"]) == (400, "invalid_parameter")
    assert refused.json["errors"][0]["pointer"] == "/after"


def test_a_user_is_shown_by_id_and_by_name_with_an_etag(clerk: Caller) -> None:
    by_name = clerk.get("/users/u_sur1")
    by_id = clerk.get(f"/users/{by_name.json['id']}")

    assert by_id.json == by_name.json
    assert isinstance(by_name.json["id"], str)
    assert by_name.headers["ETag"] == '"1"'
    unchanged = clerk.get("/users/u_sur1", headers={"If-None-Match": '"1"'})
    assert (unchanged.status_code, unchanged.data) == (304, b"")


def test_an_unknown_user_is_not_found(clerk: Caller) -> None:
    assert clerk.get("/users/u_nobody").status_code == 404
    assert clerk.get(f"/users/{'9' * 60}").status_code == 404


def test_labels_come_in_the_readers_language(clerk: Caller) -> None:
    assert clerk.get("/users/u_sur1").json["label"] == "陈志强"
    assert clerk.get("/users/u_sur1?lang=en").json["label"] == "Chen Zhiqiang"


def test_every_group_is_listed_with_its_name(clerk: Caller) -> None:
    groups = {group["code"]: group["name"] for group in clerk.get("/groups").json["items"]}

    assert len(groups) == 41
    assert groups["claims_adjudicator"] == "核赔"
