"""Authentication levels with boto3: what a sign-in has to prove (TARGET_ACR_VALUES), what its tokens say, and how one is stepped up."""

import json
import time

import newest
import srp_flow
import support
from newest import FROM_OUR_OWN_ADDRESS, PASSWORD, claims
from passkeys import Passkey

LEVEL = {number: f"urn:cognito:loa:{number}" for number in (1, 2, 3, 4)}
EMAIL = "ada@example.com"
PASSWORD_FORMS = ["PASSWORD_SRP", "PASSWORD"]
TOTP = {"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}}
NOT_IN_TIER = ("FeatureUnavailableInTierException", "This feature is not available in the current tier.")
NOT_REACHED = ("InvalidParameterException", "User has no factors that satisfy the requested ACR values.")


def setUpModule():
    support.start_module_server()


class LevelTestCase(newest.NewestTestCase):
    def setUp(self):
        super().setUp()
        self.make_pool(("PASSWORD", "EMAIL_OTP", "WEB_AUTHN"), {"RelyingPartyId": "localhost", "UserVerification": "preferred"}, dict(TOTP),
                       **FROM_OUR_OWN_ADDRESS)
        self.add_user("ada", email=EMAIL, email_verified="true")

    def by_password(self, *levels, **parameters):
        return self.begin(PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD, TARGET_ACR_VALUES=" ".join(levels), **parameters)

    def refuse(self, exception, message, *levels, **parameters):
        self.refuse_begin(exception, message, **({"TARGET_ACR_VALUES": " ".join(levels)} if levels else {}), **parameters)

    def assert_reached(self, done, level, *methods):
        """In both tokens; returns the result."""
        result = done["AuthenticationResult"]
        for token in ("AccessToken", "IdToken"):
            said = claims(result[token])
            self.assertEqual((said.get("acr"), said.get("amr")), (level, list(methods)), token)
        return result


class Reached(LevelTestCase):
    def test_the_first_by_a_password(self):
        self.assert_reached(self.by_password(LEVEL[1]), LEVEL[1], "pwd")

    def test_the_first_by_srp(self):
        attempt = srp_flow.Srp(self.pool_id, PASSWORD)
        begun = self.begin(PREFERRED_CHALLENGE="PASSWORD_SRP", TARGET_ACR_VALUES=LEVEL[1], **attempt.begin())
        proof = attempt.prove(begun["ChallengeParameters"])
        self.assert_reached(self.answer(begun, proof.pop("USERNAME"), **proof), LEVEL[1], "pwd")

    def test_the_second_by_a_code_alone(self):
        begun = self.begin(PREFERRED_CHALLENGE="EMAIL_OTP", TARGET_ACR_VALUES=LEVEL[2])
        self.assertEqual(begun["AvailableChallenges"], ["EMAIL_OTP"])
        self.assert_reached(self.answer(begun, EMAIL_OTP_CODE=self.outbox.code()), LEVEL[2], "email_otp")

    def test_the_third_by_a_passkey_of_either_kind(self):
        token = self.tokens()["AccessToken"]
        for attachment, method in (("platform", "swk"), ("cross-platform", "hwk")):
            passkey = Passkey()
            options = self.cognito.start_web_authn_registration(AccessToken=token)["CredentialCreationOptions"]
            made = passkey.create(options, authenticatorAttachment=attachment)
            self.cognito.complete_web_authn_registration(AccessToken=token, Credential=made)
            begun = self.begin(PREFERRED_CHALLENGE="WEB_AUTHN", TARGET_ACR_VALUES=LEVEL[3])
            self.assertEqual(begun["AvailableChallenges"], ["WEB_AUTHN"])
            asked = json.loads(begun["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"])
            proof = passkey.get(asked, authenticatorAttachment=attachment)
            self.assert_reached(self.answer(begun, CREDENTIAL=proof), LEVEL[3], method)

    def test_the_third_by_a_password_and_a_code_by_e_mail(self):
        self.make_pool(mfa={"MfaConfiguration": "OPTIONAL", "EmailMfaConfiguration": {"Message": "Your code is {####}"}},
                       AccountRecoverySetting={"RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]}, **FROM_OUR_OWN_ADDRESS)
        self.add_user("ada", email=EMAIL, email_verified="true")
        self.cognito.admin_set_user_mfa_preference(UserPoolId=self.pool_id, Username="ada",
                                                   EmailMfaSettings={"Enabled": True, "PreferredMfa": True})
        asked = self.by_password(LEVEL[3])
        self.assertEqual(asked["ChallengeName"], "EMAIL_OTP")
        self.assert_reached(self.answer(asked, EMAIL_OTP_CODE=self.outbox.code()), LEVEL[3], "pwd", "email_otp", "mfa")

    def test_the_fourth_by_a_password_and_an_authenticator(self):
        secret = self.add_authenticator(self.tokens()["AccessToken"])
        begun = self.begin(TARGET_ACR_VALUES=LEVEL[4])
        self.assertEqual((begun["ChallengeName"], begun["AvailableChallenges"]), ("SELECT_CHALLENGE", PASSWORD_FORMS))
        asked = self.answer(begun, ANSWER="PASSWORD", PASSWORD=PASSWORD)
        self.assertEqual(asked["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        done = self.answer(asked, SOFTWARE_TOKEN_MFA_CODE=srp_flow.authenticator_code(secret, 1))
        self.assert_reached(done, LEVEL[4], "pwd", "otp", "mfa")

    def test_a_required_factor_is_asked_for_a_lower_level_and_what_was_reached_is_told(self):
        secret = self.add_authenticator(self.tokens()["AccessToken"])
        asked = self.by_password(LEVEL[1])
        self.assertEqual(asked["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        done = self.answer(asked, SOFTWARE_TOKEN_MFA_CODE=srp_flow.authenticator_code(secret, 1))
        self.assert_reached(done, LEVEL[4], "pwd", "otp", "mfa")

    def test_the_first_of_the_list_that_can_be_reached_is_taken(self):
        self.assert_reached(self.by_password("made-up", LEVEL[4], LEVEL[3], LEVEL[1]), LEVEL[1], "pwd")

    def test_the_administrators_form_is_the_same(self):
        done = self.cognito.admin_initiate_auth(
            UserPoolId=self.pool_id, ClientId=self.client_id, AuthFlow="USER_AUTH", AuthParameters={
                "USERNAME": "ada", "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": PASSWORD, "TARGET_ACR_VALUES": LEVEL[1]})
        self.assert_reached(done, LEVEL[1], "pwd")

    def test_tokens_say_nothing_of_it_where_nobody_asked(self):
        result = self.tokens()
        for token in ("AccessToken", "IdToken"):
            self.assertFalse({"acr", "amr"} & set(claims(result[token])))

    def test_a_refresh_carries_it_over_with_the_time_of_the_sign_in(self):
        result = self.by_password(LEVEL[1])["AuthenticationResult"]
        time.sleep(1.1)
        refreshed = self.cognito.initiate_auth(ClientId=self.client_id, AuthFlow="REFRESH_TOKEN_AUTH",
                                               AuthParameters={"REFRESH_TOKEN": result["RefreshToken"]})
        for token in ("AccessToken", "IdToken"):
            before, after = claims(result[token]), claims(refreshed["AuthenticationResult"][token])
            self.assertEqual([after[name] for name in ("acr", "amr", "auth_time")], [before[name] for name in ("acr", "amr", "auth_time")])
            self.assertGreater(after["iat"], before["iat"])
            order = list(after)
            at = order.index("auth_time")
            self.assertEqual(order[at + 1:at + 3], ["acr", "amr"])


class Refused(LevelTestCase):
    def test_levels_that_nobody_knows_or_this_user_cannot_reach(self):
        self.refuse("InvalidParameterException", "Invalid TARGET_ACR_VALUES.", "made-up", "another")
        self.refuse(*NOT_REACHED, LEVEL[4])
        self.refuse(*NOT_REACHED, LEVEL[3])
        self.add_user("bob")
        self.refuse_begin(*NOT_REACHED, name="bob", TARGET_ACR_VALUES=LEVEL[2])

    def test_a_name_must_be_said(self):
        self.assert_refused("InvalidParameterException", "Missing required parameter USERNAME", "initiate_auth",
                            ClientId=self.client_id, AuthFlow="USER_AUTH", AuthParameters={"TARGET_ACR_VALUES": LEVEL[1]})

    def test_tiers_without_levels(self):
        self.make_pool(UserPoolTier="LITE")
        self.add_user()
        self.refuse(*NOT_IN_TIER, LEVEL[1])
        self.assertIn("AccessToken", self.tokens())


class StepUp(LevelTestCase):
    def setUp(self):
        super().setUp()
        self.low = self.by_password(LEVEL[1])["AuthenticationResult"]
        self.secret = self.add_authenticator(self.low["AccessToken"])

    def test_only_what_is_missing_is_asked(self):
        asked = self.begin(TARGET_ACR_VALUES=LEVEL[4], ACCESS_TOKEN=self.low["AccessToken"])
        self.assertEqual(asked["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        time.sleep(1.1)
        done = self.answer(asked, SOFTWARE_TOKEN_MFA_CODE=srp_flow.authenticator_code(self.secret, 1))
        high = self.assert_reached(done, LEVEL[4], "pwd", "otp", "mfa")
        self.assertIn("RefreshToken", high)
        self.assertGreater(claims(high["AccessToken"])["auth_time"], claims(self.low["AccessToken"])["auth_time"])
        self.cognito.get_user(AccessToken=self.low["AccessToken"])
        self.refuse("InvalidParameterException", "Token already satisfies the requested ACR values.", LEVEL[4],
                    ACCESS_TOKEN=high["AccessToken"])
        self.refuse("InvalidParameterException", "Token already satisfies the requested ACR values.", LEVEL[1],
                    ACCESS_TOKEN=high["AccessToken"])

    def test_a_token_that_is_too_old_earns_nothing_and_stays_good(self):
        time.sleep(1.1)
        fresh = {"TARGET_ACR_VALUES": LEVEL[4], "ACCESS_TOKEN": self.low["AccessToken"]}
        begun = self.begin(MAX_AGE="0", **fresh)
        self.assertEqual((begun["ChallengeName"], begun["AvailableChallenges"]), ("SELECT_CHALLENGE", PASSWORD_FORMS))
        self.assertEqual(self.begin(MAX_AGE="600", **fresh)["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        self.cognito.get_user(AccessToken=self.low["AccessToken"])

    def test_ages_that_are_none_and_tokens_without_a_level(self):
        for age in ("-1", "soon", "1.5", "9" * 30):
            self.refuse("InvalidParameterException", "Invalid MAX_AGE.", LEVEL[4], ACCESS_TOKEN=self.low["AccessToken"], MAX_AGE=age)
        self.refuse("InvalidParameterException", "ACCESS_TOKEN requires TARGET_ACR_VALUES.", ACCESS_TOKEN=self.low["AccessToken"])

    def test_a_token_of_somebody_else_is_none(self):
        self.add_user("bob")
        bobs = self.tokens("bob")["AccessToken"]
        for token in (bobs, "garbage", self.low["IdToken"]):
            self.refuse("NotAuthorizedException", "Invalid Access Token", LEVEL[4], ACCESS_TOKEN=token)

    def test_a_wrong_code_gives_nothing(self):
        asked = self.begin(TARGET_ACR_VALUES=LEVEL[4], ACCESS_TOKEN=self.low["AccessToken"])
        near = {srp_flow.authenticator_code(self.secret, steps) for steps in range(-2, 3)}
        wrong = next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in near)
        self.refuse_answer("CodeMismatchException", "Invalid code received for user", asked, SOFTWARE_TOKEN_MFA_CODE=wrong)


class Names(newest.NewestTestCase):
    def shown(self, pool_id):
        levels = self.cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]["AcrConfiguration"]
        return {name: level["AcrValue"] for name, level in levels.items()}

    def test_a_pool_has_four_and_may_name_them_itself(self):
        defaults = {f"Level{number}": name for number, name in LEVEL.items()}
        self.assertEqual(self.shown(self.make_pool()), defaults)
        pool = self.make_pool(AcrConfiguration={"Level1": {"AcrValue": "bronze"}})
        self.assertEqual(self.shown(pool), {**defaults, "Level1": "bronze"})
        self.add_user()
        done = self.begin(PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD, TARGET_ACR_VALUES="bronze")
        self.assertEqual(claims(done["AuthenticationResult"]["IdToken"])["acr"], "bronze")
        self.refuse_begin("InvalidParameterException", "Invalid TARGET_ACR_VALUES.", TARGET_ACR_VALUES=LEVEL[1])

    def test_names_that_are_none(self):
        for names in (["two words"], ['quo"ted'], ["back\\slash"], ["x" * 65], [""], ["same", "same"], [LEVEL[2]]):
            with self.subTest(names):
                self.assert_refused_unchecked(
                    "InvalidParameterException", None, "create_user_pool", PoolName="rock",
                    AcrConfiguration={f"Level{number}": {"AcrValue": name} for number, name in enumerate(names, 1)})

    def test_the_lowest_tier_names_none(self):
        self.assert_refused("FeatureUnavailableInTierException", None, "create_user_pool", PoolName="rock", UserPoolTier="LITE",
                            AcrConfiguration={"Level1": {"AcrValue": "bronze"}})
