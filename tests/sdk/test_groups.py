"""The five operations on groups, through boto3."""

import support

ROLE = "arn:aws:iam::123456789012:role/Admin"


def setUpModule():
    support.start_module_server()


class Groups(support.PoolTestCase):
    def create_group(self, name, **members):
        return self.cognito.create_group(UserPoolId=self.pool_id, GroupName=name, **members)["Group"]

    def test_live_from_create_to_delete(self):
        created = self.create_group("admins", Description="Those who may", Precedence=0, RoleArn=ROLE)
        self.assertEqual(created, {"UserPoolId": self.pool_id, "GroupName": "admins", "Description": "Those who may",
                                   "Precedence": 0, "RoleArn": ROLE, "CreationDate": created["CreationDate"],
                                   "LastModifiedDate": created["CreationDate"]})
        named = {"UserPoolId": self.pool_id, "GroupName": "admins"}
        self.assertEqual(self.cognito.get_group(**named)["Group"], created)
        updated = self.cognito.update_group(**named, Description="New")["Group"]
        self.assertEqual(updated, {**created, "Description": "New", "LastModifiedDate": updated["LastModifiedDate"]})
        self.assertGreater(updated["LastModifiedDate"], created["LastModifiedDate"])
        self.cognito.delete_group(**named)
        self.assert_refused("ResourceNotFoundException", "Group not found.", "get_group", **named)

    def test_are_paged(self):
        for number in range(5):
            self.create_group(f"group{number}")
        self.assertEqual(self.pages_of("list_groups", "Groups", "GroupName"),
                         [["group0", "group1"], ["group2", "group3"], ["group4"]])

    def test_exist_once(self):
        self.create_group("admins")
        self.assert_refused("GroupExistsException", "A group with the name already exists.",
                            "create_group", UserPoolId=self.pool_id, GroupName="admins")
