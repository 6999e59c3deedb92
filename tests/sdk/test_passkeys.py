"""Passkeys with boto3: registered and used through /_rockpool/authenticator, and through a passkey of Python's that also lies."""

import json
import unittest

import newest
import server
import support
import workbench
from passkeys import HAS_CREDENTIAL, Passkey, USER_PRESENT, USER_VERIFIED, to_octets, to_text

RP = {"RelyingPartyId": "localhost", "UserVerification": "preferred"}
ALLOWED = ("PASSWORD", "WEB_AUTHN")
NOT_VALID = ("InvalidParameterException", "Credential data is not valid")
REFUSED = ("NotAuthorizedException", "Incorrect username or password.")


def setUpModule():
    support.start_module_server()


class PasskeyTestCase(newest.NewestTestCase):
    def setUp(self):
        super().setUp()
        self.make_pool(ALLOWED, dict(RP))
        self.sub = next(one["Value"] for one in self.add_user()["Attributes"] if one["Name"] == "sub")
        self.token = self.tokens()["AccessToken"]

    def authenticator(self, body):
        status, answer = workbench.call(support.endpoint(), "POST", "/_rockpool/authenticator", body)
        self.assertEqual(status, 200, answer)
        return answer

    def start(self, token=None):
        return self.cognito.start_web_authn_registration(AccessToken=token or self.token)["CredentialCreationOptions"]

    def complete(self, credential, token=None):
        return self.cognito.complete_web_authn_registration(AccessToken=token or self.token, Credential=credential)

    def refuse_complete(self, exception, message, credential, token=None):
        return self.assert_refused(exception, message, "complete_web_authn_registration", AccessToken=token or self.token,
                                   Credential=credential)

    def register(self, token=None, **settings):
        """By the workbench's authenticator; returns the credential."""
        credential = self.authenticator({"CredentialCreationOptions": self.start(token), **settings})
        self.complete(credential, token)
        return credential

    def own_passkey(self, token=None):
        passkey = Passkey()
        self.complete(passkey.create(self.start(token)), token)
        return passkey

    def ask(self, name="ada"):
        begun = self.begin(name, PREFERRED_CHALLENGE="WEB_AUTHN")
        self.assertEqual(begun["ChallengeName"], "WEB_AUTHN", begun)
        return begun, json.loads(begun["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"])

    def listed(self, **members):
        return self.cognito.list_web_authn_credentials(AccessToken=self.token, **members)["Credentials"]


