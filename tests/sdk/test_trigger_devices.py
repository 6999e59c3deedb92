"""Functions of pools that remember devices."""

import secrets

import srp_flow
import test_devices
import trigger_moments
from newest import PASSWORD, claims
from trigger_moments import MomentsTestCase


def setUpModule():
    trigger_moments.start()


class WithDevices(MomentsTestCase):
    def make_pool(self, **members):
        super().make_pool(DeviceConfiguration={"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": False},
                          mfa={"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}}, **members)
        self.add_user()
        self.events()

    def confirmed(self, result):
        device = test_devices.Device(result["NewDeviceMetadata"])
        self.cognito.confirm_device(AccessToken=result["AccessToken"], DeviceKey=device.key, DeviceSecretVerifierConfig=device.verifier())
        return device

    def prove(self, begun, device):
        """Both answers of the device."""
        attempt = device.proof()
        self.assertEqual(begun["ChallengeName"], "DEVICE_SRP_AUTH", begun)
        asked = self.cognito.respond_to_auth_challenge(**self.response(begun, DEVICE_KEY=device.key, **attempt.begin()))
        proof = attempt.prove({**asked["ChallengeParameters"], "USER_ID_FOR_SRP": device.key})
        del proof["USERNAME"]
        return self.cognito.respond_to_auth_challenge(
            ClientId=self.client_id, ChallengeName="DEVICE_PASSWORD_VERIFIER", Session=asked.get("Session", begun["Session"]),
            ChallengeResponses={"USERNAME": "ada", "DEVICE_KEY": device.key, **proof})["AuthenticationResult"]

    def test_the_functions_are_told_of_a_new_device_and_of_tokens_that_a_device_brought(self):
        self.make_pool()
        first = self.enter()["AuthenticationResult"]
        after = next(event for event in self.events() if event["triggerSource"] == "PostAuthentication_Authentication")
        self.assertIs(after["request"]["newDeviceUsed"], True)
        device = self.confirmed(first)
        secret = self.add_authenticator(first["AccessToken"])
        asked = self.begin(flow="USER_PASSWORD_AUTH", PASSWORD=PASSWORD, DEVICE_KEY=device.key)
        self.cognito.respond_to_auth_challenge(**self.response(asked, SOFTWARE_TOKEN_MFA_CODE=srp_flow.authenticator_code(secret, 1)))
        self.events()
        begun = self.begin(flow="USER_PASSWORD_AUTH", PASSWORD=PASSWORD, DEVICE_KEY=device.key)
        self.assertEqual(self.sources(), ["PreAuthentication_Authentication"])
        tokens = self.prove(begun, device)
        self.assertEqual(claims(tokens["AccessToken"])["device_key"], device.key)
        after, generation = self.events()
        self.assertEqual((after["triggerSource"], after["request"]["newDeviceUsed"]), ("PostAuthentication_Authentication", False))
        self.assertEqual(generation["triggerSource"], "TokenGeneration_AuthenticateDevice")

    def test_a_device_is_asked_for_behind_a_custom_challenge(self):
        self.make_pool()
        first = self.enter()["AuthenticationResult"]
        device = self.confirmed(first)
        self.add_authenticator(first["AccessToken"])
        self.events()
        word = secrets.token_hex(8)
        self.says = {
            "DefineAuthChallenge_Authentication": {"challengeName": "CUSTOM_CHALLENGE", "issueTokens": False, "failAuthentication": False},
            "CreateAuthChallenge_Authentication": {"publicChallengeParameters": {"ask": "the word"}, "privateChallengeParameters": {"word": word},
                                                   "challengeMetadata": "word"},
            "VerifyAuthChallengeResponse_Authentication": {"answerCorrect": True}}
        asked = self.cognito.initiate_auth(ClientId=self.client_id, AuthFlow="CUSTOM_AUTH", AuthParameters={"USERNAME": "ada", "DEVICE_KEY": device.key})
        self.assertEqual(self.sources(), ["PreAuthentication_Authentication", "DefineAuthChallenge_Authentication", "CreateAuthChallenge_Authentication"])
        self.says["DefineAuthChallenge_Authentication"] = {"issueTokens": True, "failAuthentication": False}
        begun = self.cognito.respond_to_auth_challenge(**self.response(asked, ANSWER=word, DEVICE_KEY=device.key))
        verify, define = self.events()
        self.assertEqual((verify["request"]["challengeAnswer"], verify["request"]["privateChallengeParameters"]), (word, {"word": word}))
        self.assertEqual(define["request"]["session"], [{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": True, "challengeMetadata": "word"}])
        tokens = self.prove(begun, device)
        self.assertEqual(claims(tokens["AccessToken"])["device_key"], device.key)
        self.assertEqual(self.sources(), ["PostAuthentication_Authentication", "TokenGeneration_AuthenticateDevice"])
