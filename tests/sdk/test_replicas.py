"""A replica in another region with boto3: the settings of its own, set and shown there, and which region sent a message."""

import newest
import support
import workbench

IRELAND = "eu-west-1"
KEY = {"KeyConfiguration": {"KeyType": "CUSTOMER_MANAGED_KEY",
                            "KmsKeyArn": "arn:aws:kms:us-east-1:000000000000:key/mrk-00000000000000000000000000000000"}}
ROLE = {"SnsCallerArn": "arn:aws:iam::000000000000:role/sns", "ExternalId": "rock"}
BY_SMS = {"MfaConfiguration": "OPTIONAL", "SmsMfaConfiguration": {"SmsConfiguration": ROLE}}
THERE_BY_SMS = {"MfaConfiguration": "OPTIONAL", "SmsMfaConfiguration": {"SmsConfiguration": {**ROLE, "SnsRegion": IRELAND}}}
OTHER = "Settings that are not specific to this Region must match those of the primary Region."
# What DescribeUserPool shows and UpdateUserPool has not.
SHOWN_ALONE = ("Id", "Name", "Arn", "CreationDate", "LastModifiedDate", "SchemaAttributes", "EstimatedNumberOfUsers", "Status", "Domain",
               "CustomDomain", "AliasAttributes", "UsernameAttributes", "UsernameConfiguration", "UserPoolTags")


def setUpModule():
    support.start_module_server()


class Replicas(newest.NewestTestCase):
    def setUp(self):
        super().setUp()
        self.there = newest.client_for(support.endpoint(), region=IRELAND)
        self.make_pool(mfa=BY_SMS, **KEY)
        self.cognito.create_user_pool_replica(UserPoolId=self.pool_id, RegionName=IRELAND)
        status, answer = workbench.call(support.endpoint(), "POST", "/_rockpool/clock/advance", {"seconds": 60})
        self.assertEqual(status, 200, answer)

    def assert_refused_there(self, message, operation, **request):
        with self.assertRaises(self.there.exceptions.InvalidParameterException) as caught:
            getattr(self.there, operation)(UserPoolId=self.pool_id, **request)
        self.assertEqual(caught.exception.response["Error"]["Message"], message)

    def test_the_sender_of_sms_is_its_own(self):
        self.there.set_user_pool_mfa_config(UserPoolId=self.pool_id, **THERE_BY_SMS)
        for client, region in ((self.there, IRELAND), (self.cognito, None)):
            config = client.get_user_pool_mfa_config(UserPoolId=self.pool_id)
            self.assertEqual(config["MfaConfiguration"], "OPTIONAL")
            self.assertEqual(config["SmsMfaConfiguration"]["SmsConfiguration"].get("SnsRegion"), region)
            pool = client.describe_user_pool(UserPoolId=self.pool_id)["UserPool"]
            self.assertEqual(pool["SmsConfiguration"].get("SnsRegion"), region)
        self.assert_refused_there(OTHER, "set_user_pool_mfa_config", **{**THERE_BY_SMS, "MfaConfiguration": "ON"})

    def test_what_is_shown_there_goes_back_with_a_change_of_its_own(self):
        shown = self.there.describe_user_pool(UserPoolId=self.pool_id)["UserPool"]
        back = {name: value for name, value in shown.items() if name not in SHOWN_ALONE}
        back["AdminCreateUserConfig"].pop("UnusedAccountValidityDays", None)
        back.update(KEY, EmailConfiguration={"ReplyToEmailAddress": "ireland@example.com"})
        self.there.update_user_pool(UserPoolId=self.pool_id, UserPoolTags={"team": "ireland"}, **back)
        shown = self.there.describe_user_pool(UserPoolId=self.pool_id)["UserPool"]
        self.assertEqual((shown["EmailConfiguration"]["ReplyToEmailAddress"], shown["UserPoolTags"]), ("ireland@example.com", {"team": "ireland"}))
        primary = self.cognito.describe_user_pool(UserPoolId=self.pool_id)["UserPool"]
        self.assertEqual((primary["EmailConfiguration"].get("ReplyToEmailAddress"), primary["UserPoolTags"]), (None, {}))
        self.assert_refused_there(OTHER, "update_user_pool", **{**back, "DeletionProtection": "ACTIVE"})

    def test_a_domain_of_the_pool_is_made_changed_and_deleted_from_there(self):
        domain = f"ireland-{self.pool_id.split('_')[1].lower()}"
        self.there.create_user_pool_domain(UserPoolId=self.pool_id, Domain=domain, ManagedLoginVersion=1)
        self.assertEqual(self.cognito.describe_user_pool(UserPoolId=self.pool_id)["UserPool"]["Domain"], domain)
        for client in (self.there, self.cognito):
            self.assertEqual(client.describe_user_pool_domain(Domain=domain)["DomainDescription"]["UserPoolId"], self.pool_id)
        self.there.update_user_pool_domain(UserPoolId=self.pool_id, Domain=domain, ManagedLoginVersion=2)
        self.assertEqual(self.cognito.describe_user_pool_domain(Domain=domain)["DomainDescription"]["ManagedLoginVersion"], 2)
        self.assert_refused_there("User pool already has a domain configured.", "create_user_pool_domain", Domain=f"{domain}-2")
        self.there.delete_user_pool_domain(UserPoolId=self.pool_id, Domain=domain)
        for client in (self.there, self.cognito):
            self.assertEqual(client.describe_user_pool_domain(Domain=domain)["DomainDescription"], {})

    def test_the_outbox_says_which_region_sent_a_code(self):
        self.cognito.update_user_pool_replica(UserPoolId=self.pool_id, RegionName=IRELAND, Status="ACTIVE")
        self.add_user(phone_number="+491701234567")
        self.cognito.admin_set_user_mfa_preference(UserPoolId=self.pool_id, Username="ada",
                                                   SMSMfaSettings={"Enabled": True, "PreferredMfa": True})
        app = self.make_client(flows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"])
        for client, region in ((self.cognito, support.REGION), (self.there, IRELAND)):
            begun = client.admin_initiate_auth(UserPoolId=self.pool_id, ClientId=app, AuthFlow="ADMIN_USER_PASSWORD_AUTH",
                                               AuthParameters={"USERNAME": "ada", "PASSWORD": newest.PASSWORD})
            self.assertEqual(begun["ChallengeName"], "SMS_MFA")
            self.assertEqual(self.outbox.next()["region"], region)
