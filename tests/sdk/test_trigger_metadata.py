"""What each function is told of the metadata of a call."""

import trigger_moments
from newest import NEXT_PASSWORD, attributes
from trigger_moments import MomentsTestCase

METADATA = {"from": "the tests"}


def setUpModule():
    trigger_moments.start()


class Metadata(MomentsTestCase):
    """What comes with a call as ClientMetadata reaches these functions, under this name."""

    def told(self):
        """By trigger source: (validationData, clientMetadata)."""
        return {event["triggerSource"]: (event["request"].get("validationData"), event["request"].get("clientMetadata")) for event in self.events()}

    def test_that_of_a_sign_up(self):
        self.make_pool()
        self.says = {"PreSignUp_SignUp": {"autoConfirmUser": True}}
        self.sign_up(ClientMetadata=METADATA, ValidationData=[{"Name": "n", "Value": "v"}])
        self.assertEqual(self.told(), {"PreSignUp_SignUp": ({"n": "v"}, METADATA), "PostConfirmation_ConfirmSignUp": (None, METADATA)})

    def test_that_of_a_message_and_of_what_is_confirmed(self):
        self.make_pool()
        self.sign_up()
        self.assertEqual(self.told(), {"PreSignUp_SignUp": (None, None), "CustomMessage_SignUp": (None, None)})
        app = {"ClientId": self.client_id, "Username": "ada"}
        self.cognito.resend_confirmation_code(**app, ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"CustomMessage_ResendCode": (None, METADATA)})
        code = self.outbox.all_new(wait=10)[-1]["code"]
        self.cognito.confirm_sign_up(**app, ConfirmationCode=code, ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"PostConfirmation_ConfirmSignUp": (None, METADATA)})
        self.cognito.forgot_password(**app, ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"CustomMessage_ForgotPassword": (None, METADATA)})
        code = self.outbox.all_new(wait=10)[-1]["code"]
        self.cognito.confirm_forgot_password(**app, ConfirmationCode=code, Password=NEXT_PASSWORD, ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"PostConfirmation_ConfirmForgotPassword": (None, METADATA)})
        self.cognito.admin_reset_user_password(UserPoolId=self.pool_id, Username="ada", ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"CustomMessage_ForgotPassword": (None, METADATA)})

    def test_that_of_an_administrators_confirmation(self):
        self.make_pool()
        self.sign_up()
        self.told()
        self.cognito.admin_confirm_sign_up(UserPoolId=self.pool_id, Username="ada", ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"PostConfirmation_ConfirmSignUp": (None, METADATA)})

    def test_that_of_addresses(self):
        self.make_pool()
        self.add_user(email="ada@example.com", email_verified="true")
        token = self.enter()["AuthenticationResult"]["AccessToken"]
        self.told()
        self.cognito.get_user_attribute_verification_code(AccessToken=token, AttributeName="email", ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"CustomMessage_VerifyUserAttribute": (None, METADATA)})
        self.cognito.update_user_attributes(AccessToken=token, UserAttributes=attributes(email="b@example.com"), ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"CustomMessage_UpdateUserAttribute": (None, METADATA)})
        self.cognito.admin_update_user_attributes(UserPoolId=self.pool_id, Username="ada", UserAttributes=attributes(email="c@example.com"),
                                                  ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"CustomMessage_UpdateUserAttribute": (None, METADATA)})

    def test_that_of_an_administrators_user(self):
        self.make_pool()
        self.cognito.admin_create_user(UserPoolId=self.pool_id, Username="ada", UserAttributes=attributes(email="a@example.com"),
                                       ClientMetadata=METADATA, ValidationData=[{"Name": "n", "Value": "v"}])
        self.assertEqual(self.told(), {"PreSignUp_AdminCreateUser": ({"n": "v"}, METADATA), "CustomMessage_AdminCreateUser": (None, METADATA)})

    def test_that_of_an_opening_and_of_an_answer(self):
        self.make_pool()
        self.add_user(permanent=False)
        self.told()
        begun = self.enter(ClientMetadata={"at": "the opening"})
        self.assertEqual(self.told(), {"PreAuthentication_Authentication": ({"at": "the opening"}, None)})
        self.cognito.respond_to_auth_challenge(**self.response(begun, NEW_PASSWORD=NEXT_PASSWORD), ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"PostAuthentication_Authentication": (None, METADATA), "TokenGeneration_NewPasswordChallenge": (None, METADATA)})
        result = self.enter(password=NEXT_PASSWORD, ClientMetadata={"at": "the opening"})["AuthenticationResult"]
        self.assertEqual(self.told(), {"PreAuthentication_Authentication": ({"at": "the opening"}, None),
                                       "PostAuthentication_Authentication": (None, None), "TokenGeneration_Authentication": (None, None)})
        self.cognito.get_tokens_from_refresh_token(ClientId=self.client_id, RefreshToken=result["RefreshToken"], ClientMetadata=METADATA)
        self.assertEqual(self.told(), {"TokenGeneration_RefreshTokens": (None, METADATA)})

    def test_that_of_somebody_who_is_brought_over(self):
        self.make_pool()
        old = {"userAttributes": {"email": "old@example.com", "email_verified": "true"}, "finalUserStatus": "CONFIRMED", "messageAction": "SUPPRESS"}
        self.says = {"UserMigration_Authentication": old, "UserMigration_ForgotPassword": old}
        self.enter("old", ClientMetadata=METADATA)
        told = self.told()
        self.assertEqual((told["UserMigration_Authentication"], told["PreAuthentication_Authentication"]), ((METADATA, None), (METADATA, None)))
        self.cognito.forgot_password(ClientId=self.client_id, Username="older", ClientMetadata=METADATA)
        told = self.told()
        self.assertEqual((told["UserMigration_ForgotPassword"], told["CustomMessage_ForgotPassword"]), ((None, METADATA), (None, METADATA)))
