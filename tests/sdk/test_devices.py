"""Devices with boto3: offered at sign-in, confirmed, proved in the place of a second factor, forgotten. Python does the mathematics."""

import base64
import os
import secrets

import newest
import srp_flow
import support
from newest import PASSWORD, claims
from srp_flow import srp

OFF = ("InvalidUserPoolConfigurationException", "Device tracking not currently enabled for this pool.")
NO_DEVICE = ("ResourceNotFoundException", "Device does not exist.")
INVALID_KEY = ("InvalidParameterException", "Invalid device key given.")
FLOWS = ("ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")
KEY = "^us-east-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


def setUpModule():
    support.start_module_server()


class Device:
    """What a client keeps: the key, the group and a password of its own."""

    def __init__(self, offered):
        self.key, self.group = offered["DeviceKey"], offered["DeviceGroupKey"]
        self.secret = base64.b64encode(os.urandom(40)).decode()

    def verifier(self):
        salt = secrets.randbits(127) + 1
        # The pool's name is the group's, which has no underscore to cut it at.
        verifier = pow(srp.G, srp.password_key("_" + self.group, self.key, self.secret, salt), srp.N)
        return {name: base64.b64encode(srp.pad(number)).decode() for name, number in (("PasswordVerifier", verifier), ("Salt", salt))}

    def proof(self):
        return srp_flow.Srp("_" + self.group, self.secret)