class ByTheWorkbench(PasskeyTestCase):
    def test_a_passkey_is_made_and_signs_in(self):
        credential = self.register()
        begun, options = self.ask()
        self.assertEqual(begun["AvailableChallenges"], ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"])
        self.assertEqual(options["allowCredentials"],
                         [{"type": "public-key", "id": credential["id"], "transports": credential["response"]["transports"]}])
        self.assertEqual((options["rpId"], options["timeout"], options["userVerification"]), ("localhost", 180000, "preferred"))
        proof = self.authenticator({"CREDENTIAL_REQUEST_OPTIONS": begun["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"]})
        done = self.answer(begun, CREDENTIAL=json.dumps(proof))
        self.assertEqual(self.cognito.get_user(AccessToken=done["AuthenticationResult"]["AccessToken"])["Username"], "ada")

    def test_a_whole_answer_is_enough_for_the_authenticator(self):
        credential = self.authenticator({"CredentialCreationOptions": self.start()})
        self.complete(credential)
        begun, _ = self.ask()
        del begun["ResponseMetadata"]
        self.assertIn("AuthenticationResult", self.answer(begun, CREDENTIAL=json.dumps(self.authenticator(begun))))

    def test_it_may_be_chosen_in_one_step_and_in_two(self):
        self.register()
        begun = self.begin()
        self.assertEqual((begun["ChallengeName"], begun["AvailableChallenges"]),
                         ("SELECT_CHALLENGE", ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"]))
        asked = self.answer(begun, ANSWER="WEB_AUTHN")
        self.assertEqual(asked["ChallengeName"], "WEB_AUTHN")
        options = asked["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"]
        proof = json.dumps(self.authenticator({"CREDENTIAL_REQUEST_OPTIONS": options}))
        self.assertIn("AuthenticationResult", self.answer(asked, CREDENTIAL=proof))

    def test_every_algorithm_that_is_offered_signs_in_and_another_is_refused(self):
        for algorithm in (-7, -257):
            made = self.register(algorithm=algorithm)
            self.assertEqual(made["response"].get("publicKeyAlgorithm", algorithm), algorithm)
            begun, options = self.ask()
            options["allowCredentials"] = [one for one in options["allowCredentials"] if one["id"] == made["id"]]
            proof = json.dumps(self.authenticator({"CREDENTIAL_REQUEST_OPTIONS": options}))
            self.assertIn("AuthenticationResult", self.answer(begun, CREDENTIAL=proof))
        other = self.authenticator({"CredentialCreationOptions": self.start(), "algorithm": -8})
        self.refuse_complete("WebAuthnCredentialNotSupportedException", None, other)

    def test_it_can_be_told_to_lie(self):
        lie = self.authenticator({"CredentialCreationOptions": self.start(), "origin": "https://evil.example"})
        self.refuse_complete("WebAuthnOriginNotAllowedException", None, lie)
        self.register()
        begun, options = self.ask()
        proof = self.authenticator({"CREDENTIAL_REQUEST_OPTIONS": options, "origin": "https://evil.example"})
        self.refuse_answer(*REFUSED, begun, CREDENTIAL=json.dumps(proof))


class Registration(PasskeyTestCase):
    def test_the_options_are_those_of_the_api(self):
        options = self.start()
        self.assertRegex(options.pop("challenge"), r"^[A-Za-z0-9_-]{22,}$")
        parameters = options.pop("pubKeyCredParams")
        self.assertEqual([(one["type"], one["alg"]) for one in parameters], [("public-key", -7), ("public-key", -257)])
        self.assertEqual(options, {
            "authenticatorSelection": {"requireResidentKey": True, "residentKey": "required", "userVerification": "preferred"},
            "excludeCredentials": [], "rp": {"id": "localhost", "name": "localhost"}, "timeout": 60000,
            "user": {"displayName": "ada", "id": to_text(self.sub.encode()), "name": "ada"}})

    def test_what_is_registered_is_excluded_listed_page_by_page_and_deleted(self):
        first = self.register()
        second = self.register(attachment="cross-platform")
        self.assertEqual(self.start()["excludeCredentials"],
                         [{"id": made["id"], "type": "public-key"} for made in (first, second)])
        whole = self.listed()
        self.assertEqual([(one["CredentialId"], one["RelyingPartyId"], one["AuthenticatorAttachment"], one["AuthenticatorTransports"])
                          for one in whole],
                         [(made["id"], "localhost", made["authenticatorAttachment"], made["response"]["transports"])
                          for made in (first, second)])
        self.assertTrue(all(one["FriendlyCredentialName"] and one["CreatedAt"] for one in whole))
        page = self.cognito.list_web_authn_credentials(AccessToken=self.token, MaxResults=1)
        self.assertEqual(page["Credentials"], whole[:1])
        rest = self.cognito.list_web_authn_credentials(AccessToken=self.token, NextToken=page["NextToken"])
        self.assertEqual((rest["Credentials"], "NextToken" in rest), (whole[1:], False))
        self.cognito.delete_web_authn_credential(AccessToken=self.token, CredentialId=first["id"])
        self.assertEqual(self.listed(), whole[1:])
        self.assert_refused("ResourceNotFoundException", None, "delete_web_authn_credential", AccessToken=self.token,
                            CredentialId=first["id"])

    def test_without_a_passkey_nothing_is_listed_nor_offered(self):
        self.assertEqual(self.listed(), [])
        self.assertEqual(self.begin(PREFERRED_CHALLENGE="WEB_AUTHN")["AvailableChallenges"], ["PASSWORD_SRP", "PASSWORD"])

    def test_twenty_are_the_most(self):
        for _ in range(20):
            self.own_passkey()
        self.assertEqual(len(self.listed()), 20)
        self.assert_refused("LimitExceededException", None, "start_web_authn_registration", AccessToken=self.token)

    def test_a_challenge_is_for_the_client_that_asked_once_and_the_newest(self):
        former = self.start()
        options = self.start()
        passkey = Passkey()
        self.refuse_complete("WebAuthnChallengeNotFoundException", None, passkey.create(former))
        other = self.tokens(client_id=self.make_client())["AccessToken"]
        self.refuse_complete("WebAuthnClientMismatchException", None, passkey.create(options), other)
        self.complete(passkey.create(options))
        self.refuse_complete("WebAuthnChallengeNotFoundException", None, Passkey().create(options))

    def test_an_id_is_registered_once(self):
        passkey = self.own_passkey()
        self.refuse_complete("InvalidParameterException", "Credential already exists.", passkey.create(self.start()))

    def test_lies_are_refused_and_leave_the_challenge(self):
        options, passkey = self.start(), Passkey()
        honest = passkey.create(options)["response"]
        whole = len(to_octets(honest["attestationObject"]))
        origins = {"another origin": "https://evil.example", "one that begins alike": "https://localhost.evil.example",
                   "one that ends alike": "https://evillocalhost", "no origin": "null"}
        present = USER_PRESENT | HAS_CREDENTIAL
        table = {
            **{what: ("WebAuthnOriginNotAllowedException", passkey.create(options, origin=origin)) for what, origin in origins.items()},
            "another relying party": ("WebAuthnRelyingPartyMismatchException", passkey.create(options, rp_id="evil.example")),
            "another challenge": ("WebAuthnChallengeNotFoundException", passkey.create(options, challenge=to_text(b"x" * 32))),
            "an algorithm that was not offered": ("WebAuthnCredentialNotSupportedException", passkey.create(options, algorithm=-35)),
            "a proof in the place of a creation": (None, passkey.create(options, kind="webauthn.get")),
            "nobody present": (None, passkey.create(options, flags=USER_VERIFIED | HAS_CREDENTIAL)),
            "no credential": (None, passkey.create(options, flags=USER_PRESENT | USER_VERIFIED)),
            "an extension that is not there": (None, passkey.create(options, flags=present | 0x80)),
            "no type": (None, passkey.create(options, type="password")),
            "another id": (None, passkey.create(options, id=to_text(b"y" * 32))),
            "an id of nothing": (None, passkey.create(options, id="", rawId="")),
            "not discoverable": (None, passkey.create(options, clientExtensionResults={"credProps": {"rk": False}})),
            "nothing": (None, {}),
            "no response": (None, passkey.create(options, response={})),
            "numbers": (None, passkey.create(options, response={"clientDataJSON": 1, "attestationObject": 2})),
            "no base64": (None, passkey.create(options, response={"clientDataJSON": "%%%", "attestationObject": "%%%"})),
            "no JSON": (None, passkey.create(options, response={**honest, "clientDataJSON": to_text(b"[" * 5000)})),
            **{what: (None, passkey.create(options, response={**honest, "attestationObject": to_text(octets)}))
               for what, octets in {"arrays without end": b"\x9f" * 5000, "a long array": b"\x9a\xff\xff\xff\xff",
                                    "a long text": b"\x7b" + b"\xff" * 8}.items()},
            **{f"cut off after {cut} octets": (None, passkey.create(options, cut=cut)) for cut in range(0, whole, 7)},
        }
        for what, (exception, credential) in table.items():
            with self.subTest(what):
                self.refuse_complete(*((exception, None) if exception else NOT_VALID), credential)
        self.assertEqual(self.listed(), [])
        self.complete(passkey.create(options))
        self.assertEqual([one["CredentialId"] for one in self.listed()], [to_text(passkey.credential_id)])

    def test_pages_of_the_relying_party_and_below_it_are_believed(self):
        self.make_pool(ALLOWED, {**RP, "RelyingPartyId": "app.example"})
        self.add_user()
        self.token = self.tokens()["AccessToken"]
        for origin, believed in (("https://app.example", True), ("https://login.app.example", True), ("https://app.example:8443", True),
                                 ("http://app.example", False), ("https://example", False), ("https://otherapp.example", False)):
            with self.subTest(origin):
                credential = Passkey("app.example", origin).create(self.start())
                if believed:
                    self.complete(credential)
                else:
                    self.refuse_complete("WebAuthnOriginNotAllowedException", None, credential)
        self.assertEqual(len(self.listed()), 3)

    def test_a_token_without_the_scope_of_its_user_does_nothing(self):
        credential = self.own_passkey().create(self.start())
        status, answer = workbench.call(support.endpoint(), "POST", "/_rockpool/tokens", {
            "UserPoolId": self.pool_id, "ClientId": self.client_id, "Username": "ada", "Scopes": ["openid"]})
        self.assertEqual(status, 200, answer)
        token = {"AccessToken": answer["AuthenticationResult"]["AccessToken"]}
        for operation, request in (("start_web_authn_registration", token), ("complete_web_authn_registration", {**token, "Credential": credential}),
                                   ("list_web_authn_credentials", token),
                                   ("delete_web_authn_credential", {**token, "CredentialId": credential["id"]})):
            self.assert_refused("NotAuthorizedException", "Access Token does not have required scopes", operation, **request)
        self.assertEqual(len(self.listed()), 1)

    def test_who_must_be_verified_and_is_not_is_refused(self):
        self.make_pool(ALLOWED, {**RP, "UserVerification": "required"})
        self.add_user()
        self.token = self.tokens()["AccessToken"]
        options, passkey = self.start(), Passkey()
        self.assertEqual(options["authenticatorSelection"]["userVerification"], "required")
        self.refuse_complete(*NOT_VALID, passkey.create(options, flags=USER_PRESENT | HAS_CREDENTIAL))
        self.complete(passkey.create(options))
        begun, asked = self.ask()
        self.assertEqual(asked["userVerification"], "required")
        self.refuse_answer(*REFUSED, begun, CREDENTIAL=passkey.get(asked, flags=USER_PRESENT))


class Pools(newest.NewestTestCase):
    def start_refused(self, exception, **pool):
        self.make_pool(**pool)
        self.add_user()
        self.assert_refused(exception, None, "start_web_authn_registration", AccessToken=self.tokens()["AccessToken"])

    def test_passkeys_are_for_pools_that_allow_them_and_have_a_relying_party(self):
        self.start_refused("WebAuthnNotEnabledException", webauthn=dict(RP))
        self.start_refused("WebAuthnConfigurationMissingException", factors=ALLOWED)
        self.start_refused("FeatureUnavailableInTierException", UserPoolTier="LITE")

    def test_a_domain_is_a_relying_party(self):
        pool = self.make_pool(ALLOWED)
        prefix = "rock-" + pool.rpartition("_")[2].lower()
        self.cognito.create_user_pool_domain(UserPoolId=pool, Domain=prefix)
        self.add_user()
        token = self.tokens()["AccessToken"]
        options = self.cognito.start_web_authn_registration(AccessToken=token)["CredentialCreationOptions"]
        host = f"{prefix}.auth.us-east-1.amazoncognito.com"
        self.assertEqual(options["rp"], {"id": host, "name": host})
        passkey = Passkey(host, f"https://{host}")
        self.assert_refused("WebAuthnOriginNotAllowedException", None, "complete_web_authn_registration", AccessToken=token,
                            Credential=passkey.create(options, origin=f"http://{host}"))
        self.cognito.complete_web_authn_registration(AccessToken=token, Credential=passkey.create(options))

    def test_garbage_is_no_token(self):
        self.assert_refused("NotAuthorizedException", "Invalid Access Token", "start_web_authn_registration", AccessToken="garbage")

    def test_a_verified_passkey_is_both_factors_where_the_pool_says_so(self):
        self.make_pool(ALLOWED, {**RP, "UserVerification": "required", "FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION"},
                       {"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}})
        self.add_user()
        token = self.tokens()["AccessToken"]
        options = self.cognito.start_web_authn_registration(AccessToken=token)["CredentialCreationOptions"]
        passkey = Passkey()
        self.cognito.complete_web_authn_registration(AccessToken=token, Credential=passkey.create(options))
        self.add_authenticator(token)
        begun = self.begin(PREFERRED_CHALLENGE="WEB_AUTHN")
        self.assertEqual((begun["ChallengeName"], begun["AvailableChallenges"]), ("WEB_AUTHN", ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"]))
        asked = json.loads(begun["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"])
        self.assertEqual(asked["userVerification"], "required")
        self.assertIn("AuthenticationResult", self.answer(begun, CREDENTIAL=passkey.get(asked)))
        self.cognito.set_user_mfa_preference(AccessToken=token, WebAuthnMfaSettings={"Enabled": True})
        self.assertIn("WEB_AUTHN", self.cognito.get_user(AccessToken=token)["UserMFASettingList"])

    def test_a_passkey_is_no_second_factor_where_the_pool_does_not_say_so(self):
        self.make_pool(ALLOWED, dict(RP), {"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}})
        self.add_user()
        token = self.tokens()["AccessToken"]
        options = self.cognito.start_web_authn_registration(AccessToken=token)["CredentialCreationOptions"]
        self.cognito.complete_web_authn_registration(AccessToken=token, Credential=Passkey().create(options))
        self.add_authenticator(token)
        self.assertEqual(self.begin(PREFERRED_CHALLENGE="WEB_AUTHN")["AvailableChallenges"], ["PASSWORD_SRP", "PASSWORD"])
        self.assert_refused("InvalidParameterException", None, "set_user_mfa_preference", AccessToken=token,
                            WebAuthnMfaSettings={"Enabled": True})


class Proofs(PasskeyTestCase):
    def test_a_passkey_of_ones_own_signs_in_again_and_again(self):
        passkey = self.own_passkey()
        for _ in range(3):
            begun, options = self.ask()
            self.assertIn("AuthenticationResult", self.answer(begun, CREDENTIAL=passkey.get(options)))

    def test_a_proof_is_good_once(self):
        passkey = self.own_passkey()
        begun, options = self.ask()
        proof = passkey.get(options)
        self.answer(begun, CREDENTIAL=proof)
        self.refuse_answer("NotAuthorizedException", "Invalid session for the user, session can only be used once.", begun, CREDENTIAL=proof)
        begun, _ = self.ask()
        self.refuse_answer(*REFUSED, begun, CREDENTIAL=proof)

    def test_one_without_a_counter_may_stay_at_none(self):
        passkey = self.own_passkey()
        for _ in range(2):
            begun, options = self.ask()
            self.assertIn("AuthenticationResult", self.answer(begun, CREDENTIAL=passkey.get(options, counter=0)))

    def test_a_copy_is_told_by_its_counter(self):
        passkey = self.own_passkey()
        begun, options = self.ask()
        self.answer(begun, CREDENTIAL=passkey.get(options, counter=5))
        for counter in (5, 4, 0):
            begun, options = self.ask()
            self.refuse_answer(*REFUSED, begun, CREDENTIAL=passkey.get(options, counter=counter))

    def test_lies_are_refused_and_end_the_session(self):
        passkey, stranger = self.own_passkey(), Passkey()
        self.add_user("bob")
        bobs = self.own_passkey(self.tokens("bob")["AccessToken"])
        lies = {
            "another origin": {"origin": "https://evil.example"},
            "an origin that begins alike": {"origin": "https://localhost.evil.example"},
            "another relying party": {"rp_id": "evil.example"},
            "another challenge": {"challenge": to_text(b"x" * 32)},
            "a creation in the place of a proof": {"kind": "webauthn.create"},
            "nobody present": {"flags": USER_VERIFIED},
            "another signature": {"broken": True},
            "another user": {"user_handle": to_text(b"somebody else")},
            "another type": {"type": "password"},
            **{f"cut off after {cut} octets": {"cut": cut} for cut in (0, 31, 32, 33, 36)},
        }
        for what, lie in lies.items():
            with self.subTest(what):
                begun, options = self.ask()
                self.refuse_answer(*REFUSED, begun, CREDENTIAL=passkey.get(options, **lie))
                self.refuse_answer("NotAuthorizedException", "Invalid session for the user, session can only be used once.", begun,
                                   CREDENTIAL=passkey.get(options))
        for what, other in {"a passkey of another user": bobs, "a passkey of nobody": stranger}.items():
            with self.subTest(what):
                begun, options = self.ask()
                self.refuse_answer(*REFUSED, begun, CREDENTIAL=other.get(options))
        begun, options = self.ask()
        self.assertIn("AuthenticationResult", self.answer(begun, CREDENTIAL=passkey.get(options)))

    def test_garbage_is_no_proof(self):
        passkey = self.own_passkey()
        for garbage in ("garbage", "{}", "[]", "null", '{"id":1}', "[" * 5000, passkey.get({"challenge": "x"})[:-30]):
            with self.subTest(garbage[:20]):
                begun, options = self.ask()
                with self.assertRaises((self.cognito.exceptions.NotAuthorizedException,
                                        self.cognito.exceptions.InvalidParameterException)) as caught:
                    self.answer(begun, CREDENTIAL=garbage)
                self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        begun, options = self.ask()
        self.refuse_answer("InvalidParameterException", "Missing required parameter CREDENTIAL", begun)
        self.assertIn("AuthenticationResult", self.answer(begun, CREDENTIAL=passkey.get(options)))

    def test_a_passkey_of_a_former_relying_party_is_listed_and_not_offered(self):
        self.own_passkey()
        self.cognito.set_user_pool_mfa_config(UserPoolId=self.pool_id, WebAuthnConfiguration={**RP, "RelyingPartyId": "example.com"})
        self.assertEqual(len(self.listed()), 1)
        self.assertEqual(self.begin(PREFERRED_CHALLENGE="WEB_AUTHN")["AvailableChallenges"], ["PASSWORD_SRP", "PASSWORD"])
        self.assertEqual(self.start()["excludeCredentials"], [])
        self.cognito.set_user_pool_mfa_config(UserPoolId=self.pool_id, WebAuthnConfiguration=dict(RP))
        self.assertEqual(self.ask()[0]["ChallengeName"], "WEB_AUTHN")


class Expiry(unittest.TestCase):
    def test_a_registration_has_five_minutes_and_a_sign_in_what_the_client_gives(self):
        own = server.Server()  # whose clock may be moved
        self.addCleanup(own.stop)
        cognito = newest.client_for(own.endpoint)

        def wait(seconds):
            self.assertEqual(workbench.call(own.endpoint, "POST", "/_rockpool/clock/advance", {"seconds": seconds})[0], 200)

        pool = cognito.create_user_pool(PoolName="late", Policies={"SignInPolicy": {"AllowedFirstAuthFactors": list(ALLOWED)}})["UserPool"]["Id"]
        cognito.set_user_pool_mfa_config(UserPoolId=pool, WebAuthnConfiguration=RP)
        app = cognito.create_user_pool_client(UserPoolId=pool, ClientName="app", ExplicitAuthFlows=list(newest.BY_CHOICE),
                                              AuthSessionValidity=4)["UserPoolClient"]["ClientId"]
        cognito.admin_create_user(UserPoolId=pool, Username="ada", MessageAction="SUPPRESS")
        cognito.admin_set_user_password(UserPoolId=pool, Username="ada", Password=newest.PASSWORD, Permanent=True)

        def begin(**parameters):
            return cognito.initiate_auth(ClientId=app, AuthFlow="USER_AUTH", AuthParameters={"USERNAME": "ada", **parameters})

        token = begin(PREFERRED_CHALLENGE="PASSWORD", PASSWORD=newest.PASSWORD)["AuthenticationResult"]["AccessToken"]
        passkey = Passkey()
        for seconds, in_time in ((301, False), (290, True)):
            options = cognito.start_web_authn_registration(AccessToken=token)["CredentialCreationOptions"]
            wait(seconds)
            complete = {"AccessToken": token, "Credential": passkey.create(options)}
            if in_time:
                cognito.complete_web_authn_registration(**complete)
            else:
                with self.assertRaises(cognito.exceptions.WebAuthnChallengeNotFoundException) as late:
                    cognito.complete_web_authn_registration(**complete)
                self.assertEqual(late.exception.response["Error"]["Message"], "The registration challenge has expired.")
        for seconds, in_time in ((241, False), (230, True)):
            begun = begin(PREFERRED_CHALLENGE="WEB_AUTHN")
            wait(seconds)
            answer = {"ClientId": app, "ChallengeName": "WEB_AUTHN", "Session": begun["Session"], "ChallengeResponses": {
                "USERNAME": "ada", "CREDENTIAL": passkey.get(json.loads(begun["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"]))}}
            if in_time:
                self.assertIn("AuthenticationResult", cognito.respond_to_auth_challenge(**answer))
            else:
                with self.assertRaises(cognito.exceptions.NotAuthorizedException) as late:
                    cognito.respond_to_auth_challenge(**answer)
                self.assertEqual(late.exception.response["Error"]["Message"], "Invalid session for the user, session is expired.")
