"""CreateUserPool, DescribeUserPool, ListUserPools and DeleteUserPool, as far as identity providers need them."""

import datetime

import support

STANDARD_ATTRIBUTES = [
    "sub", "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
    "website", "email", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number",
    "phone_number_verified", "address", "updated_at"]


def setUpModule():
    support.start_module_server()


class CreateUserPool(support.CognitoTestCase):
    def create(self, **members):
        return self.cognito.create_user_pool(**{"PoolName": "rock", **members})["UserPool"]

    def attributes(self, pool):
        return {attribute["Name"]: attribute for attribute in pool["SchemaAttributes"]}

    def test_fills_in_the_defaults_of_a_pool_that_only_has_a_name(self):
        pool = self.create()
        self.assertEqual(pool["Name"], "rock")
        self.assertEqual(pool["Policies"]["PasswordPolicy"], {
            "MinimumLength": 8, "RequireUppercase": True, "RequireLowercase": True, "RequireNumbers": True,
            "RequireSymbols": True, "TemporaryPasswordValidityDays": 7})
        self.assertEqual(pool["LambdaConfig"], {})
        self.assertEqual(pool["MfaConfiguration"], "OFF")
        self.assertEqual(pool["DeletionProtection"], "INACTIVE")
        self.assertEqual(pool["EstimatedNumberOfUsers"], 0)
        self.assertEqual(pool["AdminCreateUserConfig"],
                         {"AllowAdminCreateUserOnly": False, "UnusedAccountValidityDays": 7})
        self.assertEqual(pool["EmailConfiguration"], {"EmailSendingAccount": "COGNITO_DEFAULT"})
        self.assertEqual(pool["VerificationMessageTemplate"], {"DefaultEmailOption": "CONFIRM_WITH_CODE"})
        self.assertEqual(pool["AccountRecoverySetting"], {"RecoveryMechanisms": [
            {"Name": "verified_email", "Priority": 1}, {"Name": "verified_phone_number", "Priority": 2}]})
        self.assertEqual(pool["UserAttributeUpdateSettings"], {"AttributesRequireVerificationBeforeUpdate": []})
        for unset in ("Domain", "CustomDomain", "Status", "AliasAttributes", "UsernameAttributes",
                      "UsernameConfiguration", "UserPoolTags"):
            self.assertNotIn(unset, pool)

    def test_gives_the_pool_an_id_and_an_arn_of_its_region_and_account(self):
        pool = self.create()
        self.assertRegex(pool["Id"], r"\Aus-east-1_[0-9A-Za-z]{9}\Z")
        self.assertEqual(pool["Arn"], f"arn:aws:cognito-idp:us-east-1:{support.DEFAULT_ACCOUNT}:userpool/{pool['Id']}")

    def test_gives_equal_dates_of_this_minute_in_whole_milliseconds(self):
        pool = self.create()
        self.assertEqual(pool["CreationDate"], pool["LastModifiedDate"])
        now = datetime.datetime.now(datetime.timezone.utc)
        self.assertLess(abs((now - pool["CreationDate"]).total_seconds()), 60)
        self.assertEqual(pool["CreationDate"].microsecond % 1000, 0)

    def test_lists_the_twenty_standard_attributes_in_their_order(self):
        pool = self.create()
        self.assertEqual([attribute["Name"] for attribute in pool["SchemaAttributes"]], STANDARD_ATTRIBUTES)
        attributes = self.attributes(pool)
        self.assertEqual(attributes["sub"], {
            "Name": "sub", "AttributeDataType": "String", "DeveloperOnlyAttribute": False, "Mutable": False,
            "Required": True, "StringAttributeConstraints": {"MinLength": "1", "MaxLength": "2048"}})
        self.assertEqual(attributes["updated_at"], {
            "Name": "updated_at", "AttributeDataType": "Number", "DeveloperOnlyAttribute": False, "Mutable": True,
            "Required": False, "NumberAttributeConstraints": {"MinValue": "0"}})
        self.assertNotIn("StringAttributeConstraints", attributes["email_verified"])

    def test_appends_custom_attributes_under_their_prefix(self):
        pool = self.create(Schema=[{"Name": "department", "AttributeDataType": "String"}])
        self.assertEqual(pool["SchemaAttributes"][-1], {
            "Name": "custom:department", "AttributeDataType": "String", "DeveloperOnlyAttribute": False,
            "Mutable": True, "Required": False, "StringAttributeConstraints": {}})
        self.assertEqual(len(pool["SchemaAttributes"]), 21)

    def test_makes_a_standard_attribute_required_in_its_place(self):
        pool = self.create(Schema=[{"Name": "email", "AttributeDataType": "String", "Required": True}])
        self.assertEqual([attribute["Name"] for attribute in pool["SchemaAttributes"]], STANDARD_ATTRIBUTES)
        self.assertTrue(self.attributes(pool)["email"]["Required"])

    def test_keeps_tags(self):
        pool = self.create(UserPoolTags={"team": "identity"})
        self.assertEqual(pool["UserPoolTags"], {"team": "identity"})

    def test_takes_the_pool_id_from_the_custom_id_tag(self):
        pool = self.create(UserPoolTags={"_custom_id_": "us-east-1_Rockpool1"})
        self.assertEqual(pool["Id"], "us-east-1_Rockpool1")
        described = self.cognito.describe_user_pool(UserPoolId="us-east-1_Rockpool1")["UserPool"]
        self.assertEqual(described["Name"], "rock")

    def test_refuses_alias_and_username_attributes_together(self):
        self.assert_refused(
            "InvalidParameterException",
            "Only one of the aliasAttributes or usernameAttributes can be set in a User pool.",
            "create_user_pool", PoolName="rock", AliasAttributes=["email"], UsernameAttributes=["email"])

    def test_refuses_a_required_custom_attribute(self):
        self.assert_refused(
            "InvalidParameterException", "Required custom attributes are not supported currently.",
            "create_user_pool", PoolName="rock",
            Schema=[{"Name": "department", "AttributeDataType": "String", "Required": True}])

    def test_refuses_a_custom_attribute_that_is_there_twice(self):
        self.assert_refused(
            "InvalidParameterException",
            "Duplicate custom attribute names custom:department are not allowed in a user pool schema.",
            "create_user_pool", PoolName="rock",
            Schema=[{"Name": "department", "AttributeDataType": "String"}] * 2)

    def test_refuses_a_custom_attribute_name_of_more_than_twenty_characters(self):
        name = "a" * 21
        self.assert_refused(
            "InvalidParameterException",
            f"1 validation error detected: Value '{name}' at 'schema.1.member.name' failed to satisfy constraint: "
            "Member must have length less than or equal to 20",
            "create_user_pool", PoolName="rock", Schema=[{"Name": name, "AttributeDataType": "String"}])

    def test_refuses_another_type_for_a_standard_attribute(self):
        self.assert_refused(
            "InvalidParameterException",
            "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email",
            "create_user_pool", PoolName="rock", Schema=[{"Name": "email", "AttributeDataType": "Number"}])

    def test_refuses_a_name_with_characters_that_the_model_forbids(self):
        self.assert_refused(
            "InvalidParameterException",
            "1 validation error detected: Value 'rock/pool' at 'poolName' failed to satisfy constraint: "
            r"Member must satisfy regular expression pattern: [\w\s+=,.@-]+",
            "create_user_pool", PoolName="rock/pool")

    def test_refuses_a_request_without_a_name(self):
        self.assert_refused_unchecked(
            "InvalidParameterException",
            "1 validation error detected: Value null at 'poolName' failed to satisfy constraint: "
            "Member must not be null", "create_user_pool")


class DescribeUserPool(support.CognitoTestCase):
    def test_gives_what_create_answered(self):
        created = self.cognito.create_user_pool(PoolName="rock", UserPoolTags={"team": "identity"})["UserPool"]
        described = self.cognito.describe_user_pool(UserPoolId=created["Id"])["UserPool"]
        self.assertEqual(described, created)

    def test_shows_no_tags_as_an_empty_map(self):
        pool_id = self.cognito.create_user_pool(PoolName="rock")["UserPool"]["Id"]
        self.assertEqual(self.cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]["UserPoolTags"], {})

    def test_refuses_an_unknown_pool(self):
        self.assert_refused("ResourceNotFoundException", "User pool us-east-1_Nowhere00 does not exist.",
                            "describe_user_pool", UserPoolId="us-east-1_Nowhere00")

    def test_refuses_an_id_that_is_no_pool_id(self):
        self.assert_refused(
            "InvalidParameterException",
            "1 validation error detected: Value 'nowhere' at 'userPoolId' failed to satisfy constraint: "
            r"Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+",
            "describe_user_pool", UserPoolId="nowhere")
