"""Which functions run at which moment, in pools that have all of them: what runs none, and what runs those of its own kind alone."""

import time
import urllib.request

import newest
import srp_flow
import support
import test_devices
import trigger_moments
import workbench
from newest import NEXT_PASSWORD, PASSWORD, attributes, claims
from trigger_moments import FLOWS, KEY, MomentsTestCase, WAIT_SECONDS, arn_of, oauth_browser

PHONE = "+15555550100"


def setUpModule():
    trigger_moments.start()


class NoMoments(MomentsTestCase):
    def test_what_is_neither_a_sign_in_nor_a_message_runs_none(self):
        self.make_pool(mfa={"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}},
                       DeviceConfiguration={"ChallengeRequiredOnNewDevice": False, "DeviceOnlyRememberedOnUserPrompt": True})
        self.add_user("bob")
        self.add_user(email="ada@example.com", email_verified="true")
        self.cognito.set_user_pool_session_configuration(UserPoolId=self.pool_id, UserSessionTracking="ENABLED", TokenSession={"MaxPerUser": 20})
        result, other = (self.enter()["AuthenticationResult"] for _ in range(2))
        self.events()
        mine, his = {"AccessToken": result["AccessToken"]}, {"UserPoolId": self.pool_id, "Username": "ada"}
        pool = {"UserPoolId": self.pool_id}
        device = test_devices.Device(result["NewDeviceMetadata"])
        secret = self.cognito.associate_software_token(**mine)["SecretCode"]
        self.cognito.create_identity_provider(**pool, ProviderName="Corp", ProviderType="OIDC", ProviderDetails={
            "client_id": "a", "client_secret": "s", "authorize_scopes": "openid", "attributes_request_method": "GET",
            "oidc_issuer": "https://corp.example"})
        link = {"ProviderName": "Corp", "ProviderAttributeName": "Cognito_Subject", "ProviderAttributeValue": "1"}
        for operation, request in (
                ("get_user", mine), ("list_users", pool), ("admin_get_user", his), ("get_user_auth_factors", mine),
                ("confirm_device", {**mine, "DeviceKey": device.key, "DeviceSecretVerifierConfig": device.verifier()}),
                ("list_devices", mine), ("admin_list_devices", his), ("get_device", {**mine, "DeviceKey": device.key}),
                ("update_device_status", {**mine, "DeviceKey": device.key, "DeviceRememberedStatus": "remembered"}),
                ("forget_device", {**mine, "DeviceKey": device.key}),
                ("list_user_sessions", mine), ("admin_list_user_sessions", his),
                ("admin_revoke_user_session", {**his, "SessionId": claims(other["AccessToken"])["session_id"]}),
                ("verify_software_token", {**mine, "UserCode": srp_flow.authenticator_code(secret)}),
                ("set_user_mfa_preference", {**mine, "SoftwareTokenMfaSettings": {"Enabled": True}}),
                ("admin_set_user_mfa_preference", {**his, "SoftwareTokenMfaSettings": {"Enabled": False}}),
                ("create_group", {**pool, "GroupName": "g"}), ("admin_add_user_to_group", {**his, "GroupName": "g"}),
                ("admin_list_groups_for_user", his), ("list_users_in_group", {**pool, "GroupName": "g"}),
                ("admin_remove_user_from_group", {**his, "GroupName": "g"}), ("delete_group", {**pool, "GroupName": "g"}),
                ("admin_link_provider_for_user", {**pool, "DestinationUser": {"ProviderName": "Cognito", "ProviderAttributeValue": "bob"},
                                                  "SourceUser": link}),
                ("admin_disable_provider_for_user", {**pool, "User": link}),
                ("delete_user_attributes", {**mine, "UserAttributeNames": ["nickname"]}),
                ("admin_delete_user_attributes", {**his, "UserAttributeNames": ["nickname"]}),
                ("change_password", {**mine, "PreviousPassword": PASSWORD, "ProposedPassword": NEXT_PASSWORD}),
                ("admin_set_user_password", {**his, "Password": PASSWORD, "Permanent": True}),
                ("admin_disable_user", his), ("admin_enable_user", his),
                ("revoke_token", {"ClientId": self.client_id, "Token": result["RefreshToken"]}),
                ("admin_user_global_sign_out", his), ("admin_delete_user", his),
                ("admin_create_user", {**pool, "Username": "eve", "MessageAction": "SUPPRESS"})):
            getattr(self.cognito, operation)(**request)
            ran = self.sources()
            self.assertEqual(ran, ["PreSignUp_AdminCreateUser"] if operation == "admin_create_user" else [], operation)
        leaving = self.enter("bob")["AuthenticationResult"]
        self.events()
        self.cognito.global_sign_out(AccessToken=leaving["AccessToken"])
        leaving = self.enter("bob")["AuthenticationResult"]
        self.events()
        self.cognito.delete_user(AccessToken=leaving["AccessToken"])
        self.assertEqual(self.sources(), [])

    def test_an_import_runs_none(self):
        self.make_pool()
        header = self.cognito.get_csv_header(UserPoolId=self.pool_id)["CSVHeader"]
        job = self.cognito.create_user_import_job(UserPoolId=self.pool_id, JobName="j",
                                                  CloudWatchLogsRoleArn="arn:aws:iam::000000000000:role/Logs")["UserImportJob"]
        row = {"cognito:username": "ada", "email": "ada@example.com", "email_verified": "true", "cognito:mfa_enabled": "false",
               "phone_number_verified": "false"}
        text = ",".join(header) + "\n" + ",".join(row.get(name, "") for name in header) + "\n"
        put = urllib.request.Request(job["PreSignedUrl"], data=text.encode(), method="PUT", headers={"x-amz-server-side-encryption": "aws:kms"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(put, timeout=30) as answer:
            self.assertEqual(answer.status, 200)
        which = {"UserPoolId": self.pool_id, "JobId": job["JobId"]}
        self.cognito.start_user_import_job(**which)
        ends = time.monotonic() + WAIT_SECONDS
        while (done := self.cognito.describe_user_import_job(**which)["UserImportJob"])["Status"] in ("Pending", "InProgress"):
            self.assertLess(time.monotonic(), ends, done)
            time.sleep(0.02)
        self.assertEqual((done["Status"], done["ImportedUsers"]), ("Succeeded", 1), done)
        self.assertEqual(self.sources(), [])

    def test_nobody_is_brought_over_by_a_code_or_by_srp(self):
        self.make_pool(factors=("PASSWORD", "EMAIL_OTP"))
        self.client_id = self.make_client(PreventUserExistenceErrors="ENABLED")
        self.begin("nobody", PREFERRED_CHALLENGE="EMAIL_OTP")
        self.begin("nobody", PREFERRED_CHALLENGE="PASSWORD_SRP", **srp_flow.Srp(self.pool_id, PASSWORD).begin())
        self.assertNotIn("UserMigration_Authentication", self.sources())
        self.refuse_begin("NotAuthorizedException", "Incorrect username or password.", "nobody", PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
        self.assertEqual(self.sources()[0], "UserMigration_Authentication")


class Kinds(MomentsTestCase):
    def test_who_is_brought_over_without_a_verified_address_gets_no_code(self):
        self.make_pool()
        self.says = {"UserMigration_ForgotPassword": {"userAttributes": {"email": "old@example.com"}, "messageAction": "SUPPRESS"}}
        self.assert_refused("InvalidParameterException",
                            "Cannot reset password for the user as there is no registered/verified email or phone_number", "forgot_password",
                            ClientId=self.client_id, Username="old")
        self.assertNotIn("CustomMessage_ForgotPassword", self.sources())
        self.assertEqual(self.outbox.all_new(), [])
        self.assertEqual(self.cognito.admin_get_user(UserPoolId=self.pool_id, Username="old")["UserStatus"], "RESET_REQUIRED")

    def test_a_person_of_a_provider_runs_those_of_federation_alone(self):
        self.make_pool(senders=True)
        self.cognito.create_user_pool_domain(UserPoolId=self.pool_id, Domain=self.pool_id.lower().replace("_", "-"))
        self.cognito.create_identity_provider(
            UserPoolId=self.pool_id, ProviderName="Corp", ProviderType="OIDC", AttributeMapping={"email": "email"}, ProviderDetails={
                "client_id": "a", "client_secret": "s", "authorize_scopes": "openid", "attributes_request_method": "GET",
                "oidc_issuer": "https://corp.example"})
        app = self.make_client(SupportedIdentityProviders=["Corp"], CallbackURLs=[oauth_browser.CALLBACK], AllowedOAuthFlowsUserPoolClient=True,
                               AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid"])
        for expected in (["InboundFederation_ExternalProvider", "PreSignUp_ExternalProvider", "PostConfirmation_ConfirmSignUp",
                          "TokenGeneration_HostedAuth"],
                         ["InboundFederation_ExternalProvider", "PreAuthentication_Authentication", "PostAuthentication_Authentication",
                          "TokenGeneration_HostedAuth"]):
            status, answer = workbench.call(support.endpoint(), "POST", "/_rockpool/sign-in", {
                "UserPoolId": self.pool_id, "ClientId": app, "ProviderName": "Corp", "subject": "1", "claims": {"email": "a@corp.example"}})
            self.assertEqual(status, 200, answer)
            self.assertEqual(self.sources(), expected)

    def test_pages_run_those_of_a_sign_in_and_no_custom_challenge(self):
        self.make_pool()
        self.add_user()
        self.events()
        self.cognito.create_user_pool_domain(UserPoolId=self.pool_id, Domain=self.pool_id.lower().replace("_", "-"))
        app = self.make_client(FLOWS, AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid"],
                               CallbackURLs=[oauth_browser.CALLBACK], SupportedIdentityProviders=["COGNITO"])
        browser = oauth_browser.Browser(support.endpoint())
        self.addCleanup(browser.close)
        browser.code(self.pool_id, oauth_browser.authorize_query(app), "ada", PASSWORD)
        self.assertEqual(self.sources(), ["PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_HostedAuth"])

    def test_an_invitation_that_is_sent_again_runs_its_message_alone_and_one_that_is_suppressed_none(self):
        self.make_pool()
        who = {"UserPoolId": self.pool_id, "Username": "ada", "UserAttributes": attributes(email="ada@example.com", email_verified="true")}
        self.cognito.admin_create_user(**who)
        self.assertEqual(self.sources(), ["PreSignUp_AdminCreateUser", "CustomMessage_AdminCreateUser"])
        self.cognito.admin_create_user(**who, MessageAction="RESEND")
        self.assertEqual(self.sources(), ["CustomMessage_AdminCreateUser"])
        self.cognito.admin_create_user(**{**who, "Username": "bob"}, MessageAction="SUPPRESS")
        self.assertEqual(self.sources(), ["PreSignUp_AdminCreateUser"])

    def test_a_refresh_runs_the_tokens_alone_whichever_operation_asks(self):
        self.make_pool()
        self.add_user()
        token = self.enter()["AuthenticationResult"]["RefreshToken"]
        self.events()
        self.cognito.initiate_auth(ClientId=self.client_id, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": token})
        self.cognito.get_tokens_from_refresh_token(ClientId=self.client_id, RefreshToken=token)
        self.assertEqual(self.sources(), ["TokenGeneration_RefreshTokens"] * 2)

    def test_each_sms_of_a_user_has_its_source_and_stands_in_the_place_of_custom_message(self):
        sms = {"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::000000000000:role/sns", "ExternalId": "rock"}}
        self.make_pool(senders=True, **sms)
        self.cognito.update_user_pool(UserPoolId=self.pool_id, AutoVerifiedAttributes=["phone_number"],
                                      LambdaConfig={"KMSKeyID": KEY, "CustomMessage": arn_of(self.name), "CustomSMSSender": {
                                          "LambdaArn": arn_of(self.name), "LambdaVersion": "V1_0"}}, **sms)
        self.cognito.sign_up(ClientId=self.client_id, Username="ada", Password=PASSWORD, UserAttributes=attributes(phone_number=PHONE))
        event = self.wait_for("CustomSMSSender_SignUp")
        self.assertEqual((event["version"], event["request"]["type"]), ("1", "customSMSSenderRequestV1"))
        self.cognito.resend_confirmation_code(ClientId=self.client_id, Username="ada")
        code = self.wait_for("CustomSMSSender_ResendCode")["request"]["code"]
        self.cognito.confirm_sign_up(ClientId=self.client_id, Username="ada", ConfirmationCode=code)
        self.cognito.forgot_password(ClientId=self.client_id, Username="ada")
        self.wait_for("CustomSMSSender_ForgotPassword")
        token = self.enter()["AuthenticationResult"]["AccessToken"]
        self.cognito.get_user_attribute_verification_code(AccessToken=token, AttributeName="phone_number")
        self.wait_for("CustomSMSSender_VerifyUserAttribute")
        self.cognito.update_user_attributes(AccessToken=token, UserAttributes=attributes(phone_number="+15555550101"))
        self.wait_for("CustomSMSSender_UpdateUserAttribute")
        self.cognito.admin_create_user(UserPoolId=self.pool_id, Username="bob", DesiredDeliveryMediums=["SMS"],
                                       UserAttributes=attributes(phone_number=PHONE, phone_number_verified="true"))
        self.wait_for("CustomSMSSender_AdminCreateUser")

    def test_the_code_of_an_e_mail_that_signs_in_goes_to_its_sender(self):
        self.make_pool(factors=("PASSWORD", "EMAIL_OTP"), senders=True, **newest.FROM_OUR_OWN_ADDRESS)
        self.client_id = self.make_client()
        self.add_user(email="ada@example.com", email_verified="true")
        self.cognito.update_user_pool(UserPoolId=self.pool_id, LambdaConfig={
            "KMSKeyID": KEY, "CustomEmailSender": {"LambdaArn": arn_of(self.name), "LambdaVersion": "V1_0"}},
            Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}, **newest.FROM_OUR_OWN_ADDRESS)
        self.events()
        begun = self.begin(PREFERRED_CHALLENGE="EMAIL_OTP")
        event = self.wait_for("CustomEmailSender_Authentication")
        self.assertIn("AuthenticationResult", self.answer(begun, EMAIL_OTP_CODE=event["request"]["code"]))
