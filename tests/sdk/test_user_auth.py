"""USER_AUTH with boto3: the user chooses how to sign in, is sent a code or has no password at all, or has just signed up."""

import newest
import srp_flow
import support
from newest import BY_SMS, FROM_OUR_OWN_ADDRESS, NEXT_PASSWORD, PASSWORD, other_than

EMAIL = "ada@example.com"
PHONE = "+15555550100"
EVERY_WAY = ("PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN")
PASSWORD_FORMS = ["PASSWORD_SRP", "PASSWORD"]
WRONG_PASSWORD = ("NotAuthorizedException", "Incorrect username or password.")
USED_UP = ("NotAuthorizedException", "Invalid session for the user, session can only be used once.")
GARBAGE = ("NotAuthorizedException", "Invalid session for the user.")


def setUpModule():
    support.start_module_server()


class UserAuthTestCase(newest.NewestTestCase):
    factors = EVERY_WAY

    def setUp(self):
        super().setUp()
        self.make_pool(self.factors, **FROM_OUR_OWN_ADDRESS, **BY_SMS)

    def add_ada(self, **options):
        return self.add_user("ada", email=EMAIL, email_verified="true", phone_number=PHONE, phone_number_verified="true", **options)


class Choice(UserAuthTestCase):
    def test_who_prefers_nothing_is_offered_all_that_he_has(self):
        self.add_ada()
        begun = self.begin()
        self.assertEqual((begun["ChallengeName"], begun["ChallengeParameters"], begun["AvailableChallenges"]),
                         ("SELECT_CHALLENGE", {}, [*PASSWORD_FORMS, "EMAIL_OTP", "SMS_OTP"]))

    def test_only_verified_addresses_that_the_pool_allows_are_offered(self):
        self.add_user("bob", email="bob@example.com", phone_number=PHONE, phone_number_verified="true")
        self.assertEqual(self.begin("bob")["AvailableChallenges"], [*PASSWORD_FORMS, "SMS_OTP"])
        self.cognito.update_user_pool(
            UserPoolId=self.pool_id, **FROM_OUR_OWN_ADDRESS, **BY_SMS,
            Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}})
        self.assertEqual(self.begin("bob")["AvailableChallenges"], PASSWORD_FORMS)

    def test_what_is_preferred_is_asked_at_once_with_the_rest_beside_it(self):
        self.add_ada()
        begun = self.begin(PREFERRED_CHALLENGE="EMAIL_OTP")
        self.assertEqual(begun["ChallengeName"], "EMAIL_OTP")
        self.assertEqual(begun["ChallengeParameters"],
                         {"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "a***@e***"})
        self.assertEqual(begun["AvailableChallenges"], [*PASSWORD_FORMS, "EMAIL_OTP", "SMS_OTP"])
        done = self.answer(begun, EMAIL_OTP_CODE=self.outbox.code())
        self.assertIn("IdToken", done["AuthenticationResult"])
        self.assertEqual(done["ChallengeParameters"], {})

    def test_what_is_preferred_but_not_possible_is_no_error(self):
        self.add_user()
        for preferred in ("WEB_AUTHN", "EMAIL_OTP", "SMS_OTP"):
            begun = self.begin(PREFERRED_CHALLENGE=preferred)
            self.assertEqual((begun["ChallengeName"], begun["AvailableChallenges"]), ("SELECT_CHALLENGE", PASSWORD_FORMS), preferred)

    def test_a_preference_that_is_no_factor_is_refused(self):
        self.add_user()
        self.refuse_begin("InvalidParameterException", "Invalid challenge type.", PREFERRED_CHALLENGE="FINGERPRINT")

    def test_the_flow_is_for_clients_that_have_it(self):
        self.add_user()
        other = self.make_client(["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])
        self.refuse_begin("InvalidParameterException", "USER_AUTH flow not enabled for this client", client_id=other)

    def test_a_name_must_be_said(self):
        self.assert_refused("InvalidParameterException", "Missing required parameter USERNAME", "initiate_auth",
                            ClientId=self.client_id, AuthFlow="USER_AUTH", AuthParameters={})

    def test_the_flow_stands_for_passwords_alone_on_the_lowest_tier(self):
        self.make_pool(UserPoolTier="LITE")
        self.add_user()
        self.assertIn("AccessToken", self.tokens())

    def test_the_administrators_form_is_the_same(self):
        self.add_ada()
        begun = self.cognito.admin_initiate_auth(
            UserPoolId=self.pool_id, ClientId=self.client_id, AuthFlow="USER_AUTH",
            AuthParameters={"USERNAME": "ada", "PREFERRED_CHALLENGE": "SMS_OTP"})
        self.assertEqual(begun["ChallengeName"], "SMS_OTP")
        self.assertEqual(begun["ChallengeParameters"]["CODE_DELIVERY_DELIVERY_MEDIUM"], "SMS")
        done = self.cognito.admin_respond_to_auth_challenge(
            UserPoolId=self.pool_id, ClientId=self.client_id, ChallengeName="SMS_OTP", Session=begun["Session"],
            ChallengeResponses={"USERNAME": "ada", "SMS_OTP_CODE": self.outbox.code()})
        self.assertIn("AccessToken", done["AuthenticationResult"])


class Passwords(UserAuthTestCase):
    def test_a_preferred_password_stands_beside_it_and_gives_tokens_at_once(self):
        self.add_ada()
        self.assertIn("RefreshToken", self.tokens())
        self.refuse_begin("InvalidParameterException", "Missing required parameter PASSWORD", PREFERRED_CHALLENGE="PASSWORD")
        self.refuse_begin(*WRONG_PASSWORD, PREFERRED_CHALLENGE="PASSWORD", PASSWORD="wr0ng-Horse")

    def test_srp_that_is_preferred_goes_on_with_a_session(self):
        self.add_ada()
        attempt = srp_flow.Srp(self.pool_id, PASSWORD)
        begun = self.begin(PREFERRED_CHALLENGE="PASSWORD_SRP", **attempt.begin())
        self.assertEqual(begun["ChallengeName"], "PASSWORD_VERIFIER")
        self.assertIn("Session", begun)
        proof = attempt.prove(begun["ChallengeParameters"])
        self.assertIn("AccessToken", self.answer(begun, proof.pop("USERNAME"), **proof)["AuthenticationResult"])

    def test_a_wrong_proof_ends_the_session(self):
        self.add_ada()
        attempt = srp_flow.Srp(self.pool_id, "wr0ng-Horse")
        begun = self.begin(PREFERRED_CHALLENGE="PASSWORD_SRP", **attempt.begin())
        proof = attempt.prove(begun["ChallengeParameters"])
        name = proof.pop("USERNAME")
        self.refuse_answer(*WRONG_PASSWORD, begun, name, **proof)
        self.refuse_answer(*USED_UP, begun, name, **proof)

    def test_a_temporary_password_leaves_the_password_alone_and_is_changed(self):
        self.add_ada(permanent=False)
        self.assertEqual(self.begin()["AvailableChallenges"], PASSWORD_FORMS)
        begun = self.begin(PREFERRED_CHALLENGE="EMAIL_OTP")
        self.assertEqual((begun["ChallengeName"], begun["AvailableChallenges"]), ("SELECT_CHALLENGE", PASSWORD_FORMS))
        asked = self.answer(begun, ANSWER="PASSWORD", PASSWORD=PASSWORD)
        self.assertEqual(asked["ChallengeName"], "NEW_PASSWORD_REQUIRED")
        self.assertIn("AccessToken", self.answer(asked, NEW_PASSWORD=NEXT_PASSWORD)["AuthenticationResult"])
        self.assertEqual(self.begin()["AvailableChallenges"], [*PASSWORD_FORMS, "EMAIL_OTP", "SMS_OTP"])

    def test_a_disabled_user_and_one_whose_password_was_reset_are_told_so(self):
        self.add_ada()
        self.cognito.admin_disable_user(UserPoolId=self.pool_id, Username="ada")
        self.refuse_begin("NotAuthorizedException", "User is disabled.", PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
        self.cognito.admin_enable_user(UserPoolId=self.pool_id, Username="ada")
        self.cognito.admin_reset_user_password(UserPoolId=self.pool_id, Username="ada")
        self.refuse_begin("PasswordResetRequiredException", "Password reset required for the user",
                          PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)


class Selection(UserAuthTestCase):
    def setUp(self):
        super().setUp()
        self.add_ada()
        self.begun = self.begin()

    def test_the_password_may_come_with_the_choice_or_behind_it(self):
        self.assertIn("AccessToken", self.answer(self.begun, ANSWER="PASSWORD", PASSWORD=PASSWORD)["AuthenticationResult"])
        asked = self.answer(self.begin(), ANSWER="PASSWORD")
        self.assertEqual(asked["ChallengeName"], "PASSWORD")
        self.assertIn("AccessToken", self.answer(asked, PASSWORD=PASSWORD)["AuthenticationResult"])

    def test_srp_may_come_with_the_choice_or_behind_it(self):
        for in_one_step in (True, False):
            attempt = srp_flow.Srp(self.pool_id, PASSWORD)
            begun = self.begin()
            if in_one_step:
                asked = self.answer(begun, ANSWER="PASSWORD_SRP", **attempt.begin())
            else:
                chosen = self.answer(begun, ANSWER="PASSWORD_SRP")
                self.assertEqual(chosen["ChallengeName"], "PASSWORD_SRP")
                asked = self.answer(chosen, **attempt.begin())
            self.assertEqual(asked["ChallengeName"], "PASSWORD_VERIFIER")
            proof = attempt.prove(asked["ChallengeParameters"])
            self.assertIn("AccessToken", self.answer(asked, proof.pop("USERNAME"), **proof)["AuthenticationResult"])

    def test_a_code_is_sent_when_it_is_chosen(self):
        self.assertEqual(self.outbox.all_new(), [])
        for medium, destination in (("EMAIL", "a***@e***"), ("SMS", "+*******0100")):
            asked = self.answer(self.begin(), ANSWER=f"{medium}_OTP")
            self.assertEqual(asked["ChallengeName"], f"{medium}_OTP")
            self.assertEqual(asked["ChallengeParameters"],
                             {"CODE_DELIVERY_DELIVERY_MEDIUM": medium, "CODE_DELIVERY_DESTINATION": destination})
            done = self.answer(asked, **{f"{medium}_OTP_CODE": self.outbox.code()})
            self.assertIn("AccessToken", done["AuthenticationResult"])

    def test_what_is_not_offered_is_refused_and_costs_nothing(self):
        for answer in ("WEB_AUTHN", "FINGERPRINT"):
            self.refuse_answer("InvalidParameterException", "Selected challenge is not available.", self.begun, ANSWER=answer)
        self.refuse_answer("InvalidParameterException", "Missing required parameter ANSWER", self.begun)
        self.assertIn("AccessToken", self.answer(self.begun, ANSWER="PASSWORD", PASSWORD=PASSWORD)["AuthenticationResult"])

    def test_a_wrong_password_ends_the_session(self):
        self.refuse_answer(*WRONG_PASSWORD, self.begun, ANSWER="PASSWORD", PASSWORD="wr0ng-Horse")
        self.refuse_answer(*USED_UP, self.begun, ANSWER="PASSWORD", PASSWORD=PASSWORD)

    def test_a_session_is_for_its_client_its_user_its_challenge_and_once(self):
        self.add_user("bob")
        self.refuse_answer(*GARBAGE, self.begun, client_id=self.make_client(), ANSWER="PASSWORD", PASSWORD=PASSWORD)
        self.refuse_answer(*GARBAGE, self.begun, "bob", ANSWER="PASSWORD", PASSWORD=PASSWORD)
        self.refuse_answer(*GARBAGE, self.begun, challenge="EMAIL_OTP", EMAIL_OTP_CODE="123456")
        self.answer(self.begun, ANSWER="PASSWORD")
        self.refuse_answer(*USED_UP, self.begun, ANSWER="PASSWORD")


class Codes(UserAuthTestCase):
    def test_wrong_codes_leave_the_session_for_six_tries_and_not_for_nine(self):
        self.add_ada()
        begun = self.begin(PREFERRED_CHALLENGE="EMAIL_OTP")
        code = self.outbox.code()
        self.refuse_answer("InvalidParameterException", "Missing required parameter EMAIL_OTP_CODE", begun)
        for _ in range(6):
            self.refuse_answer("CodeMismatchException", "Invalid code or auth state for the user.", begun,
                               EMAIL_OTP_CODE=other_than(code))
        self.assertIn("AccessToken", self.answer(begun, EMAIL_OTP_CODE=code)["AuthenticationResult"])
        self.refuse_answer(*USED_UP, begun, EMAIL_OTP_CODE=code)
        begun = self.begin(PREFERRED_CHALLENGE="EMAIL_OTP")
        code = self.outbox.code()
        for _ in range(8):
            self.refuse_answer("CodeMismatchException", None, begun, EMAIL_OTP_CODE=other_than(code))
        self.refuse_answer(*GARBAGE, begun, EMAIL_OTP_CODE=other_than(code))
        self.refuse_answer(*GARBAGE, begun, EMAIL_OTP_CODE=code)

    def test_a_user_without_a_password_signs_in_by_codes_alone(self):
        user = self.add_user("eve", password=None, email="eve@example.com", email_verified="true")
        self.assertEqual(user["UserStatus"], "CONFIRMED")
        self.assertEqual(self.begin("eve")["AvailableChallenges"], ["EMAIL_OTP"])
        begun = self.begin("eve", PREFERRED_CHALLENGE="EMAIL_OTP")
        tokens = self.answer(begun, "eve", EMAIL_OTP_CODE=self.outbox.code())["AuthenticationResult"]
        self.assertEqual(self.cognito.get_user_auth_factors(AccessToken=tokens["AccessToken"])["ConfiguredUserAuthFactors"],
                         ["EMAIL_OTP"])
        self.refuse_begin(*WRONG_PASSWORD, name="eve", client_id=self.make_client(["ALLOW_USER_PASSWORD_AUTH"]),
                          flow="USER_PASSWORD_AUTH", PASSWORD=PASSWORD)
        self.cognito.change_password(AccessToken=tokens["AccessToken"], ProposedPassword=PASSWORD)
        self.assertEqual(self.begin("eve")["AvailableChallenges"], [*PASSWORD_FORMS, "EMAIL_OTP"])

    def test_the_factors_of_a_user_are_listed_whatever_the_pool_allows(self):
        self.add_ada()
        for factors in (EVERY_WAY, ("PASSWORD",)):
            self.cognito.update_user_pool(UserPoolId=self.pool_id, **FROM_OUR_OWN_ADDRESS, **BY_SMS,
                                          Policies={"SignInPolicy": {"AllowedFirstAuthFactors": list(factors)}})
            listed = self.cognito.admin_get_user_auth_factors(UserPoolId=self.pool_id, Username="ada")
            self.assertEqual((listed["Username"], listed["ConfiguredUserAuthFactors"]), ("ada", ["PASSWORD", "EMAIL_OTP", "SMS_OTP"]))
            self.assertNotIn("UserMFASettingList", listed)
        self.assert_refused("UserNotFoundException", "User does not exist.", "admin_get_user_auth_factors",
                            UserPoolId=self.pool_id, Username="nobody")


class SecondFactors(UserAuthTestCase):
    def test_who_has_a_second_factor_on_is_offered_the_password_alone_and_then_asked_for_it(self):
        self.make_pool(("PASSWORD", "EMAIL_OTP"), **FROM_OUR_OWN_ADDRESS,
                       mfa={"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}})
        self.add_ada()
        self.assertEqual(self.begin()["AvailableChallenges"], [*PASSWORD_FORMS, "EMAIL_OTP"])
        secret = self.add_authenticator(self.tokens()["AccessToken"])
        begun = self.begin(PREFERRED_CHALLENGE="EMAIL_OTP")
        self.assertEqual((begun["ChallengeName"], begun["AvailableChallenges"]), ("SELECT_CHALLENGE", PASSWORD_FORMS))
        asked = self.answer(begun, ANSWER="PASSWORD", PASSWORD=PASSWORD)
        self.assertEqual(asked["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        code = srp_flow.authenticator_code(secret, 1)
        self.assertIn("AccessToken", self.answer(asked, SOFTWARE_TOKEN_MFA_CODE=code)["AuthenticationResult"])

    def test_a_code_as_the_first_factor_is_not_followed_by_a_second(self):
        self.make_pool(("PASSWORD", "EMAIL_OTP"), **FROM_OUR_OWN_ADDRESS,
                       mfa={"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}})
        self.add_ada()
        begun = self.begin(PREFERRED_CHALLENGE="EMAIL_OTP")
        self.assertIn("AccessToken", self.answer(begun, EMAIL_OTP_CODE=self.outbox.code())["AuthenticationResult"])

    def test_a_pool_that_requires_one_allows_no_codes_as_the_first(self):
        self.make_pool(mfa={"MfaConfiguration": "ON", "SoftwareTokenMfaConfiguration": {"Enabled": True}})
        self.add_ada()
        self.assertEqual(self.begin()["AvailableChallenges"], PASSWORD_FORMS)
        asked = self.begin(PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
        self.assertEqual(asked["ChallengeName"], "MFA_SETUP")
        self.assert_refused("InvalidParameterException", None, "update_user_pool", UserPoolId=self.pool_id,
                            MfaConfiguration="ON", **FROM_OUR_OWN_ADDRESS,
                            Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}})


class AutomaticSignIn(UserAuthTestCase):
    factors = ("PASSWORD", "EMAIL_OTP")

    def setUp(self):
        super().setUp()
        self.make_pool(self.factors, AutoVerifiedAttributes=["email"], **FROM_OUR_OWN_ADDRESS)

    def sign_up(self, name="ada", **members):
        signed_up = self.cognito.sign_up(ClientId=self.client_id, Username=name,
                                         UserAttributes=newest.attributes(email=f"{name}@example.com"), **members)
        self.assertFalse(signed_up["UserConfirmed"])
        return signed_up["Session"], self.outbox.code()

    def confirm(self, session, code, name="ada"):
        return self.cognito.confirm_sign_up(ClientId=self.client_id, Username=name, ConfirmationCode=code, Session=session)["Session"]

    def test_the_session_of_a_confirmed_sign_up_gives_tokens_once_without_a_challenge(self):
        session = self.confirm(*self.sign_up(Password=PASSWORD))
        request = {"ClientId": self.client_id, "AuthFlow": "USER_AUTH", "Session": session,
                   "AuthParameters": {"USERNAME": "ada", "PREFERRED_CHALLENGE": "PASSWORD"}}
        done = self.cognito.initiate_auth(**request)
        self.assertEqual(self.cognito.get_user(AccessToken=done["AuthenticationResult"]["AccessToken"])["Username"], "ada")
        with self.assertRaises(self.cognito.exceptions.NotAuthorizedException):
            self.cognito.initiate_auth(**request)

    def test_who_signs_up_without_a_password_is_in_by_his_code_alone(self):
        session = self.confirm(*self.sign_up())
        done = self.cognito.initiate_auth(ClientId=self.client_id, AuthFlow="USER_AUTH", Session=session,
                                          AuthParameters={"USERNAME": "ada"})
        self.assertIn("IdToken", done["AuthenticationResult"])
        self.assertEqual(self.begin()["AvailableChallenges"], ["EMAIL_OTP"])

    def test_the_session_of_sign_up_itself_signs_nobody_in(self):
        session, code = self.sign_up(Password=PASSWORD)
        self.assert_refused("NotAuthorizedException", None, "initiate_auth", ClientId=self.client_id, AuthFlow="USER_AUTH",
                            Session=session, AuthParameters={"USERNAME": "ada"})
        self.assertTrue(self.confirm(session, code))

    def test_who_was_not_confirmed_becomes_so_by_a_code_at_sign_in(self):
        self.sign_up()
        begun = self.begin(PREFERRED_CHALLENGE="EMAIL_OTP")
        self.assertEqual(begun["ChallengeName"], "EMAIL_OTP")
        self.assertIn("AccessToken", self.answer(begun, EMAIL_OTP_CODE=self.outbox.code())["AuthenticationResult"])
        user = self.cognito.admin_get_user(UserPoolId=self.pool_id, Username="ada")
        self.assertEqual(user["UserStatus"], "CONFIRMED")
        self.assertIn({"Name": "email_verified", "Value": "true"}, user["UserAttributes"])

    def test_a_client_without_choice_is_given_no_session(self):
        other = self.make_client(["ALLOW_USER_PASSWORD_AUTH"])
        signed_up = self.cognito.sign_up(ClientId=other, Username="ada", Password=PASSWORD,
                                         UserAttributes=newest.attributes(email=EMAIL))
        self.assertNotIn("Session", signed_up)
        confirmed = self.cognito.confirm_sign_up(ClientId=other, Username="ada", ConfirmationCode=self.outbox.code())
        self.assertNotIn("Session", confirmed)


class HiddenExistence(UserAuthTestCase):
    def setUp(self):
        super().setUp()
        self.hiding = self.make_client(PreventUserExistenceErrors="ENABLED")

    def test_nobody_is_told_where_existence_is_not_hidden(self):
        self.refuse_begin("UserNotFoundException", "User does not exist.", "nobody", client_id=self.make_client(
            PreventUserExistenceErrors="LEGACY"), PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)

    def test_nobody_is_refused_as_a_wrong_password_is(self):
        self.refuse_begin(*WRONG_PASSWORD, "nobody", client_id=self.hiding, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)

    def test_nobody_is_given_a_verifier_that_stays_the_same(self):
        salts = set()
        for _ in range(2):
            attempt = srp_flow.Srp(self.pool_id, PASSWORD)
            begun = self.begin("nobody", self.hiding, PREFERRED_CHALLENGE="PASSWORD_SRP", **attempt.begin())
            self.assertEqual(begun["ChallengeName"], "PASSWORD_VERIFIER")
            salts.add((begun["ChallengeParameters"]["SALT"], begun["ChallengeParameters"]["USER_ID_FOR_SRP"]))
            proof = attempt.prove(begun["ChallengeParameters"])
            self.refuse_answer(*WRONG_PASSWORD, begun, proof.pop("USERNAME"), client_id=self.hiding, **proof)
        self.assertEqual(len(salts), 1, salts)

    def test_nobody_is_sent_a_code_that_does_not_exist(self):
        begun = self.begin("nobody@example.com", self.hiding, PREFERRED_CHALLENGE="EMAIL_OTP")
        self.assertEqual(begun["ChallengeName"], "EMAIL_OTP")
        self.assertEqual(begun["ChallengeParameters"],
                         {"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "n***@e***"})
        self.assertEqual(self.outbox.all_new(), [])
        self.refuse_answer("CodeMismatchException", "Invalid code or auth state for the user.", begun, "nobody@example.com",
                           client_id=self.hiding, EMAIL_OTP_CODE="123456")