class DeviceTestCase(newest.NewestTestCase):
    configuration = {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": False}

    def setUp(self):
        super().setUp()
        self.make_pool(DeviceConfiguration=self.configuration,
                       mfa={"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}})
        self.client_id = self.make_client(FLOWS)
        self.add_user()

    def begin_password(self, **parameters):
        return self.begin(flow="USER_PASSWORD_AUTH", PASSWORD=PASSWORD, **parameters)

    def sign_in(self, **parameters):
        return self.begin_password(**parameters)["AuthenticationResult"]

    def confirm(self, result, **members):
        device = Device(result["NewDeviceMetadata"])
        answer = self.cognito.confirm_device(AccessToken=result["AccessToken"], DeviceKey=device.key,
                                             DeviceSecretVerifierConfig=device.verifier(), **members)
        return device, answer["UserConfirmationNecessary"]

    def prove(self, begun, device):
        """From DEVICE_SRP_AUTH to the answer of DEVICE_PASSWORD_VERIFIER."""
        self.assertEqual(begun["ChallengeName"], "DEVICE_SRP_AUTH", begun)
        attempt = device.proof()
        asked = self.answer(begun, DEVICE_KEY=device.key, **attempt.begin())
        return asked, self.claim(asked, device, attempt)

    def claim(self, asked, device, attempt):
        self.assertEqual(asked["ChallengeName"], "DEVICE_PASSWORD_VERIFIER")
        parameters = asked["ChallengeParameters"]
        self.assertEqual((parameters["DEVICE_KEY"], parameters["USERNAME"]), (device.key, "ada"))
        proof = attempt.prove({**parameters, "USER_ID_FOR_SRP": device.key})
        del proof["USERNAME"]
        request = {"ClientId": self.client_id, "ChallengeName": asked["ChallengeName"],
                   "ChallengeResponses": {"USERNAME": "ada", "DEVICE_KEY": device.key, **proof}}
        if "Session" in asked:
            request["Session"] = asked["Session"]
        return request

    def give_code(self, secret, **parameters):
        """Signs in by the password and the next code, which lets the device stand in for it from then on."""
        begun = self.begin_password(**parameters)
        self.assertEqual(begun["ChallengeName"], "SOFTWARE_TOKEN_MFA", begun)
        return self.cognito.respond_to_auth_challenge(
            ClientId=self.client_id, ChallengeName="SOFTWARE_TOKEN_MFA", Session=begun["Session"],
            ChallengeResponses={"USERNAME": "ada", "SOFTWARE_TOKEN_MFA_CODE": srp_flow.authenticator_code(secret, 1)})

    def listed(self, token):
        return [one["DeviceKey"] for one in self.cognito.list_devices(AccessToken=token)["Devices"]]


class Offers(DeviceTestCase):
    def test_each_sign_in_without_a_device_is_offered_one_which_its_token_names(self):
        first, second = self.sign_in(), self.sign_in()
        keys = [one["NewDeviceMetadata"]["DeviceKey"] for one in (first, second)]
        self.assertEqual(len(set(keys)), 2)
        for result, key in zip((first, second), keys):
            self.assertRegex(key, KEY)
            self.assertEqual(claims(result["AccessToken"])["device_key"], key)
        self.assertEqual(self.listed(first["AccessToken"]), [])

    def test_a_pool_whose_flags_are_off_offers_them_all_the_same(self):
        self.make_pool(DeviceConfiguration={"ChallengeRequiredOnNewDevice": False, "DeviceOnlyRememberedOnUserPrompt": False})
        self.client_id = self.make_client(FLOWS)
        self.add_user()
        self.assertIn("NewDeviceMetadata", self.sign_in())

    def test_a_pool_without_devices_offers_none_and_refuses_all_about_them(self):
        self.make_pool()
        self.client_id = self.make_client(FLOWS)
        self.add_user()
        result = self.sign_in()
        self.assertNotIn("NewDeviceMetadata", result)
        self.assertNotIn("device_key", claims(result["AccessToken"]))
        key = "us-east-1_00000000-0000-0000-0000-000000000000"
        mine, his = {"AccessToken": result["AccessToken"]}, {"UserPoolId": self.pool_id, "Username": "ada"}
        for operation, request in (
                ("list_devices", mine), ("get_device", {**mine, "DeviceKey": key}), ("forget_device", {**mine, "DeviceKey": key}),
                ("confirm_device", {**mine, "DeviceKey": key, "DeviceSecretVerifierConfig": {"PasswordVerifier": "AQ==", "Salt": "AQ=="}}),
                ("update_device_status", {**mine, "DeviceKey": key, "DeviceRememberedStatus": "remembered"}),
                ("admin_list_devices", his), ("admin_get_device", {**his, "DeviceKey": key}),
                ("admin_forget_device", {**his, "DeviceKey": key}),
                ("admin_update_device_status", {**his, "DeviceKey": key, "DeviceRememberedStatus": "remembered"})):
            self.assert_refused(*OFF, operation, **request)


class Confirmed(DeviceTestCase):
    def test_one_is_remembered_at_once_and_shown_to_user_and_administrator(self):
        result = self.sign_in()
        device, asks = self.confirm(result, DeviceName="Ada's telephone")
        self.assertFalse(asks)
        token = result["AccessToken"]
        shown = self.cognito.get_device(AccessToken=token, DeviceKey=device.key)["Device"]
        values = {one["Name"]: one["Value"] for one in shown["DeviceAttributes"]}
        self.assertEqual(values, {"device_status": "valid", "device_name": "Ada's telephone", "last_ip_used": "127.0.0.1"})
        self.assertEqual(set(shown), {"DeviceKey", "DeviceAttributes", "DeviceCreateDate", "DeviceLastModifiedDate",
                                      "DeviceLastAuthenticatedDate"})
        self.assertEqual(self.listed(token), [device.key])
        his = self.cognito.admin_get_device(UserPoolId=self.pool_id, Username="ada", DeviceKey=device.key)["Device"]
        values = {one["Name"]: one["Value"] for one in his["DeviceAttributes"]}
        self.assertEqual(values["dev:device_remembered_status"], "remembered")
        self.assertRegex(values["dev:device_arn"],
                         f"^arn:aws:cognito-idp:us-east-1:[0-9]{{12}}:owner/.+{self.pool_id}/device/{device.key}$")
        self.assertLessEqual({"dev:device_owner", "dev:device_sdk"}, set(values))

    def test_what_a_request_leaves_out(self):
        result = self.sign_in()
        token, key = result["AccessToken"], result["NewDeviceMetadata"]["DeviceKey"]
        self.assert_refused("InvalidParameterException", "Device secret verifier config is required.", "confirm_device", AccessToken=token,
                            DeviceKey=key)
        device, _ = self.confirm(result)
        self.assert_refused("NotAuthorizedException", "Invalid Access Token", "get_device", DeviceKey=device.key)
        self.cognito.update_device_status(AccessToken=token, DeviceKey=device.key)
        self.cognito.admin_update_device_status(UserPoolId=self.pool_id, Username="ada", DeviceKey=device.key)
        his = self.cognito.admin_get_device(UserPoolId=self.pool_id, Username="ada", DeviceKey=device.key)["Device"]
        self.assertIn({"Name": "dev:device_remembered_status", "Value": "remembered"}, his["DeviceAttributes"])

    def test_what_was_not_offered_is_not_confirmed_nor_what_was_twice(self):
        first, second = self.sign_in(), self.sign_in()
        device = Device(second["NewDeviceMetadata"])
        request = {"AccessToken": first["AccessToken"], "DeviceSecretVerifierConfig": device.verifier()}
        self.assert_refused(*INVALID_KEY, "confirm_device", DeviceKey=device.key, **request)
        self.assert_refused(*INVALID_KEY, "confirm_device", DeviceKey="us-east-1_00000000-0000-0000-0000-000000000000", **request)
        self.assert_refused("InvalidParameterException", None, "confirm_device", AccessToken=second["AccessToken"], DeviceKey=device.key)
        request["AccessToken"] = second["AccessToken"]
        self.cognito.confirm_device(DeviceKey=device.key, **request)
        self.assert_refused("DeviceKeyExistsException", None, "confirm_device", DeviceKey=device.key, **request)

    def test_a_device_that_is_not_there(self):
        token, key = self.sign_in()["AccessToken"], "us-east-1_00000000-0000-0000-0000-000000000000"
        mine, his = {"AccessToken": token, "DeviceKey": key}, {"UserPoolId": self.pool_id, "Username": "ada", "DeviceKey": key}
        for operation, request in (("get_device", mine), ("forget_device", mine),
                                   ("update_device_status", {**mine, "DeviceRememberedStatus": "remembered"}),
                                   ("admin_get_device", his), ("admin_forget_device", his),
                                   ("admin_update_device_status", {**his, "DeviceRememberedStatus": "remembered"})):
            self.assert_refused(*NO_DEVICE, operation, **request)
        self.assert_refused("UserNotFoundException", "User does not exist.", "admin_get_device", **{**his, "Username": "nobody"})

    def test_they_are_listed_page_by_page(self):
        made = set()
        for _ in range(3):
            result = self.sign_in()
            made.add(self.confirm(result)[0].key)
        first = self.cognito.list_devices(AccessToken=result["AccessToken"], Limit=2)
        rest = self.cognito.list_devices(AccessToken=result["AccessToken"], Limit=2, PaginationToken=first["PaginationToken"])
        self.assertEqual([len(page["Devices"]) for page in (first, rest)], [2, 1])
        self.assertEqual({one["DeviceKey"] for page in (first, rest) for one in page["Devices"]}, made)
        self.assertNotIn("PaginationToken", rest)
        his = self.cognito.admin_list_devices(UserPoolId=self.pool_id, Username="ada")["Devices"]
        self.assertEqual({one["DeviceKey"] for one in his}, made)


class InThePlaceOfASecondFactor(DeviceTestCase):
    def setUp(self):
        super().setUp()
        result = self.sign_in()
        self.device, _ = self.confirm(result)
        self.result = result
        secret = self.add_authenticator(result["AccessToken"])
        done = self.give_code(secret, DEVICE_KEY=self.device.key)["AuthenticationResult"]
        self.assertNotIn("NewDeviceMetadata", done)

    def test_its_secret_is_proved_and_no_code_is_asked(self):
        self.assertEqual(self.begin_password()["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        _, request = self.prove(self.begin_password(DEVICE_KEY=self.device.key), self.device)
        done = self.cognito.respond_to_auth_challenge(**request)["AuthenticationResult"]
        self.assertNotIn("NewDeviceMetadata", done)
        self.assertEqual(claims(done["AccessToken"])["device_key"], self.device.key)

    def test_its_key_may_come_with_the_proof_of_the_password(self):
        attempt = srp_flow.Srp(self.pool_id, PASSWORD)
        begun = self.begin(flow="USER_SRP_AUTH", **attempt.begin())
        proof = attempt.prove(begun["ChallengeParameters"])
        asked = self.cognito.respond_to_auth_challenge(
            ClientId=self.client_id, ChallengeName="PASSWORD_VERIFIER", ChallengeResponses={**proof, "DEVICE_KEY": self.device.key})
        _, request = self.prove(asked, self.device)
        self.assertIn("AccessToken", self.cognito.respond_to_auth_challenge(**request)["AuthenticationResult"])

    def test_another_secret_is_refused(self):
        self.device.secret += "x"
        _, request = self.prove(self.begin_password(DEVICE_KEY=self.device.key), self.device)
        self.assert_refused("NotAuthorizedException", "Incorrect username or password.", "respond_to_auth_challenge", **request)

    def test_its_proof_names_the_user_by_no_alias(self):
        self.make_pool(DeviceConfiguration=self.configuration, AliasAttributes=["email"],
                       mfa={"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}})
        self.client_id = self.make_client(FLOWS)
        self.add_user(email="ada@example.com", email_verified="true")
        result = self.sign_in()
        device, _ = self.confirm(result)
        self.give_code(self.add_authenticator(result["AccessToken"]), DEVICE_KEY=device.key)
        begun = self.begin("ada@example.com", flow="USER_PASSWORD_AUTH", PASSWORD=PASSWORD, DEVICE_KEY=device.key)
        self.assertEqual(begun["ChallengeName"], "DEVICE_SRP_AUTH", begun)
        self.refuse_answer(*INVALID_KEY, begun, "ada@example.com", DEVICE_KEY=device.key, **device.proof().begin())
        _, request = self.prove(begun, device)
        self.assertIn("AccessToken", self.cognito.respond_to_auth_challenge(**request)["AuthenticationResult"])

    def test_one_that_is_not_remembered_is_as_none(self):
        self.cognito.update_device_status(AccessToken=self.result["AccessToken"], DeviceKey=self.device.key,
                                          DeviceRememberedStatus="not_remembered")
        self.assertEqual(self.begin_password(DEVICE_KEY=self.device.key)["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        self.cognito.admin_update_device_status(UserPoolId=self.pool_id, Username="ada", DeviceKey=self.device.key,
                                                DeviceRememberedStatus="remembered")
        self.assertEqual(self.begin_password(DEVICE_KEY=self.device.key)["ChallengeName"], "DEVICE_SRP_AUTH")

    def test_one_that_is_forgotten_is_told_so(self):
        self.cognito.forget_device(AccessToken=self.result["AccessToken"], DeviceKey=self.device.key)
        self.refuse_begin(*NO_DEVICE, flow="USER_PASSWORD_AUTH", PASSWORD=PASSWORD, DEVICE_KEY=self.device.key)
        self.assertEqual(self.listed(self.result["AccessToken"]), [])


class Refreshing(DeviceTestCase):
    def refresh(self, result, **parameters):
        return {"ClientId": self.client_id, "AuthFlow": "REFRESH_TOKEN_AUTH",
                "AuthParameters": {"REFRESH_TOKEN": result["RefreshToken"], **parameters}}

    def test_needs_the_key_of_the_device(self):
        result = self.sign_in()
        device, _ = self.confirm(result)
        self.assert_refused("NotAuthorizedException", None, "initiate_auth", **self.refresh(result))
        refreshed = self.cognito.initiate_auth(**self.refresh(result, DEVICE_KEY=device.key))["AuthenticationResult"]
        self.assertEqual(claims(refreshed["AccessToken"])["device_key"], device.key)
        again = self.cognito.get_tokens_from_refresh_token(ClientId=self.client_id, RefreshToken=result["RefreshToken"],
                                                           DeviceKey=device.key)
        self.assertIn("AccessToken", again["AuthenticationResult"])

    def test_ends_with_the_device(self):
        result = self.sign_in()
        device, _ = self.confirm(result)
        self.cognito.admin_forget_device(UserPoolId=self.pool_id, Username="ada", DeviceKey=device.key)
        error = self.assert_refused("NotAuthorizedException", None, "initiate_auth", **self.refresh(result, DEVICE_KEY=device.key))
        self.assertRegex(error.response["Error"]["Message"], "^Invalid Refresh Token")


class OnPrompt(DeviceTestCase):
    configuration = {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": True}

    def test_the_user_is_asked_and_says_so(self):
        result = self.sign_in()
        device, asks = self.confirm(result)
        self.assertTrue(asks)
        secret = self.add_authenticator(result["AccessToken"])
        self.assertEqual(self.begin_password(DEVICE_KEY=device.key)["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        self.cognito.update_device_status(AccessToken=result["AccessToken"], DeviceKey=device.key, DeviceRememberedStatus="remembered")
        self.give_code(secret, DEVICE_KEY=device.key)
        _, request = self.prove(self.begin_password(DEVICE_KEY=device.key), device)
        self.assertIn("AccessToken", self.cognito.respond_to_auth_challenge(**request)["AuthenticationResult"])


class WithoutChallenge(DeviceTestCase):
    configuration = {"ChallengeRequiredOnNewDevice": False, "DeviceOnlyRememberedOnUserPrompt": False}

    def test_a_remembered_device_spares_nobody_the_code(self):
        result = self.sign_in()
        device, asks = self.confirm(result)
        self.assertFalse(asks)
        self.add_authenticator(result["AccessToken"])
        self.assertEqual(self.begin_password(DEVICE_KEY=device.key)["ChallengeName"], "SOFTWARE_TOKEN_MFA")
